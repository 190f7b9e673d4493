// The forward convolution with the same settings. It takes a big map, of the size of the transposed convolution's output
// y, to a small one, of the size of its input x: the window over small cell i reads the very cells that x[i]'s stamp
// covers. Where they lie outside the big map, it reads zeros of the forward convolution's padding.

import { crop, inMap, outputSize, position, range, scatter, unflatten, weightOf } from "./links.js";

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
  const place = inMap(plan, cell);
  const big = plan.outputShape.length > plan.axes.length;
  return indicesOver(plan, cell).map((index, tap) => {
    const taps = unflatten(tap, plan.kernelShape);
    const read = plan.axes.map((axis, at) => readAt(axis, place[at], inMap(plan, taps)[at]));
    return { tap, cell: big ? [bigChannel(plan, cell, taps), ...read] : read, index };
  });
}

// C z: each small cell is the sum of window × kernel.
/** @type {(plan: Plan, z: Numbers, w: Numbers) => Float64Array} */
export function forward(plan, z, w) {
  const small = new Float64Array(plan.inputs);
  for (let at = 0; at < small.length; at++) {
    const read = indicesOver(plan, unflatten(at, plan.inputShape));
    const first = weightOf(plan, at, 0);
    for (let tap = 0; tap < read.length; tap++) if (read[tap] >= 0) small[at] += z[read[tap]] * w[first + tap];
  }
  return small;
}

// Cᵀ g: the transposed convolution of a small map, without a bias.
/** @type {(plan: Plan, g: Numbers, w: Numbers) => Float64Array} */
export const transposed = (plan, g, w) => crop(plan, scatter(plan, { x: g, w }));

// The size of the big map with its padding; its cells are counted as the canvas's are.
/** @type {(plan: Plan) => PerAxis} */
export const paddedShape = (plan) => [
  ...plan.outputShape.slice(0, -plan.axes.length),
  ...plan.axes.map((axis) => outputSize(axis) + 2 * axis.cropBefore),
];

/** @type {(axis: Axis, small: number, tap: number) => number} */
const readAt = (axis, small, tap) => position(axis, small, tap) - axis.cropBefore;

// The channel of the big map that a small cell's window reads with a tap.
/** @type {(plan: Plan, cell: Cell, tap: Cell) => number} */
function bigChannel({ axes, channels }, cell, tap) {
  const [own, ofGroup] = [cell, tap].map((one) => (one.length > axes.length ? one[0] : 0));
  return Math.floor((own * channels.groups) / channels.inputs) * (channels.outputs / channels.groups) + ofGroup;
}

// Tap by tap, the flat index on the big map that the window over a small cell reads; -1: on the padding.
/** @type {(plan: Plan, cell: Cell) => number[]} */
function indicesOver(plan, cell) {
  const { outputs, groups } = plan.channels;
  const first = bigChannel(plan, cell, []);
  let indices = range(outputs / groups).map((channel) => first + channel);
  const place = inMap(plan, cell);
  for (const [at, axis] of plan.axes.entries()) {
    const size = outputSize(axis);
    const longer = [];
    for (const index of indices) {
      for (let tap = 0; tap < axis.kernel; tap++) {
        const read = readAt(axis, place[at], tap);
        longer.push(index >= 0 && read >= 0 && read < size ? index * size + read : -1);
      }
    }
    indices = longer;
  }
  return indices;
}
