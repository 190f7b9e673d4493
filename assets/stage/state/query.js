// A link holds the whole state, in the one form that deconv_core/state/query.py describes (a test compares the two).

import { spotText } from "../rule/spots.js";
import { exact } from "../rule/values.js";
import { alike, isEven, SETTINGS } from "./settings.js";
import { extentOf } from "./state.js";

/** @import { ChannelKey, Extent, Field, SettingKey, State } from "../types.js" */

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
      return numbersText(state[field.key], extentOf(state, field.key));
    case "vector":
      return (state[field.key] ?? []).map(exact).join();
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
/** @type {(settings: Record<SettingKey, (number | string)[]> & Partial<Record<ChannelKey, number>>) => string} */
export const settingsQuery = (settings) =>
  [
    ...CHANNEL_KEYS.map((key) => `${key}=${settings[key] ?? 1}`),
    ...(settings.input_size.length === 2 ? [] : [`rank=${settings.input_size.length}`]),
    ...SETTINGS.map((key) => `${key}=${encodeURIComponent(onAxes(settings[key]))}`),
  ].join("&");

/** @type {(values: (number | string)[]) => string} */
const onAxes = (values) => (alike(values) ? `${values[0]}` : values.join());

/** @type {ChannelKey[]} */
const CHANNEL_KEYS = ["in_channels", "out_channels", "groups"];
// Between columns, rows and slices; and between channels, of which the kernels have two axes.
const SPACE = [",", ";", ";;"];
const CHANNELS = [":", "::"];

/** @type {(values: number[], extent: Extent) => string} */
function numbersText(values, { channels, size }) {
  const marks = [...SPACE.slice(0, size.length), ...CHANNELS.slice(0, channels.length)];
  let texts = values.map(exact);
  // From the innermost axis on, as many texts as it is long become one.
  [...channels, ...size].toReversed().forEach((count, at) => {
    texts = Array.from({ length: texts.length / count }, (_, part) =>
      texts.slice(part * count, (part + 1) * count).join(marks[at]),
    );
  });
  return texts[0];
}

// What makes a new step of the browser's history when it changes.
/** @type {(fields: Field[], state: State) => string} */
export const stepOf = (fields, state) =>
  queryOf(
    fields.filter(({ of_page, owner }) => !of_page && owner !== "moment"),
    state,
  );
