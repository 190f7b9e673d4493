// The column matrix as a multiplication table: the kernel's taps down its left side, the input's cells along its top, and
// each product where they meet. A column has its input element's colour.

import { Board } from "./board.js";
import { Cells } from "./cells.js";
import { unflatten } from "./links.js";
import { short } from "./values.js";

const LARGEST_CELL = 46;
// From a side to the cells of the operand (its labels lie between), and to the products.
const LABEL = 1;
const PRODUCTS = 2.5;
const NOT_YET = 0.3;

export class ColumnsBoard extends Board {
  constructor(describe) {
    const [kernel, input, columns] = ["kernel", "input", "columns"].map((panel) => new Cells(panel, describe(panel)));
    super("columns", [kernel, input, columns], { maximum: LARGEST_CELL });
    this.grids = { kernel, input, columns };
    this.memo = {};
  }

  // taps: how many rows of products are folded onto the canvas; the others are pale.
  draw({ plan, x, w, taps, theme }) {
    const shape = [...plan.inputShape, ...plan.kernelShape].join();
    const memo = { shape, x, w, taps, theme, room: this.room };
    const anew = this.fit(PRODUCTS + plan.taps, PRODUCTS + plan.inputs);
    if (!anew && Object.keys(memo).every((key) => memo[key] === this.memo[key])) return;
    Object.assign(this, { plan, x, w, taps, theme });
    if (shape !== this.memo.shape) this.lay(plan);
    if (shape !== this.memo.shape || x !== this.memo.x || w !== this.memo.w) this.show(x, w);
    this.memo = memo;
    this.paint();
  }

  lay(plan) {
    this.inputCells = range(plan.inputs).map((at) => unflatten(at, plan.inputShape));
    this.tapCells = range(plan.taps).map((at) => unflatten(at, plan.kernelShape));
    this.grids.kernel.layout(this.tapCells.map((cell, tap) => [{ x: LABEL, y: PRODUCTS + tap, cell }]));
    this.grids.input.layout([this.inputCells.map((cell, input) => ({ x: PRODUCTS + input, y: LABEL, cell }))]);
    this.grids.columns.layout(this.tapCells.map((tapCell, tap) => this.inputCells.map((cell, input) =>
      ({ x: PRODUCTS + input, y: PRODUCTS + tap, cell: [...tapCell, ...cell] }))));
  }

  show(x, w) {
    this.grids.kernel.show([...w]);
    this.grids.input.show([...x]);
    this.grids.columns.show(w.flatMap((weight) => x.map((value) => weight * value)));
  }

  paint() {
    const { plan, theme, x, w } = this;
    const pen = this.pen();
    x.forEach((value, input) => this.paintColumn(pen, input, value));
    w.forEach((value, tap) => this.paintTap(pen, tap, value));
    this.outline(pen, theme, [LABEL, PRODUCTS, 1, plan.taps]);
    this.outline(pen, theme, [PRODUCTS, LABEL, plan.inputs, 1]);
    this.outline(pen, theme, [PRODUCTS, PRODUCTS, plan.inputs, plan.taps]);
  }

  paintColumn(pen, input, value) {
    const { plan, theme, size, taps, w } = this;
    const at = PRODUCTS + input;
    const fill = (from, to) => pen.fillRect(at * size, from * size, size, (to - from) * size);
    pen.fillStyle = theme.identityColour(plan.inputShape, input);
    fill(LABEL, LABEL + 1);
    fill(PRODUCTS, PRODUCTS + taps);
    pen.globalAlpha = NOT_YET;
    fill(PRODUCTS + taps, PRODUCTS + plan.taps);
    pen.globalAlpha = 1;
    this.label(pen, this.inputCells[input].join(), at, LABEL - 1);
    this.write(pen, short(value), at, LABEL, theme);
    if (this.isReadable) w.forEach((weight, tap) => this.write(pen, short(value * weight), at, PRODUCTS + tap, theme));
  }

  paintTap(pen, tap, value) {
    const { theme, size } = this;
    pen.fillStyle = theme.kernel;
    pen.fillRect(LABEL * size, (PRODUCTS + tap) * size, size, size);
    this.label(pen, this.tapCells[tap].join(), LABEL - 1, PRODUCTS + tap);
    this.write(pen, short(value), LABEL, PRODUCTS + tap, theme);
  }

  // Which element a row or a column is, where there is room to say it.
  label(pen, text, x, y) {
    const { theme, size } = this;
    const height = Math.min(12, (size - 2) / (text.length * 0.5));
    if (height < 8) return;
    pen.font = pen.font_ = `${height}px ${theme.font}`;
    pen.fillStyle = theme.faint;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(text, (x + 0.5) * size, (y + 0.53) * size);
  }

  // light: as linked.js groups it.
  lightUp({ input, kernel, buffers }, soft) {
    const { taps } = this.plan;
    this.light([
      ...Array.from(input, (at) => [PRODUCTS + at, LABEL]),
      ...Array.from(kernel, (tap) => [LABEL, PRODUCTS + tap]),
      ...Array.from(buffers, (link) => [PRODUCTS + Math.floor(link / taps), PRODUCTS + (link % taps)]),
    ], { soft });
  }

  get isReadable() {
    return this.textHeight("0") > 0;
  }
}

const range = (count) => Array.from({ length: count }, (_, at) => at);
