// Where the cells of a panel lie, for any number of axes, and what they are called.
//
// The last axis runs across and the one before it down: that is a tile. Each further axis repeats all that: slices of three
// axes stand side by side, in two rows where they are many, and channels below each other or side by side, as a panel wants it.

import { cropsBefore, extentOf, flatten, product, range, unflatten } from "../rule/links.js";

/** @import { Cell, PerAxis, Place, Places, Plan } from "../types.js" */
/** @typedef {"down" | "across" | "wrapped"} Way in a column, in a row, or where they are many in two rows */
/** @typedef {{ x: number, y: number, lead: Cell, at: number }} Tile its corner, the indices before row and column, its number */
/** @typedef {{ tiles: Tile[], rows: number, columns: number, height: number, width: number, rank: number }} Tiling */

// Between tiles side by side, and above each of several, where it is named; in cells.
const GAP = 1;
const HEAD = 1;

// The last tilings, by what they are of: a board whose tiling is the same one need not be laid out again.
const TILINGS = 64;
/** @type {Map<string, Tiling>} */
const tilings = new Map();

// The tiles of a map whose last `rank` axes are of space; ways: of the channels' axes before them, the outermost first.
/** @type {(shape: PerAxis, rank?: number, ways?: Way[]) => Tiling} */
export function tilingOf(shape, rank = shape.length, ways = []) {
  const key = `${shape};${rank};${ways}`;
  const known = tilings.get(key);
  if (known) return known;
  if (tilings.size >= TILINGS) tilings.clear();
  const tiling = tiled(shape, rank, ways);
  tilings.set(key, tiling);
  return tiling;
}

/** @type {(shape: PerAxis, rank: number, ways: Way[]) => Tiling} */
function tiled(shape, rank, ways) {
  const inner = Math.min(rank, 2);
  const counts = shape.slice(0, shape.length - inner);
  const [height, width] = [inner > 1 ? shape[shape.length - 2] : 1, shape[shape.length - 1]];
  const head = product(counts) > 1 ? HEAD : 0;
  const room = { down: height + head, across: width };
  // From the innermost axis on, where each of its tiles begins, seen from the first.
  /** @type {Record<"down" | "across", number>[][]} */
  const begins = new Array(counts.length);
  for (let axis = counts.length - 1; axis >= 0; axis--) {
    // Slices stand side by side.
    const per = IN_ROW[axis < shape.length - rank ? ways[axis] : "wrapped"](counts[axis]);
    const step = { down: room.down, across: room.across + GAP };
    begins[axis] = range(counts[axis]).map((at) => ({
      down: Math.floor(at / per) * step.down,
      across: (at % per) * step.across,
    }));
    room.down = Math.ceil(counts[axis] / per) * step.down;
    room.across = per * step.across - GAP;
  }
  const tiles = range(product(counts)).map((at) => {
    const lead = unflatten(at, counts);
    const along = (/** @type {"down" | "across"} */ way) =>
      lead.reduce((sum, index, axis) => sum + begins[axis][index][way], 0);
    return { x: along("across"), y: along("down") + head, lead, at };
  });
  return { tiles, rows: room.down, columns: room.across, height, width, rank };
}

// Of so many, how many stand in a row.
/** @type {Record<Way, (count: number) => number>} */
const IN_ROW = {
  down: () => 1,
  across: (count) => count,
  wrapped: (count) => (count > 2 ? Math.ceil(count / 2) : count),
};

// The places of a map of this shape.
/** @type {(shape: PerAxis, rank?: number, ways?: Way[]) => Places} */
export const placesOf = (shape, rank, ways) => placesIn(tilingOf(shape, rank, ways), shape);

