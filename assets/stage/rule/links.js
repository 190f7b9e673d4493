// The rule of transposed convolution, for any number of axes. It stands here and in deconv_core/links.py, and what
// follows from it elsewhere is held to these; a test runs both on the same random geometries.
//
// A geometry is a list of axes {input, kernel, stride, dilation, cropBefore, cropAfter}.

/** @import { Axis, Cell, Channels, Link, Numbered, Numbers, PerAxis, Plan } from "../types.js" */

/** @type {(axis: Axis, input: number, tap: number) => number} */
export const position = (axis, input, tap) => input * axis.stride + tap * axis.dilation;
/** @type {(axis: Omit<Axis, "cropBefore" | "cropAfter">) => number} */
export const uncropped = (axis) => (axis.input - 1) * axis.stride + axis.dilation * (axis.kernel - 1) + 1;
/** @type {(axis: Axis) => number} */
export const outputSize = (axis) => uncropped(axis) - axis.cropBefore - axis.cropAfter;

/** @type {(numbers: number[]) => number} */
export const product = (numbers) => numbers.reduce((all, one) => all * one, 1);

// The axis of so many channels in a map's shape: none where there is but one.
/** @type {(count: number) => PerAxis} */
const several = (count) => (count > 1 ? [count] : []);

/** @type {Channels} */
export const ONE_PAIR = { inputs: 1, outputs: 1, groups: 1 };

// Everything that does not depend on the values. Channels are one more coordinate at each end of a link: an input channel is
// linked to all output channels of its group, and has a kernel of its own for each. A position is a sum over inputs and taps,
// and so is its flat index on the canvas: canvas index of the link (i, k) = inputOffset[i] + tapOffset[k].
/** @type {(axes: Axis[], channels?: Channels) => Plan} */
export function plan(axes, channels = ONE_PAIR) {
  const { inputs, outputs, groups } = channels;
  const ofGroup = outputs / groups;
  const [input, kernel] = [axes.map((axis) => axis.input), axes.map((axis) => axis.kernel)];
  const canvas = axes.map(uncropped);
  const inputShape = [...several(inputs), ...input];
  const kernelShape = [...several(ofGroup), ...kernel];
  const groupOf = (/** @type {number} */ channel) => Math.floor((channel * groups) / inputs);
  return {
    axes,
    channels,
    inputShape,
    kernelShape,
    weightShape: [...several(inputs), ...kernelShape],
    canvasShape: [...several(outputs), ...canvas],
    outputShape: [...several(outputs), ...axes.map(outputSize)],
    inputs: product(inputShape),
    taps: product(kernelShape),
    inputOffset: offsets(
      input,
      canvas,
      axes.map((axis) => axis.stride),
      range(inputs).map((channel) => groupOf(channel) * ofGroup),
    ),
    tapOffset: offsets(
      kernel,
      canvas,
      axes.map((axis) => axis.dilation),
      range(ofGroup),
    ),
    channelFeeders: range(outputs).map((out) =>
      range(inputs)
        .filter((channel) => groupOf(channel) === Math.floor(out / ofGroup))
        .map((channel) => [channel, out % ofGroup]),
    ),
    feeders: axes.map(axisFeeders),
  };
}

// The channel of a cell, and where in its map the cell lies.
/** @type {(plan: Plan, cell: Cell) => number} */
export const channelOf = ({ axes }, cell) => (cell.length > axes.length ? cell[0] : 0);
/** @type {(plan: Plan, cell: Cell) => Cell} */
export const inMap = ({ axes }, cell) => cell.slice(-axes.length);

// The same cell of a map that begins elsewhere: further on by so much on each axis.
/** @type {(plan: Plan, cell: Cell, by: PerAxis) => Cell} */
export function shifted({ axes }, cell, by) {
  const first = cell.length - axes.length;
  return cell.map((at, axis) => (axis < first ? at : at + by[axis - first]));
}

/** @param {Plan} plan */
export const cropsBefore = ({ axes }) => axes.map((axis) => axis.cropBefore);

// Which of the weights an input element has at a tap: each input channel has its own.
/** @type {(plan: Plan, input: number, tap: number) => number} */
export const weightOf = ({ inputs, taps, channels }, input, tap) =>
  Math.floor((input * channels.inputs) / inputs) * taps + tap;

