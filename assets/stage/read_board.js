// x as a forward convolution reads it, with the zeros round it; what no window reads is struck out.

import { hatch } from "./board.js";
import { Cells, rectangle } from "./cells.js";
import { canvasCell } from "./linked.js";
import { coverage, flatten } from "./links.js";
import { short } from "./values.js";
import { WindowBoard } from "./window_board.js";

const NOT_READ = 0.3;

export class ReadBoard extends WindowBoard {
  // name: "same" or "valid"; panels: read_<name> and dropped_<name>, in x's own coordinates.
  constructor(name, describe) {
    const [read, dropped] = ["read", "dropped"].map((part) => new Cells(`${part}_${name}`, describe(part)));
    super(`read ${name}`, [read, dropped], { maximum: 48 });
    Object.assign(this, { read, dropped, memo: {} });
  }

  // plan: of the forward convolution, whose output is x's size.
  draw({ plan, x, theme }) {
    const memo = { plan, x, theme, room: this.room };
    const [top, left] = plan.axes.map(({ cropBefore }) => cropBefore);
    const [rows, columns] = plan.axes.map((axis, at) => axis.cropBefore + plan.outputShape[at] + Math.max(0, axis.cropAfter));
    const anew = this.fit(rows, columns);
    if (!anew && Object.keys(memo).every((key) => memo[key] === this.memo[key])) return;
    Object.assign(this, { plan, x, theme, top, left });
    if (plan !== this.memo.plan) this.layout();
    this.memo = memo;
    this.paint();
    for (const grid of [this.read, this.dropped]) {
      grid.show(grid.places.map(({ cell }) => x[flatten(cell, plan.outputShape)]));
    }
  }

  layout() {
    const rows = rectangle(...this.plan.outputShape);
    for (const [grid, wanted] of [[this.read, true], [this.dropped, false]]) {
      grid.moveTo(this.left, this.top);
      grid.layout(rows.map((row) => row.filter(({ cell }) => this.isRead(cell) === wanted)).filter(({ length }) => length));
    }
  }

  isRead(cell) {
    return coverage(this.plan, canvasCell(this.plan, { panel: "output", cell })) > 0;
  }

  paint() {
    const pen = this.pen();
    const { size, theme, plan: { outputShape } } = this;
    pen.fillStyle = size >= 8 ? hatch(pen, theme) : theme.raised;
    pen.fillRect(0, 0, this.columns * size, this.rows * size);
    this.x.forEach((value, at) => this.paintCell(pen, [Math.floor(at / outputShape[1]), at % outputShape[1]], value, at));
    this.outline(pen, theme);
    pen.strokeStyle = theme.frame;
    pen.lineWidth = size >= 8 ? 3 : 2;
    pen.strokeRect(this.left * size, this.top * size, outputShape[1] * size, outputShape[0] * size);
  }

  paintCell(pen, cell, value, at) {
    const { size, theme, plan } = this;
    const [y, x] = [this.top + cell[0], this.left + cell[1]];
    const isRead = this.isRead(cell);
    pen.fillStyle = theme.surface;
    pen.fillRect(x * size, y * size, size, size);
    pen.globalAlpha = isRead ? 1 : NOT_READ;
    pen.fillStyle = theme.identityColour(plan.outputShape, at);
    pen.fillRect(x * size, y * size, size, size);
    pen.globalAlpha = 1;
    this.write(pen, short(value), x, y, theme);
    if (!isRead) this.strike(pen, x, y);
  }

  strike(pen, x, y) {
    const inset = this.size / 5;
    pen.strokeStyle = this.theme.bad;
    pen.lineWidth = this.size >= 12 ? 2 : 1;
    pen.beginPath();
    pen.moveTo(x * this.size + inset, (y + 1) * this.size - inset);
    pen.lineTo((x + 1) * this.size - inset, y * this.size + inset);
    pen.stroke();
  }

  // cells: of x.
  lightUp(cells) {
    this.light(cells.map(([row, column]) => [this.left + column, this.top + row]), { soft: !cells.length });
  }
}
