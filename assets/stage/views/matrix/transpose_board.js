// The matrix in front, turned over: its transpose, small, with nothing but its entries. What padding removed is not in it.

import { placesOf } from "../../paint/places.js";
import { EntriesBoard } from "./entries_board.js";

/** @import { Describer, Place } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */
/** @import { Entries, LitEntries } from "./entries_board.js" */

const LARGEST = 32;
// Smaller cells are a picture, too fine for a pointer.
const POINTABLE = 8;

// Given: lines of the output cells; side of this matrix, not of the one in front.
/** @extends {EntriesBoard<Entries>} */
export class TransposeBoard extends EntriesBoard {
  /** @param {Describer} describer */
  constructor(describer) {
    super("transpose", ["transpose"], describer, { maximum: LARGEST });
  }

  /** @param {Entries} given */
  extent({ lines, plan, side }) {
    return side === "forward" ? [plan.inputs, lines.length] : [lines.length, plan.inputs];
  }

  places() {
    return { transpose: this.size < POINTABLE ? { rows: [] } : placesOf([this.rows, this.columns]) };
  }

  /** @param {Place} place */
  valueAt(place) {
    return this.weightAt(place);
  }

  /** @param {Pen} pen */
  paintGround(pen) {
    this.given.lines.forEach((line, at) => this.paintEntries(pen, line, at));
  }

  /** @type {(lit: LitEntries, soft: boolean) => void} */
  lightEntries({ links, band }, soft) {
    this.light(this.entriesOf(links), { soft, ...(band && { frames: this.bandOf(band) }) });
  }
}
