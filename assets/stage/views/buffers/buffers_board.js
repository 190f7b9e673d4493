// The row of stamps laid down so far: each is the kernel times one input element, in that element's colour.

import { placesIn, stampTiling } from "../../paint/places.js";
import { unflatten } from "../../rule/links.js";
import { short } from "../../rule/values.js";
import { RecentStamps } from "./recent_stamps.js";

/** @import { Describer, Place } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */
/** @import { Given } from "./recent_stamps.js" */

const LABEL = 20;
const LARGEST_CELL = 30;
// What stands above a stamp, in px, even above a narrow one.
const LABELLED = 66;

export class BuffersBoard extends RecentStamps {
  /** @param {Describer} describer */
  constructor(describer) {
    super(describer, { maximum: LARGEST_CELL });
    // From one stamp to the next, and the room for what stands above each; in cells.
    this.step = this.labelRows = this.labelColumns = 0;
  }

  /** @param {Given} given */
  fitTo({ plan }) {
    const { rows, columns } = stampTiling(plan);
    const size = Math.max(2, Math.min(LARGEST_CELL, Math.floor((this.room.height - LABEL - 8) / rows)));
    this.step = columns + Math.max(1, Math.ceil(LABELLED / size) - columns);
    // The last one needs no gap behind it.
    const last = Math.max(columns, LABELLED / size);
    this.capacity = 1 + Math.max(0, Math.floor((this.room.width - 8 - last * size) / (this.step * size)));
    this.labelRows = LABEL / size;
    this.labelColumns = Math.min(this.step - 0.3, last);
    return this.fit(rows + this.labelRows, this.step * (this.capacity - 1) + last);
  }

  places() {
    const { plan } = this.given;
    return {
      buffers: {
        top: this.labelRows,
        rows: placesIn(stampTiling(plan), plan.kernelShape).rows.map((row) =>
          this.inputs.flatMap((input, slot) =>
            row.map(({ x, y, cell, at }) => ({
              x: slot * this.step + x,
              y,
              cell: [...unflatten(input, plan.inputShape), ...cell],
              at: input * plan.taps + at,
            })),
          ),
        ),
      },
    };
  }

  /** @param {Pen} pen */
  paintGround(pen) {
    const { plan, x } = this.given;
    const { tiles, height, width } = stampTiling(plan);
    this.inputs.forEach((input, slot) => {
      const [left, label] = [slot * this.step, `x[${unflatten(input, plan.inputShape)}] = ${short(x[input])}`];
      pen.text(label, left * pen.size, LABEL / 2 - 2, { align: "left", most: this.labelColumns * pen.size });
      pen.ink.fillStyle = pen.theme.identityColour(plan, input);
      for (const tile of tiles) {
        const corner = /** @type {const} */ ([(left + tile.x) * pen.size, LABEL + tile.y * pen.size]);
        pen.ink.fillRect(...corner, width * pen.size, height * pen.size);
      }
    });
  }

  /** @type {(pen: Pen, x: number, y: number, place: Place) => void} */
  paintCell(pen, x, y, place) {
    const { ink, size, theme } = pen;
    pen.number(this.valueAt(place), x, y);
    ink.strokeStyle = theme.line;
    ink.lineWidth = 1;
    if (size >= 5) ink.strokeRect(x * size + 0.5, LABEL + place.y * size + 0.5, size, size);
  }
}