// Those of a map of this shape that lies within a larger one, `from` on each axis of space.
/** @type {(tiling: Tiling, shape: PerAxis, from?: PerAxis) => Places} */
export function placesIn({ tiles, rank }, shape, from = new Array(rank).fill(0)) {
  const inner = Math.min(rank, 2);
  const counts = shape.slice(0, shape.length - inner);
  const [rows, columns] = [inner > 1 ? shape[shape.length - 2] : 1, shape[shape.length - 1]];
  const [top, left] = inner > 1 ? from.slice(-2) : [0, from[0]];
  // Slices begin later too, channels do not.
  const before = [...new Array(shape.length - rank).fill(0), ...from.slice(0, rank - inner)];
  /** @type {Map<number, Place[]>} */
  const lines = new Map();
  for (const { x, y, lead } of tiles) {
    const own = lead.map((index, axis) => index - before[axis]);
    if (own.some((index, axis) => index < 0 || index >= counts[axis])) continue;
    const first = flatten(own, counts) * rows * columns;
    for (let r = 0; r < rows; r++) {
      const down = y + top + r;
      const line = lines.get(down) ?? [];
      lines.set(down, line);
      for (let c = 0; c < columns; c++) {
        line.push({ x: x + left + c, y: down, cell: named(own, inner, r, c), at: first + r * columns + c });
      }
    }
  }
  // As they lie on screen.
  return { rows: [...lines].sort(([a], [b]) => a - b).map(([, line]) => line) };
}

// How a plan's maps of channels stand: input channels below each other, output channels side by side, many in two rows; kernels
// make a grid.
// Where tiles are one row, or slices stand side by side already, output channels are below each other too.
/** @type {{ input: Way[], kernel: Way[], output: (rank: number) => Way[] }} */
const WAYS = { input: ["down"], kernel: ["down", "across"], output: (rank) => [rank === 2 ? "wrapped" : "down"] };

export const inputTiling = kept(({ inputShape, axes }) => tilingOf(inputShape, axes.length, WAYS.input));
export const kernelTiling = kept(({ weightShape, channels, axes }) =>
  tilingOf(weightShape, axes.length, channels.inputs > 1 ? WAYS.kernel : WAYS.kernel.slice(1)),
);
// The output's own, and the canvas's with what the crop appends.
export const outputTiling = kept(({ outputShape, axes }) => ofOutputs(outputShape, axes.length));
export const canvasTiling = kept((plan) => ofOutputs(extentOf(plan), plan.axes.length));
/** @type {(shape: PerAxis, rank: number) => Tiling} */
export const ofOutputs = (shape, rank) => tilingOf(shape, rank, WAYS.output(rank));

// What one input element is multiplied with, and its stamp: its kernels, as the output's maps stand.
export const stampTiling = kept(({ kernelShape, axes }) => ofOutputs(kernelShape, axes.length));

// Once for a plan: some boards ask for it with every cell.
/** @type {(make: (plan: Plan) => Tiling) => (plan: Plan) => Tiling} */
export function kept(make) {
  /** @type {WeakMap<Plan, Tiling>} */
  const known = new WeakMap();
  return (plan) => {
    const tiling = known.get(plan) ?? make(plan);
    known.set(plan, tiling);
    return tiling;
  };
}

// Where a cell of a map lies, [x, y].
/** @type {(tiling: Tiling, cell: Cell) => [x: number, y: number]} */
export function placeOfCell({ tiles, rank }, cell) {
  const inner = Math.min(rank, 2);
  const lead = cell.slice(0, cell.length - inner);
  const tile = tiles.length > 1 ? tiles.find((one) => one.lead.every((index, axis) => index === lead[axis])) : tiles[0];
  const { x, y } = tile ?? tiles[0];
  return [x + cell[cell.length - 1], y + (inner > 1 ? cell[cell.length - 2] : 0)];
}

// The output's places, within the crop frame on the canvas.
/** @type {(plan: Plan) => Places} */
export const framed = (plan) => placesIn(canvasTiling(plan), plan.outputShape, cropsBefore(plan));

// How many rows and columns a board needs: of one row, only how many columns.
/** @type {(tiling: Tiling) => PerAxis} */
export const extentIn = ({ rows, columns }) => (rows > 1 ? [rows, columns] : [columns]);

// Those of the places that are wanted; a row without any is none.
/** @type {(places: Places, isWanted: (place: Place) => boolean) => Places} */
export const only = ({ rows }, isWanted) => ({
  rows: rows.map((row) => row.filter(isWanted)).filter((row) => row.length),
});

// Kept from call to call, so that a name that stays is known.
/** @type {Cell[][]} */
const names = [];
/** @type {Cell[]} */
const short = [];
/** @type {(lead: Cell, inner: number, row: number, column: number) => Cell} */
function named(lead, inner, row, column) {
  if (lead.length) return inner > 1 ? [...lead, row, column] : [...lead, column];
  if (inner === 1) return (short[column] ??= [column]);
  return ((names[row] ??= [])[column] ??= [row, column]);
}
