// The state, the plan that follows from it, and how parts of the stage change them. Whoever extends this shows them:
// render() draws what has changed, settle() says that it has.

import { flatten, product } from "../rule/links.js";
import { filled, placeName } from "../rule/values.js";
import { Examples } from "../state/examples.js";
import { growthOf, isEven, planOf } from "../state/settings.js";
import { changed, completed, extentOf, OF_PLAN, OPERAND_OF, OPERANDS, received } from "../state/state.js";

/** @import { Cell, Field, Fill, Mounting, Operand, SettingKey, Spot, State } from "../types.js" */

export class Model {
  // kept: a state of a stage's own, from another page or from the browser's history, instead of Python's `state`; own: the last
  // one that was no example.
  /** @param {Pick<Mounting, "page" | "catalogue" | "lang" | "state" | "kept" | "own">} opening */
  constructor({ page, catalogue, lang, state, kept, own = null }) {
    this.page = page;
    this.catalogue = catalogue;
    // Key -> row of the table.
    /** @type {Record<string, Field>} */
    this.fields = Object.fromEntries(catalogue.fields.map((field) => [field.key, field]));
    this.examples = new Examples(catalogue);
    /** @type {State | null} */
    this.own = own;
    /** @type {State} */
    this.state = kept ? this.whole(kept) : received(state, lang);
    this.plan = planOf(this.state);
    // The setting that a hand holds, where the plan is of its last move.
    /** @type {SettingKey | null} */
    this.held = null;
    // The numbers of cells that a smaller size has left out.
    this.memory = memoryOfNone();
    // Which example it is; null: not known yet.
    /** @type {string | null} */
    this.preset = null;
  }

  // Whoever extends it says what these are.
  render() {}
  settle() {}

  // With the fields that a state kept for long may lack.
  /** @type {(kept: Partial<State>) => State} */
  whole(kept) {
    return completed(kept, this.catalogue);
  }

  // held: see above.
  /** @type {(patch: Partial<State>, held?: SettingKey | null) => void} */
  set(patch, held = null) {
    this.state = changed(this.state, patch, this.memory, this.fields);
    if (OF_PLAN.some((key) => patch[key])) {
      this.plan = planOf(this.state);
      this.held = held;
    }
    this.preset = null;
    this.render();
    this.settle();
  }

  // See CommonScale.
  growth() {
    return this.held ? growthOf(this.state, this.held) : 1;
  }

  letGo() {
    if (!this.held) return;
    this.held = null;
    this.render();
  }

  // What changes no number: time, the language.
  /** @param {Partial<Pick<State, "t" | "lang">>} patch */
  keep(patch) {
    this.state = { ...this.state, ...patch };
  }

  /** @param {State} state */
  replace(state) {
    this.state = { ...state, lang: this.state.lang };
    this.plan = planOf(this.state);
    this.held = null;
    this.memory = memoryOfNone();
    this.preset = null;
    this.render();
    this.settle();
  }

  /** @type {(spot: Spot) => number} */
  numberAt({ panel, cell }) {
    const key = OPERAND_OF[panel];
    return this.state[key][flatten(cell, this.shapeOf(key))];
  }

  /** @param {Operand} key */
  shapeOf(key) {
    return key === "x" ? this.plan.inputShape : this.plan.weightShape;
  }

  /** @type {(spot: Spot, value: number) => void} */
  edit({ panel, cell }, value) {
    const key = OPERAND_OF[panel];
    const values = [...this.state[key]];
    const at = flatten(cell, this.shapeOf(key));
    values[at] = value;
    this.memory[key].set(placeName(at, extentOf(this.state, key)), value);
    this.set({ [key]: values });
  }

  // The numbers of one map of an operand, row by row, and its size with them: of the map that a cell lies in, the slice too.
  /** @type {(key: Operand, rows: number[][], cell: Cell) => void} */
  setNumbers(key, rows, cell) {
    const { state } = this;
    const plane = [rows.length, rows[0].length].slice(-state.rank);
    const size = [...state[OPERANDS[key]].slice(0, -plane.length), ...plane];
    const patch = { [OPERANDS[key]]: size, square: state.square && isEven({ ...state, [OPERANDS[key]]: size }) };
    if (product(this.shapeOf(key)) === product(state[OPERANDS[key]])) this.memory[key].clear();
    const sized = changed(state, patch, this.memory, this.fields);
    // Which of the maps, counted by all that stands before rows and columns.
    const before = cell.slice(0, -plane.length);
    const at = flatten(before, this.shapeOf(key).slice(0, before.length)) * product(plane);
    const values = [...sized[key]];
    values.splice(at, product(plane), ...rows.flat());
    this.set({ ...patch, [key]: values });
  }

  // One of the fills; "random" again takes the next seed.
  /** @type {(key: Operand, kind: Fill) => void} */
  fill(key, kind) {
    const again = kind === "random" && this.state[`${key}_fill`] === "random";
    const seed = again ? (this.state.seed + 1) % 1_000_000 : this.state.seed;
    this.memory[key].clear();
    this.set({ seed, [`${key}_fill`]: kind, [key]: filled(key, kind, seed, extentOf(this.state, key)) });
  }

  // The example that the state is; "": none.
  /** @returns {string} */
  example() {
    this.preset ??= this.examples.keyOf(this.state);
    if (!this.preset) this.own = this.state;
    return this.preset ?? "";
  }

  // key: "" for the last state that was no example.
  /** @param {string} key */
  takePreset(key) {
    const state = key ? this.examples.stateOf(key, this.state.lang) : this.own;
    if (state) this.replace(state);
  }

  takeOpening() {
    this.replace(this.examples.openingOf(this.page, this.state.lang));
  }
}

/** @type {() => Record<Operand, Map<string, number>>} */
const memoryOfNone = () => ({ x: new Map(), w: new Map() });
