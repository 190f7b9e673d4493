// Sizes: the crop frame with its edges in the hand, and for each axis the sizes that fall on one output size. A step is one
// stamp, as on the first page.

import { el, setHidden, setText } from "../../dom/dom.js";
import { along, outputPadding } from "../../rule/added_cells.js";
import { axesOf, axisName, legalRange, withSetting } from "../../state/settings.js";
import { CanvasView, LEGEND } from "../canvas_view.js";
import { CropBoard } from "./crop_board.js";
import { ENDS } from "./crop_handles.js";
import { addedNote, SizeLine } from "./size_line.js";

/** @import { Plan, SettingField, SettingKey, Theme, View as Page } from "../../types.js" */
/** @import { Stage } from "../../shell/stage.js" */

/** @implements {Page} */
export default class SizesView extends CanvasView {
  /** @param {Stage} stage */
  constructor(stage) {
    super(stage);
    this.legend.add(LEGEND);
    const refuse = (/** @type {string} */ why) => stage.controls.sayLimit(why);
    this.lines = [0, 1, 2].map(
      (axis) => new SizeLine(axis, (value) => this.move("output_padding", axis, value), refuse),
    );
    this.added = el("p", { class: "note", "data-control": "added-note" });
    const below = el("div", { class: "size-lines" }, ...this.lines.map((line) => line.node), this.added);
    this.node = this.arrange("sizes-view", [this.input, "∗", this.kernel, "=", this.canvas], { node: below });
  }

  makeCanvas() {
    return new CropBoard(
      this.describer,
      (end, axis, value) => this.move(ENDS[end], axis, value),
      (end, axis) => this.rangeOf(ENDS[end], axis),
    );
  }

  // How far a setting may go; and a hand that sets it: with one number for both axes, both edges move.
  /** @type {(key: SettingKey, axis: number) => { low: number, high: number }} */
  rangeOf(key, axis) {
    return legalRange(this.stage.state, /** @type {SettingField} */ (this.stage.fields[key]), axis);
  }

  /** @type {(key: SettingKey, axis: number, value: number) => void} */
  move(key, axis, value) {
    const { state } = this.stage;
    this.stage.adjust({ [key]: withSetting(state, key, axis, value)[key].map((one) => (state.square ? value : one)) });
  }

  /** @param {Theme} theme */
  draw(theme) {
    const { plan } = this.stage;
    this.drawStamps(theme);
    const edges = { near: plan.axes.map((axis) => axis.cropBefore), far: plan.axes.map(outputPadding) };
    /** @type {CropBoard} */ (this.canvas).handles.draw({ plan, edges });
    this.stage.later.write("sizes", () => this.drawWords(plan));
  }

  /** @param {Plan} plan */
  drawWords(plan) {
    const { state } = this.stage;
    this.sayTitles(plan);
    /** @type {CropBoard} */ (this.canvas).handles.name((end, axis) =>
      this.t(`sizes.handle_${end}`, { axis: this.t(axisName({ ...state, square: false }, axis)) }),
    );
    axesOf(state).forEach((at) =>
      this.lines[at].draw(
        {
          axis: plan.axes[at],
          added: along(plan, at),
          hidden: state.square && at > 0,
          name: this.t(axisName(state, at)),
        },
        this.t,
      ),
    );
    this.lines.forEach(({ node }, axis) => setHidden(node, axis > 0 && (state.square || axis >= state.rank)));
    // Of one axis its line says it all.
    setText(this.added, state.rank === 1 ? "" : addedNote(plan, this.t));
  }
}
