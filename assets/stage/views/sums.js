// What a view says of a cell: its name, its number, and the sum that it is, term by term. All of it follows from the links.

import { zeroTerm } from "../dom/terms.js";
import { channelOf, feeds, flatten, unflatten, weightOf } from "../rule/links.js";
import { canvasCell, exists, indicesOf, isSum, weightCell } from "../rule/spots.js";
import { exact, signed } from "../rule/values.js";

/** @import { Cells } from "../paint/cell_elements.js" */
/** @import { Stage } from "../shell/stage.js" */
/** @import { Link, Shown, Spot, Term, Theme, Translate, Written } from "../types.js" */

/** @type {Record<string, string>} */
const NAMES = { input: "x", kernel: "w", output: "y", cropped: "canvas" };

export class Sums {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    /** @type {Record<string, Cells>} */
    this.grids = {};
    /** @type {Translate} */
    this.t = (key) => key;
  }

  // What a step is, in the words of deconv_core/judge/verdict.py: "stamps", "taps" or "cells".
  /** @returns {Shown["order"]} */
  get order() {
    return "stamps";
  }

  // How many steps the numbers on screen are the result of.
  done() {
    return Math.floor(this.stage.at());
  }

  // The layer that is shown.
  get layer() {
    const { plan, state } = this.stage;
    return { plan, x: state.x, w: state.w, bias: state.bias };
  }

  // ---- names and numbers ----------------------------------------------------------------------------------------

  /** @param {Spot} spot */
  nameOf({ panel, cell }) {
    if (panel !== "buffers") return `${NAMES[panel]}[${cell}]`;
    const { plan } = this.stage;
    const [input, tap] = indicesOf(plan, cell);
    return `x[${unflatten(input, plan.inputShape)}]·w[${weightCell(plan, input, tap)}]`;
  }

  /** @param {Spot} spot */
  valueOf({ panel, cell }) {
    const { state, plan } = this.stage;
    if (panel === "input") return state.x[flatten(cell, plan.inputShape)];
    if (panel === "kernel") return state.w[flatten(cell, plan.weightShape)];
    if (panel === "buffers") {
      const [input, tap] = indicesOf(plan, cell);
      return state.x[input] * state.w[weightOf(plan, input, tap)];
    }
    return this.grids[panel].numberAt(cell);
  }

  // ---- sums -----------------------------------------------------------------------------------------------------
  // Whether a spot's number is a sum that can be written out.
  /** @type {(spot: Spot) => boolean} */
  isSum(spot) {
    return isSum(spot);
  }

  // The sum that is written out: its name, its terms, and what to say if there are none.
  /** @type {(spot: Spot, theme: Theme) => Written} */
  sumOf(spot, theme) {
    const { plan, x } = this.layer;
    const products = this.sumLinks(spot).map(([i, k]) => {
      const name = `x[${unflatten(i, plan.inputShape)}]`;
      return this.termOf(name, x[i], weightOf(plan, i, k), theme.identityColour(plan, i), this.isLaid(i, k));
    });
    const name = `${spot.panel === "output" ? "y" : "canvas"}[${spot.cell}]`;
    const bias = this.biasOf(spot);
    return {
      name,
      terms: [...bias, ...products],
      empty: this.t("stage.no_stamp"),
      note: bias.length && !products.length ? this.t("stage.only_bias") : "",
    };
  }

  // What a sum starts with, if the layer has a bias.
  /** @type {(spot: Spot) => Term[]} */
  biasOf({ cell }) {
    const { plan, bias } = this.layer;
    if (!bias) return [];
    const channel = channelOf(plan, cell);
    const value = bias[channel];
    const name = plan.channels.outputs > 1 ? `bias[${channel}]` : "bias";
    return [{ symbol: name, number: exact(value), value, colour: "none", down: true }];
  }

  // A named number times a weight; down: whether the sum on screen takes it in.
  /** @type {(name: string, number: number, weight: number, colour: string, down?: boolean) => Term} */
  termOf(name, number, weight, colour, down = true) {
    const { plan, w } = this.layer;
    return {
      symbol: `${name}·w[${unflatten(weight, plan.weightShape)}]`,
      number: `${signed(number)}·${signed(w[weight])}`,
      value: number * w[weight],
      colour,
      down,
    };
  }

  // The links [input index, tap index] of that sum.
  /** @type {(spot: Spot) => Link[]} */
  sumLinks(spot) {
    return feeds(this.stage.plan, canvasCell(this.stage.plan, spot));
  }

  // Its products with zeros, which are folded away until they are asked for.
  /** @type {(spot: Spot) => Term[]} */
  zeroTerms() {
    return [];
  }

  // Weights as factors of zero.
  /** @param {number[]} weights */
  timesZero(weights) {
    const { plan, w } = this.layer;
    return weights.map((at) => zeroTerm(`w[${unflatten(at, plan.weightShape)}]`, signed(w[at])));
  }

  /** @param {Spot} spot */
  has(spot) {
    return exists(this.stage.plan, spot);
  }

  // Whether the sums on screen take in the link of an input element and a tap.
  /** @type {(input: number, tap: number) => boolean} */
  isLaid(input, tap) {
    return this.order === "cells" || (this.order === "stamps" ? input : tap) < this.done();
  }
}
