// One scale for the pictures that stand side by side: a cell of one is as large as a cell of any other, so that a stamp is as
// large as the kernel that it copies, and a larger stride makes a larger canvas.

/** @import { Drawn } from "../types.js" */
/** @import { Board } from "./board.js" */
/** @typedef {{ largest: () => number, draw: (scale: number) => void }} Scaled */

// A cell's sides, in px, from which a scale is taken: with few of them a picture grows and shrinks with its cells' number, and
// only now and then with their size.
const STEPS = [100, 84, 70, 58, 48, 40, 34, 28, 24, 20, 17, 14, 12, 10, 8, 7, 6, 5, 4, 3.5, 3, 2.5, 2, 1.5, 1.25, 1];

// most: the largest side that there is room for.
/** @param {number} most */
export function scaleOf(most) {
  return STEPS.find((step) => step <= most) ?? most;
}

// A board that is to be drawn on a common scale.
/** @template {Drawn} G @param {Board<G>} board @param {G} given @returns {Scaled} */
export const toScale = (board, given) => ({
  largest: () => board.largestFor(given),
  draw(scale) {
    board.scaled = scale;
    board.draw(given);
  },
});
