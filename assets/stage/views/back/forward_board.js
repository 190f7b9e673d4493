// The big map with the forward convolution's padding round it, and the window that slides over both in steps of stride.

import { canvasLit } from "../../boards/canvas_board.js";
import { WindowBoard } from "../../boards/window_board.js";
import { framedTiles } from "../../paint/frame.js";
import { extentIn, kept, ofOutputs, only, placesIn } from "../../paint/places.js";
import { StripPicture } from "../../paint/strips.js";
import { paddedShape } from "../../rule/forward.js";
import { coverage, cropsBefore } from "../../rule/links.js";
import { canvasCell } from "../../rule/spots.js";

/** @import { Cell, Describer, Light, Numbers, Place, Plan, Theme } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */

// Given: values of the big map, row-major.
/** @extends {WindowBoard<{ plan: Plan, values: Numbers, theme: Theme }>} */
export class ForwardBoard extends WindowBoard {
  /** @param {Describer} describer */
  constructor(describer) {
    super("forward-map", ["padded", "output"], describer);
    this.strips = new StripPicture();
  }

  /** @param {{ plan: Plan }} given */
  extent({ plan }) {
    return extentIn(paddedTiling(plan));
  }

  get tiling() {
    return paddedTiling(this.given.plan);
  }

  places() {
    const { plan } = this.given;
    const padding = only(placesIn(this.tiling, paddedShape(plan)), ({ cell }) => !this.isOnMap(cell));
    return { padded: padding, output: placesIn(this.tiling, plan.outputShape, cropsBefore(plan)) };
  }

  /** @type {(place: Place, panel: string) => number} */
  valueAt({ at }, panel) {
    return panel === "output" ? this.given.values[at] : 0;
  }

  // Of y, all stamps are down.
  /** @param {Pen} pen */
  paintGround(pen) {
    this.strips.draw(pen, {
      plan: this.given.plan,
      tiling: this.tiling,
      isFaint: ({ lead }, r, c) => !this.isOnMap(this.given.plan.axes.length > 1 ? [...lead, r, c] : [...lead, c]),
      isTiny: false,
    });
  }

  /** @type {(pen: Pen, x: number, y: number, place: Place, panel: string) => void} */
  paintCell(pen, x, y, place, panel) {
    const { theme, plan } = this.given;
    const onMap = panel === "output";
    const isRead = coverage(plan, onMap ? canvasCell(plan, { panel, cell: place.cell }) : place.cell) > 0;
    if (!onMap || !isRead) pen.fill(onMap ? theme.surface : theme.raised, x, y);
    // No window reads this cell.
    if (!isRead) pen.hatch(x, y, 1, 1, theme.line);
    pen.number(this.valueAt(place, panel), x, y, onMap ? theme.text : theme.faint);
  }

  /** @param {Pen} pen */
  paintLines(pen) {
    framedTiles(pen, this.given.plan, this.tiling);
  }

  // Not on the padding round it.
  /** @param {Cell} cell */
  isOnMap(cell) {
    const { axes, outputShape } = this.given.plan;
    const first = cell.length - axes.length;
    return axes.every(({ cropBefore }, axis) => {
      const at = cell[first + axis] - cropBefore;
      return at >= 0 && at < outputShape[first + axis];
    });
  }

  /** @param {Partial<Light>} light */
  lit(light) {
    return canvasLit(this.given.plan, light, this.tiling);
  }
}

const paddedTiling = kept((plan) => ofOutputs(paddedShape(plan), plan.axes.length));
