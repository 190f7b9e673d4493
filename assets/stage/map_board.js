// Maps that only follow from others: a small map that is computed cell by cell, a big one as a picture.

import { Board } from "./board.js";
import { Cells, rectangle } from "./cells.js";
import { unflatten } from "./links.js";
import { short } from "./values.js";

const MOST = 4096;
const DARKEST = 0.45;

// A map that is shown elsewhere too, with the same cells: where they are very many, those there are pointed at.
export class FewCells extends Cells {
  layout(rows) {
    super.layout(rows.length * (rows[0]?.length ?? 0) > MOST ? [] : rows);
  }
}

export class MapBoard extends Board {
  // colourOf(theme, shape, at): its fill; else it is shaded in the colour role `shade`, the darker the larger the value.
  constructor(panel, describe, { colourOf = null, shade = "text" } = {}) {
    const cells = new FewCells(panel, describe);
    super(panel, [cells]);
    Object.assign(this, { cells, colourOf, shade });
    this.memo = {};
  }

  // values: row-major, finished; done: how many of them are shown.
  draw({ shape, values, theme, done = values.length }) {
    const memo = { rows: shape[0], columns: shape[1], values, theme, room: this.room, done };
    const anew = this.fit(...shape);
    const same = Object.keys(memo).filter((key) => memo[key] === this.memo[key]);
    if (!anew && same.length === Object.keys(memo).length) return;
    const stepped = !anew && same.length === Object.keys(memo).length - 1 && Math.abs(done - this.memo.done) === 1;
    const from = Math.min(done, this.memo.done);
    Object.assign(this, { shape, values, theme, done });
    if (memo.rows !== this.memo.rows || memo.columns !== this.memo.columns) this.cells.layout(rectangle(...shape));
    this.memo = memo;
    if (stepped) this.repaint(from);
    else this.paint();
  }

  paint() {
    const pen = this.pen();
    this.largest = this.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (let at = 0; at < this.values.length; at++) this.paintCell(pen, at);
    this.outline(pen, this.theme);
    this.cells.show(Array.from(this.values, (value, at) => (at < this.done ? value : 0)));
  }

  // One cell came or went.
  repaint(at) {
    const pen = this.penOver();
    const [y, x] = unflatten(at, this.shape);
    pen.save();
    pen.beginPath();
    pen.rect(x * this.size, y * this.size, this.size, this.size);
    pen.clip();
    pen.clearRect(x * this.size, y * this.size, this.size, this.size);
    this.paintCell(pen, at);
    this.outline(pen, this.theme, [x, y, 1, 1]);
    pen.restore();
    this.cells.touch(at, at < this.done ? this.values[at] : 0);
  }

  paintCell(pen, at) {
    if (at >= this.done) return;
    const { size, theme, shape } = this;
    const [y, x] = unflatten(at, shape);
    pen.fillStyle = this.colourOf ? this.colourOf(theme, shape, at) : theme[this.shade];
    pen.globalAlpha = this.colourOf ? 1 : this.shadeOf(this.values[at]);
    pen.fillRect(x * size, y * size, size, size);
    pen.globalAlpha = 1;
    this.write(pen, short(this.values[at]), x, y, theme);
  }

  shadeOf(value) {
    return this.largest ? (DARKEST * Math.abs(value)) / this.largest : 0;
  }

  // indices: of cells.
  lightUp(indices, soft) {
    if (this.shape) this.light([...indices].map((at) => unflatten(at, this.shape).reverse()), { soft });
  }
}
