// The map that a dilated convolution reads, with its padding round it, and the window whose taps dilation spreads.

import { WindowBoard } from "../../boards/window_board.js";
import { framed } from "../../paint/places.js";

/** @import { Describer, Numbers, Place, Plan, Theme } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */

// Given: the plan of the dilated convolution.
/** @extends {WindowBoard<{ plan: Plan, x: Numbers, theme: Theme }>} */
export class SeenBoard extends WindowBoard {
  /** @param {Describer} describer */
  constructor(describer) {
    super("seen", ["seen"], describer, { links: { seen: "input" } });
  }

  /** @param {{ plan: Plan }} given */
  extent({ plan }) {
    return plan.canvasShape;
  }

  places() {
    return { seen: framed(this.given.plan) };
  }

  /** @param {Place} place */
  valueAt({ at }) {
    return this.given.x[at];
  }

  /** @param {Pen} pen */
  paintGround(pen) {
    pen.hatch(0, 0, pen.columns, pen.rows);
  }

  /** @type {(pen: Pen, x: number, y: number, place: Place) => void} */
  paintCell(pen, x, y, { at }) {
    const { plan, x: values, theme } = this.given;
    pen.fill(theme.identityColour(plan.inputShape, at), x, y);
    pen.number(values[at], x, y);
  }

  /** @param {Pen} pen */
  paintLines(pen) {
    pen.outline();
    pen.cropFrame(this.given.plan);
  }
}
