// The stamps of a strip, each on a row of its own under the canvas and where it lies there, so that the overlap is seen. As
// many as fit are shown: the latest, or those around the pinned one.

import { Board } from "../../paint/board.js";
import { unflatten, weightOf } from "../../rule/links.js";
import { columnsOf } from "../../rule/plane.js";
import { latestOf } from "./buffers_board.js";

/** @import { Describer, Numbers, Place, Plan, Theme } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */
/** @typedef {{ plan: Plan, x: Numbers, w: Numbers, shown: number, around: number, theme: Theme }} Given */

// Given: plan of one axis and one output channel; shown: how many stamps exist by now; around: the input index to keep in view, or -1. Its cells are
// as large as the canvas's: see `scaled`.
/** @extends {Board<Given>} */
export class StampRows extends Board {
  /** @param {Describer} describer */
  constructor(describer) {
    super("buffers", ["buffers"], describer);
    this.capacity = 1;
  }

  /** @param {Given} given */
  fitTo({ plan }) {
    const columns = columnsOf(plan.canvasShape);
    const size = this.sideFor(1, columns);
    this.capacity = Math.max(1, Math.floor((this.room.height - 6) / size));
    return this.fit(Math.min(this.capacity, plan.inputs), columns);
  }

  get laidBy() {
    return ["plan", "shown", "around"];
  }

  places() {
    const { plan } = this.given;
    return {
      buffers: {
        rows: this.inputs.map((input, y) =>
          Array.from(plan.tapOffset, (offset, tap) => ({
            x: (plan.inputOffset[input] + offset) % columnsOf(plan.canvasShape),
            y,
            cell: [...unflatten(input, plan.inputShape), ...unflatten(tap, plan.kernelShape)],
            at: input * plan.taps + tap,
          })),
        ),
      },
    };
  }

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

  /** @type {(pen: Pen, x: number, y: number, place: Place) => void} */
  paintCell(pen, x, y, place) {
    const { plan, theme } = this.given;
    pen.fill(theme.identityColour(plan, Math.floor(place.at / plan.taps)), x, y);
    pen.number(this.valueAt(place), x, y);
    pen.outline(x, y, 1, 1);
  }

  paintLines() {}
}
