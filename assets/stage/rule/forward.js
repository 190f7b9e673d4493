// The forward convolution with the same settings. It takes a big map, of the size of the transposed convolution's output
// y, to a small one, of the size of its input x: the window over small cell i reads the very cells that x[i]'s stamp
// covers. Where they lie outside the big map, it reads zeros of the forward convolution's padding.

import { crop, position, scatter, unflatten } from "./links.js";

/** @import { Axis, Cell, Numbers, PerAxis, Plan } from "../types.js" */

// One axis of the small map by Conv2d's formula: {big, reach, size, rest}; `rest` is what the floor loses.
/** @type {(axis: Axis, big: number) => { big: number, reach: number, size: number, rest: number }} */
export function forwardAxis(axis, big) {
  const reach = big + 2 * axis.cropBefore - axis.dilation * (axis.kernel - 1) - 1;
  return { big, reach, size: Math.floor(reach / axis.stride) + 1, rest: reach % axis.stride };
}

// The window over a small cell, tap by tap: where on the big map it reads, and that cell's index, -1 on the padding.
/** @type {(plan: Plan, cell: Cell) => { tap: number, cell: Cell, index: number }[]} */
export function windowOver(plan, cell) {
  return indicesOver(plan, cell).map((index, tap) => {
    const taps = unflatten(tap, plan.kernelShape);
    return { tap, cell: plan.axes.map((axis, at) => readAt(axis, cell[at], taps[at])), index };
  });
}

// C z: each small cell is the sum of window × kernel.
/** @type {(plan: Plan, z: Numbers, w: Numbers) => Float64Array} */
export function forward(plan, z, w) {
  const small = new Float64Array(plan.inputs);
  for (let at = 0; at < small.length; at++) {
    const read = indicesOver(plan, unflatten(at, plan.inputShape));
    for (let tap = 0; tap < read.length; tap++) if (read[tap] >= 0) small[at] += z[read[tap]] * w[tap];
  }
  return small;
}

// Cᵀ g: the transposed convolution of a small map.
/** @type {(plan: Plan, g: Numbers, w: Numbers) => Float64Array} */
export const transposed = (plan, g, w) => crop(plan, scatter(plan, g, w));

// The size of the big map with its padding; its cells are counted as the canvas's are.
/** @type {(plan: Plan) => PerAxis} */
export const paddedShape = (plan) => plan.axes.map((axis, at) => plan.outputShape[at] + 2 * axis.cropBefore);

/** @type {(axis: Axis, small: number, tap: number) => number} */
const readAt = (axis, small, tap) => position(axis, small, tap) - axis.cropBefore;

// Tap by tap, the flat index on the big map that the window over a small cell reads; -1: on the padding.
/** @type {(plan: Plan, cell: Cell) => number[]} */
function indicesOver(plan, cell) {
  let indices = [0];
  for (const [at, axis] of plan.axes.entries()) {
    const size = plan.outputShape[at];
    const longer = [];
    for (const index of indices) {
      for (let tap = 0; tap < axis.kernel; tap++) {
        const place = readAt(axis, cell[at], tap);
        longer.push(index >= 0 && place >= 0 && place < size ? index * size + place : -1);
      }
    }
    indices = longer;
  }
  return indices;
}
