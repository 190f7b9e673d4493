// The links as a matrix: a line for each output cell, with the tap of its link to each input cell. The transposed
// convolution's matrix has the lines for rows; the forward convolution's, its transpose, has them for columns.

import {
  canvasIndex,
  extentOf,
  feeds,
  outputSize,
  product,
  range,
  uncropped,
  unflatten,
  weightOf,
} from "../../rule/links.js";
import { canvasCell, spotOf, spotText } from "../../rule/spots.js";

/** @import { Numbers, Plan, Spot } from "../../types.js" */
/** @typedef {{ spot: Spot, key: string, output: number, taps: Int32Array, weights: Int32Array }} Line */
/** @typedef {"transposed" | "forward"} Side */

export const NO_LINK = -1;

// What is drawn cell by cell has at most so many lines, and as many inputs.
export const LIMIT = 64;
// And what is drawn as a map of its links: see links_picture.js.
export const MAP_LIMIT = 4096;

// The lines in the order of flattening: {spot, output (its number, or -1 for a removed row), taps: [of each input], weights:
// [of each input]}.
// removed: with the lines of the canvas cells that are cropped.
/** @type {(plan: Plan, removed: boolean) => Line[]} */
export function linesOf(plan, removed) {
  const spots = removed
    ? withCropped(plan)
    : range(product(plan.outputShape)).map((at) => ({ panel: "output", cell: unflatten(at, plan.outputShape) }));
  let outputs = 0;
  return spots.map((spot) => {
    const [taps, weights] = [0, 1].map(() => new Int32Array(plan.inputs).fill(NO_LINK));
    for (const [input, tap] of feeds(plan, canvasCell(plan, spot))) {
      taps[input] = tap;
      weights[input] = weightOf(plan, input, tap);
    }
    return { spot, key: spotText(spot), output: spot.panel === "output" ? outputs++ : -1, taps, weights };
  });
}

// Every cell of the canvas and of the output, row after row.
/** @type {(plan: Plan) => Spot[]} */
function withCropped(plan) {
  const extent = extentOf(plan);
  return range(product(extent))
    .map((at) => spotOf(plan, unflatten(at, extent)))
    .filter(({ panel, cell }) => panel === "output" || canvasIndex(plan, cell) >= 0);
}

// How many lines linesOf would give.
/** @type {(plan: Plan, removed: boolean) => number} */
function lineCount(plan, removed) {
  const outputs = product(plan.outputShape);
  if (!removed) return outputs;
  const common = product(
    plan.axes.map((axis) =>
      Math.max(0, Math.min(uncropped(axis), axis.cropBefore + outputSize(axis)) - axis.cropBefore),
    ),
  );
  return outputs + product(plan.canvasShape) - common * plan.channels.outputs;
}

/** @type {(plan: Plan, removed: boolean) => boolean} */
export const fits = (plan, removed) => plan.inputs <= LIMIT && lineCount(plan, removed) <= LIMIT;

// How many links stay: the entries of the matrix that are stored.
/** @param {Plan} plan */
function linkCount(plan) {
  const ofPair = product(
    plan.feeders.map((feeders, axis) => {
      const from = plan.axes[axis].cropBefore;
      const kept = feeders.slice(from, from + outputSize(plan.axes[axis]));
      return kept.reduce((sum, links) => sum + links.length, 0);
    }),
  );
  return ofPair * plan.channelFeeders.flat().length;
}

// Numbers of four bytes each: all entries, or (compressed rows) a value and a column for each link and a start for each row.
/** @type {(plan: Plan, side: Side) => Record<"rows" | "columns" | "total" | "links" | "dense" | "sparse", number>} */
export function storage(plan, side) {
  const size = [product(plan.outputShape), plan.inputs];
  const [rows, columns] = side === "forward" ? size.toReversed() : size;
  const [total, links] = [rows * columns, linkCount(plan)];
  return { rows, columns, total, links, dense: 4 * total, sparse: 4 * (2 * links + rows + 1) };
}
