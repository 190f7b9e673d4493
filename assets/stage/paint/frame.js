// What is drawn on each tile of a board: the lines round its cells, its name above it, and the frame within which the output
// lies.

import { cropsBefore } from "../rule/links.js";

/** @import { Cell, Plan } from "../types.js" */
/** @import { Pen } from "./pen.js" */
/** @import { Tiling } from "./places.js" */

// nameOf: the channels and the slice of a tile, as the names of its cells begin.
/** @param {Pen} pen @param {Tiling} tiling @param {(lead: Cell) => Cell} [nameOf] */
export function outlineTiles(pen, { tiles, width, height }, nameOf = (lead) => lead) {
  for (const { x, y, lead } of tiles) {
    pen.outline(x, y, width, height);
    if (tiles.length > 1) pen.name(`[${nameOf(lead)}]`, x, y);
  }
}

/** @type {(pen: Pen, plan: Plan, tiling: Tiling, thick?: number) => void} */
export function framedTiles(pen, plan, tiling, thick) {
  outlineTiles(pen, tiling);
  for (const box of frameBoxes(plan, tiling)) pen.frame(...box, { thick });
}

// [x, y, width, height] of the frame on each tile that has any of it.
/** @type {(plan: Plan, tiling: Pick<Tiling, "tiles">) => [number, number, number, number][]} */
export function frameBoxes(plan, { tiles }) {
  const { axes, outputShape } = plan;
  const [top, left] = [0, ...cropsBefore(plan)].slice(-2);
  const [height, width] = [1, ...outputShape.slice(-axes.length)].slice(-2);
  const depth = axes.length < 3 ? null : { from: axes[0].cropBefore, count: outputShape[outputShape.length - 3] };
  return tiles
    .filter(({ lead }) => {
      const slice = lead[lead.length - 1] - (depth?.from ?? 0);
      return !depth || (slice >= 0 && slice < depth.count);
    })
    .map(({ x, y }) => [x + left, y + top, width, height]);
}
