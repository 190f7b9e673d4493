// The libraries that keep the same cells of the canvas are one group: their numbers are the same, whatever x and w are.

import { inMap, outputSize, plan, product, range, unflatten } from "../../rule/links.js";
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
    return { names: group.names, plan: isOwn ? own : plan(group.axes, own.channels), isOwn, look };
  });
}

// How PyTorch's output stands in another one of the same canvas. moved: by how many cells on each axis; common: how many
// cells they share; alone: indices of those that PyTorch's has not.
/** @type {(plan: Plan, own: Plan) => { moved: PerAxis, common: number, alone: Set<number> }} */
export function compared(plan, own) {
  const moved = plan.axes.map(({ cropBefore }, axis) => own.axes[axis].cropBefore - cropBefore);
  const sizes = own.axes.map(outputSize);
  const all = range(product(plan.outputShape));
  const alone = all.filter((at) =>
    inMap(plan, unflatten(at, plan.outputShape)).some((place, axis) => {
      const there = place - moved[axis];
      return there < 0 || there >= sizes[axis];
    }),
  );
  return { moved, common: all.length - alone.length, alone: new Set(alone) };
}
