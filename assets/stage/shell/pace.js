// How fast a play goes on: the first few steps slowly enough that each product can be read, then one by one, and where there are
// many, faster and faster, so that the whole takes no longer than 20 seconds at speed 1.

import { remembering } from "../paint/memory.js";

// A step at pace 1 and speed 1, and the speeds that there are to choose from.
export const STEP_MS = 500;
export const SPEEDS = [0.25, 0.5, 1, 2, 4];

// So many steps are read, at this pace; and how long the rest may take, in steps of pace 1: 20 seconds in all.
const READ = 3;
const READING = 0.4;
const LONGEST = 40 - READ / READING;

// It grows with the way that is behind: at 1 + growth * way, `rest` steps take ln(1 + growth * rest) / growth.
/** @type {(t: number, end: number) => number} */
export function paceAt(t, end) {
  return t < READ ? READING : 1 + growthFor(end - READ) * (t - READ);
}

// The smallest growth at which so many steps take no longer than what is left after the first few; asked for each frame.
const growthFor = remembering((/** @type {number} */ rest) => (rest <= LONGEST ? 0 : halved(rest)));

/** @param {number} rest */
function halved(rest) {
  let [low, high] = [0, 1];
  for (let turn = 0; turn < 50; turn++) {
    const growth = (low + high) / 2;
    if (Math.log1p(growth * rest) / growth > LONGEST) low = growth;
    else high = growth;
  }
  return high;
}
