// The frame within which the output lies, on each map and slice that it reaches; and round every cell its lines.

import { cropsBefore } from "../rule/links.js";

/** @import { Plan } from "../types.js" */
/** @import { Pen } from "./pen.js" */
/** @import { Tiling } from "./places.js" */

/** @type {(pen: Pen, plan: Plan, tiling: Tiling, thick?: number) => void} */
export function framedTiles(pen, plan, { tiles, width, height }, thick) {
  for (const { x, y } of tiles) pen.outline(x, y, width, height);
  for (const box of frameBoxes(plan, { tiles })) pen.frame(...box, { thick });
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
