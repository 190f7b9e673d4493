// The matrix in front, turned over: its transpose, small, with nothing but its entries. What padding removed is not in it.

import { Cells, rectangle } from "./cells.js";
import { EntriesBoard } from "./entries_board.js";

const LARGEST = 32;
// Smaller cells are a picture, too fine for a pointer.
const POINTABLE = 8;

export class TransposeBoard extends EntriesBoard {
  constructor(describe) {
    const cells = new Cells("transpose", describe);
    super("transpose", [cells], { maximum: LARGEST });
    this.cells = cells;
    this.memo = {};
  }

  // lines: those of the output cells; side: of this matrix, not of the one in front; the rest as in matrix_board.js.
  draw({ plan, lines, w, side, done, laid, theme }) {
    const memo = { plan, lines, w, side, done, laid, theme, room: this.room };
    const before = this.cornerBefore(plan, side);
    Object.assign(this, { plan, lines, w, side, done, laid, theme });
    const anew = this.fit(...this.turned([lines.length, plan.inputs]));
    const changed = (...keys) => anew || keys.some((key) => memo[key] !== this.memo[key]);
    if (!changed(...Object.keys(memo))) return;
    this.layout = { left: 0, top: 0, size: this.size };
    if (changed("lines", "side")) this.lay();
    if (changed("lines", "side", "w")) this.showEntries(this.cells);
    this.memo = memo;
    this.paint();
    if (before) this.flip(before);
  }

  lay() {
    this.numberLines();
    this.cells.layout(this.size < POINTABLE ? [] : rectangle(this.rows, this.columns));
  }

  // Nothing to draw: no cells may stay behind.
  clear() {
    if (!this.memo.plan) return;
    this.memo = {};
    this.cells.layout([]);
    this.cells.show([]);
  }

  paint() {
    const pen = this.pen();
    this.takeColours();
    this.lines.forEach((line, at) => this.paintEntries(pen, line, at));
    this.paintBlocks(pen);
  }

  // As in matrix_board.js.
  lightUp({ links, band }, soft) {
    this.light(this.placesOf(links), { soft, ...(band && { frames: this.bandOf(band) }) });
  }
}
