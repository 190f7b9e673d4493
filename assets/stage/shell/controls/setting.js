// One setting: a slider and a number for each axis. Each goes only as far as it is legal beside the others, and says what holds it
// there. A number typed beyond that is not taken: the stage asks for the reason.

import { el, newId, setHidden, setText } from "../../dom/dom.js";
import { later } from "../../dom/later.js";
import { axesOf, highOf, legalRange, nameOfAxis, perAxis } from "../../state/settings.js";
import { beyond, span } from "./range_words.js";

/** @import { Range, SettingField, SettingKey, State, Translate } from "../../types.js" */
/** @import { Stage } from "../stage.js" */

// These two have no range of their own to speak of: the others set it, so their sliders show just what is legal.
const ELASTIC = new Set(["padding", "output_padding"]);
// The keys of a slider and of a number field, as steps.
const STEPS = new Map([
  ["ArrowRight", 1],
  ["ArrowUp", 1],
  ["ArrowLeft", -1],
  ["ArrowDown", -1],
]);

export class Setting {
  /** @param {Stage} stage @param {SettingField} field */
  constructor(stage, field) {
    this.stage = stage;
    this.field = field;
    /** @type {Range[]} */
    this.ranges = [];
    // What was drawn last, and how far the setting goes, in words.
    /** @type {string | null} */
    this.drawn = null;
    this.range = "";
    this.hint = el("div", { class: "hint", id: newId("hint") });
    this.rows = [0, 1, 2].map((axis) => this.row(axis));
    this.value = el("span", { class: "value", "aria-hidden": "true" });
    // Where it is narrow, one setting at a time is out, and this takes out its own.
    this.name = el("button", { type: "button", class: "name" }, field.key, this.value);
    this.node = el(
      "fieldset",
      { class: "setting", "data-setting": field.key },
      el("legend", {}, el("span", { class: "label" }, field.key), this.name),
      ...this.rows.map((row) => row.node),
      this.hint,
    );
  }

  /** @param {number} axis */
  row(axis) {
    const number = el("input", {
      type: "text",
      inputmode: "numeric",
      class: "number",
      "data-axis": axis,
      autocomplete: "off",
      "aria-describedby": this.hint.id,
      onchange: () => this.typed(axis),
      onkeydown: (event) => this.nudge(event, axis),
    });
    const slider = el("input", {
      type: "range",
      step: 1,
      "data-axis": axis,
      "aria-describedby": this.hint.id,
      oninput: () => this.slid(axis),
      onpointerup: () => this.stage.release(),
      onkeydown: (event) => this.pushed(axis, STEPS.get(event.key) ?? 0),
    });
    const name = el("span", { class: "axis", "aria-hidden": "true" });
    const node = el("div", { class: "row" }, name, slider, number);
    // How the slider looks, what a screen reader says, and what was typed and refused.
    return { node, name, number, slider, looks: "", spoken: "", refused: "" };
  }

  /** @param {boolean} isHeld */
  hold(isHeld) {
    this.node.classList.toggle("held", isHeld);
  }

  // What it means, and in full how far it goes and why.
  get meaning() {
    const { t } = this.stage;
    return t("stage.meaning_and_range", { meaning: t(this.field.words), range: this.range });
  }

  /** @param {Translate} _t */
  translate(_t) {
    this.drawn = null;
  }

