// How fast a play goes on: the first few steps slowly enough to be followed one by one, then, where there are many, faster and
// faster, so that the whole takes no longer than 20 seconds at speed 1.

import { remembering } from "../paint/memory.js";

// A step at the slow pace and speed 1, and the speeds that there are to choose from.
export const STEP_MS = 500;
export const SPEEDS = [0.25, 0.5, 1, 2, 4];

// In steps of the slow pace: 40 of them take 20 seconds.
const FOLLOWED = 3;
const LONGEST = 40;

// The pace at time t of `end` steps, 1: the slow one. It grows with the way that is behind: at 1 + growth * way, `rest` steps
// take ln(1 + growth * rest) / growth.
/** @type {(t: number, end: number) => number} */
export function paceAt(t, end) {
  return 1 + growthFor(end - FOLLOWED) * Math.max(0, t - FOLLOWED);
}

// The smallest growth at which so many steps take no longer than what is left after the first few; asked for each frame.
const growthFor = remembering((/** @type {number} */ rest) => (rest <= LONGEST - FOLLOWED ? 0 : halved(rest)));

/** @param {number} rest */
function halved(rest) {
  let [low, high] = [0, 1];
  for (let turn = 0; turn < 50; turn++) {
    const growth = (low + high) / 2;
    if (Math.log1p(growth * rest) / growth > LONGEST - FOLLOWED) low = growth;
    else high = growth;
  }
  return high;
}
