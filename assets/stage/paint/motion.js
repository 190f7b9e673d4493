// How links move to their places on the canvas: {links: [{input, value, x, y}], alpha}, in units of a cell. `part` goes from
// 0, where the motion begins, to 1, where every link lies in its place.

import { columnsOf } from "../rule/plane.js";

/** @import { Flight, Numbers, Plan } from "../types.js" */

const RISE = 0.9;

// The stamp of one input element comes down on its place.
/** @type {(plan: Plan, operands: { x: Numbers, w: Numbers }, input: number, part: number) => Flight} */
export function stampFalling(plan, { x, w }, input, part) {
  const rest = (1 - part) ** 3;
  const links = Array.from(plan.tapOffset, (offset, tap) => {
    const [column, row] = placeOf(plan, plan.inputOffset[input] + offset);
    return { input, value: x[input] * w[tap], x: column, y: row - rest * RISE };
  });
  return { links, alpha: 1 - 0.75 * rest };
}

// One tap's row of products, folded into the input's shape at the tap's offset, spreads by the stride.
/** @type {(plan: Plan, operands: { x: Numbers, w: Numbers }, tap: number, part: number) => Flight} */
export function rowSpreading(plan, { x, w }, tap, part) {
  const spread = ease(part);
  const corner = placeOf(plan, plan.tapOffset[tap]);
  const links = Array.from(plan.inputOffset, (offset, input) => {
    const [column, row] = placeOf(plan, offset + plan.tapOffset[tap]);
    const across = corner[0] + (input % columnsOf(plan.inputShape));
    const down = corner[1] + Math.floor(input / columnsOf(plan.inputShape));
    return { input, value: x[input] * w[tap], x: mix(across, column, spread), y: mix(down, row, spread) };
  });
  return { links, alpha: 1 };
}

/** @type {(plan: Plan, at: number) => [x: number, y: number]} */
function placeOf({ canvasShape }, at) {
  const columns = columnsOf(canvasShape);
  return [at % columns, Math.floor(at / columns)];
}
/** @type {(from: number, to: number, part: number) => number} */
export const mix = (from, to, part) => from + (to - from) * part;

/** @type {(part: number) => number} */
export function ease(part) {
  const inside = Math.min(1, Math.max(0, part));
  return inside * inside * (3 - 2 * inside);
}
