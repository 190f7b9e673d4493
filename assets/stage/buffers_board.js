// The row of stamps laid down so far: each is the kernel times one input element, in that element's colour.
// As many as fit are shown: the latest, or those around the pinned one.

import { Board, setFont } from "./board.js";
import { Cells } from "./cells.js";
import { unflatten } from "./links.js";
import { short } from "./values.js";

const LABEL = 20;
const LARGEST_CELL = 30;
// What stands above a stamp, in px, even above a narrow one.
const LABELLED = 66;

export class BuffersBoard extends Board {
  constructor(describe) {
    const cells = new Cells("buffers", describe);
    super("buffers", [cells], { maximum: LARGEST_CELL });
    this.cells = cells;
    this.memo = {};
  }

  // shown: how many stamps exist by now; around: the input index to keep in view, or -1.
  draw({ plan, x, w, shown, around, theme }) {
    const [rows, columns] = plan.kernelShape;
    const anew = this.fitRow(rows, columns);
    const first = this.firstOf(plan, shown, around);
    // x and w are made anew whenever their sizes change; what else is in the plan does not show here.
    const memo = { x, w, theme, first, shown, room: this.room };
    if (!anew && Object.keys(memo).every((key) => memo[key] === this.memo[key])) return;
    Object.assign(this, { plan, theme, first, last: Math.min(shown, first + this.capacity) });
    const placed = anew || ["x", "w", "first", "shown"].some((key) => memo[key] !== this.memo[key]);
    this.memo = memo;
    const indices = Array.from({ length: Math.max(0, this.last - first) }, (_, at) => first + at);
    if (placed) this.cells.layout(this.places(indices));
    this.cells.show(this.cells.places.map(({ links: [i, k] }) => x[i] * w[k]));
    this.paint(indices, x, w);
  }

  fitRow(rows, columns) {
    if (!this.room) this.measure();
    const size = Math.max(2, Math.min(LARGEST_CELL, Math.floor((this.room.height - LABEL - 8) / rows)));
    this.step = columns + Math.max(1, Math.ceil(LABELLED / size) - columns);
    // The last one needs no gap behind it.
    const last = Math.max(columns, LABELLED / size);
    this.capacity = 1 + Math.max(0, Math.floor((this.room.width - 8 - last * size) / (this.step * size)));
    this.labelRows = LABEL / size;
    this.labelColumns = Math.min(this.step - 0.3, last);
    return this.fit(rows + this.labelRows, this.step * (this.capacity - 1) + last);
  }

  firstOf(plan, shown, around) {
    const latest = Math.max(0, shown - this.capacity);
    if (around < 0 || around >= shown) return latest;
    const centred = Math.max(0, around - Math.floor(this.capacity / 2));
    return shown - centred < this.capacity ? latest : centred;
  }

  places(indices) {
    const [rows, columns] = this.plan.kernelShape;
    return Array.from({ length: rows }, (_, a) => indices.flatMap((i, slot) =>
      Array.from({ length: columns }, (_, b) => ({
        x: slot * this.step + b,
        y: this.labelRows + a,
        cell: [...unflatten(i, this.plan.inputShape), a, b],
        links: [i, a * columns + b],
      }))));
  }

  paint(indices, x, w) {
    const pen = this.pen();
    indices.forEach((input, slot) => this.paintStamp(pen, input, slot * this.step, x, w));
  }

  paintStamp(pen, input, from, x, w) {
    const { size, theme, plan } = this;
    const [rows, columns] = plan.kernelShape;
    this.paintLabel(pen, input, from, x[input]);
    pen.fillStyle = theme.identityColour(plan.inputShape, input);
    pen.fillRect(from * size, LABEL, columns * size, rows * size);
    for (let k = 0; k < plan.taps; k++) {
      this.write(pen, short(x[input] * w[k]), from + (k % columns), this.labelRows + Math.floor(k / columns), theme);
    }
    pen.strokeStyle = theme.line;
    pen.lineWidth = 1;
    if (size >= 5) {
      for (let k = 0; k < plan.taps; k++) {
        pen.strokeRect((from + (k % columns)) * size + 0.5, LABEL + Math.floor(k / columns) * size + 0.5, size, size);
      }
    }
  }

  paintLabel(pen, input, from, value) {
    const label = `x[${unflatten(input, this.plan.inputShape)}] = ${short(value)}`;
    setFont(pen, `12px ${this.theme.font}`);
    pen.fillStyle = this.theme.faint;
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.fillText(label, from * this.size, LABEL / 2 - 2, this.labelColumns * this.size);
  }

  // links: input index * taps + tap index.
  lightUp(links, taps, soft) {
    const cells = this.cells.places.filter(({ links: [i, k] }) => links.has(i * taps + k)).map(({ x, y }) => [x, y]);
    this.light(cells, { soft });
  }
}

