// One output number three ways: its stamps' sum, its window's, its matrix row's. Each way finds its links and adds them up by
// itself, so that the three sums agree only if all three are right.

import { channelOf, feeds, flatten, inMap, product, range, unflatten, weightOf } from "../../rule/links.js";
import { canvasCell, spotOf, weightCell } from "../../rule/spots.js";
import { stretched, windowLinks, windowSum, windowWeights } from "../../rule/stretched.js";

/** @import { Axis, Cell, Link, Numbered, Numbers, Plan } from "../../types.js" */
/** @typedef {"scatter" | "gather" | "matrix"} Way */
/** @typedef {{ links: Link[], zeros: number, value: number }} WaySum */
/** @typedef {Record<Way, WaySum>} Ways */
/** @typedef {{ input: number, tap: number, output: Cell, colour?: string }} LinkTerm */

/** @type {Way[]} */
export const WAYS = ["scatter", "gather", "matrix"];
const NO_TAP = -1;

// way -> {links: [[input, tap], …], zeros: how many products with zeros its sum has besides, value} of an output cell.
// output: the layer's output by scatter, row-major.
/** @type {(plan: Plan, numbers: Numbered, output: Numbers, cell: Cell) => Ways} */
export function proofsOf(plan, numbers, output, cell) {
  const { x, w, bias } = numbers;
  const axes = stretched(plan);
  /** @type {Link[]} */
  const seen = windowLinks(plan, axes, cell, true).map(({ input, tap }) => [input, tap]);
  const row = matrixRow(plan, cell);
  /** @type {Link[]} */
  const entries = row.flatMap((tap, input) => (tap === NO_TAP ? [] : [[input, tap]]));
  return {
    scatter: {
      links: feeds(plan, canvasCell(plan, { panel: "output", cell })),
      zeros: 0,
      value: output[flatten(cell, plan.outputShape)],
    },
    gather: {
      links: seen,
      zeros: windowWeights(plan, cell).length - seen.length,
      value: windowSum(plan, axes, numbers, cell, true),
    },
    matrix: {
      links: entries,
      zeros: plan.inputs - entries.length,
      value: row.reduce(
        (sum, tap, input) => sum + (tap === NO_TAP ? 0 : w[weightOf(plan, input, tap)]) * x[input],
        bias?.[channelOf(plan, cell)] ?? 0,
      ),
    },
  };
}

// The products with zeros of a way, written out: the window's taps over zeros, or the matrix's zeros.
/** @type {(plan: Plan, way: Way, links: Link[], cell: Cell) => string} */
export function zerosOf(plan, way, links, cell) {
  const isWindow = way === "gather";
  const taken = new Set(links.map(([input, tap]) => (isWindow ? weightOf(plan, input, tap) : input)));
  const all = isWindow ? windowWeights(plan, cell) : range(plan.inputs);
  const [letter, shape] = isWindow ? ["w", plan.weightShape] : ["x", plan.inputShape];
  return all
    .filter((at) => !taken.has(at))
    .map((at) => `+ 0·${letter}[${unflatten(at, shape)}]`)
    .join(" ");
}

// The matrix's row of an output cell: for each input element the tap whose weight stands there, or -1 for a zero.
/** @type {(plan: Plan, cell: Cell) => number[]} */
export function matrixRow(plan, cell) {
  const { axes, inputShape, channelFeeders } = plan;
  const kernels = new Map(channelFeeders[channelOf(plan, cell)]);
  const place = inMap(plan, cell);
  const size = axes.map(({ kernel }) => kernel);
  return range(plan.inputs).map((at) => {
    const input = unflatten(at, inputShape);
    const kernel = kernels.get(channelOf(plan, input));
    const taps = inMap(plan, input).map((i, axis) => tapBetween(axes[axis], i, place[axis]));
    return kernel === undefined || taps.includes(NO_TAP) ? NO_TAP : kernel * product(size) + flatten(taps, size);
  });
}

/** @type {(axis: Axis, i: number, o: number) => number} */
function tapBetween({ kernel, stride, dilation, cropBefore }, i, o) {
  const tap = (o + cropBefore - i * stride) / dilation;
  return Number.isInteger(tap) && tap >= 0 && tap < kernel ? tap : NO_TAP;
}

// What an input element gives: [[tap, output cell], …] of its kept links. They are its stamp's cells inside the frame, the
// windows that see it, and the entries of its matrix column.
/** @type {(plan: Plan, input: number) => [tap: number, output: Cell][]} */
export function givenBy(plan, input) {
  return Array.from(plan.tapOffset, (offset, tap) => {
    const { panel, cell } = spotOf(plan, unflatten(plan.inputOffset[input] + offset, plan.canvasShape));
    return panel === "output" ? [/** @type {[tap: number, output: Cell]} */ ([tap, cell])] : [];
  }).flat();
}

// A term as each way writes it. s: the stretched input; Cᵀ: the matrix, rows and columns numbered in row-major order.
/** @type {Record<Way, (plan: Plan, term: LinkTerm) => string>} */
export const SYMBOLS = {
  scatter: (plan, { input, tap }) => `x[${unflatten(input, plan.inputShape)}]·w[${weightCell(plan, input, tap)}]`,
  gather: (plan, { input, tap }) => {
    const axes = stretched(plan);
    const cell = unflatten(input, plan.inputShape);
    const place = inMap(plan, cell).map((i, axis) => axes[axis].border + i * plan.axes[axis].stride);
    return `s[${[...cell.slice(0, -place.length), ...place]}]·w[${weightCell(plan, input, tap)}]`;
  },
  matrix: (plan, { input, output }) => `Cᵀ[${flatten(output, plan.outputShape)},${input}]·x[${input}]`,
};
