// What the two edges of the crop frame do on one axis {…, cropBefore, cropAfter}, in cells.

import { forwardAxis } from "./forward.js";
import { outputSize } from "./links.js";

// The largest output_padding: PyTorch wants it smaller than max(stride, dilation).
export const farthest = (axis) => Math.max(axis.stride, axis.dilation) - 1;

export const outputPadding = (axis) => axis.cropBefore - axis.cropAfter;

// Of the cells that output_padding adds at the far edge: `real` were cropped, `zeros` lie beyond the canvas.
export function added(axis) {
  const zeros = Math.max(0, -axis.cropAfter);
  return { real: outputPadding(axis) - zeros, zeros };
}

// Which sizes of the forward convolution's input fall on the same output size: one family {small, sizes} each for a cell
// less than the input has, for the input, for one more, and as far as output_padding goes. What shares a family is decided
// by the forward convolution's floor.
export function families(axis) {
  const from = Math.max(1, sizeBack(axis, Math.max(1, axis.input - 1)));
  const largest = forwardAxis(axis, Math.max(1, sizeBack(axis) + farthest(axis))).size;
  const to = sizeBack(axis, Math.max(axis.input + 1, largest)) + axis.stride - 1;
  const found = new Map();
  for (let big = from; big <= to; big++) {
    const { size } = forwardAxis(axis, big);
    if (!found.has(size)) found.set(size, []);
    found.get(size).push(big);
  }
  return [...found].map(([small, sizes]) => ({ small, sizes }));
}

// The size that comes back for `small` cells without output_padding; below 1 where nothing would be left.
export const sizeBack = (axis, small = axis.input) => outputSize({ ...axis, input: small, cropAfter: axis.cropBefore });
