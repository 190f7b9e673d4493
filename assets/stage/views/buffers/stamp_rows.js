// The stamps of a strip, each on a row of its own under the canvas and where it lies there, so that the overlap is seen.

import { unflatten } from "../../rule/links.js";
import { columnsOf } from "../../rule/plane.js";
import { RecentStamps } from "./recent_stamps.js";

/** @import { Place } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */
/** @import { Given } from "./recent_stamps.js" */

// Of a plan of one axis and one output channel. Its cells are as large as the canvas's: see `scaled`.
export class StampRows extends RecentStamps {
  /** @param {Given} given */
  fitTo({ plan }) {
    const columns = columnsOf(plan.canvasShape);
    const size = this.sideFor(1, columns);
    this.capacity = Math.max(1, Math.floor((this.room.height - 6) / size));
    return this.fit(Math.min(this.capacity, plan.inputs), columns);
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

  /** @type {(pen: Pen, x: number, y: number, place: Place) => void} */
  paintCell(pen, x, y, place) {
    const { plan, theme } = this.given;
    pen.fill(theme.identityColour(plan, Math.floor(place.at / plan.taps)), x, y);
    pen.number(this.valueAt(place), x, y);
    pen.outline(x, y, 1, 1);
  }
}
