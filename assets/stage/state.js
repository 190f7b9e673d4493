// The state as the stage holds it: the fields of Python's table, with x and w as flat row-major arrays and the pin as a spot.

import { exists } from "./linked.js";
import { isEven, planOf, SETTINGS } from "./settings.js";
import { filled, resized } from "./values.js";

export const OPERANDS = { x: "input_size", w: "kernel_size" };

// From Python's JSON; null numbers mean: fill them.
export function received(state, lang) {
  const numbers = Object.entries(OPERANDS).map(([key, size]) =>
    [key, state[key]?.flat() ?? filled(key, state[`${key}_fill`], state.seed, state[size])]);
  // One slider for both axes can only show axes that agree.
  const square = state.square && isEven(state);
  return { ...state, ...Object.fromEntries(numbers), square, pin: spotFrom(state.pin), lang: state.lang ?? lang };
}

// A state that the browser's history keeps may be older than some of the fields: those are the opening's.
export function completed(kept, opening) {
  const said = Object.entries(kept).filter(([, value]) => value !== undefined);
  const state = { ...received(opening, kept.lang), ...Object.fromEntries(said) };
  return { ...state, square: state.square && isEven(state) };
}

// The state after a change: numbers follow their sizes; what is gone is let go; time stays where it was.
export function changed(before, patch, memory) {
  const state = { ...before, ...patch };
  if (!SETTINGS.some((key) => patch[key])) return state;
  for (const [key, size] of Object.entries(OPERANDS)) {
    if (patch[key] || !patch[size]) continue;
    state[key] = resized(key, before[key], before[size], state[size], state[`${key}_fill`], state.seed, memory[key]);
  }
  const plan = planOf(state);
  if (state.t !== null) state.t = Math.min(state.t, plan.inputs);
  if (state.pin && !exists(plan, state.pin)) state.pin = null;
  return state;
}

export const settingsOf = (state) => Object.fromEntries(SETTINGS.map((key) => [key, state[key]]));

function spotFrom(text) {
  if (!text) return null;
  const [panel, cell] = text.split(":");
  return { panel, cell: cell.split(",").map(Number) };
}
