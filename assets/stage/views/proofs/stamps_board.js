// The stamps that reach one output cell, each with the tap that does; or the one stamp of an input element.

import { Board } from "../../paint/board.js";
import { placeOfCell, placesIn, stampTiling } from "../../paint/places.js";
import { unflatten, weightOf } from "../../rule/links.js";
import { planeOf } from "../../rule/plane.js";
import { short } from "../../rule/values.js";

/** @import { Describer, Place, Plan, Theme } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */
/** @typedef {{ input: number, taps: Set<number> }} Stamp */
/** @typedef {{ plan: Plan, x: number[], w: number[], stamps: Stamp[], across: number, theme: Theme }} Given */

const LABEL = 18;
const GAP = 0.6;
const LARGEST_CELL = 40;
const NOT_MEANT = 0.3;

// Given: plan, x, w; stamps: [{input, taps: a Set of those that are meant}, …]; across: how many of them stand in a row.
/** @extends {Board<Given>} */
export class StampsBoard extends Board {
  /** @param {Describer} describer */
  constructor(describer) {
    super("stamps", ["buffers"], describer, { maximum: LARGEST_CELL });
    this.labelRows = 0;
    /** @type {(Stamp & { left: number, top: number })[]} */
    this.slots = [];
  }

  // Room for as many stamps as reach any cell, so that no stamp changes its size when another cell is chosen.
  /** @param {Given} given */
  fitTo({ plan }) {
    const plane = planeOf(plan);
    const [rows, columns] = [plane.rows, plane.columns].map((all) => Math.max(...all.map((links) => links.length)));
    const { rows: tall, columns: wide } = stampTiling(plan);
    const [height, width] = [rows * (tall + GAP), columns * (wide + GAP) - GAP];
    const size = Math.min(LARGEST_CELL, this.room.width / width, (this.room.height - rows * LABEL) / height);
    const isLabelled = size >= 6;
    this.labelRows = isLabelled ? LABEL / size : 0;
    return this.fit(height + rows * this.labelRows, Math.max(width, isLabelled ? 80 / size : 0));
  }

  get laidBy() {
    return ["plan", "stamps"];
  }

  places() {
    const { plan, stamps, across } = this.given;
    const { rows, columns } = stampTiling(plan);
    this.slots = stamps.map((stamp, at) => ({
      ...stamp,
      left: (at % across) * (columns + GAP),
      top: Math.floor(at / across) * (rows + this.labelRows + GAP) + this.labelRows,
    }));
    const taps = placesIn(stampTiling(plan), plan.kernelShape).rows;
    return {
      buffers: {
        rows: this.slots.flatMap(({ input, left, top }) =>
          taps.map((row) =>
            row.map(({ x, y, cell, at }) => ({
              x: left + x,
              y: top + y,
              cell: [...unflatten(input, plan.inputShape), ...cell],
              at: input * plan.taps + at,
            })),
          ),
        ),
      },
    };
  }

  /** @param {Place} place */
  valueAt({ at }) {
    const { plan, x, w } = this.given;
    const input = Math.floor(at / plan.taps);
    return x[input] * w[weightOf(plan, input, at % plan.taps)];
  }

  /** @param {Pen} pen */
  paintGround(pen) {
    for (const slot of this.slots) this.paintStamp(pen, slot);
  }

  /** @type {(pen: Pen, slot: Stamp & { left: number, top: number }) => void} */
  paintStamp(pen, { input, taps, left, top }) {
    const { plan, theme, x, w } = this.given;
    const tiling = stampTiling(plan);
    const placeOf = (/** @type {number} */ tap) => {
      const [c, r] = placeOfCell(tiling, unflatten(tap, plan.kernelShape));
      return /** @type {const} */ ([left + c, top + r]);
    };
    for (let tap = 0; tap < plan.taps; tap++) {
      const [c, r] = placeOf(tap);
      pen.alpha = taps.has(tap) ? 1 : NOT_MEANT;
      pen.fill(theme.identityColour(plan, input), c, r);
      pen.alpha = 1;
      pen.number(x[input] * w[weightOf(plan, input, tap)], c, r, taps.has(tap) ? theme.text : theme.faint);
    }
    for (const tile of tiling.tiles) pen.outline(left + tile.x, top + tile.y, tiling.width, tiling.height);
    // The taps that are meant, told without colour too.
    for (const tap of taps) pen.frame(...placeOf(tap), 1, 1, { colour: theme.glow, thick: pen.mark, inset: 1 });
    if (this.labelRows) this.label(pen, input, left, top);
  }

  /** @type {(pen: Pen, input: number, left: number, top: number) => void} */
  label(pen, input, left, top) {
    const { plan, x } = this.given;
    const name = `x[${unflatten(input, plan.inputShape)}]`;
    const long = `${name} = ${short(x[input])}`;
    const room = (stampTiling(plan).columns + GAP) * pen.size;
    const text = pen.widthOf(long) <= room ? long : name;
    if (this.slots.length > 1 && pen.widthOf(text) > room) return;
    pen.text(text, left * pen.size, top * pen.size - LABEL / 2, { align: "left" });
  }

  paintLines() {}
}
