// What belongs together: all that is linked to one cell of any panel. Every panel lights its share.

import { canvasIndex, feeds, flatten, range, unflatten } from "./links.js";

/** @import { Cell, Light, Link, PerAxis, Plan, Spot } from "../types.js" */

// A spot is {panel, cell}. Its links are pairs [input index, tap index]:
/** @type {(plan: Plan, spot: Spot | null) => Link[]} */
function linksOf(plan, spot) {
  if (!spot) return [];
  const { panel, cell } = spot;
  if (panel === "input") return range(plan.taps).map((tap) => [flatten(cell, plan.inputShape), tap]);
  if (panel === "kernel") return range(plan.inputs).map((input) => [input, flatten(cell, plan.kernelShape)]);
  if (panel === "buffers") {
    const [input, tap] = endsOf(plan, cell);
    return [[flatten(input, plan.inputShape), flatten(tap, plan.kernelShape)]];
  }
  return feeds(plan, canvasCell(plan, spot));
}

// What names two things at once, as a link its input element and its tap: the first, and what is left.
/** @type {(plan: Plan, cell: Cell) => [first: Cell, rest: Cell]} */
export const endsOf = ({ axes }, cell) => [cell.slice(0, axes.length), cell.slice(axes.length)];

// Those links, grouped for each panel: sets of input indices, tap indices, canvas indices, output indices and links. An output
// cell that no link reaches lights itself.
/** @type {(plan: Plan, spot: Spot | null) => Light} */
export function lightOf(plan, spot) {
  /** @type {Light} */
  const light = { spot, input: new Set(), kernel: new Set(), canvas: new Set(), output: new Set(), buffers: new Set() };
  if (spot?.panel === "output") light.output.add(flatten(spot.cell, plan.outputShape));
  for (const [input, tap] of linksOf(plan, spot)) {
    light.input.add(input);
    light.kernel.add(tap);
    light.canvas.add(plan.inputOffset[input] + plan.tapOffset[tap]);
    light.buffers.add(input * plan.taps + tap);
  }
  for (const at of light.canvas) {
    const { panel, cell } = spotOf(plan, unflatten(at, plan.canvasShape));
    if (panel === "output") light.output.add(flatten(cell, plan.outputShape));
  }
  return light;
}

// The cell that most links reach, the first of them, as an output cell.
/** @type {(plan: Plan) => Spot} */
export function richest(plan) {
  const most = plan.feeders.map((positions, axis) => {
    const { cropBefore } = plan.axes[axis];
    const counts = Array.from({ length: plan.outputShape[axis] }, (_, at) => positions[at + cropBefore]?.length ?? 0);
    return counts.indexOf(Math.max(...counts));
  });
  return { panel: "output", cell: most };
}

/** @param {Spot | null} [spot] @returns {spot is Spot<"output" | "cropped">} */
export const isSum = (spot) => spot?.panel === "output" || spot?.panel === "cropped";

// Where an output cell, or a cropped one, lies on the canvas.
/** @type {(plan: Plan, spot: Spot) => Cell} */
export function canvasCell(plan, { panel, cell }) {
  return panel === "output" ? cell.map((at, axis) => at + plan.axes[axis].cropBefore) : cell;
}

// The spot that a canvas cell is shown as: inside the frame it is an output cell.
/** @type {(plan: Plan, canvas: Cell) => Spot} */
export function spotOf(plan, canvas) {
  const output = canvas.map((at, axis) => at - plan.axes[axis].cropBefore);
  const inside = output.every((at, axis) => at >= 0 && at < plan.outputShape[axis]);
  return inside ? { panel: "output", cell: output } : { panel: "cropped", cell: canvas };
}

/** @type {Record<string, (plan: Plan) => PerAxis>} */
const SHAPES = {
  input: (plan) => plan.inputShape,
  kernel: (plan) => plan.kernelShape,
  output: (plan) => plan.outputShape,
  cropped: (plan) => plan.canvasShape,
  buffers: (plan) => [...plan.inputShape, ...plan.kernelShape],
};

// Whether a spot is still there after a size changed.
/** @type {(plan: Plan, spot: Spot) => boolean} */
export function exists(plan, { panel, cell }) {
  const shape = SHAPES[panel](plan);
  if (cell.length !== shape.length || !cell.every((at, axis) => at < shape[axis])) return false;
  return panel !== "cropped" || (canvasIndex(plan, cell) >= 0 && spotOf(plan, cell).panel === "cropped");
}

/** @type {(spot: Spot) => string} */
export const spotText = ({ panel, cell }) => `${panel}:${cell.join(",")}`;
/** @type {(a: Spot | null, b: Spot | null) => boolean} */
export const sameSpot = (a, b) => a === b || (!!a && !!b && spotText(a) === spotText(b));