// The canvas after the first `count` stamps, with the first `taps` taps of each; inputs and taps in row-major order. bias:
// what each output channel starts with.
/** @type {(plan: Plan, numbers: Numbered, count?: number, taps?: number) => Float64Array} */
export function scatter(plan, { x, w, bias }, count = plan.inputs, taps = plan.taps) {
  const canvas = startOf(plan, plan.canvasShape, bias);
  for (let i = 0; i < count; i++) {
    const from = plan.inputOffset[i];
    const first = weightOf(plan, i, 0);
    for (let k = 0; k < taps; k++) canvas[from + plan.tapOffset[k]] += x[i] * w[first + k];
  }
  return canvas;
}

// A map of every output channel, of nothing but its bias.
/** @type {(plan: Plan, shape: PerAxis, bias?: Numbers | null) => Float64Array} */
function startOf({ channels }, shape, bias) {
  const all = new Float64Array(product(shape));
  if (!bias) return all;
  const cells = all.length / channels.outputs;
  for (let channel = 0; channel < channels.outputs; channel++) {
    all.fill(bias[channel] + 0, channel * cells, (channel + 1) * cells);
  }
  return all;
}

// The links [input index, tap index] that feed a canvas cell, inputs in row-major order. Off the canvas: none.
/** @type {(plan: Plan, cell: Cell) => Link[]} */
export function feeds(plan, cell) {
  let links = plan.channelFeeders[channelOf(plan, cell)];
  const place = inMap(plan, cell);
  for (let axis = 0; axis < plan.axes.length; axis++) {
    const { input, kernel } = plan.axes[axis];
    const pairs = plan.feeders[axis][place[axis]] ?? [];
    links = links.flatMap(([i, k]) => pairs.map(([a, b]) => /** @type {Link} */ ([i * input + a, k * kernel + b])));
  }
  return links;
}

// How many links reach a canvas cell: the product of its axes.
/** @type {(plan: Plan, cell: Cell) => number} */
export function coverage(plan, cell) {
  let count = plan.channelFeeders[channelOf(plan, cell)].length;
  const first = cell.length - plan.axes.length;
  for (let axis = 0; axis < plan.axes.length; axis++) count *= plan.feeders[axis][cell[first + axis]]?.length ?? 0;
  return count;
}

// The output values, row-major: the canvas inside the crop; where the crop reaches beyond the canvas, nothing but bias.
/** @type {(plan: Plan, canvas: Numbers, bias?: Numbers | null) => Float64Array} */
export function crop(plan, canvas, bias) {
  const output = startOf(plan, plan.outputShape, bias);
  placesOnCanvas(plan).forEach((at, o) => {
    if (at >= 0) output[o] = canvas[at];
  });
  return output;
}

// The flat canvas index of each output cell, row-major; -1 where it lies beyond the canvas.
/** @type {(plan: Plan) => Int32Array} */
export function placesOnCanvas(plan) {
  const crops = cropsBefore(plan);
  return Int32Array.from({ length: product(plan.outputShape) }, (_, o) =>
    canvasIndex(plan, shifted(plan, unflatten(o, plan.outputShape), crops)),
  );
}

// Both at once.
/** @type {(plan: Plan, x: Numbers, w: Numbers, bias?: Numbers | null) => Float64Array} */
export const outputOf = (plan, x, w, bias) => crop(plan, scatter(plan, { x, w, bias }), bias);

// The canvas together with what the crop appends beyond its far edges.
/** @type {(plan: Plan) => PerAxis} */
export const extentOf = (plan) => [
  ...several(plan.channels.outputs),
  ...plan.axes.map((axis) => Math.max(uncropped(axis), axis.cropBefore + outputSize(axis))),
];

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

// channels: of each map of this shape, on which map of the canvas it begins.
/** @type {(shape: PerAxis, canvas: PerAxis, steps: PerAxis, channels: number[]) => Int32Array} */
function offsets(shape, canvas, steps, channels) {
  const [own, whole] = [product(shape), product(canvas)];
  const all = new Int32Array(channels.length * own);
  for (let n = 0; n < all.length; n++) {
    const place = unflatten(n % own, shape).map((at, axis) => at * steps[axis]);
    all[n] = channels[Math.floor(n / own)] * whole + flatten(place, canvas);
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
