// The libraries that keep the same cells of the canvas are one group: their numbers are the same, whatever x and w are.

import { plan } from "../../rule/links.js";
import { planInPlane } from "../../rule/plane.js";
import { sameCrops } from "./crops.js";
import { askedAxes } from "./libraries.js";

/** @import { Axis, Group, PerAxis, Plan, State } from "../../types.js" */

// Their frames are told apart by so many looks: see style.css. PyTorch's own frame has its own.
const LOOKS = 4;

// names: of the libraries that answer; wanted: the output size asked for.
/** @type {(names: string[], own: Plan, state: State) => Group[]} */
export function groupsOf(names, own, { frameworks_ask: ask, frameworks_output_shape: wanted }) {
  /** @type {{ names: string[], axes: Axis[] }[]} */
  const found = [];
  for (const name of names) {
    const axes = askedAxes(own, name, ask, wanted);
    const group = found.find((one) => sameCrops(one.axes, axes));
    if (group) group.names.push(name);
    else found.push({ names: [name], axes });
  }
  let others = 0;
  return found.map((group) => {
    const isOwn = sameCrops(own.axes, group.axes);
    const look = isOwn ? "frame" : others < LOOKS ? `of-${others++}` : "";
    return { names: group.names, plan: isOwn ? own : plan(group.axes), isOwn, look };
  });
}

// How PyTorch's output stands in another one of the same canvas. moved: by how many cells, down and right; common: how many
// cells they share; alone: indices of those that PyTorch's has not.
/** @type {(plan: Plan, own: Plan) => { moved: PerAxis, common: number, alone: Set<number> }} */
export function compared(plan, own) {
  const { axes, outputShape } = planInPlane(plan);
  const owns = planInPlane(own);
  const moved = axes.map(({ cropBefore }, at) => owns.axes[at].cropBefore - cropBefore);
  const [rows, columns] = outputShape;
  const [[top, bottom], [left, right]] = moved.map((first, at) => [first, first + owns.outputShape[at]]);
  /** @type {Set<number>} */
  const alone = new Set();
  for (let r = 0; r < rows; r++) {
    const isBeside = r < top || r >= bottom;
    for (let c = 0; c < columns; c++) if (isBeside || c < left || c >= right) alone.add(r * columns + c);
  }
  return { moved, common: rows * columns - alone.size, alone };
}
