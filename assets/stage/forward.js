// The forward convolution with the same settings. It takes a big map, of the size of the transposed convolution's output
// y, to a small one, of the size of its input x: the window over small cell i reads the very cells that x[i]'s stamp
// covers. Where they lie outside the big map, it reads zeros of the forward convolution's padding.

import { crop, position, scatter } from "./links.js";

// One axis of the small map by Conv2d's formula: {big, reach, size, rest}; `rest` is what the floor loses.
export function forwardAxis(axis, big) {
  const reach = big + 2 * axis.cropBefore - axis.dilation * (axis.kernel - 1) - 1;
  return { big, reach, size: Math.floor(reach / axis.stride) + 1, rest: reach % axis.stride };
}

// The window over a small cell, tap by tap: where on the big map it reads, and that cell's index, -1 on the padding.
export function windowOver(plan, [i, j]) {
  const [rows, columns] = readsOf(plan);
  return rows[i].flatMap((r, a) => columns[j].map((c, b) => ({
    tap: a * plan.kernelShape[1] + b, cell: [r, c], index: indexOf(plan, r, c),
  })));
}

// C z: each small cell is the sum of window × kernel.
export function forward(plan, z, w) {
  const [rows, columns] = readsOf(plan);
  const small = new Float64Array(plan.inputs);
  for (let at = 0; at < small.length; at++) {
    const [down, across] = [rows[Math.floor(at / plan.inputShape[1])], columns[at % plan.inputShape[1]]];
    let tap = 0;
    for (const r of down) {
      for (const c of across) {
        const index = indexOf(plan, r, c);
        if (index >= 0) small[at] += z[index] * w[tap];
        tap++;
      }
    }
  }
  return small;
}

// Cᵀ g: the transposed convolution of a small map.
export const transposed = (plan, g, w) => crop(plan, scatter(plan, g, w));

// The size of the big map with its padding; its cells are counted as the canvas's are.
export const paddedShape = (plan) => plan.axes.map((axis, at) => plan.outputShape[at] + 2 * axis.cropBefore);

// Per axis, small cell and tap: the place on the big map; outside it, on the padding.
function readsOf(plan) {
  return plan.axes.map((axis) => Array.from({ length: axis.input }, (_, i) =>
    Array.from({ length: axis.kernel }, (_, k) => position(axis, i, k) - axis.cropBefore)));
}

function indexOf({ outputShape: [rows, columns] }, r, c) {
  return r >= 0 && c >= 0 && r < rows && c < columns ? r * columns + c : -1;
}
