// The output size that the frameworks are asked for: off, each takes its own; on, one number an axis.

import { el, newId, setHidden, setText } from "../../dom/dom.js";
import { outputSize, uncropped } from "../../rule/links.js";
import { alike, axesOf, nameOfAxis } from "../../state/settings.js";

/** @import { PerAxis, Translate } from "../../types.js" */
/** @import { Stage } from "../../shell/stage.js" */
/** @typedef {{ node: HTMLElement, name: HTMLElement, number: HTMLInputElement, slider: HTMLInputElement }} Row */

const KEY = "frameworks_output_shape";
// As the frameworks call it.
const NAME = "output_shape";

export class WantedSize {
  /** @param {Pick<Stage, "state" | "fields" | "plan" | "set" | "adjust">} stage */
  constructor(stage) {
    this.stage = stage;
    this.on = el("input", { type: "checkbox", "data-control": "output-shape", onchange: () => this.turned() });
    this.hint = el("span", { class: "hint", id: newId("hint"), role: "status" });
    this.rows = [0, 1, 2].map((axis) => this.row(axis));
    this.node = el(
      "fieldset",
      { class: "setting wanted", "data-setting": NAME },
      el("label", {}, this.on, el("code", {}, NAME)),
      ...this.rows.map(({ node }) => node),
      this.hint,
    );
  }

  /** @type {(axis: number) => Row} */
  row(axis) {
    const shared = { "data-axis": axis, "aria-describedby": this.hint.id };
    /** @type {HTMLInputElement} */
    const number = el("input", {
      type: "text",
      inputmode: "numeric",
      class: "number",
      autocomplete: "off",
      ...shared,
      onchange: () => this.typed(axis),
      onkeydown: (event) => this.nudge(event, axis),
    });
    /** @type {HTMLInputElement} */
    const slider = el("input", {
      type: "range",
      min: 1,
      step: 1,
      ...shared,
      oninput: () => this.take(axis, Number(slider.value)),
    });
    const name = el("span", { class: "axis", "aria-hidden": "true" });
    return { node: el("div", { class: "row" }, name, slider, number), name, number, slider };
  }

  /** @param {Translate} t */
  translate(t) {
    /** @type {Translate} */
    this.t = t;
    this.node.title = t(this.stage.fields[KEY].words);
    /** @type {string | null} */
    this.drawn = null;
  }

  draw() {
    const { state, plan } = this.stage;
    setHidden(this.node, state.frameworks_ask === "crops");
    const drawn = JSON.stringify([state[KEY], state.square, plan.canvasShape, state.stride]);
    if (drawn === this.drawn || !this.t) return;
    this.drawn = drawn;
    const wanted = state[KEY];
    this.on.checked = wanted !== null;
    /** @type {boolean} */
    this.together = state.square && alike(wanted ?? []);
    for (const axis of axesOf(state)) this.drawRow(axis, wanted);
    for (const { node } of this.rows.slice(state.rank)) setHidden(node, true);
    setHidden(this.hint, !wanted);
    this.say(wanted ? [...new Set(this.spans())].join(" / ") : "");
  }

  /** @type {(axis: number, wanted: PerAxis | null) => void} */
  drawRow(axis, wanted) {
    const { node, name, number, slider } = this.rows[axis];
    const { rank } = this.stage.state;
    setHidden(node, !wanted || (this.together && axis > 0));
    if (!wanted) return;
    slider.max = String(Math.max(this.most(axis), wanted[axis]));
    slider.value = number.value = String(wanted[axis]);
    number.removeAttribute("aria-invalid");
    setHidden(name, this.together);
    setText(name, this.t(`stage.axis_${nameOfAxis(rank, axis)}`));
    const spoken = this.together ? NAME : `${NAME} ${this.t(`stage.axis_name_${nameOfAxis(rank, axis)}`)}`;
    for (const input of [number, slider]) input.setAttribute("aria-label", spoken);
  }

  // Beyond, no framework but JAX appends more: fewer cells than the stride.
  /** @param {number} axis */
  most(axis) {
    const one = this.stage.plan.axes[axis];
    return uncropped(one) + one.stride - 1;
  }

  spans() {
    return axesOf(this.stage.state).map((axis) => this.t("stage.span", { low: 1, high: this.most(axis) }));
  }

  turned() {
    this.stage.set({ [KEY]: this.on.checked ? this.stage.plan.axes.map(outputSize) : null });
  }

  /** @param {number} axis */
  typed(axis) {
    const { number } = this.rows[axis];
    const text = number.value.trim();
    const value = /^\d{1,4}$/.test(text) ? Number(text) : 0;
    if (value >= 1 && value <= this.most(axis)) return this.take(axis, value);
    number.setAttribute("aria-invalid", "true");
    return this.say(this.t("frameworks.not_a_size", { value: text.slice(0, 20), span: this.spans()[axis] }));
  }

  /** @type {(event: KeyboardEvent, axis: number) => void} */
  nudge(event, axis) {
    const by = /** @type {Record<string, number>} */ ({ ArrowUp: 1, ArrowDown: -1 })[event.key];
    if (event.key === "Escape") this.redraw();
    if (!by) return;
    event.preventDefault();
    this.take(axis, Math.min(this.most(axis), Math.max(1, /** @type {PerAxis} */ (this.stage.state[KEY])[axis] + by)));
  }

  /** @type {(axis: number, value: number) => void} */
  take(axis, value) {
    const wanted = /** @type {PerAxis} */ (this.stage.state[KEY]).map((size, at) =>
      this.together || at === axis ? value : size,
    );
    this.drawn = null;
    this.stage.adjust({ [KEY]: wanted });
  }

  redraw() {
    this.drawn = null;
    this.draw();
  }

  /** @param {string} text */
  say(text) {
    setText(this.hint, text);
  }
}
