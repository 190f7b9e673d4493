// Sizes: the crop frame with its edges in the hand, and for each axis the sizes that fall on one output size. A step is one
// stamp, as on the first page.

import { CropBoard } from "../crop_board.js";
import { ENDS } from "../crop_handles.js";
import { el } from "../dom.js";
import { outputPadding } from "../edges.js";
import { AXES, legalRange, withSetting } from "../settings.js";
import { SizeLine } from "../size_line.js";
import { StampsView } from "../stamps_view.js";

const LEGEND = ["frame", "cropped", "taken", "unreached"];

export default class SizesView extends StampsView {
  constructor(stage) {
    super(stage);
    this.fields = Object.fromEntries(stage.catalogue.fields.map((field) => [field.key, field]));
    this.addLegend(this.canvas, LEGEND);
    this.lines = AXES.map((axis) => new SizeLine(axis, (value) => this.move("output_padding", axis, value)));
    const below = el("div", { class: "size-lines" }, ...this.lines.map((line) => line.node));
    this.node = this.arrange("sizes-view", [this.input, "×", this.kernel, "=", this.canvas], { node: below });
  }

  makeCanvas() {
    return new CropBoard(this.describer("output"), this.describer("cropped"),
      (end, axis, value) => this.move(ENDS[end], axis, value), (end, axis) => this.rangeOf(ENDS[end], axis));
  }

  translate(t) {
    super.translate(t);
    this.canvas.handles.translate((end, axis) => t(`sizes.handle_${end}`, { axis: t(`stage.axis_name_${axis}`) }));
  }

  // How far a setting may go; and a hand that sets it: with one number for both axes, both edges move.
  rangeOf(key, axis) {
    return legalRange(this.stage.state, this.fields[key], axis);
  }

  move(key, axis, value) {
    const { state } = this.stage;
    this.stage.adjust({ [key]: state.square ? [value, value] : withSetting(state, key, axis, value)[key] });
  }

  draw(theme) {
    const { plan } = this.stage;
    this.drawStamps(theme, {
      values: { near: plan.axes.map((axis) => axis.cropBefore), far: plan.axes.map(outputPadding) } });
    this.stage.later.write("sizes", () => this.drawWords(plan));
  }

  drawWords(plan) {
    const { state } = this.stage;
    this.sayTitles(plan);
    AXES.forEach((at) => this.lines[at].draw({ axis: plan.axes[at], hidden: state.square && at > 0,
      name: this.t(state.square ? "stage.both_axes" : `stage.axis_name_${at}`) }, this.t));
  }

  drawLight(spot, theme) {
    this.lightStamps(spot, theme);
    this.drawReadouts(spot);
  }
}
