// The six settings in the order of PyTorch's call. Each goes only as far as it is legal beside the others, and says what
// holds it there. A number typed beyond that is not taken: the stage asks for the reason.

import { el, newId, setHidden, setText } from "../../dom/dom.js";
import { later } from "../../dom/later.js";
import { axesOf, isEven, legalRange, perAxis, SETTINGS } from "../../state/settings.js";

/** @import { PerAxis, Range, SettingField, SettingKey, Settings, State, Translate } from "../../types.js" */
/** @import { Stage } from "../stage.js" */

// These two have no range of their own to speak of: the others set it, so their sliders show just what is legal.
const ELASTIC = new Set(["padding", "output_padding"]);

export class Controls {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.settings = SETTINGS.map((key) => new Setting(stage, /** @type {SettingField} */ (stage.fields[key])));
    // What was drawn last.
    /** @type {{ plan: unknown, square: boolean } | null} */
    this.drawn = null;
    /** @type {Setting | undefined} */
    this.held = undefined;
    // What the setting in hand means, and how far it goes.
    this.meaning = el("p", { class: "meaning", "data-control": "meaning" });
    /** @type {HTMLInputElement} */
    this.square = el("input", {
      type: "checkbox",
      role: "switch",
      "data-control": "square",
      onchange: () => stage.setSquare(!this.square.checked),
    });
    this.squareLabel = el("span", {});
    this.table = el("div", { class: "settings" }, ...this.settings.map((setting) => setting.node));
    const square = el("label", { class: "square" }, this.square, this.squareLabel);
    this.node = el("div", { class: "controls" }, this.table, square, this.meaning);
    this.node.addEventListener("focusin", ({ target }) => this.hold(target));
    this.node.addEventListener("pointerover", ({ target }) => this.hold(target));
    this.hold(this.settings[2].node);
  }

  // The setting in hand: the one that a part of has the focus, or that the pointer is over.
  /** @param {EventTarget | null} target */
  hold(target) {
    const held = this.settings.find(({ node }) => target instanceof Node && node.contains(target));
    if (!held || held === this.held) return;
    this.held = held;
    for (const setting of this.settings) setting.hold(setting === held);
    this.say();
  }

  say() {
    later.write(this.meaning, () => this.held && setText(this.meaning, this.held.meaning));
  }

  /** @param {Translate} t */
  translate(t) {
    setText(this.squareLabel, t("stage.apart"));
    this.settings.forEach((setting) => setting.translate(t));
    this.drawn = null;
  }

  // A new plan means new settings: time and pins change nothing here.
  draw() {
    const {
      plan,
      state: { square },
    } = this.stage;
    if (this.drawn?.plan === plan && this.drawn.square === square) return;
    this.drawn = { plan, square };
    this.table.classList.toggle("apart", !square);
    if (this.square.checked === square) this.square.checked = !square;
    this.settings.forEach((setting) => setting.draw());
    this.say();
  }

  // What was typed and refused still stands in its box: draw every box anew.
  forget() {
    this.drawn = null;
    this.settings.forEach((setting) => (setting.drawn = null));
  }
}

class Setting {
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
    this.rows = axesOf(stage.state).map((axis) => this.row(axis));
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
    const { state } = this.stage;
    const ranges = axesOf(state).map((axis) => legalRange(state, this.field, axis));
    const drawn = JSON.stringify([state.square, state[this.field.key], ranges]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.ranges = ranges;
    for (const row of this.rows.slice(1)) setHidden(row.node, state.square);
    for (const axis of axesOf(state)) this.drawRow(axis, state);
    this.range = [...new Set(axesOf(state).map((axis) => this.hintOf(state, axis)))].join(" / ");
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
    const ends = ELASTIC.has(this.field.key) ? [range.low, range.high] : [this.field.low, this.field.high];
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
    setText(name, state.square ? "" : t(`stage.axis_${axis}`));
    setHidden(name, state.square);
    const spoken = state.square ? this.field.key : `${this.field.key} ${t(`stage.axis_name_${axis}`)}`;
    if (spoken === row.spoken) return;
    row.spoken = spoken;
    for (const input of [number, slider]) input.setAttribute("aria-label", spoken);
  }

  // "0 to 4", or why it cannot move.
  /** @type {(state: State, axis: number) => string} */
  hintOf(state, axis) {
    const { t } = this.stage;
    const { low, high, lowRule, highRule } = this.ranges[axis];
    const [stride, dilation] = [state.stride[axis], state.dilation[axis]];
    const values = { low, high, limit: Math.max(stride, dilation), output_padding: state.output_padding[axis] };
    const span = t(low === high ? "stage.only" : "stage.span", values);
    const reasons = [...new Set([lowRule, highRule])]
      .filter(Boolean)
      .map((rule) =>
        t(
          rule === "output_padding" && this.field.key !== "output_padding"
            ? "stage.why_max_needed"
            : `stage.why_${rule}`,
          values,
        ),
      );
    return reasons.reduce((said, why) => t("stage.because", { said, why }), span);
  }

  /** @param {number} axis */
  slid(axis) {
    const { low, high } = this.ranges[axis];
    const value = Math.min(high, Math.max(low, Number(this.rows[axis].slider.value)));
    this.take(axis, value);
    // Where the thumb was dragged too far, it comes back.
    if (Number(this.rows[axis].slider.value) !== value) this.rows[axis].slider.value = String(value);
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
    if (event.key === "Escape") this.untype(event, axis);
    if (event.key === "Enter") this.again(axis);
    if (!by) return;
    event.preventDefault();
    const { low, high } = this.ranges[axis];
    this.take(axis, Math.min(high, Math.max(low, this.stage.state[this.field.key][axis] + by)));
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

  /** @type {(axis: number, value: number) => void} */
  take(axis, value) {
    const next = this.changed(axis, value);
    if (String(next[this.field.key]) !== String(this.stage.state[this.field.key])) this.stage.adjust(next);
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

// Height and width apart, or one number for both: then width takes height's numbers.
/** @type {(state: State, square: boolean) => Partial<State>} */
export function squared(state, square) {
  if (!square || isEven(state)) return { square };
  return { square, ...Object.fromEntries(SETTINGS.map((key) => [key, state[key].map(() => state[key][0])])) };
}
