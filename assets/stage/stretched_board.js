// The stretched input: its elements in their colours, inserted zeros, border zeros, and the window that slides over it.

import { hatch } from "./board.js";
import { Cells, rectangle } from "./cells.js";
import { boxOf, SEEN, spansOf } from "./spans.js";
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
    this.cells.node.setAttribute("transform", `translate(${-left} ${-top})`);
    this.cells.layout(rectangle(...this.axes.map((axis) => axis.size)));
    const drawn = rectangle(...this.extents.map(([from, to]) => to - from));
    this.unused.layout(drawn.map((row) => row.filter(({ cell: [r, c] }) => !this.inWindowSpace(r + top, c + left)))
      .filter((row) => row.length));
  }

  paint() {
    const pen = this.pen();
    const [[top, bottom], [left, right]] = this.extents;
    for (let r = top; r < bottom; r++) for (let c = left; c < right; c++) this.paintCell(pen, r, c);
    if (this.size < SEEN) this.paintInputs(pen);
    this.outline(pen, this.theme);
    this.frame(pen);
    this.cells.show(this.cells.places.map(({ cell: [r, c] }) => this.valueAt(r, c)));
    this.unused.show(this.unused.places.map(({ cell: [r, c] }) => this.valueAt(r + top, c + left)));
  }

  paintCell(pen, r, c) {
    const { size, theme } = this;
    const [x, y] = this.placeOf(r, c);
    const kind = this.kindOf(r, c);
    pen.globalAlpha = this.inWindowSpace(r, c) ? 1 : 0.35;
    pen.fillStyle = this.fillOf(pen, kind, r, c);
    pen.fillRect(x * size, y * size, size, size);
    this.write(pen, short(this.valueAt(r, c)), x, y, theme, kind === "input" ? theme.text : theme.faint);
    pen.globalAlpha = 1;
  }

  // Too small to be seen, input elements take of the zeros beside them.
  paintInputs(pen) {
    const { axes, extents, plan, size, theme } = this;
    const spans = axes.map((axis, at) => {
      const [from, to] = extents[at];
      const isInput = (_, q) => Number(kindAt(axis, plan.axes[at].stride, q + from) === "input");
      return spansOf(Array.from({ length: to - from }, isInput), size);
    });
    this.placesOf(Array(plan.inputs).keys()).forEach(([x, y], input) => {
      pen.globalAlpha = this.inWindowSpace(y + extents[0][0], x + extents[1][0]) ? 1 : 0.35;
      pen.fillStyle = theme.identityColour(plan.inputShape, input);
      pen.fillRect(...boxOf(spans, x, y));
    });
    pen.globalAlpha = 1;
  }

  fillOf(pen, kind, r, c) {
    const { theme, plan } = this;
    if (kind === "input") return theme.identityColour(plan.inputShape, this.inputIndex(r, c));
    if (kind === "inserted") return theme.surface;
    return this.size >= 8 ? hatch(pen, theme) : theme.raised;
  }

  // The window's space, where the stretched input is cropped instead of padded.
  frame(pen) {
    if (this.axes.every((axis, at) => axis.border >= 0 && this.extents[at][1] === axis.size)) return;
    const [x, y] = this.placeOf(0, 0);
    pen.strokeStyle = this.theme.frame;
    pen.lineWidth = 3;
    pen.strokeRect(x * this.size, y * this.size, this.axes[1].size * this.size, this.axes[0].size * this.size);
  }

  // The window over [row, column] (fractions while it moves): its outline, and its taps' numbers in the corners.
  drawWindow(cell, kernel, lit = []) {
    this.lightWindow(this.placeOf(...cell), kernel, lit);
  }

  kindOf(r, c) {
    const kinds = [r, c].map((q, at) => kindAt(this.axes[at], this.plan.axes[at].stride, q));
    if (kinds.includes("border")) return "border";
    return kinds.includes("inserted") ? "inserted" : "input";
  }

  inputIndex(r, c) {
    const [i, j] = [r, c].map((q, at) => inputAt(this.axes[at], this.plan.axes[at].stride, q));
    return i * this.plan.inputShape[1] + j;
  }

  valueAt(r, c) {
    return this.kindOf(r, c) === "input" ? this.x[this.inputIndex(r, c)] : 0;
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
