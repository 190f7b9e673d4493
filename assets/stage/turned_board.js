// The kernel as it lies in the window: turned by 180° and spread by the dilation. Its cells keep their taps' own names.

import { Board } from "./board.js";
import { Cells } from "./cells.js";
import { wantsLessMotion } from "./dom.js";
import { boxOf, SEEN, spansOf } from "./spans.js";
import { short } from "./values.js";

const TURN_MS = 700;

export class TurnedBoard extends Board {
  constructor(describe) {
    const cells = new Cells("kernel", describe);
    super("kernel", [cells]);
    this.cells = cells;
    this.memo = {};
  }

  draw({ plan, w, turned, theme }) {
    const spread = plan.axes.map((axis) => axis.dilation * (axis.kernel - 1) + 1);
    const taps = [...plan.kernelShape, ...spread].join();
    const memo = { taps, w, turned, theme, room: this.room };
    const anew = this.fit(...spread);
    if (!anew && Object.keys(memo).every((key) => memo[key] === this.memo[key])) return;
    const turning = this.memo.taps === taps && this.memo.turned !== turned;
    Object.assign(this, { plan, turned, theme });
    this.memo = memo;
    this.cells.layout(this.places());
    this.cells.show(this.cells.places.map(({ tap }) => w[tap]));
    this.paint(w);
    if (turning) this.turn();
  }

  places() {
    const [rows, columns] = this.plan.kernelShape;
    const step = this.plan.axes.map((axis) => axis.dilation);
    return Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => {
      const cell = this.turned ? [rows - 1 - r, columns - 1 - c] : [r, c];
      return { x: c * step[1], y: r * step[0], cell, tap: cell[0] * columns + cell[1] };
    }));
  }

  paint(w) {
    const pen = this.pen();
    const isTap = (count, step) => Array.from({ length: count }, (_, at) => Number(at % step === 0));
    const spans = this.plan.axes.map(({ dilation }, at) => spansOf(isTap([this.rows, this.columns][at], dilation), this.size));
    for (const { x, y, tap } of this.cells.places) {
      pen.fillStyle = this.size < SEEN ? this.theme.faint : this.theme.kernel;
      pen.fillRect(...boxOf(spans, x, y));
      this.write(pen, short(w[tap]), x, y, this.theme);
    }
    this.outline(pen, this.theme);
  }

  // The turn is seen: the picture before comes round to the picture now.
  turn() {
    if (wantsLessMotion()) return;
    this.sheet.animate([{ transform: "rotate(-180deg)" }, { transform: "none" }], { duration: TURN_MS, easing: "ease-in-out" });
  }

  // The kernel's numbers in the order of the window.
  inWindowOrder(w) {
    return this.cells.places.map(({ tap }) => w[tap]);
  }

  lightUp(taps, soft) {
    const cells = this.cells.places.filter(({ tap }) => taps.has(tap)).map(({ x, y }) => [x, y]);
    this.light(cells, { soft });
  }
}
