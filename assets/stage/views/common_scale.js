// The scale that the pictures of a view have in common: as large as the least of them has room for. Under a hand that holds a
// setting it is chosen for the next value too, and stays as long as it fits: at a press the canvas grows then, and no cell.

import { scaleOf } from "../paint/scale.js";

/** @import { Scaled } from "../paint/scale.js" */

// Cells that could be this many times as large are too small, even under a hand.
const TOO_SMALL = 2;

export class CommonScale {
  // A cell's side, in px.
  side = 0;

  // held: the setting in hand, or null; growth(): how many times as large all will be at its next value.
  /** @type {(pictures: Scaled[], hand: { held: unknown, growth: () => number }) => number} */
  of(pictures, hand) {
    const most = Math.min(...pictures.map((picture) => picture.largest()));
    const stays = hand.held && this.side <= most && most <= this.side * TOO_SMALL;
    if (!stays) this.side = scaleOf(most / (hand.held ? hand.growth() : 1));
    return this.side;
  }
}
