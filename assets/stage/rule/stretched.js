// The equivalent convolution of a transposed convolution, per axis: stride-1 zeros between the input elements, a border,
// and a window of the turned kernel that slides over it by one cell at a time.
//
// Places are counted in the window's own space: the window over output cell o covers places o + b * dilation, where b
// counts the turned kernel's taps. Input element i lies at border + i * stride; a negative border crops it away.

import { channelOf, inMap, outputSize, product, range, unflatten, weightOf } from "./links.js";

/** @import { Axis, Cell, Numbered, Plan, StretchedAxis } from "../types.js" */
/** @typedef {{ input: number, tap: number }} FlatLink */

// One axis: {border, length (of the stretched input), size (of the window's space)}.
/** @type {(axis: Axis, outputSize: number) => StretchedAxis} */
function stretchedAxis(axis, outputSize) {
  const span = axis.dilation * (axis.kernel - 1);
  const border = span - axis.cropBefore;
  const length = (axis.input - 1) * axis.stride + 1;
  return { border, length, size: outputSize + span };
}

// What lies at place q of an axis.
/** @type {(axis: StretchedAxis, stride: number, q: number) => "border" | "inserted" | "input"} */
export function kindAt({ border, length }, stride, q) {
  const inside = q - border;
  if (inside < 0 || inside >= length) return "border";
  return inside % stride ? "inserted" : "input";
}

/** @type {(axis: StretchedAxis, stride: number, q: number) => number} */
export const inputAt = ({ border }, stride, q) => (q - border) / stride;

// All axes of a plan.
/** @type {(plan: Plan) => StretchedAxis[]} */
export const stretched = (plan) => plan.axes.map((axis) => stretchedAxis(axis, outputSize(axis)));

// The first and the last place that is drawn: the window's space, and what of the stretched input sticks out of it.
/** @type {(axis: StretchedAxis) => [from: number, to: number]} */
export function extent({ border, length, size }) {
  return [Math.min(0, border), Math.max(size, border + length)];
}

// The output of the equivalent convolution; `turned` false: of the same window with the kernel as it is.
/** @type {(plan: Plan, numbers: Numbered, turned: boolean) => Float64Array} */
export function slide(plan, numbers, turned) {
  const axes = stretched(plan);
  const own = plan.axes.map((axis, at) => range(outputSize(axis)).map((o) => axisLinks(axis, axes[at], o, turned)));
  const output = new Float64Array(product(plan.outputShape));
  for (let o = 0; o < output.length; o++) {
    const cell = unflatten(o, plan.outputShape);
    const links = joined(
      plan,
      channelOf(plan, cell),
      inMap(plan, cell).map((place, at) => own[at][place]),
    );
    output[o] = summed(plan, links, numbers, channelOf(plan, cell));
  }
  return output;
}

// One cell of it.
/** @type {(plan: Plan, axes: StretchedAxis[], numbers: Numbered, cell: Cell, turned: boolean) => number} */
export const windowSum = (plan, axes, numbers, cell, turned) =>
  summed(plan, windowLinks(plan, axes, cell, turned), numbers, channelOf(plan, cell));

/** @type {(plan: Plan, links: FlatLink[], numbers: Numbered, channel: number) => number} */
const summed = (plan, links, { x, w, bias }, channel) =>
  links.reduce((sum, { input, tap }) => sum + x[input] * w[weightOf(plan, input, tap)], bias ? bias[channel] : 0);

// Where the window is, in output cells, while `at` of them are done: on its way from the last one to the next.
/** @type {(plan: Pick<Plan, "outputShape">, at: number) => Cell} */
export function windowOnItsWay(plan, at) {
  const [from, to] = [Math.max(0, Math.floor(at) - 1), Math.floor(at)].map((o) => unflatten(o, plan.outputShape));
  const part = at % 1;
  const ease = part * part * (3 - 2 * part);
  return from.map((start, axis) => start + (to[axis] - start) * ease);
}

// The window over one output cell: its places that hold an input element, with the tap that lies there.
/** @type {(plan: Plan, axes: StretchedAxis[], cell: Cell, turned: boolean) => FlatLink[]} */
export const windowLinks = (plan, axes, cell, turned) =>
  joined(
    plan,
    channelOf(plan, cell),
    inMap(plan, cell).map((o, at) => axisLinks(plan.axes[at], axes[at], o, turned)),
  );

// All weights of the window over an output cell, those over zeros too.
/** @type {(plan: Plan, cell: Cell) => number[]} */
export function windowWeights(plan, cell) {
  const own = product(plan.axes.map(({ kernel }) => kernel));
  return plan.channelFeeders[channelOf(plan, cell)].flatMap(([input, out]) =>
    range(own).map((tap) => input * plan.taps + out * own + tap),
  );
}

// One link of every axis as one, the last axis fastest, for every input channel that is linked to the output's.
/** @type {(plan: Plan, channel: number, own: number[][][]) => FlatLink[]} */
function joined(plan, channel, own) {
  let links = plan.channelFeeders[channel].map(([input, tap]) => ({ input, tap }));
  for (const [at, axis] of plan.axes.entries()) {
    const longer = [];
    for (const { input, tap } of links) {
      for (const [i, a] of own[at]) longer.push({ input: input * axis.input + i, tap: tap * axis.kernel + a });
    }
    links = longer;
  }
  return links;
}

/** @type {(axis: Axis, stretchedAxis: StretchedAxis, o: number, turned: boolean) => number[][]} */
function axisLinks(axis, stretchedAxis, o, turned) {
  const links = [];
  for (let b = 0; b < axis.kernel; b++) {
    const q = o + b * axis.dilation;
    if (kindAt(stretchedAxis, axis.stride, q) !== "input") continue;
    links.push([inputAt(stretchedAxis, axis.stride, q), turned ? axis.kernel - 1 - b : b]);
  }
  return links;
}
