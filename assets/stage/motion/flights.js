// How links move to their places on the canvas: {links: [{input, value, x, y}], alpha}, in units of a cell. `part` goes from
// 0, where the motion begins, to 1, where every link lies in its place.

import { canvasTiling, placeOfCell } from "../paint/places.js";
import { inMap, unflatten, weightOf } from "../rule/links.js";
import { cellInPlane } from "../rule/plane.js";

/** @import { Flight, Numbers, Plan } from "../types.js" */

const RISE = 0.9;

// The stamp of one input element comes down on its place.
/** @type {(plan: Plan, operands: { x: Numbers, w: Numbers }, input: number, part: number) => Flight} */
export function stampFalling(plan, { x, w }, input, part) {
  const rest = (1 - part) ** 3;
  const links = Array.from(plan.tapOffset, (offset, tap) => {
    const [column, row] = placeOf(plan, plan.inputOffset[input] + offset);
    return { input, value: x[input] * w[weightOf(plan, input, tap)], x: column, y: row - rest * RISE };
  });
  return { links, alpha: 1 - 0.75 * rest };
}

// One tap's row of products, folded into the input's shape at the tap's offset, spreads by the stride.
/** @type {(plan: Plan, operands: { x: Numbers, w: Numbers }, tap: number, part: number) => Flight} */
export function rowSpreading(plan, { x, w }, tap, part) {
  const spread = ease(part);
  const links = Array.from(plan.inputOffset, (offset, input) => {
    const [column, row] = placeOf(plan, offset + plan.tapOffset[tap]);
    const [down, across] = cellInPlane(inMap(plan, unflatten(input, plan.inputShape)).slice(-2));
    const [high, wide] = cellInPlane(plan.axes.map(({ stride }) => stride).slice(-2));
    return {
      input,
      value: x[input] * w[weightOf(plan, input, tap)],
      x: mix(column - across * (wide - 1), column, spread),
      y: mix(row - down * (high - 1), row, spread),
    };
  });
  return { links, alpha: 1 };
}

/** @type {(plan: Plan, at: number) => [x: number, y: number]} */
const placeOf = (plan, at) => placeOfCell(canvasTiling(plan), unflatten(at, plan.canvasShape));

/** @type {(from: number, to: number, part: number) => number} */
export const mix = (from, to, part) => from + (to - from) * part;

/** @type {(part: number) => number} */
export function ease(part) {
  const inside = Math.min(1, Math.max(0, part));
  return inside * inside * (3 - 2 * inside);
}
