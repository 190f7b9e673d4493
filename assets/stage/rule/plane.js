// A picture has rows and columns. All axes but the last, and the channels before them, are taken together as one: then a cell
// lies in a row, its rows are counted through all slices and channels, and flat indices stay what they are. Links of that one
// axis are the links of its parts, each with each.

import { product, range, unflatten } from "./links.js";

/** @import { Cell, Link, PerAxis, Plan } from "../types.js" */
/** @typedef {{ rows: Link[][], columns: Link[][], inputColumns: number, kernelColumns: number }} Plane links of each row and column of the canvas */

// Of a plan with one axis, its one row.
/** @type {(shape: PerAxis) => PerAxis} */
export const shapeInPlane = (shape) => (shape.length > 1 ? shape : [1, ...shape]);
/** @type {(cell: Cell) => Cell} */
export const cellInPlane = (cell) => (cell.length > 1 ? cell : [0, ...cell]);
/** @param {PerAxis} shape */
export const columnsOf = (shape) => shape[shape.length - 1];

/** @type {WeakMap<Plan, Plane>} */
const known = new WeakMap();

// The links [input row, tap row] that reach each row of the canvas, and those [input column, tap column] of each column.
/** @type {(plan: Plan) => Plane} */
export function planeOf(plan) {
  const plane = known.get(plan) ?? made(plan);
  known.set(plan, plane);
  return plane;
}

/** @type {(plan: Plan) => Plane} */
function made(plan) {
  const { canvasShape, axes, feeders, channelFeeders } = plan;
  const before = canvasShape.slice(0, -1);
  const rows = range(product(before)).map((at) => {
    const cell = unflatten(at, before);
    let links = channelFeeders[before.length > axes.length - 1 ? cell[0] : 0];
    for (let axis = 0; axis < axes.length - 1; axis++) {
      const { input, kernel } = axes[axis];
      const own = feeders[axis][cell[cell.length - (axes.length - 1) + axis]];
      links = links.flatMap(([i, k]) => own.map(([a, b]) => /** @type {Link} */ ([i * input + a, k * kernel + b])));
    }
    return links;
  });
  const last = axes[axes.length - 1];
  return { rows, columns: feeders[axes.length - 1], inputColumns: last.input, kernelColumns: last.kernel };
}
