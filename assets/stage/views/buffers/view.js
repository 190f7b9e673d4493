// The first page's view: input, kernel, canvas with the crop frame, and the row of stamps. A step is one stamp.

import { flatten } from "../../rule/links.js";
import { CanvasView, LEGEND } from "../canvas_view.js";
import { BuffersBoard } from "./buffers_board.js";
import { Signals } from "./signals.js";
import { StampRows } from "./stamp_rows.js";

/** @import { Stage } from "../../shell/stage.js" */
/** @import { Lighting, Theme, View as Page } from "../../types.js" */

/** @implements {Page} */
export default class BuffersView extends CanvasView {
  /** @param {Stage} stage */
  constructor(stage) {
    super(stage);
    this.row = new BuffersBoard(this.describer);
    this.rows = new StampRows(this.describer);
    /** @type {BuffersBoard | StampRows} */
    this.buffers = this.add(this.row);
    this.legend.add(LEGEND);
    this.signals = new Signals(stage, this);
    const row = [this.input, "∗", this.kernel, "=", this.canvas];
    this.node = this.arrange("buffers-view", row, this.buffers, this.signals.output);
    this.worded.push((t) => this.signals.translate(t));
  }

  /** @param {Theme} theme */
  draw(theme) {
    const { state, plan } = this.stage;
    const { x, w, pin } = state;
    const { inputShape } = plan;
    this.put(plan.canvasShape.length === 1 ? this.rows : this.row);
    this.drawStamps(theme);
    const isPinned = pin?.panel === "input" || pin?.panel === "buffers";
    const around = isPinned ? flatten(pin.cell.slice(0, inputShape.length), inputShape) : -1;
    const given = { plan, x, w, shown: Math.ceil(this.stage.at()), around, theme };
    if (this.buffers === this.row) this.row.draw(given);
    else {
      this.rows.scaled = this.canvas.size;
      this.rows.draw(given);
    }
    this.signals.draw(theme);
    this.sayTitles(plan);
    this.buffers.say(this.t("stage.title_buffers"));
  }

  /** @param {Lighting} lit */
  lightAll(lit) {
    super.lightAll(lit);
    this.signals.light(lit.light);
  }

  // The stamps' board: in a row below all, or, of a strip, row by row under the canvas.
  /** @param {BuffersBoard | StampRows} board */
  put(board) {
    if (board === this.buffers) return;
    const before = this.buffers;
    before.clear();
    before.node.replaceWith(board.node);
    this.boards.splice(this.boards.indexOf(before), 1);
    this.buffers = this.add(board);
    this.node.classList.toggle("of-strip", board === this.rows);
    this.translate(this.t);
    this.measure();
  }
}
