// A map of numbers: the input and the kernel, which a learner can change, and maps that follow from others, computed cell by
// cell or as a picture.

import { Board } from "../paint/board.js";
import { outlineTiles } from "../paint/frame.js";
import { remembering } from "../paint/memory.js";
import { extentIn, placesIn, tilingOf } from "../paint/places.js";
import { ONE_PAIR } from "../rule/links.js";

/** @import { Describer, InputMaps, Numbers, PanelName, PerAxis, Place, Theme } from "../types.js" */
/** @import { Tiling } from "../paint/places.js" */
/** @import { Pen } from "../paint/pen.js" */
/** @typedef {(theme: Theme, plan: InputMaps, at: number) => string} ColourOf */

// A map of more cells is shown elsewhere too: there they are pointed at.
export const MOST = 4096;
const NOT_YET = 0.3;
const DARKEST = 0.45;

/** @type {ColourOf} */
export const identity = (theme, plan, at) => theme.identityColour(plan, at);
/** @type {ColourOf} */
export const plain = (theme) => theme.kernel;

// Given: shape; values, row-major; tiling: how its channels and slices stand, if it has any; inputs: of how many input channels it
// is, each of which has colours of its own; laid: the later ones are pale; done: how many of them are shown.
/** @typedef {{ shape: PerAxis, values: Numbers, theme: Theme, tiling?: Tiling, inputs?: number, laid?: number, done?: number }} Given */
/** @extends {Board<Given>} */
export class ValueBoard extends Board {
  /**
   * colourOf: the fill of a cell; null: the larger its number, the darker in the colour role `shade`; links: whose cells these are.
   * @param {PanelName} panel @param {Describer} describer
   * @param {{ colourOf?: ColourOf | null, shade?: "text" | "bad", links?: string }} [look]
   */
  constructor(panel, describer, { colourOf = null, shade = "text", links = panel } = {}) {
    super(panel, [panel], describer, { links: { [panel]: links }, most: MOST, steps: ["done", "laid"] });
    this.panel = panel;
    this.colourOf = colourOf;
    this.shade = shade;
    // Whose elements have these colours.
    /** @type {InputMaps} */
    this.maps = { inputShape: [], channels: ONE_PAIR };
    this.largestOf = remembering((/** @type {Numbers} */ values) =>
      Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0),
    );
  }

  /** @param {Given} given */
  extent({ shape, tiling = tilingOf(shape) }) {
    return extentIn(tiling);
  }

  get laidBy() {
    return ["shape", "tiling", "inputs"];
  }

  lay() {
    super.lay();
    const { shape, inputs = 1 } = this.given;
    this.maps = { inputShape: shape, channels: { ...ONE_PAIR, inputs } };
  }

  places() {
    const { shape, tiling = tilingOf(shape) } = this.given;
    return { [this.panel]: placesIn(tiling, shape) };
  }

  /** @param {Place} place */
  valueAt({ at }) {
    return this.isShown(at) ? this.given.values[at] : 0;
  }

  /** @type {(pen: Pen, x: number, y: number, place: Place) => void} */
  paintCell(pen, x, y, { at, cell }) {
    if (!this.isShown(at)) return;
    const { values, theme, laid = Infinity } = this.given;
    pen.alpha = this.colourOf ? (at < laid ? 1 : NOT_YET) : this.shadeOf(values[at]);
    pen.fill(this.colourOf ? this.colourOf(theme, this.maps, at) : theme[this.shade], x, y);
    pen.alpha = 1;
    pen.number(values[at], x, y);
    // A colour alone does not tell everybody which element it is.
    if (this.colourOf) pen.index(cell, x, y);
  }

  // Maps of channels stand apart: each has its own lines.
  /** @param {Pen} pen */
  paintLines(pen) {
    const { shape, tiling = tilingOf(shape) } = this.given;
    outlineTiles(pen, tiling);
  }

  /** @param {number} at */
  isShown(at) {
    return at < (this.given.done ?? Infinity);
  }

  /** @param {number} value */
  shadeOf(value) {
    const largest = this.largestOf(this.given.values);
    return largest ? (DARKEST * Math.abs(value)) / largest : 0;
  }
}
