// What PyTorch's CPU code does: kernel times input gives the column matrix, and col2im folds its rows onto the canvas: one
// shifted copy of the input a tap. A step is one tap: its row crosses to the canvas, folded into the input's shape, and spreads
// there by the stride.

import { el, setText } from "../../dom/dom.js";
import { sentences } from "../../dom/words.js";
import { Crossing } from "../../motion/crossing.js";
import { ease, rowSpreading } from "../../motion/flights.js";
import { firstOfAlike } from "../../paint/memory.js";
import { range, unflatten } from "../../rule/links.js";
import { indicesOf, weightCell } from "../../rule/spots.js";
import { CanvasView, LEGEND } from "../canvas_view.js";
import { ColumnsBoard, cellsOf, rowsOf } from "./columns_board.js";

/** @import { Stage } from "../../shell/stage.js" */
/** @import { View } from "../view.js" */
/** @import { Square, Tile } from "../../motion/crossing.js" */
/** @import { Flight, Operand, Plan, Spot, Theme, View as Page } from "../../types.js" */

// The part of a step in which the row crosses, and that in which it is over: what is left of the step shows the sums.
const CROSSED = { spreads: 0.55, lies: 0.85 };
const SPREAD = 0.85;

/** @implements {Page} */
export default class ColumnsView extends CanvasView {
  // The products follow from the sizes of both operands, and not from where they are folded to.
  factorsOf = firstOfAlike((/** @type {Plan} */ { inputShape, kernelShape, weightShape, channels, axes }) =>
    JSON.stringify([inputShape, kernelShape, weightShape, channels, axes.length]),
  );

  /** @param {Stage} stage */
  constructor(stage) {
    super(stage);
    this.legend.add(LEGEND);
    /** @type {HTMLElement} */
    this.gemm = el("p", { class: "gemm", "data-control": "gemm" });
    this.node = this.arrange("columns-view", [this.columns, "→", this.canvas], { node: this.gemm });
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
    this.columns.draw({ plan: this.factorsOf(plan), x, w, taps: Math.ceil(this.stage.at()), theme });
    this.canvas.draw({ ...this.layer, taps: this.done(), theme });
    this.columns.say(this.word("title_columns", { taps: rowsOf(plan).length, inputs: cellsOf(plan) }));
    this.canvas.say(this.canvasTitle(plan));
    this.stage.later.write("gemm", () => setText(this.gemm, this.gemmOf(plan)));
  }

  // The matrix product by the names of BLAS.
  /** @param {Plan} plan */
  gemmOf(plan) {
    const { inputs, groups } = plan.channels;
    const values = { m: plan.taps, n: cellsOf(plan), k: inputs / groups, groups };
    const said = [this.word(groups > 1 ? "gemm_groups" : "gemm", values)];
    if (this.layer.bias) said.push(this.word("gemm_bias"));
    return sentences(this.t, ...said);
  }

  makeTraveller() {
    return new Crossing();
  }

  get crossed() {
    return this.stage.plan.axes.some(({ stride }) => stride > 1) ? CROSSED.spreads : CROSSED.lies;
  }

  /** @type {(step: number, part: number) => boolean} */
  travels(step, part) {
    const { crossed } = this;
    const crossing = /** @type {Crossing} */ (this.traveller);
    if (part >= crossed) crossing.hide();
    else crossing.show(this.rowOf(step), ease(part / crossed), this.room(), this.canvas.scale, this.stage.theme);
    return part < crossed;
  }

  // A tap's row of each group, from its places in the columns to those where it lies folded on the canvas.
  /** @param {number} tap @returns {Tile[]} */
  rowOf(tap) {
    const { plan, state, theme } = this.stage;
    const colours = theme.identityColours(plan);
    const there = this.lamp.placeOf(this.canvas);
    const here = this.lamp.placeOf(this.columns);
    /** @type {(place: readonly number[], size: number, x: number, y: number) => Square} */
    const square = ([left, top], size, x, y) => ({ left: left + x * size, top: top + y * size, size });
    const { links } = rowSpreading(plan, state, tap, 0);
    const { start } = this.columns;
    return rowsOf(plan).flatMap((row, r) => {
      if (row.tap !== tap) return [];
      return range(cellsOf(plan)).map((cell) => {
        const own = row.inputs.map((input) => links[input * cellsOf(plan) + cell]);
        return {
          value: own.reduce((sum, { value }) => sum + value, 0),
          colour: colours[own[0].input],
          from: square(here, this.columns.size, start + cell, start + r),
          to: square(there, this.canvas.size, own[0].x, own[0].y),
        };
      });
    });
  }

  // All that the boards stand in.
  room() {
    return { width: this.node.clientWidth, height: this.node.clientHeight };
  }

  /** @type {(step: number, part: number) => Flight} */
  flight(step, part) {
    const { crossed } = this;
    return rowSpreading(this.stage.plan, this.stage.state, step, (part - crossed) / (SPREAD - crossed || 1));
  }

  /** @param {Spot} spot */
  nameOf(spot) {
    if (spot.panel !== "buffers") return super.nameOf(spot);
    const { plan } = this.stage;
    const [input, tap] = indicesOf(plan, spot.cell);
    return `w[${weightCell(plan, input, tap)}]·x[${unflatten(input, plan.inputShape)}]`;
  }

  // Of a sum over several input channels: the link of the first of them.
  /** @param {Spot} spot */
  spotOf({ panel, cell }) {
    if (panel !== "columns") return { panel, cell };
    const { plan } = this.stage;
    const { length } = plan.axes;
    const [[input, ofGroup]] = plan.channelFeeders[cell.length > 2 * length ? cell[0] : 0];
    const [tap, place] = [cell.slice(-2 * length, -length), cell.slice(-length)];
    return {
      panel: "buffers",
      cell: [
        ...(plan.channels.inputs > 1 ? [input] : []),
        ...place,
        ...(plan.kernelShape.length > length ? [ofGroup] : []),
        ...tap,
      ],
    };
  }

  // A column's cell is named by its row and its column.
  /** @type {View["endsIn"]} */
  endsIn(panel, cell) {
    const { length } = this.stage.plan.axes;
    return panel === "columns" ? [cell.slice(0, -length), cell.slice(-length)] : super.endsIn(panel, cell);
  }
}
