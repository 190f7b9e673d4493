// What the two edges of the crop frame do on one axis {…, cropBefore, cropAfter}, in cells.

import { forwardAxis } from "../../rule/forward.js";
import { outputSize } from "../../rule/links.js";

/** @import { Axis } from "../../types.js" */

// The largest output_padding: PyTorch wants it smaller than max(stride, dilation).
/** @param {Axis} axis */
export const farthest = (axis) => Math.max(axis.stride, axis.dilation) - 1;

// Which sizes of the forward convolution's input fall on the same output size: one family {small, sizes} each for a cell
// less than the input has, for the input, for one more, and as far as output_padding goes. What shares a family is decided
// by the forward convolution's floor.
/** @type {(axis: Axis) => { small: number, sizes: number[] }[]} */
export function families(axis) {
  const from = Math.max(1, sizeBack(axis, Math.max(1, axis.input - 1)));
  const largest = forwardAxis(axis, Math.max(1, sizeBack(axis) + farthest(axis))).size;
  const to = sizeBack(axis, Math.max(axis.input + 1, largest)) + axis.stride - 1;
  /** @type {Map<number, number[]>} */
  const found = new Map();
  for (let big = from; big <= to; big++) {
    const { size } = forwardAxis(axis, big);
    found.set(size, [...(found.get(size) ?? []), big]);
  }
  return [...found].map(([small, sizes]) => ({ small, sizes }));
}

// The size that comes back for `small` cells without output_padding; below 1 where nothing would be left.
/** @type {(axis: Axis, small?: number) => number} */
export const sizeBack = (axis, small = axis.input) => outputSize({ ...axis, input: small, cropAfter: axis.cropBefore });
