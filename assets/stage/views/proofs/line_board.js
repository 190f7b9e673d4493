// One line of the matrix Cᵀ: the row of an output cell over the input that it is multiplied with, or the column of an input
// element. A long line is written as several, each of whole rows of the map that it runs through.

import { Board } from "../../paint/board.js";
import { flatten, product, unflatten, weightOf } from "../../rule/links.js";

/** @import { Cell, Describer, PerAxis, Place, Places, Plan, Theme } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */
/** @typedef {{ plan: Plan, x: number[], w: number[], theme: Theme, taps?: number[], input?: number, links?: [tap: number, cell: Cell][] }} Given */

const LARGEST_CELL = 40;
const SMALLEST_READABLE = 18;
const ROW_LINES = 2.8;
const COLUMN_LINES = 1.4;
const ZERO = -1;
const NOT_MEANT = 0.3;
const LINKS = { row: "input", factor: "input", column: "output" };

// Given: plan, x, w, and either taps: of a row, one an input element, -1 for zero; or input and links: a column's entries
// [[tap, output cell], …], all else in it is zero.
/** @extends {Board<Given>} */
export class LineBoard extends Board {
  /** @param {Describer} describer */
  constructor(describer) {
    super("line", Object.keys(LINKS), describer, { links: LINKS, maximum: LARGEST_CELL });
    // How many cells a line has, and from one to the next, in cells.
    this.per = this.lineHeight = 1;
  }

  // As few lines as can be read; where none can, as large as it gets.
  /** @param {Given} given */
  fitTo({ plan, taps }) {
    const [shape, lineHeight] = taps ? [plan.inputShape, ROW_LINES] : [plan.outputShape, COLUMN_LINES];
    // One axis may be broken anywhere.
    const across = shape[shape.length - 1];
    const [rows, columns] = shape.length > 1 ? [product(shape) / across, across] : [across, 1];
    /** @type {(together: number) => number} */
    const size = (together) =>
      Math.min(
        LARGEST_CELL,
        this.room.width / (columns * together),
        this.room.height / (Math.ceil(rows / together) * lineHeight),
      );
    const choices = Array.from({ length: rows }, (_, at) => rows - at);
    const together =
      choices.find((one) => size(one) >= SMALLEST_READABLE)
      ?? choices.reduce((best, one) => (size(one) > size(best) ? one : best));
    this.per = columns * together;
    // Lines lie closer where their cells are too small to need the space between.
    this.lineHeight = size(together) >= 6 ? lineHeight : Math.floor(lineHeight);
    return this.fit(Math.ceil(rows / together) * this.lineHeight, this.per);
  }

  get laidBy() {
    return ["plan", "taps", "links"];
  }

  /** @returns {Record<string, Places>} */
  places() {
    const { plan, taps, links = [] } = this.given;
    /** @type {(cells: Cell[], shape: PerAxis) => Place[][]} */
    const rows = (cells, shape) => [cells.map((cell) => ({ ...this.lineAt(flatten(cell, shape)), cell }))];
    if (!taps) {
      const cells = links.map(([, cell]) => cell);
      return { column: { rows: rows(cells, plan.outputShape) } };
    }
    const cells = taps.map((_, input) => unflatten(input, plan.inputShape));
    return { row: { rows: rows(cells, plan.inputShape) }, factor: { rows: rows(cells, plan.inputShape), top: 1 } };
  }

  // The place of the cell of that index in the line.
  /** @param {number} at */
  lineAt(at) {
    return { x: at % this.per, y: Math.floor(at / this.per) * this.lineHeight, at };
  }

  /** @type {(place: Place, panel: string) => number} */
  valueAt({ at }, panel) {
    const { x, w } = this.given;
    if (panel === "factor") return x[at];
    const tap = this.tapAt(at);
    return tap === ZERO ? 0 : w[weightOf(this.given.plan, this.given.input ?? at, tap)];
  }

  /** @param {number} at */
  tapAt(at) {
    const { plan, taps, links = [] } = this.given;
    if (taps) return taps[at];
    return links.find(([, cell]) => flatten(cell, plan.outputShape) === at)?.[0] ?? ZERO;
  }

  // All of a column is zero, but for its entries.
  /** @param {Pen} pen */
  paintGround(pen) {
    if (this.given.taps) return;
    for (let at = 0; at < this.length; at++) {
      const { x, y } = this.lineAt(at);
      pen.number(0, x, y, pen.theme.faint);
    }
  }

  /** @type {(pen: Pen, x: number, y: number, place: Place, panel: string) => void} */
  paintCell(pen, x, y, place, panel) {
    const { plan, theme, input = place.at } = this.given;
    const isZero = this.tapAt(place.at) === ZERO;
    pen.alpha = isZero ? NOT_MEANT : 1;
    if (!isZero || panel === "factor") pen.fill(theme.identityColour(plan, input), x, y);
    pen.alpha = 1;
    pen.number(this.valueAt(place, panel), x, y, isZero ? theme.faint : theme.text);
  }

  /** @param {Pen} pen */
  paintLines(pen) {
    for (let from = 0; from < this.length; from += this.per) {
      pen.outline(0, this.lineAt(from).y, Math.min(this.per, this.length - from), this.given.taps ? 2 : 1);
    }
    if (pen.size >= 5) return;
    const { ink, size } = pen;
    ink.strokeStyle = pen.theme.line;
    ink.lineWidth = 1;
    ink.strokeRect(0.5, 0.5, this.columns * size - 1, this.rows * size - 1);
  }

  get length() {
    const { plan, taps } = this.given;
    return taps ? plan.inputs : product(plan.outputShape);
  }
}
