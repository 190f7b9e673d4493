// The state as the stage holds it: the fields of Python's table, with x and w as flat row-major arrays and the pin as a spot.

import { exists } from "../rule/spots.js";
import { filled, resized } from "../rule/values.js";
import { channelsOf, isEven, planOf, SETTINGS, withRank } from "./settings.js";

/** @import { Catalogue, Extent, Field, Layer, Memory, Operand, SentState, SharedPanel, Spot, State } from "../types.js" */

/** @type {{ x: "input_size", w: "kernel_size" }} */
export const OPERANDS = { x: "input_size", w: "kernel_size" };
const KEYS = /** @type {Operand[]} */ (Object.keys(OPERANDS));
// The panels in which a reader changes them.
/** @type {Record<string, Operand>} */
export const OPERAND_OF = { input: "x", kernel: "w" };

/** @type {(state: Layer, key: Operand) => Extent} */
export function extentOf(state, key) {
  const { inputs, outputs, groups } = channelsOf(state);
  return { channels: key === "x" ? [inputs] : [inputs, outputs / groups], size: state[OPERANDS[key]] };
}

// What the plan of a layer follows from.
/** @type {(keyof Layer & keyof State)[]} */
export const OF_PLAN = [...SETTINGS, "in_channels", "out_channels", "groups"];

// From Python's JSON; null numbers mean: fill them.
/** @type {(state: SentState, lang: string) => State} */
export function received(state, lang) {
  /** @type {(key: Operand) => number[]} */
  const numbers = (key) => state[key]?.flat() ?? filled(key, state[`${key}_fill`], state.seed, extentOf(state, key));
  return {
    ...state,
    x: numbers("x"),
    w: numbers("w"),
    // One slider for all axes can only show axes that agree.
    square: state.square && isEven(state),
    pin: spotFrom(state.pin),
    lang: state.lang ?? lang,
  };
}

// A state that the browser's history keeps may be older than some of the fields: those had another name, or are the
// opening's.
/** @type {(kept: Partial<State>, told: Pick<Catalogue, "fields" | "opening">) => State} */
export function completed(kept, { fields, opening }) {
  const older = /** @type {Record<string, unknown>} */ (kept);
  const own = fields.map(({ key, was }) => [key, older[key] === undefined ? older[was] : older[key]]);
  const said = Object.fromEntries(own.filter(([, value]) => value !== undefined));
  const state = { ...received(opening, kept.lang ?? ""), ...said };
  return { ...state, square: state.square && isEven(state) };
}

// The state after a change: numbers follow their sizes; what is gone is let go; time stays where it was. How many axes the
// layer has then, each setting of the change says.
/** @type {(before: State, change: Partial<State>, memory: Memory, fields: Record<string, Field>) => State} */
export function changed(before, change, memory, fields) {
  const rank = SETTINGS.map((key) => change[key]?.length).find(Boolean) ?? before.rank;
  const patch = rank === before.rank ? change : { ...withRank(before, rank, fields), ...change };
  const state = { ...before, ...patch };
  if (rank !== before.rank) state.square = isEven(state);
  if (!OF_PLAN.some((key) => patch[key])) return state;
  for (const key of KEYS) {
    const [from, to] = [extentOf(before, key), extentOf(state, key)];
    if (patch[key] || `${from.channels}:${from.size}` === `${to.channels}:${to.size}`) continue;
    state[key] = resized(key, before[key], from, to, state[`${key}_fill`], state.seed, memory[key]);
  }
  if (state.bias && !patch.bias) {
    const { bias } = state;
    state.bias = Array.from({ length: state.out_channels }, (_, channel) => bias[channel] ?? 0);
  }
  const plan = planOf(state);
  if (state.t !== null) state.t = Math.min(state.t, plan.inputs);
  if (state.pin && !exists(plan, state.pin)) state.pin = null;
  return state;
}

/** @type {(text: string | null) => Spot<SharedPanel> | null} */
function spotFrom(text) {
  if (!text) return null;
  const [panel, cell] = text.split(":");
  return { panel: /** @type {SharedPanel} */ (panel), cell: cell.split(",").map(Number) };
}
