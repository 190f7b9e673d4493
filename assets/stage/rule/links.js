// The rule of transposed convolution, for any number of axes. It stands here and in deconv_core/links.py, and what
// follows from it elsewhere is held to these; a test runs both on the same random geometries.
//
// A geometry is a list of axes {input, kernel, stride, dilation, cropBefore, cropAfter}.

/** @import { Axis, Cell, Link, Numbers, PerAxis, Plan } from "../types.js" */

/** @type {(axis: Axis, input: number, tap: number) => number} */
export const position = (axis, input, tap) => input * axis.stride + tap * axis.dilation;
/** @type {(axis: Omit<Axis, "cropBefore" | "cropAfter">) => number} */
export const uncropped = (axis) => (axis.input - 1) * axis.stride + axis.dilation * (axis.kernel - 1) + 1;
/** @type {(axis: Axis) => number} */
export const outputSize = (axis) => uncropped(axis) - axis.cropBefore - axis.cropAfter;

/** @type {(numbers: number[]) => number} */
export const product = (numbers) => numbers.reduce((all, one) => all * one, 1);

// Everything that does not depend on the values. A position is a sum over inputs and taps, and so is its flat index on
// the canvas: canvas index of the link (i, k) = inputOffset[i] + tapOffset[k].
/** @type {(axes: Axis[]) => Plan} */
export function plan(axes) {
  const inputShape = axes.map((axis) => axis.input);
  const kernelShape = axes.map((axis) => axis.kernel);
  const canvasShape = axes.map(uncropped);
  return {
    axes,
    inputShape,
    kernelShape,
    canvasShape,
    outputShape: axes.map(outputSize),
    inputs: product(inputShape),
    taps: product(kernelShape),
    inputOffset: offsets(
      inputShape,
      canvasShape,
      axes.map((axis) => axis.stride),
    ),
    tapOffset: offsets(
      kernelShape,
      canvasShape,
      axes.map((axis) => axis.dilation),
    ),
    feeders: axes.map(axisFeeders),
  };
}

// The canvas after the first `count` stamps, with the first `taps` taps of each; inputs and taps in row-major order.
/** @type {(plan: Plan, x: Numbers, w: Numbers, count?: number, taps?: number) => Float64Array} */
export function scatter(plan, x, w, count = plan.inputs, taps = plan.taps) {
  const canvas = new Float64Array(product(plan.canvasShape));
  for (let i = 0; i < count; i++) {
    const from = plan.inputOffset[i];
    for (let k = 0; k < taps; k++) canvas[from + plan.tapOffset[k]] += x[i] * w[k];
  }
  return canvas;
}

// The links [input index, tap index] that feed a canvas cell, inputs in row-major order. Off the canvas: none.
/** @type {(plan: Plan, cell: Cell) => Link[]} */
export function feeds(plan, cell) {
  /** @type {Link[]} */
  let links = [[0, 0]];
  for (let axis = 0; axis < plan.axes.length; axis++) {
    const { input, kernel } = plan.axes[axis];
    const pairs = plan.feeders[axis][cell[axis]] ?? [];
    links = links.flatMap(([i, k]) => pairs.map(([a, b]) => [i * input + a, k * kernel + b]));
  }
  return links;
}

// How many links reach a canvas cell: the product of its axes.
/** @type {(plan: Plan, cell: Cell) => number} */
export function coverage(plan, cell) {
  let count = 1;
  for (let axis = 0; axis < cell.length; axis++) count *= plan.feeders[axis][cell[axis]]?.length ?? 0;
  return count;
}

// The output values, row-major: the canvas inside the crop, zeros where the crop reaches beyond the canvas.
/** @type {(plan: Plan, canvas: Numbers) => Float64Array} */
export function crop(plan, canvas) {
  const output = new Float64Array(product(plan.outputShape));
  for (let o = 0; o < output.length; o++) {
    const at = canvasIndex(
      plan,
      unflatten(o, plan.outputShape).map((v, axis) => v + plan.axes[axis].cropBefore),
    );
    if (at >= 0) output[o] = canvas[at];
  }
  return output;
}

// Rows and columns of the canvas together with what the crop appends beyond its far edges.
/** @type {(plan: Plan) => PerAxis} */
export const extentOf = (plan) =>
  plan.axes.map((axis, at) => Math.max(plan.canvasShape[at], axis.cropBefore + plan.outputShape[at]));

// The flat index of a canvas cell, or -1 where the cell is not on the canvas.
/** @type {(plan: Plan, cell: Cell) => number} */
export function canvasIndex(plan, cell) {
  return cell.every((at, axis) => at >= 0 && at < plan.canvasShape[axis]) ? flatten(cell, plan.canvasShape) : -1;
}

// 0, 1, … as many.
/** @type {(count: number) => number[]} */
export const range = (count) => Array.from({ length: count }, (_, at) => at);

/** @type {(cell: Cell, shape: PerAxis) => number} */
export const flatten = (cell, shape) => cell.reduce((flat, at, axis) => flat * shape[axis] + at, 0);

/** @type {(flat: number, shape: PerAxis) => Cell} */
export function unflatten(flat, shape) {
  const cell = new Array(shape.length);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    cell[axis] = flat % shape[axis];
    flat = (flat - cell[axis]) / shape[axis];
  }
  return cell;
}

/** @type {(shape: PerAxis, canvasShape: PerAxis, steps: PerAxis) => Int32Array} */
function offsets(shape, canvasShape, steps) {
  const all = new Int32Array(product(shape));
  for (let n = 0; n < all.length; n++) {
    all[n] = flatten(
      unflatten(n, shape).map((at, axis) => at * steps[axis]),
      canvasShape,
    );
  }
  return all;
}

// For each position of one axis, its links [input, tap].
/** @type {(axis: Axis) => Link[][]} */
function axisFeeders(axis) {
  /** @type {Link[][]} */
  const feeders = Array.from({ length: uncropped(axis) }, () => []);
  for (let i = 0; i < axis.input; i++) {
    for (let k = 0; k < axis.kernel; k++) feeders[position(axis, i, k)].push([i, k]);
  }
  return feeders;
}
