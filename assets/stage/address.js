// The address bar holds the whole state, in the one form that deconv_core/link.py describes (a test compares the two).
// What a learner changed becomes a new step of the browser's history; time and pins change the step they are in.

import { isEven, SETTINGS } from "./settings.js";
import { exact } from "./values.js";
import { spotText } from "./linked.js";

const DEFAULTS = { x_fill: "random", w_fill: "random", seed: 1 };
const VIEW_DEFAULTS = { turn: "turned", order: "rows", side: "transposed", removed: "hidden", ask: "same", output_shape: null };

export function queryOf(state) {
  const parts = SETTINGS.map((key) => `${key}=${oneOrTwo(state[key])}`);
  parts.push(`x=${rowsOf(state.x, state.input_size[1])}`, `w=${rowsOf(state.w, state.kernel_size[1])}`);
  parts.push(...unusual(state, DEFAULTS));
  if (state.square !== isEven(state)) parts.push(`square=${state.square ? 1 : 0}`);
  if (state.t !== null) parts.push(`t=${exact(state.t)}`);
  if (state.pin) parts.push(`pin=${spotText(state.pin)}`);
  // Where no side is named the query is not about how the state is looked at.
  if (state.side) parts.push(...unusual(state, VIEW_DEFAULTS));
  parts.push(`lang=${state.lang}`);
  return parts.join("&");
}

const unusual = (state, defaults) =>
  Object.keys(defaults).filter((key) => state[key] !== defaults[key]).map((key) => `${key}=${Array.isArray(state[key]) ? oneOrTwo(state[key]) : state[key]}`);

// Settings as a person gave them, legal or not.
export const settingsQuery = (settings) =>
  SETTINGS.map((key) => `${key}=${encodeURIComponent(oneOrTwo(settings[key]))}`).join("&");

const oneOrTwo = ([height, width]) => (height === width ? `${height}` : `${height},${width}`);

const rowsOf = (values, columns) =>
  Array.from({ length: values.length / columns }, (_, row) =>
    values.slice(row * columns, (row + 1) * columns).map(exact).join(",")).join(";");

// The state that the present step of the history holds, after a reload or a return from another page; else null.
export const stepState = () => (history.state?.page === location.pathname ? (history.state.stage ?? null) : null);

export class Address {
  // onReturn(state | null): the browser went to another step; null: a step that holds no state of ours.
  // whole(state): with the fields that a step kept for long may lack; typed: see `hold`.
  constructor(onReturn, whole, typed) {
    this.page = location.pathname;
    this.typed = typed;
    this.listener = (event) => {
      if (location.pathname !== this.page) return;
      // The host would run the whole page again for what the stage alone can show.
      event.stopImmediatePropagation();
      const state = event.state?.stage ? whole(event.state.stage) : null;
      onReturn(state);
      this.made = state ? this.made_(state) : undefined;
    };
    window.addEventListener("popstate", this.listener, { capture: true });
  }

  write(state) {
    const made = this.made_(state);
    const url = `${this.page}?${[queryOf(state), this.typed].filter(Boolean).join("&")}`;
    const entry = { ...history.state, page: this.page, stage: state };
    if (this.made !== undefined && made !== this.made) history.pushState(entry, "", url);
    else history.replaceState(entry, "", url);
    this.made = made;
  }

  // What stands in the page's own fields, as link text: in every step from now on, since going back does not take it back.
  hold(typed, state) {
    if (typed === this.typed || location.pathname !== this.page) return;
    this.typed = typed;
    this.write(state);
  }

  // What makes a new step when it changes.
  made_(state) {
    return queryOf({ ...state, ...VIEW_DEFAULTS, t: null, pin: null });
  }

  close() {
    window.removeEventListener("popstate", this.listener, { capture: true });
  }
}
