// Crops of one axis {input, kernel, stride, dilation, cropBefore, cropAfter}, and what the libraries' rules share.

import { outputSize, uncropped } from "../../rule/links.js";

/** @import { Axis, CropWords, Crops, Padding, PerAxis, Plan, Uncropped } from "../../types.js" */

/** @type {(axis: Uncropped) => number} */
export const reach = (axis) => uncropped({ ...axis, input: 1 });
/** @type {(cells: number) => number} */
export const half = (cells) => Math.floor(cells / 2);

// Crops for so many cells of output, of which the first is the canvas's cell `before`.
/** @type {(axis: Uncropped, before: number, output: number) => Crops} */
export const kept = (axis, before, output) => ({ cropBefore: before, cropAfter: uncropped(axis) - before - output });

// SAME as TensorFlow and Keras give it: input·stride cells, the smaller half of the crops before; VALID has room for every
// stride. wanted: the cells asked for, null for the library's own choice.
/** @type {(axis: Uncropped, ask: Padding, wanted?: number | null) => Crops} */
export function sameOrValid(axis, ask, wanted = null) {
  const usual = ask === "same" ? axis.input * axis.stride : uncropped(axis) + Math.max(0, axis.stride - reach(axis));
  const output = wanted ?? usual;
  return kept(axis, ask === "same" ? half(Math.max(0, uncropped(axis) - output)) : 0, output);
}

// [smallest, largest] cells that the forward convolution takes to this input.
/** @type {(axis: Uncropped, ask: Padding) => [smallest: number, largest: number]} */
export const broughtBack = (axis, ask) =>
  ask === "same"
    ? [(axis.input - 1) * axis.stride + 1, axis.input * axis.stride]
    : [uncropped(axis), uncropped(axis) + axis.stride - 1];

// Cells beyond the canvas, per axis.
/** @type {(axes: Crops[]) => PerAxis} */
export const appended = (axes) => axes.map(({ cropAfter }) => Math.max(0, -cropAfter));

// TensorFlow and ONNX Runtime append fewer cells than the stride.
/** @type {(axes: Axis[]) => { way: string, values?: Record<string, unknown> }} */
export function whyNot(axes) {
  const more = appended(axes);
  const at = axes.findIndex(({ stride }, axis) => more[axis] >= stride);
  return at < 0 ? { way: "own" } : { way: "appends", values: { count: more[at], stride: axes[at].stride } };
}

// PyTorch's words for a plan's crops, {padding, output_padding}; null where it has none.
/** @type {(plan: Plan) => CropWords | null} */
export function pytorchWords({ axes }) {
  const padding = axes.map(({ cropBefore }) => cropBefore);
  const output_padding = axes.map(({ cropBefore, cropAfter }) => cropBefore - cropAfter);
  const legal = axes.every(
    ({ stride, dilation }, at) =>
      padding[at] >= 0 && output_padding[at] >= 0 && output_padding[at] < Math.max(stride, dilation),
  );
  return legal ? { padding, output_padding } : null;
}

/** @type {(axis: Crops, crops: Crops) => boolean} */
export const isCut = (axis, { cropBefore, cropAfter }) =>
  axis.cropBefore === cropBefore && axis.cropAfter === cropAfter;
// Of one canvas.
/** @type {(some: Crops[], others: Crops[]) => boolean} */
export const sameCrops = (some, others) => some.every((axis, at) => isCut(axis, others[at]));
/** @type {(axes: Axis[]) => PerAxis} */
export const cellsOf = (axes) => axes.map(outputSize);
