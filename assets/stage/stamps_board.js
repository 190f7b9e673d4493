// The stamps that reach one output cell, each with the tap that does; or the one stamp of an input element.

import { Board } from "./board.js";
import { Cells } from "./cells.js";
import { unflatten } from "./links.js";
import { short } from "./values.js";

const LABEL = 18;
const GAP = 0.6;
const LARGEST_CELL = 40;
const NOT_MEANT = 0.3;

export class StampsBoard extends Board {
  constructor(describe) {
    const cells = new Cells("buffers", describe);
    super("stamps", [cells]);
    this.cells = cells;
    this.memo = {};
  }

  // stamps: [{input, taps: a Set of those that are meant}, …]; across: how many of them stand in a row.
  draw({ plan, x, w, stamps, across, theme }) {
    const memo = { plan, x, w, stamps, theme, room: this.room };
    const anew = this.fitStamps(plan);
    if (!anew && Object.keys(memo).every((key) => memo[key] === this.memo[key])) return;
    this.memo = memo;
    Object.assign(this, { plan, x, w, theme });
    this.slots = stamps.map((stamp, at) => ({ ...stamp,
      left: (at % across) * (plan.kernelShape[1] + GAP),
      top: Math.floor(at / across) * (plan.kernelShape[0] + this.labelRows + GAP) + this.labelRows }));
    this.cells.layout(this.places());
    this.cells.show(this.cells.places.map(({ links: [i, k] }) => x[i] * w[k]));
    this.paint();
  }

  // Room for as many stamps as reach any cell, so that no stamp changes its size when another cell is chosen.
  fitStamps(plan) {
    if (!this.room) this.measure();
    const [rows, columns] = plan.feeders.map((feeders) => Math.max(...feeders.map((links) => links.length)));
    const [height, width] = [rows * (plan.kernelShape[0] + GAP), columns * (plan.kernelShape[1] + GAP) - GAP];
    const size = Math.min(LARGEST_CELL, this.room.width / width, (this.room.height - rows * LABEL) / height);
    this.labelled = size >= 6;
    this.labelRows = this.labelled ? LABEL / size : 0;
    this.maximum = LARGEST_CELL;
    return this.fit(height + rows * this.labelRows, Math.max(width, this.labelled ? 80 / size : 0));
  }

  places() {
    const [rows, columns] = this.plan.kernelShape;
    return this.slots.flatMap(({ input, left, top }) => Array.from({ length: rows }, (_, a) =>
      Array.from({ length: columns }, (_, b) => ({ x: left + b, y: top + a,
        cell: [...unflatten(input, this.plan.inputShape), a, b], links: [input, a * columns + b] }))));
  }

  paint() {
    const pen = this.pen();
    for (const slot of this.slots) this.paintStamp(pen, slot);
  }

  paintStamp(pen, { input, taps, left, top }) {
    const { plan, theme, size, x, w } = this;
    const [rows, columns] = plan.kernelShape;
    pen.fillStyle = theme.identityColour(plan.inputShape, input);
    for (let tap = 0; tap < plan.taps; tap++) {
      const [r, c] = [top + Math.floor(tap / columns), left + (tap % columns)];
      pen.globalAlpha = taps.has(tap) ? 1 : NOT_MEANT;
      pen.fillStyle = theme.identityColour(plan.inputShape, input);
      pen.fillRect(c * size, r * size, size, size);
      pen.globalAlpha = 1;
      this.write(pen, short(x[input] * w[tap]), c, r, theme, taps.has(tap) ? theme.text : theme.faint);
    }
    this.outline(pen, theme, [left, top, columns, rows]);
    for (const tap of taps) this.mark(pen, left + (tap % columns), top + Math.floor(tap / columns));
    if (this.labelled) this.label(pen, input, left, top);
  }

  // The taps that are meant, told without colour too.
  mark(pen, column, row) {
    const { size, theme } = this;
    pen.strokeStyle = theme.glow;
    pen.lineWidth = size >= 12 ? 2 : 1;
    pen.strokeRect(column * size + 1, row * size + 1, size - 2, size - 2);
  }

  label(pen, input, left, top) {
    const { size, theme, plan } = this;
    const name = `x[${unflatten(input, plan.inputShape)}]`;
    const room = (plan.kernelShape[1] + GAP) * size;
    pen.font = pen.font_ = `12px ${theme.font}`;
    pen.fillStyle = theme.faint;
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    const long = `${name} = ${short(this.x[input])}`;
    const text = pen.measureText(long).width <= room ? long : name;
    if (this.slots.length === 1 || pen.measureText(text).width <= room) pen.fillText(text, left * size, top * size - LABEL / 2);
  }

  // links: input index * taps + tap index.
  lightUp(links) {
    const { taps } = this.plan;
    const lit = this.cells.places.filter(({ links: [i, k] }) => links.has(i * taps + k));
    this.light(lit.map(({ x, y }) => [x, y]), { soft: true });
  }
}