  draw() {
    const { state, t } = this.stage;
    const ranges = axesOf(state).map((axis) => legalRange(state, this.field, axis));
    const drawn = JSON.stringify([state.square, state[this.field.key], ranges]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.ranges = ranges;
    this.rows.forEach((row, axis) => setHidden(row.node, axis > 0 && (state.square || axis >= state.rank)));
    for (const axis of axesOf(state)) this.drawRow(axis, state);
    this.range = [...new Set(axesOf(state).map((axis) => span(t, state, this.field, axis)))].join(" / ");
    later.write(this.hint, () => {
      setText(this.hint, this.range);
      setText(this.value, ` ${perAxis(state[this.field.key])}`);
    });
  }

  /** @type {(axis: number, state: State) => void} */
  drawRow(axis, state) {
    const row = this.rows[axis];
    const { name, number, slider } = row;
    const { t } = this.stage;
    const range = this.ranges[axis];
    const value = state[this.field.key][axis];
    const ends = ELASTIC.has(this.field.key)
      ? [range.low, range.high]
      : [this.field.low, highOf(this.field, state.rank)];
    // A slider lays itself out anew at each of these, changed or not; the one in the hand is there already.
    later.write(slider, () => {
      const looks = [...ends, value, range.low === range.high].join();
      if (looks === row.looks) return;
      row.looks = looks;
      [slider.min, slider.max] = ends.map(String);
      slider.value = String(value);
      slider.disabled = range.low === range.high;
    });
    // Writing into the field that has the focus lays out the page at once.
    later.write(number, () => {
      if (number.value !== String(value)) number.value = String(value);
    });
    if (number.hasAttribute("aria-invalid")) number.removeAttribute("aria-invalid");
    setText(name, state.square ? "" : t(`stage.axis_${nameOfAxis(state.rank, axis)}`));
    setHidden(name, state.square);
    const spoken = state.square
      ? this.field.key
      : `${this.field.key} ${t(`stage.axis_name_${nameOfAxis(state.rank, axis)}`)}`;
    if (spoken === row.spoken) return;
    row.spoken = spoken;
    for (const input of [number, slider]) input.setAttribute("aria-label", spoken);
  }

  /** @param {number} axis */
  slid(axis) {
    const { low, high } = this.ranges[axis];
    const wanted = Number(this.rows[axis].slider.value);
    const value = Math.min(high, Math.max(low, wanted));
    if (wanted !== value) this.sayBeyond(axis, Math.sign(wanted - value));
    this.take(axis, value, true);
    // Where the thumb was dragged too far, it comes back.
    if (Number(this.rows[axis].slider.value) !== value) this.rows[axis].slider.value = String(value);
  }

  // A key that would go on from an end says why there is an end.
  /** @type {(axis: number, by: number) => void} */
  pushed(axis, by) {
    const { low, high } = this.ranges[axis];
    const next = this.stage.state[this.field.key][axis] + by;
    if (by && (next < low || next > high)) this.sayBeyond(axis, by);
  }

  /** @type {(axis: number, by: number) => void} */
  sayBeyond(axis, by) {
    const { stage, field } = this;
    const { key, values } = beyond(stage.state, field, axis, by);
    stage.controls.sayLimit(stage.t(`stage.${key}`, values));
  }

  /** @param {number} axis */
  typed(axis) {
    const row = this.rows[axis];
    const { number } = row;
    const text = number.value.trim();
    const { low, high } = this.ranges[axis];
    const value = /^\d{1,6}$/.test(text) ? Number(text) : null;
    if (value !== null && value >= low && value <= high) {
      this.take(axis, value);
      return;
    }
    number.setAttribute("aria-invalid", "true");
    row.refused = text;
    this.stage.questions.askSettings(this.changed(axis, text));
  }

  /** @type {(event: KeyboardEvent, axis: number) => void} */
  nudge(event, axis) {
    const by = Number(event.key === "ArrowUp") - Number(event.key === "ArrowDown");
    this.pushed(axis, by);
    if (event.key === "Escape") this.untype(event, axis);
    if (event.key === "Enter") this.again(axis);
    if (!by) return;
    event.preventDefault();
    const { low, high } = this.ranges[axis];
    this.take(axis, Math.min(high, Math.max(low, this.stage.state[this.field.key][axis] + by)), true);
  }

  // What was refused and still stands there is no change to the browser: its reason may have been put away.
  /** @param {number} axis */
  again(axis) {
    const { number, refused } = this.rows[axis];
    if (number.hasAttribute("aria-invalid") && number.value.trim() === refused) this.typed(axis);
  }

  /** @type {(event: KeyboardEvent, axis: number) => void} */
  untype(event, axis) {
    if (this.rows[axis].number.value === String(this.stage.state[this.field.key][axis])) return;
    event.preventDefault();
    this.drawRow(axis, this.stage.state);
  }

  // isHeld: the hand is at it, and may go on.
  /** @type {(axis: number, value: number, isHeld?: boolean) => void} */
  take(axis, value, isHeld = false) {
    const next = this.changed(axis, value);
    if (String(next[this.field.key]) === String(this.stage.state[this.field.key])) return;
    this.stage.adjust(next, isHeld ? this.field.key : null);
  }

  // The change to the state: in square mode both axes follow.
  /** @type {<Value extends number | string>(axis: number, value: Value) => Partial<Record<SettingKey, Value[]>>} */
  changed(axis, value) {
    const { state } = this.stage;
    const { key } = this.field;
    const values = state[key].map((present, at) => (state.square || at === axis ? value : present));
    return { [key]: /** @type {(typeof value)[]} */ (values) };
  }
}
