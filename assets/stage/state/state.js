// The state as the stage holds it: the fields of Python's table, with x and w as flat row-major arrays and the pin as a spot.

import { exists } from "../rule/spots.js";
import { filled, resized } from "../rule/values.js";
import { isEven, planOf, SETTINGS, withRank } from "./settings.js";

/** @import { Catalogue, Memory, Operand, SentState, SharedPanel, Spot, State } from "../types.js" */

/** @type {{ x: "input_size", w: "kernel_size" }} */
export const OPERANDS = { x: "input_size", w: "kernel_size" };
const KEYS = /** @type {Operand[]} */ (Object.keys(OPERANDS));
// The panels in which a reader changes them.
/** @type {Record<string, Operand>} */
export const OPERAND_OF = { input: "x", kernel: "w" };

// From Python's JSON; null numbers mean: fill them.
/** @type {(state: SentState, lang: string) => State} */
export function received(state, lang) {
  /** @type {(key: Operand) => number[]} */
  const numbers = (key) => state[key]?.flat() ?? filled(key, state[`${key}_fill`], state.seed, state[OPERANDS[key]]);
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
/** @type {(before: State, change: Partial<State>, memory: Memory) => State} */
export function changed(before, change, memory) {
  const rank = SETTINGS.map((key) => change[key]?.length).find(Boolean) ?? before.rank;
  const patch = rank === before.rank ? change : { ...withRank(before, rank), ...change };
  const state = { ...before, ...patch };
  if (rank !== before.rank) state.square = isEven(state);
  if (!SETTINGS.some((key) => patch[key])) return state;
  for (const key of KEYS) {
    const size = OPERANDS[key];
    if (patch[key] || !patch[size]) continue;
    state[key] = resized(key, before[key], before[size], state[size], state[`${key}_fill`], state.seed, memory[key]);
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
