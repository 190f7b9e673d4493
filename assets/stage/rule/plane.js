// A picture has rows and columns. A layer with one axis is drawn as one row of cells: as the layer whose first axis is a
// single cell, to which nothing happens. Flat indices are the same in both, and so are the names of cells, which stay those
// of the layer's own axes.

import { plan } from "./links.js";

/** @import { Cell, PerAxis, Plan } from "../types.js" */

const ROW = { input: 1, kernel: 1, stride: 1, dilation: 1, cropBefore: 0, cropAfter: 0 };

/** @type {(shape: PerAxis) => PerAxis} */
export const shapeInPlane = (shape) => (shape.length > 1 ? shape : [1, ...shape]);
/** @type {(cell: Cell) => Cell} */
export const cellInPlane = (cell) => (cell.length > 1 ? cell : [0, ...cell]);
/** @param {PerAxis} shape */
export const columnsOf = (shape) => shape[shape.length - 1];

/** @type {WeakMap<Plan, Plan>} */
const known = new WeakMap();

/** @type {(own: Plan) => Plan} */
export function planInPlane(own) {
  if (own.axes.length > 1) return own;
  const plane = known.get(own) ?? plan([ROW, ...own.axes]);
  known.set(own, plane);
  return plane;
}
