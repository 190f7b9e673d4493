// The map that a dilated convolution reads, with its padding round it, and the window whose taps dilation spreads.

import { WindowBoard } from "../../boards/window_board.js";
import { framedTiles } from "../../paint/frame.js";
import { canvasTiling, extentIn, framed } from "../../paint/places.js";

/** @import { Describer, Numbers, Place, Plan, Theme } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */

// Given: the plan of the dilated convolution; maps: whose elements are read.
/** @extends {WindowBoard<{ plan: Plan, maps: Plan, x: Numbers, theme: Theme }>} */
export class SeenBoard extends WindowBoard {
  /** @param {Describer} describer */
  constructor(describer) {
    super("seen", ["seen"], describer, { links: { seen: "input" } });
  }

  /** @param {{ plan: Plan }} given */
  extent({ plan }) {
    return extentIn(canvasTiling(plan));
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
    const { tiles, width, height } = this.tiling;
    for (const { x, y } of tiles) pen.hatch(x, y, width, height);
  }

  /** @type {(pen: Pen, x: number, y: number, place: Place) => void} */
  paintCell(pen, x, y, { at }) {
    const { maps, x: values, theme } = this.given;
    pen.fill(theme.identityColour(maps, at), x, y);
    pen.number(values[at], x, y);
  }

  /** @param {Pen} pen */
  paintLines(pen) {
    framedTiles(pen, this.given.plan, this.tiling);
  }
}
