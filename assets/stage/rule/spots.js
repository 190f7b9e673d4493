// What belongs together: all that is linked to one cell of any panel. Every panel lights its share.

import { canvasIndex, cropsBefore, feeds, flatten, outputSize, range, shifted, unflatten, weightOf } from "./links.js";

/** @import { Cell, Light, Link, PerAxis, Plan, Spot } from "../types.js" */

// A spot is {panel, cell}. Its links are pairs [input index, tap index]:
/** @type {(plan: Plan, spot: Spot | null) => Link[]} */
function linksOf(plan, spot) {
  if (!spot) return [];
  const { panel, cell } = spot;
  if (panel === "input") return range(plan.taps).map((tap) => [flatten(cell, plan.inputShape), tap]);
  if (panel === "kernel") return linksOfWeight(plan, flatten(cell, plan.weightShape));
  if (panel === "buffers") return [indicesOf(plan, cell)];
  return feeds(plan, canvasCell(plan, spot));
}

// A weight is a tap of every input element of its channel.
/** @type {(plan: Plan, weight: number) => Link[]} */
function linksOfWeight({ inputs, taps, channels }, weight) {
  const own = inputs / channels.inputs;
  const first = Math.floor(weight / taps) * own;
  return range(own).map((at) => [first + at, weight % taps]);
}

// What names two things at once, as a link its input element and its tap: the first, and what is left.
/** @type {(plan: Plan, cell: Cell) => [first: Cell, rest: Cell]} */
export const endsOf = ({ inputShape }, cell) => [cell.slice(0, inputShape.length), cell.slice(inputShape.length)];

// The same as flat indices.
/** @type {(plan: Plan, cell: Cell) => Link} */
export function indicesOf(plan, cell) {
  const [input, tap] = endsOf(plan, cell);
  return [flatten(input, plan.inputShape), flatten(tap, plan.kernelShape)];
}

// The name of the weight that an input element has at a tap.
/** @type {(plan: Plan, input: number, tap: number) => Cell} */
export const weightCell = (plan, input, tap) => unflatten(weightOf(plan, input, tap), plan.weightShape);

// Those links, grouped for each panel: sets of input indices, weight indices, canvas indices, output indices and links. An
// output cell that no link reaches lights itself.
/** @type {(plan: Plan, spot: Spot | null) => Light} */
export function lightOf(plan, spot) {
  const light = lightOfLinks(plan, spot, linksOf(plan, spot));
  if (spot?.panel === "output") light.output.add(flatten(spot.cell, plan.outputShape));
  return light;
}

// The same of a tap of every input channel, called by the first one's weight.
/** @type {(plan: Plan, cell: Cell) => Light} */
export function tapLight(plan, cell) {
  const tap = flatten(cell, plan.weightShape) % plan.taps;
  /** @type {Link[]} */
  const links = range(plan.inputs).map((input) => [input, tap]);
  return lightOfLinks(plan, { panel: "kernel", cell }, links);
}

/** @type {(plan: Plan, spot: Spot | null, links: Link[]) => Light} */
function lightOfLinks(plan, spot, links) {
  /** @type {Light} */
  const light = { spot, input: new Set(), kernel: new Set(), canvas: new Set(), output: new Set(), buffers: new Set() };
  for (const [input, tap] of links) {
    light.input.add(input);
    light.kernel.add(weightOf(plan, input, tap));
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
    const own = plan.axes[axis];
    const counts = range(outputSize(own)).map((at) => positions[at + own.cropBefore]?.length ?? 0);
    return counts.indexOf(Math.max(...counts));
  });
  return { panel: "output", cell: plan.channels.outputs > 1 ? [0, ...most] : most };
}

// Of these output cells, as flat indices, the first with most links that count; null: no such link reaches any.
/** @type {(plan: Plan, outputs: Iterable<number>, counts: (link: Link) => boolean) => Spot | null} */
export function richestOf(plan, outputs, counts) {
  /** @type {Spot | null} */
  let best = null;
  let most = 0;
  for (const at of outputs) {
    const spot = { panel: /** @type {const} */ ("output"), cell: unflatten(at, plan.outputShape) };
    const count = feeds(plan, canvasCell(plan, spot)).filter(counts).length;
    if (count > most) [best, most] = [spot, count];
  }
  return best;
}

/** @param {Spot | null} [spot] @returns {spot is Spot<"output" | "cropped">} */
export const isSum = (spot) => spot?.panel === "output" || spot?.panel === "cropped";

// Where an output cell, or a cropped one, lies on the canvas.
/** @type {(plan: Plan, spot: Spot) => Cell} */
export function canvasCell(plan, { panel, cell }) {
  return panel === "output" ? shifted(plan, cell, cropsBefore(plan)) : cell;
}

// The spot that a canvas cell is shown as: inside the frame it is an output cell.
/** @type {(plan: Plan, canvas: Cell) => Spot} */
export function spotOf(plan, canvas) {
  const output = shifted(
    plan,
    canvas,
    cropsBefore(plan).map((by) => -by),
  );
  const inside = output.every((at, axis) => at >= 0 && at < plan.outputShape[axis]);
  return inside ? { panel: "output", cell: output } : { panel: "cropped", cell: canvas };
}

/** @type {Record<string, (plan: Plan) => PerAxis>} */
const SHAPES = {
  input: (plan) => plan.inputShape,
  kernel: (plan) => plan.weightShape,
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
