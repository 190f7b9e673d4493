// The six settings in the order of PyTorch's call. Each goes only as far as it is legal beside the others, and says what
// holds it there. A number typed beyond that is not taken: the stage asks for the reason.

import { el, setHidden, setText } from "./dom.js";
import { later } from "./later.js";
import { AXES, isEven, legalRange, SETTINGS, withSetting } from "./settings.js";

// These two have no range of their own to speak of: the others set it, so their sliders show just what is legal.
const ELASTIC = new Set(["padding", "output_padding"]);

export class Controls {
  // stage: {state, adjust(patch), questions}; fields: key -> field of the table.
  constructor(stage, fields) {
    this.stage = stage;
    this.settings = SETTINGS.map((key) => new Setting(stage, fields[key]));
    this.summary = el("summary", {});
    this.table = el("div", { class: "settings" }, ...this.settings.map((setting) => setting.node));
    this.node = el("details", { class: "controls", open: !matchMedia("(max-width: 640px)").matches },
      this.summary, this.table);
  }

  translate(t) {
    setText(this.summary, t("stage.settings"));
    this.settings.forEach((setting) => setting.translate(t));
    this.drawn = null;
  }

  // A new plan means new settings: time and pins change nothing here.
  draw() {
    const { plan, state: { square } } = this.stage;
    if (this.drawn?.plan === plan && this.drawn.square === square) return;
    this.drawn = { plan, square };
    this.table.classList.toggle("apart", !square);
    this.settings.forEach((setting) => setting.draw());
  }

  // What was typed and refused still stands in its box: draw every box anew.
  forget() {
    this.drawn = null;
    this.settings.forEach((setting) => (setting.drawn = null));
  }
}

class Setting {
  constructor(stage, field) {
    Object.assign(this, { stage, field });
    this.rows = AXES.map((axis) => this.row(axis));
    this.name = el("span", { class: "name" }, field.key);
    this.hint = el("div", { class: "hint", id: `hint-${field.key}` });
    this.node = el("fieldset", { class: "setting", "data-setting": field.key },
      el("legend", {}, this.name), ...this.rows.map((row) => row.node), this.hint);
  }

  row(axis) {
    const number = el("input", { type: "text", inputmode: "numeric", class: "number", "data-axis": axis,
      autocomplete: "off", "aria-describedby": `hint-${this.field.key}`,
      onchange: () => this.typed(axis), onkeydown: (event) => this.nudge(event, axis) });
    const slider = el("input", { type: "range", step: 1, "data-axis": axis,
      "aria-describedby": `hint-${this.field.key}`, oninput: () => this.slid(axis) });
    const name = el("span", { class: "axis", "aria-hidden": "true" });
    return { node: el("div", { class: "row" }, name, slider, number), name, number, slider };
  }

  translate(t) {
    this.t = t;
    this.meaning = t(`stage.meaning_${this.field.key}`);
    this.node.title = this.meaning;
    this.drawn = null;
  }

