// What PyTorch's CPU code does: kernel times input gives the column matrix, and col2im folds its rows onto the canvas: one
// shifted copy of the input a tap. A step is one tap.

import { rowFolding } from "../../paint/motion.js";
import { CanvasView, LEGEND } from "../canvas_view.js";
import { ColumnsBoard } from "./columns_board.js";

/** @import { Stage } from "../../shell/stage.js" */
/** @import { Flight, Operand, Spot, Theme, View as Page } from "../../types.js" */

/** @implements {Page} */
export default class ColumnsView extends CanvasView {
  /** @param {Stage} stage */
  constructor(stage) {
    super(stage);
    this.addLegend(LEGEND);
    this.node = this.arrange("columns-view", [this.columns, "→", this.canvas]);
  }

  /** @returns {"taps"} */
  get order() {
    return "taps";
  }

  // Both operands stand at the sides of their products.
  addOperands() {
    /** @type {ColumnsBoard} */
    this.columns = this.add(new ColumnsBoard(this.describer));
    // A product is the link of its input element and its tap, which the first page shows among the buffers.
    this.owners.buffers = this.columns;
    for (const key of /** @type {Operand[]} */ (["x", "w"])) {
      this.addFills(this.columns, key, `${key} `);
    }
  }

  /** @param {Theme} theme */
  draw(theme) {
    const { plan, x, w } = this.layer;
    const { inputShape, kernelShape } = plan;
    this.columns.draw({ inputShape, kernelShape, x, w, taps: Math.ceil(this.stage.at()), theme });
    this.canvas.draw({ plan, x, w, taps: this.done(), theme });
    this.columns.say(this.word("title_columns", { taps: plan.taps, inputs: plan.inputs }));
    this.canvas.say(this.canvasTitle(plan));
  }

  /** @type {(step: number, part: number) => Flight} */
  flight(step, part) {
    return rowFolding(this.stage.plan, this.stage.state, step, part);
  }

  /** @param {Spot} spot */
  nameOf(spot) {
    if (spot.panel !== "buffers") return super.nameOf(spot);
    return `w[${spot.cell.slice(2)}]·x[${spot.cell.slice(0, 2)}]`;
  }

  /** @param {Spot} spot */
  spotOf({ panel, cell }) {
    if (panel !== "columns") return { panel, cell };
    return { panel: "buffers", cell: [...cell.slice(2), ...cell.slice(0, 2)] };
  }
}
