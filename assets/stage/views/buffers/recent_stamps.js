// What every board of stamps is: the latest that fit are in view, or those around the pinned one.

import { Board } from "../../paint/board.js";
import { weightOf } from "../../rule/links.js";

/** @import { Describer, Numbers, Place, Plan, Theme } from "../../types.js" */
/** @typedef {{ plan: Plan, x: Numbers, w: Numbers, shown: number, around: number, theme: Theme }} Given */

// Given: plan, x, w; shown: how many stamps exist by now; around: the input index to keep in view, or -1.
/** @extends {Board<Given>} */
export class RecentStamps extends Board {
  /**
   * @param {Describer} describer
   * @param {{ maximum?: number }} [options]
   */
  constructor(describer, options = {}) {
    super("buffers", ["buffers"], describer, options);
    // How many stamps fit.
    this.capacity = 1;
  }

  get laidBy() {
    return ["plan", "shown", "around"];
  }

  // The input elements whose stamps are in view.
  get inputs() {
    const { shown, around } = this.given;
    return latestOf(shown, around, this.capacity);
  }

  /** @param {Place} place */
  valueAt({ at }) {
    const { plan, x, w } = this.given;
    const input = Math.floor(at / plan.taps);
    return x[input] * w[weightOf(plan, input, at % plan.taps)];
  }

  paintLines() {}
}

// The input elements of at most so many stamps: the latest, or those around one of them.
/** @type {(shown: number, around: number, capacity: number) => number[]} */
export function latestOf(shown, around, capacity) {
  const latest = Math.max(0, shown - capacity);
  const centred = Math.max(0, around - Math.floor(capacity / 2));
  const isLatest = around < 0 || around >= shown || shown - centred < capacity;
  const first = isLatest ? latest : centred;
  return Array.from({ length: Math.min(shown - first, capacity) }, (_, at) => first + at);
}
