// The first page's view: input, kernel, canvas with the crop frame, and the row of stamps. A step is one stamp.

import { flatten } from "../../rule/links.js";
import { CanvasView, LEGEND } from "../canvas_view.js";
import { BuffersBoard } from "./buffers_board.js";

/** @import { Stage } from "../../shell/stage.js" */
/** @import { Theme, View as Page } from "../../types.js" */

/** @implements {Page} */
export default class BuffersView extends CanvasView {
  /** @param {Stage} stage */
  constructor(stage) {
    super(stage);
    this.buffers = this.add(new BuffersBoard(this.describer));
    this.addLegend(LEGEND);
    this.node = this.arrange("buffers-view", [this.input, "∗", this.kernel, "=", this.canvas], this.buffers);
  }

  /** @param {Theme} theme */
  draw(theme) {
    const { state, plan } = this.stage;
    const { x, w, pin } = state;
    const { inputShape, kernelShape } = plan;
    this.drawStamps(theme);
    const isPinned = pin?.panel === "input" || pin?.panel === "buffers";
    const around = isPinned ? flatten(pin.cell.slice(0, inputShape.length), inputShape) : -1;
    this.buffers.draw({ inputShape, kernelShape, x, w, shown: Math.ceil(this.stage.at()), around, theme });
    this.sayTitles(plan);
    this.buffers.say(this.t("stage.title_buffers"));
  }
}