  draw() {
    const { state } = this.stage;
    const ranges = AXES.map((axis) => legalRange(state, this.field, axis));
    const drawn = JSON.stringify([state.square, state[this.field.key], ranges]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.ranges = ranges;
    setHidden(this.rows[1].node, state.square);
    AXES.forEach((axis) => this.drawRow(axis, state));
    const hints = (state.square ? [0] : AXES).map((axis) => this.hintOf(state, axis));
    later.write(this.hint, () => setText(this.hint, [...new Set(hints)].join(" / ")));
  }

  drawRow(axis, state) {
    const { name, number, slider } = this.rows[axis];
    const range = this.ranges[axis];
    const value = state[this.field.key][axis];
    const ends = ELASTIC.has(this.field.key) ? [range.low, range.high] : [this.field.low, this.field.high];
    // A slider lays itself out anew at each of these, changed or not; the one in the hand is there already.
    later.write(slider, () => {
      const looks = [...ends, value, range.low === range.high].join();
      if (looks === slider.looks_) return;
      slider.looks_ = looks;
      [slider.min, slider.max] = ends;
      slider.value = value;
      slider.disabled = range.low === range.high;
    });
    // Writing into the field that has the focus lays out the page at once.
    later.write(number, () => {
      if (number.value !== String(value)) number.value = value;
    });
    if (number.hasAttribute("aria-invalid")) number.removeAttribute("aria-invalid");
    setText(name, state.square ? "" : this.t(`stage.axis_${axis}`));
    setHidden(name, state.square);
    const spoken = state.square ? this.field.key : `${this.field.key} ${this.t(`stage.axis_name_${axis}`)}`;
    if (spoken === this.rows[axis].spoken) return;
    this.rows[axis].spoken = spoken;
    for (const input of [number, slider]) input.setAttribute("aria-label", spoken);
  }

  // "0 to 4", or why it cannot move.
  hintOf(state, axis) {
    const { low, high, lowRule, highRule } = this.ranges[axis];
    const [stride, dilation] = [state.stride[axis], state.dilation[axis]];
    const values = { low, high, limit: Math.max(stride, dilation), output_padding: state.output_padding[axis] };
    const span = this.t(low === high ? "stage.only" : "stage.span", values);
    const reasons = [...new Set([lowRule, highRule])].filter(Boolean).map((rule) =>
      this.t(rule === "output_padding" && this.field.key !== "output_padding"
        ? "stage.why_max_needed" : `stage.why_${rule}`, values));
    return reasons.reduce((said, why) => this.t("stage.because", { said, why }), span);
  }

  slid(axis) {
    const { low, high } = this.ranges[axis];
    const value = Math.min(high, Math.max(low, Number(this.rows[axis].slider.value)));
    this.take(axis, value);
    // Where the thumb was dragged too far, it comes back.
    if (Number(this.rows[axis].slider.value) !== value) this.rows[axis].slider.value = value;
  }

  typed(axis) {
    const { number } = this.rows[axis];
    const text = number.value.trim();
    const { low, high } = this.ranges[axis];
    const value = /^\d{1,6}$/.test(text) ? Number(text) : null;
    if (value !== null && value >= low && value <= high) return this.take(axis, value);
    number.setAttribute("aria-invalid", "true");
    this.rows[axis].refused = text;
    return this.stage.questions.askSettings(this.changed(axis, text));
  }

  nudge(event, axis) {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (event.key === "Escape") this.untype(event, axis);
    if (event.key === "Enter") this.again(axis);
    if (!by) return;
    event.preventDefault();
    const { low, high } = this.ranges[axis];
    this.take(axis, Math.min(high, Math.max(low, this.stage.state[this.field.key][axis] + by)));
  }

  // What was refused and still stands there is no change to the browser: its reason may have been put away.
  again(axis) {
    const { number, refused } = this.rows[axis];
    if (number.hasAttribute("aria-invalid") && number.value.trim() === refused) this.typed(axis);
  }

  untype(event, axis) {
    if (this.rows[axis].number.value === String(this.stage.state[this.field.key][axis])) return;
    event.preventDefault();
    this.drawRow(axis, this.stage.state);
  }

  take(axis, value) {
    const next = this.changed(axis, value);
    if (next[this.field.key].some((one, at) => one !== this.stage.state[this.field.key][at])) this.stage.adjust(next);
  }

  // The change to the state: in square mode both axes follow.
  changed(axis, value) {
    const { state } = this.stage;
    if (state.square) return { [this.field.key]: [value, value] };
    return { [this.field.key]: withSetting(state, this.field.key, axis, value)[this.field.key] };
  }
}

// Height and width apart, or one number for both: then width takes height's numbers.
export function squared(state, square) {
  if (!square || isEven(state)) return { square };
  return { square, ...Object.fromEntries(SETTINGS.map((key) => [key, [state[key][0], state[key][0]]])) };
}
