// The output: each cell shows its parts as strips, one for each link, in the colour of the link's input element.

import { Board } from "../paint/board.js";
import { outlineTiles } from "../paint/frame.js";
import { extentIn, outputTiling, placeOfCell, placesIn } from "../paint/places.js";
import { StripPicture } from "../paint/strips.js";
import { coverage, cropsBefore, feeds } from "../rule/links.js";
import { canvasCell } from "../rule/spots.js";

/** @import { Cell, Describer, Numbers, Place, Plan, Spot, Theme } from "../types.js" */
/** @import { Pen } from "../paint/pen.js" */

// Given: values, row-major; done: how many of them are shown; laid: how many input elements they take in; wrong: indices of
// values that are not the layer's.
/** @extends {Board<{ plan: Plan, values: Numbers, done: number, theme: Theme, laid?: number, wrong?: Set<number> | null }>} */
export class OutputBoard extends Board {
  /** @param {Describer} describer @param {{ panel?: string, most?: number }} [options] */
  constructor(describer, { panel = "output", most = Infinity } = {}) {
    super(panel, [panel], describer, { links: { [panel]: "output" }, most, steps: ["done"] });
    this.panel = panel;
    this.strips = new StripPicture();
  }

  /** @param {{ plan: Plan }} given */
  extent({ plan }) {
    return extentIn(outputTiling(plan));
  }

  places() {
    const { plan } = this.given;
    return { [this.panel]: placesIn(outputTiling(plan), plan.outputShape) };
  }

  /** @param {Spot} spot */
  placeOfSum({ cell }) {
    return placeOfCell(outputTiling(this.given.plan), cell);
  }

  /** @param {Place} place */
  valueAt({ at }) {
    return at < this.given.done ? this.given.values[at] : 0;
  }

  /** @param {Pen} pen */
  paintGround(pen) {
    const { plan, laid, done } = this.given;
    this.strips.draw(pen, { plan, tiling: outputTiling(plan), corner: cropsBefore(plan), laid, done });
  }

  // Tiny cells are their strips, but for a mark of what is wrong.
  /** @type {(pen: Pen, x: number, y: number, place: Place) => void} */
  paintCell(pen, x, y, { cell, at }) {
    const { plan, values, done, wrong } = this.given;
    if (at >= done || (this.isTiny && !wrong)) return;
    const onCanvas = canvasCell(plan, { panel: "output", cell });
    const parts = coverage(plan, onCanvas);
    const isReached = parts > 0;
    // No stamp that reaches it is down: nothing to say yet.
    if (isReached && !this.isBegun(onCanvas)) return;
    if (!isReached && !this.isTiny) pen.hatch(x, y);
    pen.number(values[at], x, y, pen.theme.text, parts);
    if (wrong?.has(at)) this.cross(pen, x, y);
  }

  /** @param {Pen} pen */
  paintLines(pen) {
    outlineTiles(pen, outputTiling(this.given.plan));
  }

  // The first stamp to reach a canvas cell is the first laid.
  /** @param {Cell} cell */
  isBegun(cell) {
    const { plan, laid = Infinity } = this.given;
    return laid >= plan.inputs || feeds(plan, cell)[0][0] < laid;
  }

  // A number that the layer does not give: said without colour too.
  /** @type {(pen: Pen, x: number, y: number) => void} */
  cross(pen, x, y) {
    const inset = Math.min(3.5, pen.size / 5);
    const far = pen.size - inset;
    pen.frame(x, y, 1, 1, { colour: pen.theme.bad, thick: pen.mark, inset });
    pen.strike(pen.theme.bad, x, y, [inset, far], [far, inset]);
  }
}
