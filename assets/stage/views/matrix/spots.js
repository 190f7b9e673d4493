// What the cells of the matrix's picture stand for, as spots that every page knows: an entry is a link, or nothing; a
// vector's cell is what it was before flattening.

import { flatten, unflatten } from "../../rule/links.js";
import { indicesOf, spotOf, spotText, weightCell } from "../../rule/spots.js";
import { NO_LINK } from "./lines.js";

/** @import { Cell, Plan, Spot } from "../../types.js" */
/** @import { Line, Side } from "./lines.js" */

// Vectors' panels: what their cells are, and that map's size.
/** @type {Record<string, [map: "input" | "output", shape: "inputShape" | "outputShape"]>} */
const VECTORS = {
  x_vector: ["input", "inputShape"],
  forward: ["input", "inputShape"],
  y_vector: ["output", "outputShape"],
};

// linesOf(): all lines that are drawn, see lines.js; side: of the matrix that `panel` is.
/** @type {(plan: Plan, linesOf: () => Line[], spot: Spot, side: Side) => Spot | null} */
export function spotOn(plan, linesOf, { panel, cell }, side) {
  if (VECTORS[panel]) {
    const [map, shape] = VECTORS[panel];
    return { panel: map, cell: unflatten(cell[0], plan[shape]) };
  }
  if (panel === "removed") {
    const sum = cell.slice(0, -1);
    return linkSpot(plan, linesOf(), { panel: "cropped", cell: sum }, cell[cell.length - 1]);
  }
  if (panel !== "matrix" && panel !== "transpose") return { panel, cell };
  const [output, input] = side === "forward" ? cell.toReversed() : cell;
  return linkSpot(plan, linesOf(), { panel: "output", cell: unflatten(output, plan.outputShape) }, input);
}

/** @type {(plan: Plan, lines: Line[], sum: Spot, input: number) => Spot | null} */
function linkSpot(plan, lines, sum, input) {
  const key = spotText(sum);
  const tap = lines.find((line) => line.key === key)?.taps[input] ?? NO_LINK;
  if (tap === NO_LINK) return null;
  return { panel: "buffers", cell: [...unflatten(input, plan.inputShape), ...unflatten(tap, plan.kernelShape)] };
}

// The output or cropped cell that a link, numbered [input, tap] row by row, adds to.
/** @type {(plan: Plan, link: number) => Spot} */
export function targetOf(plan, link) {
  const at = plan.inputOffset[Math.floor(link / plan.taps)] + plan.tapOffset[link % plan.taps];
  return spotOf(plan, unflatten(at, plan.canvasShape));
}

// A link as an entry of the matrix of `side`.
/** @type {(plan: Plan, cell: Cell, side: Side) => string} */
export function linkName(plan, cell, side) {
  const [input, own] = indicesOf(plan, cell);
  const target = targetOf(plan, input * plan.taps + own);
  const tap = `w[${weightCell(plan, input, own)}]`;
  if (target.panel !== "output") return tap;
  const entry = [flatten(target.cell, plan.outputShape), input];
  return `${side === "forward" ? `C[${entry.toReversed()}]` : `Cᵀ[${entry}]`} = ${tap}`;
}
