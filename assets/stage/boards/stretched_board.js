// The stretched input: its elements in their colours, inserted zeros, border zeros, and the window that slides over it.

import { remembering } from "../paint/memory.js";
import { READABLE } from "../paint/pen.js";
import { only, placesOf } from "../paint/places.js";
import { boxOf, spansOf } from "../paint/strips.js";
import { cellInPlane, columnsOf, planInPlane } from "../rule/plane.js";
import { extent, inputAt, kindAt, stretched } from "../rule/stretched.js";
import { WindowBoard } from "./window_board.js";

/** @import { Box, Cell, Describer, Numbers, PerAxis, Place, Plan, Theme } from "../types.js" */
/** @import { Pen } from "../paint/pen.js" */

const OUTSIDE = 0.35;
const ZERO = -1;

/** @extends {WindowBoard<{ plan: Plan, x: Numbers, theme: Theme }>} */
export class StretchedBoard extends WindowBoard {
  /** @param {Describer} describer */
  constructor(describer) {
    super("stretched", ["unused", "stretched"], describer, { links: { unused: "input", stretched: "input" } });
    this.layoutOf = remembering(layoutOf);
    /** @type {ReturnType<typeof layoutOf>} */
    this.layout = { axes: [], extents: [], inputAlong: [] };
  }

  /** @param {{ plan: Plan }} given */
  extent({ plan }) {
    this.layout = this.layoutOf(plan);
    return this.layout.extents.map(([from, to]) => to - from);
  }

  // Cells of the window's space are numbered from its first place; what is cropped away, from the drawing's. Each place is the
  // link of the input element there.
  places() {
    const [[top], [left]] = this.layout.extents;
    const within = (/** @type {Place} */ { x, y }) => this.inWindowSpace(y + top, x + left);
    const drawn = placesOf(this.named([this.rows, this.columns]));
    return {
      unused: this.linked(
        only(drawn, (place) => !within(place)),
        top,
        left,
      ),
      stretched: {
        ...this.linked(placesOf(this.named(this.layout.axes.map(({ size }) => size))), 0, 0),
        left: -left,
        top: -top,
      },
    };
  }

  // What names cells: as many axes as the layer has.
  /** @param {PerAxis} shape */
  named(shape) {
    return shape.slice(-this.given.plan.axes.length);
  }

  /** @type {(places: { rows: Place[][] }, top: number, left: number) => { rows: Place[][] }} */
  linked({ rows }, top, left) {
    return {
      rows: rows.map((row) => row.map((place) => ({ ...place, at: this.inputIndex(place.y + top, place.x + left) }))),
    };
  }

  /** @param {Place} place */
  valueAt({ at }) {
    return at === ZERO ? 0 : this.given.x[at];
  }

  /** @param {Pen} pen */
  paintGround(pen) {
    if (!this.isAllInSpace) this.paintPart(pen, [0, 0, this.columns, this.rows], OUTSIDE);
    this.paintPart(pen, this.space, 1);
  }

  // What of the board lies in a box: the border under all, the inserted zeros on it, and on them the inputs.
  /** @type {(pen: Pen, box: Box, alpha: number) => void} */
  paintPart(pen, box, alpha) {
    pen.within(box, () => {
      pen.alpha = alpha;
      pen.hatch(...box);
      this.paintInputs(pen);
      if (pen.size >= READABLE) this.writeNumbers(pen);
    });
  }

  // Too small to be seen, they take of the zeros beside them.
  /** @param {Pen} pen */
  paintInputs({ ink, size, theme }) {
    const { axes, inputAlong } = this.layout;
    const colours = theme.identityColours(this.given.plan.inputShape);
    const [left, top] = this.placeOf(axes[0].border, axes[1].border);
    /** @type {Box} */
    const inserted = [left * size, top * size, axes[1].length * size, axes[0].length * size];
    ink.clearRect(...inserted);
    ink.fillStyle = theme.surface;
    ink.fillRect(...inserted);
    const isInput = inputAlong.map((inputs) => inputs.map((input) => Number(input !== ZERO)));
    const spans = isInput.map((inputs) => spansOf(inputs, size));
    isInput[0].forEach((down, y) =>
      isInput[1].forEach((across, x) => {
        if (!down || !across) return;
        const box = boxOf(spans, x, y);
        ink.clearRect(...box);
        ink.fillStyle = colours[this.inputDrawn(y, x)];
        ink.fillRect(...box);
      }),
    );
  }

  /** @param {Pen} pen */
  writeNumbers(pen) {
    const { x: values, theme } = this.given;
    for (let y = 0; y < this.rows; y++) {
      for (let x = 0; x < this.columns; x++) {
        const input = this.inputDrawn(y, x);
        if (input === ZERO) pen.number(0, x, y, theme.faint);
        else pen.number(values[input], x, y);
      }
    }
  }

  // The window's space is framed where the stretched input is cropped instead of padded.
  /** @param {Pen} pen */
  paintLines(pen) {
    pen.outline();
    if (!this.isAllInSpace) pen.frame(...this.space, { thick: 3 });
  }

  // The index of the input element at a place of the window's space; -1: a zero.
  /** @type {(...place: Cell) => number} */
  inputIndex(...place) {
    const [r, c] = cellInPlane(place);
    const [[top], [left]] = this.layout.extents;
    return this.inputDrawn(r - top, c - left);
  }

  // The same at a place of the drawing.
  /** @type {(y: number, x: number) => number} */
  inputDrawn(y, x) {
    const [i, j] = [this.layout.inputAlong[0][y], this.layout.inputAlong[1][x]];
    return i === ZERO || j === ZERO ? ZERO : i * columnsOf(this.given.plan.inputShape) + j;
  }

  get isAllInSpace() {
    const { axes, extents } = this.layout;
    return axes.every((axis, at) => axis.border >= 0 && extents[at][1] === axis.size);
  }

  /** @type {(r: number, c: number) => boolean} */
  inWindowSpace(r, c) {
    const { axes } = this.layout;
    return r >= 0 && c >= 0 && r < axes[0].size && c < axes[1].size;
  }

  // The window's space on the drawing.
  get space() {
    const { axes } = this.layout;
    const [x, y] = this.placeOf(0, 0);
    return /** @type {Box} */ ([x, y, axes[1].size, axes[0].size]);
  }

  // Where a place of the window's space is drawn: [x, y].
  /** @type {(...place: Cell) => number[]} */
  placeOf(...place) {
    const [r, c] = cellInPlane(place);
    const [[top], [left]] = this.layout.extents;
    return [c - left, r - top];
  }
}

// Per axis the window's space, what of it and beside it is drawn, and for each place of that its input index or a zero.
/** @param {Plan} own */
function layoutOf(own) {
  const plan = planInPlane(own);
  const axes = stretched(plan);
  const extents = axes.map(extent);
  const inputAlong = extents.map(([from, to], at) =>
    Array.from({ length: to - from }, (_, q) => {
      const { stride } = plan.axes[at];
      return kindAt(axes[at], stride, q + from) === "input" ? inputAt(axes[at], stride, q + from) : ZERO;
    }),
  );
  return { axes, extents, inputAlong };
}
