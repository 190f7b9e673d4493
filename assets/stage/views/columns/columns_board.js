// The column matrix as a multiplication table: the kernel's taps down its left side, the input's cells along its top, and
// each product where they meet. A column has its input element's colour.

import { Board } from "../../paint/board.js";
import { placesOf } from "../../paint/places.js";
import { product } from "../../rule/links.js";

/** @import { Describer, PerAxis, Place, Theme } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */
/** @typedef {{ inputShape: PerAxis, kernelShape: PerAxis, x: number[], w: number[], taps: number, theme: Theme }} Given */

const LARGEST_CELL = 46;
// From a side to the cells of the operand (its labels lie between), and to the products.
const LABEL = 1;
export const PRODUCTS = 2.5;
const NOT_YET = 0.3;

// Given: inputShape, kernelShape, x, w; taps: how many rows of products are folded onto the canvas; the others are pale.
/** @extends {Board<Given>} */
export class ColumnsBoard extends Board {
  /** @param {Describer} describer */
  constructor(describer) {
    super("columns", ["kernel", "input", "columns"], describer, {
      links: { columns: "buffers" },
      maximum: LARGEST_CELL,
    });
  }

  /** @param {Given} given */
  extent({ inputShape, kernelShape }) {
    return [kernelShape, inputShape].map((shape) => PRODUCTS + product(shape));
  }

  get laidBy() {
    return ["inputShape", "kernelShape"];
  }

  places() {
    const { inputShape, kernelShape } = this.given;
    const [inputs, taps] = [inputShape, kernelShape].map((shape) => placesOf(shape).rows.flat());
    const products = taps.map((tap, y) =>
      inputs.map((input, x) => ({ x, y, cell: [...tap.cell, ...input.cell], at: input.at * taps.length + tap.at })),
    );
    return {
      kernel: { rows: taps.map((tap, y) => [{ ...tap, x: LABEL, y: PRODUCTS + y }]) },
      input: { rows: [inputs.map((input, x) => ({ ...input, x: PRODUCTS + x, y: LABEL }))] },
      columns: { rows: products, left: PRODUCTS, top: PRODUCTS },
    };
  }

  /** @type {(place: Place, panel: string) => number} */
  valueAt({ at }, panel) {
    const { x, w } = this.given;
    if (panel === "columns") return w[at % w.length] * x[Math.floor(at / w.length)];
    return panel === "input" ? x[at] : w[at];
  }

  /** @param {Pen} pen */
  paintGround(pen) {
    const { inputShape, x, w, taps, theme } = this.given;
    x.forEach((_, input) => {
      const colour = theme.identityColour(inputShape, input);
      pen.fill(colour, PRODUCTS + input, PRODUCTS, 1, taps);
      pen.alpha = NOT_YET;
      pen.fill(colour, PRODUCTS + input, PRODUCTS + taps, 1, w.length - taps);
      pen.alpha = 1;
    });
  }

  /** @type {(pen: Pen, x: number, y: number, place: Place, panel: string) => void} */
  paintCell(pen, x, y, place, panel) {
    const { inputShape, theme } = this.given;
    if (panel !== "columns") {
      pen.fill(panel === "input" ? theme.identityColour(inputShape, place.at) : theme.kernel, x, y);
      const [left, top] = panel === "input" ? [x, y - LABEL] : [x - LABEL, y];
      this.label(pen, place.cell.join(), left, top);
    }
    pen.number(this.valueAt(place, panel), x, y);
  }

  /** @param {Pen} pen */
  paintLines(pen) {
    const { x, w } = this.given;
    pen.outline(LABEL, PRODUCTS, 1, w.length);
    pen.outline(PRODUCTS, LABEL, x.length, 1);
    pen.outline(PRODUCTS, PRODUCTS, x.length, w.length);
  }

  // Which element a row or a column is, where there is room to say it.
  /** @type {(pen: Pen, text: string, x: number, y: number) => void} */
  label(pen, text, x, y) {
    const height = Math.min(12, (pen.size - 2) / (text.length * 0.5));
    if (height >= 8) pen.text(text, (x + 0.5) * pen.size, (y + 0.53) * pen.size, { height });
  }
}
