// x as a forward convolution reads it, with the zeros round it; what no window reads is struck out.

import { WindowBoard } from "../../../boards/window_board.js";
import { framedTiles } from "../../../paint/frame.js";
import { extentIn, kept, only, placesIn, tilingOf } from "../../../paint/places.js";
import { coverage, cropsBefore, outputSize } from "../../../rule/links.js";
import { canvasCell } from "../../../rule/spots.js";

/** @import { Cell, Describer, Numbers, Place, Plan, Theme } from "../../../types.js" */
/** @import { Pen } from "../../../paint/pen.js" */

const NOT_READ = 0.3;

// Given: the plan of the forward convolution, whose output is x's size; maps: whose elements are read.
/** @extends {WindowBoard<{ plan: Plan, maps: Plan, x: Numbers, theme: Theme }>} */
export class ReadBoard extends WindowBoard {
  // name: "same" or "valid"; panels: read_<name> and dropped_<name>, in x's own coordinates.
  /** @param {string} name @param {Describer} describer */
  constructor(name, describer) {
    const panels = [`read_${name}`, `dropped_${name}`];
    const links = Object.fromEntries(panels.map((panel) => [panel, "input"]));
    super(`read ${name}`, panels, describer, { links, maximum: 48 });
  }

  /** @param {{ plan: Plan }} given */
  extent({ plan }) {
    return extentIn(readTiling(plan));
  }

  get tiling() {
    return readTiling(this.given.plan);
  }

  places() {
    const { plan } = this.given;
    const all = placesIn(this.tiling, plan.outputShape, cropsBefore(plan));
    const [read, dropped] = Object.keys(this.grids);
    return {
      [read]: only(all, ({ cell }) => this.isRead(cell)),
      [dropped]: only(all, ({ cell }) => !this.isRead(cell)),
    };
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
  paintCell(pen, x, y, { cell, at }) {
    const { maps, x: values, theme } = this.given;
    const isRead = this.isRead(cell);
    pen.fill(theme.surface, x, y);
    pen.alpha = isRead ? 1 : NOT_READ;
    pen.fill(theme.identityColour(maps, at), x, y);
    pen.alpha = 1;
    pen.number(values[at], x, y);
    const [near, far] = [pen.size / 5, pen.size - pen.size / 5];
    if (!isRead) pen.strike(theme.bad, x, y, [near, far], [far, near]);
  }

  /** @param {Pen} pen */
  paintLines(pen) {
    framedTiles(pen, this.given.plan, this.tiling);
  }

  /** @param {Cell} cell */
  isRead(cell) {
    const { plan } = this.given;
    return coverage(plan, canvasCell(plan, { panel: "output", cell })) > 0;
  }
}

// x with the zeros round it, and what is dropped.
const readTiling = kept(({ axes, outputShape }) => {
  const channels = outputShape.slice(0, -axes.length);
  const size = axes.map((axis) => axis.cropBefore + outputSize(axis) + Math.max(0, axis.cropAfter));
  return tilingOf([...channels, ...size], axes.length, ["down"]);
});
