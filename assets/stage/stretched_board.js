// The stretched input: its elements in their colours, inserted zeros, border zeros, and the window that slides over it.

import { hatch, READABLE } from "./board.js";
import { Cells, rectangle } from "./cells.js";
import { boxOf, spansOf } from "./spans.js";
import { extent, inputAt, kindAt, stretched } from "./stretched.js";
import { short } from "./values.js";
import { WindowBoard } from "./window_board.js";

export class StretchedBoard extends WindowBoard {
  constructor(describe, describeUnused) {
    const cells = new Cells("stretched", describe);
    const unused = new Cells("unused", describeUnused);
    super("stretched", [unused, cells]);
    Object.assign(this, { cells, unused });
    this.memo = {};
  }

  draw({ plan, x, theme }) {
    const memo = { plan, x, theme, room: this.room };
    this.axes = stretched(plan);
    this.extents = this.axes.map(extent);
    const anew = this.fit(...this.extents.map(([from, to]) => to - from));
    if (!anew && Object.keys(memo).every((key) => memo[key] === this.memo[key])) return;
    Object.assign(this, { plan, x, theme });
    if (plan !== this.memo.plan) this.lay();
    this.memo = memo;
    this.paint();
  }

  // Cells of the window's space are numbered from its first place; what is cropped away, from the drawing's.
  lay() {
    const [[top], [left]] = this.extents;
    // Along each axis, which input element lies at a place of the drawing; -1 where it is a zero.
    this.inputAlong = this.extents.map(([from, to], at) => Array.from({ length: to - from }, (_, q) => this.inputOn(at, q + from)));
    this.cells.moveTo(-left, -top);
    this.cells.layout(rectangle(...this.axes.map((axis) => axis.size)));
    const drawn = rectangle(...this.extents.map(([from, to]) => to - from));
    this.unused.layout(drawn.map((row) => row.filter(({ cell: [r, c] }) => !this.inWindowSpace(r + top, c + left)))
      .filter((row) => row.length));
  }

  paint() {
    const pen = this.pen();
    const [[top], [left]] = this.extents;
    const space = [...this.placeOf(0, 0), this.axes[1].size, this.axes[0].size];
    if (!this.isAllInSpace) this.paintCells(pen, [0, 0, this.columns, this.rows], 0.35);
    this.paintCells(pen, space, 1);
    this.outline(pen, this.theme);
    this.frame(pen, space);
    this.cells.show(this.cells.places.map(({ cell: [r, c] }) => this.valueAt(r, c)));
    this.unused.show(this.unused.places.map(({ cell: [r, c] }) => this.valueAt(r + top, c + left)));
  }

  // What of the board lies in a box: the border under all, the inserted zeros on it, and on them the inputs.
  paintCells(pen, box, alpha) {
    const [x, y, width, height] = box.map((cells) => cells * this.size);
    pen.save();
    pen.beginPath();
    pen.rect(x, y, width, height);
    pen.clip();
    pen.clearRect(x, y, width, height);
    pen.globalAlpha = alpha;
    pen.fillStyle = this.size >= 8 ? hatch(pen, this.theme) : this.theme.raised;
    pen.fillRect(x, y, width, height);
    this.paintInputs(pen);
    if (this.size >= READABLE) this.writeNumbers(pen);
    pen.restore();
  }

  // Too small to be seen, they take of the zeros beside them.
  paintInputs(pen) {
    const { axes, plan, size, theme } = this;
    const [left, top] = this.placeOf(axes[0].border, axes[1].border);
    const inserted = [left * size, top * size, axes[1].length * size, axes[0].length * size];
    pen.clearRect(...inserted);
    pen.fillStyle = theme.surface;
    pen.fillRect(...inserted);
    const spans = this.inputAlong.map((inputs) => spansOf(inputs.map((input) => Number(input >= 0)), size));
    this.placesOf(Array(plan.inputs).keys()).forEach(([x, y], input) => {
      const box = boxOf(spans, x, y);
      pen.clearRect(...box);
      pen.fillStyle = theme.identityColour(plan.inputShape, input);
      pen.fillRect(...box);
    });
  }

  writeNumbers(pen) {
    const [[top, bottom], [left, right]] = this.extents;
    for (let r = top; r < bottom; r++) {
      for (let c = left; c < right; c++) {
        const colour = this.inputIndex(r, c) < 0 ? this.theme.faint : this.theme.text;
        this.write(pen, short(this.valueAt(r, c)), ...this.placeOf(r, c), this.theme, colour);
      }
    }
  }

  // The window's space, where the stretched input is cropped instead of padded.
  frame(pen, space) {
    if (this.isAllInSpace) return;
    pen.strokeStyle = this.theme.frame;
    pen.lineWidth = 3;
    pen.strokeRect(...space.map((cells) => cells * this.size));
  }

  // The window over [row, column] (fractions while it moves): its outline, and its taps' numbers in the corners.
  drawWindow(cell, kernel, lit = []) {
    this.lightWindow(this.placeOf(...cell), kernel, lit);
  }

  inputOn(at, q) {
    const [axis, { stride }] = [this.axes[at], this.plan.axes[at]];
    return kindAt(axis, stride, q) === "input" ? inputAt(axis, stride, q) : -1;
  }

  // The index of the input element that lies there; -1: a zero.
  inputIndex(r, c) {
    const i = this.inputAlong[0][r - this.extents[0][0]];
    const j = this.inputAlong[1][c - this.extents[1][0]];
    return i < 0 || j < 0 ? -1 : i * this.plan.inputShape[1] + j;
  }

  valueAt(r, c) {
    const input = this.inputIndex(r, c);
    return input < 0 ? 0 : this.x[input];
  }

  get isAllInSpace() {
    return this.axes.every((axis, at) => axis.border >= 0 && this.extents[at][1] === axis.size);
  }

  inWindowSpace(r, c) {
    return r >= 0 && c >= 0 && r < this.axes[0].size && c < this.axes[1].size;
  }

  // Where a place of the window's space is drawn: [x, y].
  placeOf(r, c) {
    return [c - this.extents[1][0], r - this.extents[0][0]];
  }

  // inputs: input indices.
  placesOf(inputs) {
    return [...inputs].map((index) => {
      const cell = [Math.floor(index / this.plan.inputShape[1]), index % this.plan.inputShape[1]];
      return this.placeOf(...cell.map((i, at) => this.axes[at].border + i * this.plan.axes[at].stride));
    });
  }
}
