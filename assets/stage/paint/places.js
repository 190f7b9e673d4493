// Where the cells of a panel lie, for any number of axes, and what they are called.
//
// The last axis runs across and the one before it down. Each further one repeats all that, side by side and below each
// other in turn: slices of three axes stand side by side, and channels make a grid of such.

import { product } from "../rule/links.js";
import { cellInPlane } from "../rule/plane.js";

/** @import { Cell, PerAxis, Place, Places, Plan } from "../types.js" */

// Between what is repeated, in cells.
const GAP = 1;

// The places of a map of this shape. A cell is called by its index on each axis, the channel first where there is more
// than one.
/** @type {(shape: PerAxis, channels?: PerAxis) => Places} */
export function placesOf(shape, channels = []) {
  return furtherAxes(shape, channels).reduce(repeated, plane(shape));
}

// How many rows and columns of cells they need.
/** @type {(shape: PerAxis, channels?: PerAxis) => [rows: number, columns: number]} */
export function roomOf(shape, channels = []) {
  /** @type {[number, number]} */
  const room = [shape.at(-2) ?? 1, shape[shape.length - 1]];
  for (const { count, way } of furtherAxes(shape, channels)) room[way] = count * (room[way] + GAP) - GAP;
  return room;
}

// The output's places, within the crop frame on the canvas.
/** @type {(plan: Plan) => Places} */
export function framed({ axes, outputShape }) {
  const [top, left] = cellInPlane(axes.map((axis) => axis.cropBefore));
  return { ...placesOf(outputShape), left, top };
}

// Those of the places that are wanted; a row without any is none.
/** @type {(places: Places, isWanted: (place: Place) => boolean) => Places} */
export const only = ({ rows }, isWanted) => ({
  rows: rows.map((row) => row.filter(isWanted)).filter((row) => row.length),
});

// The axes beyond rows and columns, from the innermost: how many times all before is repeated, across (1) or down (0).
/** @type {(shape: PerAxis, channels: PerAxis) => { count: number, way: 0 | 1, size: number }[]} */
function furtherAxes(shape, channels) {
  const inner = shape.slice(-2);
  const counts = [...channels.filter((count) => count > 1), ...shape.slice(0, -2)].toReversed();
  return counts.map((count, at) => ({
    count,
    way: (inner.length + at) % 2 ? 0 : 1,
    size: product(inner) * product(counts.slice(0, at)),
  }));
}

/** @type {(places: Places, axis: { count: number, way: 0 | 1, size: number }) => Places} */
function repeated({ rows }, { count, way, size }) {
  const places = rows.flat();
  const step = 1 + GAP + Math.max(...places.map(({ x, y }) => (way ? x : y)));
  const copies = Array.from({ length: count }, (_, index) =>
    rows.map((row) =>
      row.map(({ x, y, cell, at }) => ({
        x: x + (way ? index * step : 0),
        y: y + (way ? 0 : index * step),
        cell: [index, ...cell],
        at: index * size + at,
      })),
    ),
  );
  return { rows: way ? rows.map((_, r) => copies.flatMap((copy) => copy[r])) : copies.flat() };
}

// One row, or rows of columns.
/** @type {(shape: PerAxis) => Places} */
function plane(shape) {
  const [rows, columns] = shape.length > 1 ? shape.slice(-2) : [1, shape[0]];
  return {
    rows: Array.from({ length: rows }, (_, y) =>
      Array.from({ length: columns }, (_, x) => ({
        x,
        y,
        cell: shape.length > 1 ? named(y, x) : [x],
        at: y * columns + x,
      })),
    ),
  };
}

// Kept from call to call, so that a name that stays is known.
/** @type {Cell[][]} */
const names = [];
/** @type {(row: number, column: number) => Cell} */
const named = (row, column) => ((names[row] ??= [])[column] ??= [row, column]);
