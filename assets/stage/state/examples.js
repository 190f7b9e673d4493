// The examples of the list: which of them a state is, and which a page opens with by itself.

import { queryOf } from "./query.js";
import { received } from "./state.js";

/** @import { Catalogue, Field, Preset, SentState, State } from "../types.js" */

export class Examples {
  // presets, first: page -> key of the preset that it opens with, opening: the state of the others
  /** @param {Pick<Catalogue, "fields" | "presets" | "first" | "opening">} catalogue */
  constructor({ fields, presets, first, opening }) {
    this.fields = fields;
    this.presets = presets;
    this.first = first;
    this.opening = opening;
    /** @type {string[] | undefined} */
    this.numbers = undefined;
  }

  /** @type {(key: string, lang: string) => State} */
  stateOf(key, lang) {
    const preset = this.presets.find((one) => one.key === key);
    return received(preset?.state ?? this.opening, lang);
  }

  // The example that a state is; "": none.
  /** @type {(state: State) => string} */
  keyOf(state) {
    this.numbers ??= this.presets.map((preset) => this.numbersOf(received(preset.state, state.lang)));
    const { numbers } = this;
    const own = this.numbersOf(state);
    return this.presets.find((preset, at) => numbers[at] === own && asksAlike(preset.state, state))?.key ?? "";
  }

  /** @type {(page: string, lang: string) => State} */
  openingOf(page, lang) {
    return this.stateOf(this.first[page], lang);
  }

  // What a page opens with after another one: what the learner made there goes along, and an example that was chosen. Where
  // nothing but that page's own opening is left behind, this page has its own; how pages look at it goes along all the same.
  /** @type {(before: { page: string, state: State }, page: string) => State} */
  after({ page: before, state }, page) {
    if (this.numbersOf(state) !== this.numbersOf(this.openingOf(before, state.lang))) return state;
    const choices = this.fields.filter(({ of_page }) => of_page).map(({ key }) => [key, state[key]]);
    return { ...this.openingOf(page, state.lang), ...Object.fromEntries(choices) };
  }

  // What makes a state an example's: its layer and numbers, however they were made and are looked at.
  /** @type {(state: State) => string} */
  numbersOf(state) {
    const own = this.fields.filter(({ owner, kind }) => owner === "layer" || kind === "numbers");
    return queryOf(own, state);
  }
}

// An example that asks the frameworks for a size is one only with that question.
/** @type {(preset: SentState, state: State) => boolean} */
const asksAlike = (preset, state) =>
  !preset.frameworks_output_shape
  || (preset.frameworks_ask === state.frameworks_ask
    && `${preset.frameworks_output_shape}` === `${state.frameworks_output_shape}`);
