// The cells that output_padding adds at the far edge: how many lie `inside` the canvas, taken back from the crop, how many of
// these in `gaps`, where no link reaches, and how many `beyond` it, where none can. Stands in deconv_core/sizes/added_cells.py too.

import { outputSize, product, uncropped } from "./links.js";

/** @import { Added, Axis, Link, Plan } from "../types.js" */
/** @typedef {{ kept: number, canvas: number, output: number, before: number, feeders: Link[][] }} Cut */

// How far the far edge of the crop moves out.
/** @param {Pick<Axis, "cropBefore" | "cropAfter">} axis */
export const outputPadding = ({ cropBefore, cropAfter }) => cropBefore - cropAfter;

// Rows or columns that it adds on one axis.
/** @type {(plan: Plan, axis: number) => Added} */
export const along = (plan, axis) => between([cutsOf(plan)[axis]]);

// Cells that it adds on every axis at once.
/** @type {(plan: Plan) => Added} */
export const inCorner = (plan) => between(cutsOf(plan));

// Cells of one map that it adds on any axis, the corner with them.
/** @type {(plan: Plan) => Added} */
export function inOutput(plan) {
  const cuts = cutsOf(plan);
  const [kept, canvas, output] = /** @satisfies {(keyof Cut)[]} */ (["kept", "canvas", "output"]).map((end) =>
    box(cuts, (cut) => [0, cut[end]]),
  );
  const inside = canvas.cells - kept.cells;
  return { inside, gaps: inside - (canvas.reached - kept.reached), beyond: output.cells - canvas.cells };
}

/** @type {(cuts: Cut[]) => Added} */
function between(cuts) {
  const inside = box(cuts, ({ kept, canvas }) => [kept, canvas]);
  const both = box(cuts, ({ kept, output }) => [kept, output]);
  return { inside: inside.cells, gaps: inside.cells - inside.reached, beyond: both.cells - inside.cells };
}

// A box of output cells, [from, to] an axis: how many, and how many of them links reach.
/** @type {(cuts: Cut[], spanOf: (cut: Cut) => [from: number, to: number]) => { cells: number, reached: number }} */
function box(cuts, spanOf) {
  /** @type {[cut: Cut, from: number, to: number][]} */
  const spans = cuts.map((cut) => [cut, ...spanOf(cut)]);
  return {
    cells: product(spans.map(([, from, to]) => to - from)),
    reached: product(
      spans.map(
        ([{ feeders, before }, from, to]) =>
          feeders.slice(before + from, before + to).filter((links) => links.length).length,
      ),
    ),
  };
}

// Where each axis of the output is cut, in cells from its start: without output_padding it ends at `kept`, the canvas ends at
// `canvas`, all ends at `output`.
/** @type {(plan: Plan) => Cut[]} */
function cutsOf(plan) {
  return plan.axes.map((axis, at) => {
    const output = outputSize(axis);
    const kept = Math.max(0, output - Math.max(0, outputPadding(axis)));
    const canvas = Math.min(output, Math.max(kept, uncropped(axis) - axis.cropBefore));
    return { kept, canvas, output, before: axis.cropBefore, feeders: plan.feeders[at] };
  });
}
