// What can be said of a layer's settings, axis by axis: how its stamps lie, what padding takes off the canvas, what
// output_padding gives back or appends, and which of that is zero. Each fact is a key of the words and its numbers.

import { along } from "./added_cells.js";
import { inMap, position, uncropped } from "./links.js";
import { sizeText } from "./values.js";

/** @import { Added, Axis, Plan } from "../types.js" */
/** @typedef {{ key: string, values: Record<string, number | string> }} Fact */

/** @type {(plan: Plan, axis: number) => Fact[]} */
export function factsAlong(plan, axis) {
  const own = plan.axes[axis];
  return [
    ...stampFacts(own, plan.feeders[axis]),
    ...paddingFacts(own, uncropped(own)),
    ...outputPaddingFacts(along(plan, axis)),
  ];
}

// How far stamps lie apart, and whether they meet; feeders: for each cell of the canvas, the links that reach it.
/** @type {(axis: Axis, feeders: unknown[][]) => Fact[]} */
function stampFacts({ input, kernel, stride, dilation }, feeders) {
  const span = dilation * (kernel - 1) + 1;
  /** @type {Fact[]} */
  const facts = [];
  if (dilation > 1 && kernel > 1) facts.push({ key: "taps_apart", values: { dilation, span, empty: dilation - 1 } });
  if (input === 1) return [...facts, { key: "one_stamp", values: { span } }];
  const values = { stride, span };
  if (stride > span) facts.push({ key: "stamps_apart", values: { ...values, gap: stride - span } });
  else if (stride === span) facts.push({ key: "stamps_touch", values });
  else facts.push({ key: "stamps_overlap", values: { ...values, shared: span - stride } });
  // Between where the first stamp ends and where the last one begins, a cell has all the stamps that it can have.
  const inner = feeders.slice(span - 1, (input - 1) * stride + 1).map((links) => links.length);
  const [least, most] = [Math.min(...inner), Math.max(...inner)];
  if (stride >= span || !inner.length) return facts;
  return [...facts, least === most ? { key: "even", values: { most } } : { key: "uneven", values: { least, most } }];
}

// Whose padding it is, and what it takes off.
/** @type {(axis: Axis, canvas: number) => Fact[]} */
function paddingFacts({ cropBefore: padding }, canvas) {
  if (!padding) return [];
  return [{ key: padding < canvas ? "padding" : "padding_all", values: { padding, canvas } }];
}

// What is in the frame only because of output_padding: on the canvas, beyond it, and how much of it no stamp reaches.
/** @type {(added: Added) => Fact[]} */
function outputPaddingFacts({ inside: back, gaps, beyond }) {
  const [added, zero] = [back + beyond, gaps + beyond];
  if (!added) return [];
  const values = { added, back, beyond, zero };
  const key = !beyond ? "taken_back" : back ? "taken_back_and_appended" : "appended";
  const state = zero === added ? "all_zero" : zero ? "some_zero" : "none_zero";
  return [key, state].map((one) => ({ key: one, values }));
}

// What can be said of a layer's channels: how they are linked, how its weights are stored, what it learns and how often it
// multiplies. With one channel of each and no bias: nothing.
/** @type {(plan: Plan, hasBias: boolean) => Fact[]} */
export function channelFacts({ axes, channels: { inputs, outputs, groups }, weightShape }, hasBias) {
  if (inputs === 1 && outputs === 1 && !hasBias) return [];
  const [into, ofGroup] = [inputs / groups, outputs / groups];
  const size = (/** @type {"input" | "kernel"} */ key) => axes.reduce((all, axis) => all * axis[key], 1);
  const weights = inputs * ofGroup * size("kernel");
  const values = { inputs, outputs, groups, into, ofGroup, taps: size("kernel"), cells: size("input"), weights };
  const linked = groups === 1 ? "channels" : groups === inputs ? "depthwise" : "groups";
  return [
    ...(inputs > 1 || outputs > 1
      ? [
          { key: linked, values },
          { key: "stored", values: { ...values, size: sizeText(weightShape) } },
        ]
      : []),
    {
      key: hasBias ? "parameters_bias" : "parameters",
      values: { ...values, total: weights + (hasBias ? outputs : 0) },
    },
    { key: "work", values: { ...values, total: weights * size("input") } },
  ];
}

// Where in its map a stamp or a tap's copy of the input begins on the canvas.
/** @type {(plan: Plan, input: number[], tap: number[]) => number[]} */
export function beginning(plan, input, tap) {
  const [from, by] = [inMap(plan, input), inMap(plan, tap)];
  return plan.axes.map((axis, at) => position(axis, from[at], by[at]));
}
