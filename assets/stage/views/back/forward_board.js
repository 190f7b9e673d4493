// The big map with the forward convolution's padding round it, and the window that slides over both in steps of stride.

import { canvasLit } from "../../boards/canvas_board.js";
import { WindowBoard } from "../../boards/window_board.js";
import { framed, only, placesOf } from "../../paint/places.js";
import { StripPicture } from "../../paint/strips.js";
import { paddedShape } from "../../rule/forward.js";
import { coverage } from "../../rule/links.js";
import { planInPlane } from "../../rule/plane.js";

/** @import { Describer, Light, Numbers, Place, Plan, Theme } from "../../types.js" */
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
    return paddedShape(plan);
  }

  places() {
    const { plan } = this.given;
    const padding = only(placesOf(paddedShape(plan)), ({ x, y }) => !this.isOnMap(y, x));
    return { padded: padding, output: framed(plan) };
  }

  /** @type {(place: Place, panel: string) => number} */
  valueAt({ at }, panel) {
    return panel === "output" ? this.given.values[at] : 0;
  }

  // Of y, all stamps are down.
  /** @param {Pen} pen */
  paintGround(pen) {
    this.strips.draw(pen, { plan: this.given.plan, isFaint: (r, c) => !this.isOnMap(r, c), isTiny: false });
  }

  /** @type {(pen: Pen, x: number, y: number, place: Place, panel: string) => void} */
  paintCell(pen, x, y, place, panel) {
    const { theme, plan } = this.given;
    const onMap = panel === "output";
    const isRead = coverage(planInPlane(plan), [y, x]) > 0;
    if (!onMap || !isRead) pen.fill(onMap ? theme.surface : theme.raised, x, y);
    // No window reads this cell.
    if (!isRead) pen.hatch(x, y, 1, 1, theme.line);
    pen.number(this.valueAt(place, panel), x, y, onMap ? theme.text : theme.faint);
  }

  /** @param {Pen} pen */
  paintLines(pen) {
    pen.outline();
    pen.cropFrame(this.given.plan);
  }

  // Not on the padding round it.
  /** @type {(r: number, c: number) => boolean} */
  isOnMap(r, c) {
    const { axes, outputShape } = planInPlane(this.given.plan);
    const [top, left] = [r - axes[0].cropBefore, c - axes[1].cropBefore];
    return top >= 0 && left >= 0 && top < outputShape[0] && left < outputShape[1];
  }

  /** @param {Partial<Light>} light */
  lit(light) {
    return canvasLit(this.given.plan, light);
  }
}
