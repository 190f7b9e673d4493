// The libraries that stand side by side, a module each, and what is asked of any. Their rules stand here and in
// deconv_core/frameworks; a test holds both together. A library's module ends in a record:
//
//   isAsked(ask, wanted)      whether there is anything to ask it for; always, where it is left out
//   crops(axis, ask, wanted)  of one axis, {cropBefore, cropAfter}; wanted: its cells, null for the library's own choice
//   sizes(axis, ask)          [smallest, largest] that it takes where it is asked for one
//   refuses(axes)             settings that it does not take at all
//   takes(plan, ask)          whether it takes these sizes together, each of which it takes
//   hasGroups                 whether one call of it deals channels out to groups
//   line(state, plan, ask, wanted), explicit(state, plan)   its line of code; for PyTorch's own crops {way, values, line}:
//                             `way` says whether its own words give them ("own", or why not) and names the page's words
//   famous(axes, ask, wanted) the broken rule of which its own sentence is famous, {code, values}, or null

import { wordsOf } from "../../dom/words.js";
import { plan } from "../../rule/links.js";
import { lowered, perAxis } from "../../state/settings.js";
import { jax } from "./libraries/jax.js";
import { keras } from "./libraries/keras.js";
import { onnx, onnx_lower } from "./libraries/onnx.js";
import { pytorch } from "./libraries/pytorch.js";
import { tensorflow } from "./libraries/tensorflow.js";

/** @import { Ask, Axis, Explicit, Library, Offer, Padding, PerAxis, Plan, RefusedSize } from "../../types.js" */
/** @import { SettingKey, Settings, Texts } from "../../types.js" */

/** @type {Record<string, Library>} */
const LIBRARIES = { tensorflow, keras, jax, onnx, onnx_lower, pytorch };
export const CARDS = Object.keys(LIBRARIES);

/** @type {(card: string, ask: Ask, wanted: PerAxis | null) => boolean} */
export const answers = (card, ask, wanted) => LIBRARIES[card].isAsked?.(ask, wanted) ?? true;
/** @type {(card: string, axes: Axis[]) => boolean} */
export const refuses = (card, axes) => LIBRARIES[card].refuses?.(axes) ?? false;
// wanted: the size asked for, or null.
/** @type {(card: string, settings: Settings, of: Plan, ask: Padding, wanted?: PerAxis | null) => string} */
export const lineOf = (card, state, of, ask, wanted = null) => LIBRARIES[card].line(state, of, ask, wanted);
/** @type {(card: string, settings: Settings, of: Plan) => Explicit} */
export const explicitOf = (card, state, of) => /** @type {Required<Library>} */ (LIBRARIES[card]).explicit(state, of);
// Without groups it is called once for each: with the channels of one.
/** @type {(card: string, of: Plan) => Plan} */
export function planOfCall(card, of) {
  const { inputs, outputs, groups } = of.channels;
  if (groups === 1 || LIBRARIES[card].hasGroups) return of;
  return plan(of.axes, { inputs: inputs / groups, outputs: outputs / groups, groups: 1 });
}
/** @type {(card: string, axes: Axis[]) => boolean} */
export const isUnchecked = (card, axes) => LIBRARIES[card].unchecked?.(axes) ?? false;

// PyTorch's axes with the library's crops; asked for PyTorch's own, every library gives them in some way.
/** @type {(own: Pick<Plan, "axes">, card: string, ask: Ask, wanted?: PerAxis | null) => Axis[]} */
export const askedAxes = ({ axes }, card, ask, wanted = null) =>
  ask === "crops"
    ? axes
    : axes.map((axis, at) => ({ ...axis, ...LIBRARIES[card].crops(axis, ask, wanted?.[at] ?? null) }));
/** @type {(own: Plan, card: string, ask: Ask, wanted?: PerAxis | null) => Plan} */
export const askedPlan = (own, card, ask, wanted = null) =>
  ask === "crops" ? own : plan(askedAxes(own, card, ask, wanted), own.channels);

// The library's own sentence where it refuses, if it is famous; null if not. wanted: null only where it refuses the settings,
// whatever the size; templates: by the rule's code, from Python.
/** @type {(card: string, plan: Plan, ask: Padding, wanted: PerAxis | null, templates: Texts) => string | null} */
export function famousOf(card, { axes }, ask, wanted, templates) {
  // Of two axes: those are the sentences that are known letter for letter.
  const found = axes.length !== 2 ? null : LIBRARIES[card].famous?.(axes, ask, /** @type {PerAxis} */ (wanted));
  return found ? wordsOf(templates)(found.code, found.values) : null;
}

// Why a size is refused: {low, high, nearest}, each per axis, nearest null where there is none; null if it is taken.
/** @type {(card: string, own: Plan, ask: Padding, wanted: PerAxis) => RefusedSize | null} */
export function refusedSize(card, own, ask, wanted) {
  const [low, high] = [0, 1].map((end) => own.axes.map((axis) => LIBRARIES[card].sizes(axis, ask)[end]));
  const inside = wanted.every((size, at) => size >= low[at] && size <= high[at]);
  if (inside && takes(card, own, ask, wanted)) return null;
  return { low, high, nearest: nearest(card, own, ask, wanted, low, high) };
}

/** @type {(card: string, own: Plan, ask: Padding, sizes: PerAxis) => boolean} */
const takes = (card, own, ask, sizes) => LIBRARIES[card].takes?.(askedPlan(own, card, ask, sizes), ask) ?? true;

/** @type {(card: string, own: Plan, ask: Padding, wanted: PerAxis, low: PerAxis, high: PerAxis) => PerAxis | null} */
function nearest(card, own, ask, wanted, low, high) {
  if (low.some((least, at) => least > high[at])) return null;
  /** @type {(most: PerAxis) => PerAxis} */
  const clamped = (most) => wanted.map((size, at) => Math.min(most[at], Math.max(low[at], size)));
  const others = LIBRARIES[card].others?.(own.axes, ask, high);
  const tried = [clamped(high), ...(others ? [clamped(others.few), others.usual] : [])];
  /** @type {(sizes: PerAxis) => number} */
  const far = (sizes) => sizes.reduce((sum, size, at) => sum + Math.abs(size - wanted[at]), 0);
  return tried
    .filter((sizes) => takes(card, own, ask, sizes))
    .reduce((best, sizes) => (far(sizes) < far(best) ? sizes : best));
}

// What has to change before Keras takes these settings: the smaller of stride and dilation becomes 1, and what PyTorch then
// no longer takes is lowered.
/** @type {(settings: Settings) => Offer} */
export function oneOfBoth(state) {
  /** @type {(key: "stride" | "dilation") => number} */
  const above = (key) => state[key].reduce((sum, one) => sum + one - 1, 0);
  const key = above("dilation") <= above("stride") ? "dilation" : "stride";
  const near = lowered({ ...state, [key]: state[key].map(() => 1) });
  const changed = /** @satisfies {SettingKey[]} */ ([key, "output_padding", "padding"]).filter(
    (one) => near[one].join() !== state[one].join(),
  );
  return {
    patch: Object.fromEntries(changed.map((one) => [one, near[one]])),
    name: changed.map((one) => `${one}=${perAxis(near[one])}`).join(", "),
  };
}
