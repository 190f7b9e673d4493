// Sizes: the crop frame with its edges in the hand, and for each axis the sizes that fall on one output size. A step is one
// stamp, as on the first page.

import { CropBoard } from "../crop_board.js";
import { ENDS } from "../crop_handles.js";
import { el } from "../dom.js";
import { outputPadding } from "../edges.js";
import { stampFalling } from "../flights.js";
import { canvasCell, isSum, lightOf } from "../linked.js";
import { unflatten } from "../links.js";
import { AXES, legalRange, withSetting } from "../settings.js";
import { SizeLine } from "../size_line.js";
import { ValueBoard } from "../value_board.js";
import { exact } from "../values.js";
import { View } from "./view.js";

const LEGEND = ["frame", "cropped", "taken", "unreached"];

export default class SizesView extends View {
  constructor(stage) {
    super(stage);
    this.fields = Object.fromEntries(stage.catalogue.fields.map((field) => [field.key, field]));
    this.input = new ValueBoard("input", this.describer("input"));
    this.kernel = new ValueBoard("kernel", this.describer("kernel"));
    this.canvas = new CropBoard(this.describer("output"), this.describer("cropped"),
      (end, axis, value) => this.move(ENDS[end], axis, value), (end, axis) => this.rangeOf(ENDS[end], axis));
    this.add(this.input, { input: this.input.cells });
    this.add(this.kernel, { kernel: this.kernel.cells });
    this.add(this.canvas, { output: this.canvas.output, cropped: this.canvas.cropped });
    this.addFills(this.input, "x");
    this.addFills(this.kernel, "w");
    this.addLegend(this.canvas, LEGEND);
    this.lines = AXES.map((axis) => new SizeLine(axis, (value) => this.move("output_padding", axis, value)));
    const below = el("div", { class: "size-lines" }, ...this.lines.map((line) => line.node));
    this.node = this.arrange("sizes-view", [this.input, "×", this.kernel, "=", this.canvas], { node: below });
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

  steps(plan) {
    return plan.inputs;
  }

  isLaid(input) {
    return input < Math.floor(this.stage.at());
  }

  stepColours(plan, theme) {
    return Array.from({ length: plan.inputs }, (_, at) => theme.identityColour(plan.inputShape, at));
  }

  draw(theme) {
    const { state, plan } = this.stage;
    const at = this.stage.at();
    const { x, w } = state;
    this.input.draw({ shape: plan.inputShape, values: x, theme, laid: Math.ceil(at),
      colourOf: (index) => theme.identityColour(plan.inputShape, index) });
    this.kernel.draw({ shape: plan.kernelShape, values: w, theme, colourOf: () => theme.kernel });
    this.canvas.draw({ plan, x, w, laid: Math.floor(at), theme,
      values: { near: plan.axes.map((axis) => axis.cropBefore), far: plan.axes.map(outputPadding) } });
    this.stage.later.write("sizes", () => this.drawWords(plan));
  }

  drawWords(plan) {
    const { state } = this.stage;
    const size = (shape) => shape.join("×");
    this.input.say(this.t("stage.title_input", { size: size(plan.inputShape) }));
    this.kernel.say(this.t("stage.title_kernel", { size: size(plan.kernelShape) }));
    this.canvas.say(this.t("stage.title_canvas", { canvas: size(plan.canvasShape), output: size(plan.outputShape) }));
    AXES.forEach((at) => this.lines[at].draw({ axis: plan.axes[at], hidden: state.square && at > 0,
      name: this.t(state.square ? "stage.both_axes" : `stage.axis_name_${at}`) }, this.t));
  }

  drawLight(spot, theme) {
    const { plan, state } = this.stage;
    const at = this.stage.at();
    const there = spot && this.has(spot) ? spot : null;
    const light = lightOf(plan, there ?? this.stampOnItsWay(plan, at));
    const soft = !there;
    if (soft) light.kernel.clear();
    this.input.lightUp(light.input, plan.inputShape, theme, soft);
    this.kernel.lightUp(light.kernel, plan.kernelShape, theme, soft);
    if (at % 1 > 0 && !spot) this.canvas.fly(stampFalling(plan, state, Math.floor(at), at % 1));
    else this.canvas.lightUp(light.canvas, isSum(there) ? canvasCell(plan, there) : null, soft);
    this.drawReadouts(spot);
  }

  stampOnItsWay(plan, at) {
    return at > 0 && at < plan.inputs ? { panel: "input", cell: unflatten(Math.ceil(at) - 1, plan.inputShape) } : null;
  }

  outputAt(cell, panel) {
    return this.canvas.valueAt(...canvasCell(this.stage.plan, { panel, cell }));
  }

  shown() {
    return [...this.canvas.output.values].map(exact);
  }
}
