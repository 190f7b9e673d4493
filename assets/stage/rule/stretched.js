// The equivalent convolution of a transposed convolution, per axis: stride-1 zeros between the input elements, a border,
// and a window of the turned kernel that slides over it by one cell at a time.
//
// Places are counted in the window's own space: the window over output cell o covers places o + b * dilation, where b
// counts the turned kernel's taps. Input element i lies at border + i * stride; a negative border crops it away.

import { product, unflatten } from "./links.js";

/** @import { Axis, Cell, Numbers, Plan, StretchedAxis } from "../types.js" */
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
export const stretched = (plan) => plan.axes.map((axis, at) => stretchedAxis(axis, plan.outputShape[at]));

// The first and the last place that is drawn: the window's space, and what of the stretched input sticks out of it.
/** @type {(axis: StretchedAxis) => [from: number, to: number]} */
export function extent({ border, length, size }) {
  return [Math.min(0, border), Math.max(size, border + length)];
}

// The output of the equivalent convolution; `turned` false: of the same window with the kernel as it is.
/** @type {(plan: Plan, x: Numbers, w: Numbers, turned: boolean) => Float64Array} */
export function slide(plan, x, w, turned) {
  const axes = stretched(plan);
  const own = plan.axes.map((axis, at) =>
    Array.from({ length: plan.outputShape[at] }, (_, o) => axisLinks(axis, axes[at], o, turned)),
  );
  const output = new Float64Array(product(plan.outputShape));
  for (let o = 0; o < output.length; o++) {
    const cell = unflatten(o, plan.outputShape);
    output[o] = summed(
      joined(
        plan,
        cell.map((place, at) => own[at][place]),
      ),
      x,
      w,
    );
  }
  return output;
}

// One cell of it.
/** @type {(plan: Plan, axes: StretchedAxis[], x: Numbers, w: Numbers, cell: Cell, turned: boolean) => number} */
export const windowSum = (plan, axes, x, w, cell, turned) => summed(windowLinks(plan, axes, cell, turned), x, w);

/** @type {(links: FlatLink[], x: Numbers, w: Numbers) => number} */
const summed = (links, x, w) => links.reduce((sum, { input, tap }) => sum + x[input] * w[tap], 0);

// Where the window is, in output cells, while `at` of them are done: on its way from the last one to the next.
/** @type {(plan: Plan, at: number) => Cell} */
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
    cell.map((o, at) => axisLinks(plan.axes[at], axes[at], o, turned)),
  );

// One link of every axis as one, the last axis fastest.
/** @type {(plan: Plan, own: number[][][]) => FlatLink[]} */
function joined(plan, own) {
  let links = [{ input: 0, tap: 0 }];
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
