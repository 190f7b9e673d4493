// A link holds the whole state, in the one form that deconv_core/state/query.py describes (a test compares the two).

import { spotText } from "../rule/spots.js";
import { exact } from "../rule/values.js";
import { alike, isEven, SETTINGS } from "./settings.js";

/** @import { Field, SettingKey, State } from "../types.js" */

// What these fields of the table say of a state.
/** @type {(fields: Field[], state: State) => string} */
export const queryOf = (fields, state) =>
  fields
    .filter((field) => isSaid(field, state))
    .map((field) => `${field.key}=${textOf(field, state)}`)
    .join("&");

// The layer and its numbers always are; all else where it is not the usual.
/** @type {(field: Field, state: State) => boolean} */
function isSaid(field, state) {
  if (field.kind === "setting" || field.kind === "numbers") return true;
  return state[field.key] !== (field.kind === "flag" ? isEven(state) : field.default);
}

/** @type {(field: Field, state: State) => string} */
function textOf(field, state) {
  switch (field.kind) {
    case "setting":
      return onAxes(state[field.key]);
    case "size":
      return onAxes(state[field.key] ?? []);
    case "numbers":
      return rowsOf(state[field.key], state[field.size]);
    case "flag":
      return state[field.key] ? "1" : "0";
    case "pin": {
      const pin = state[field.key];
      return pin ? spotText(pin) : "";
    }
    case "choice":
      return state[field.key];
    default:
      return exact(state[field.key] ?? 0);
  }
}

// Settings as a person gave them, legal or not.
/** @type {(settings: Record<SettingKey, (number | string)[]>) => string} */
export const settingsQuery = (settings) =>
  [
    ...(settings.input_size.length === 1 ? ["rank=1"] : []),
    ...SETTINGS.map((key) => `${key}=${encodeURIComponent(onAxes(settings[key]))}`),
  ].join("&");

/** @type {(values: (number | string)[]) => string} */
const onAxes = (values) => (alike(values) ? `${values[0]}` : values.join());

/** @type {(values: number[], shape: number[]) => string} */
function rowsOf(values, shape) {
  const columns = shape[shape.length - 1];
  const row = (/** @type {number} */ at) => values.slice(at * columns, (at + 1) * columns).map(exact);
  return Array.from({ length: values.length / columns }, (_, at) => row(at).join()).join(";");
}

// What makes a new step of the browser's history when it changes.
/** @type {(fields: Field[], state: State) => string} */
export const stepOf = (fields, state) =>
  queryOf(
    fields.filter(({ of_page, owner }) => !of_page && owner !== "moment"),
    state,
  );
