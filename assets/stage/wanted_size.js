// The output size that the frameworks are asked for: off, each takes its own; on, one number an axis.

import { el, setHidden, setText } from "./dom.js";
import { uncropped } from "./links.js";
import { AXES } from "./settings.js";

const KEY = "output_shape";

export class WantedSize {
  // stage: {state, plan, adjust(patch)}
  constructor(stage) {
    this.stage = stage;
    this.on = el("input", { type: "checkbox", "data-control": "output-shape", onchange: () => this.turned() });
    this.rows = AXES.map((axis) => this.row(axis));
    this.hint = el("span", { class: "hint", id: `hint-${KEY}`, role: "status" });
    this.node = el("fieldset", { class: "setting wanted", "data-setting": KEY },
      el("label", {}, this.on, el("code", {}, KEY)), ...this.rows.map(({ node }) => node), this.hint);
  }

  row(axis) {
    const shared = { "data-axis": axis, "aria-describedby": `hint-${KEY}` };
    const number = el("input", { type: "text", inputmode: "numeric", class: "number", autocomplete: "off", ...shared,
      onchange: () => this.typed(axis), onkeydown: (event) => this.nudge(event, axis) });
    const slider = el("input", { type: "range", min: 1, step: 1, ...shared,
      oninput: () => this.take(axis, Number(slider.value)) });
    const name = el("span", { class: "axis", "aria-hidden": "true" });
    return { node: el("div", { class: "row" }, name, slider, number), name, number, slider };
  }

  translate(t) {
    this.t = t;
    this.node.title = t("frameworks.meaning_output_shape");
    this.drawn = null;
  }

  draw() {
    const { state, plan } = this.stage;
    setHidden(this.node, state.ask === "crops");
    const drawn = JSON.stringify([state.output_shape, state.square, plan.canvasShape, state.stride]);
    if (drawn === this.drawn || !this.t) return;
    this.drawn = drawn;
    const wanted = state.output_shape;
    this.on.checked = wanted !== null;
    this.together = state.square && wanted?.[0] === wanted?.[1];
    AXES.forEach((axis) => this.drawRow(axis, wanted));
    setHidden(this.hint, !wanted);
    this.say(wanted ? [...new Set(this.spans())].join(" / ") : "");
  }

  drawRow(axis, wanted) {
    const { node, name, number, slider } = this.rows[axis];
    setHidden(node, !wanted || (this.together && axis > 0));
    if (!wanted) return;
    slider.max = Math.max(this.most(axis), wanted[axis]);
    slider.value = number.value = wanted[axis];
    number.removeAttribute("aria-invalid");
    setHidden(name, this.together);
    setText(name, this.t(`stage.axis_${axis}`));
    const spoken = this.together ? KEY : `${KEY} ${this.t(`stage.axis_name_${axis}`)}`;
    for (const input of [number, slider]) input.setAttribute("aria-label", spoken);
  }

  // Beyond, no framework but JAX appends more: fewer cells than the stride.
  most(axis) {
    const one = this.stage.plan.axes[axis];
    return uncropped(one) + one.stride - 1;
  }

  spans() {
    return AXES.map((axis) => this.t("stage.span", { low: 1, high: this.most(axis) }));
  }

  turned() {
    this.stage.set({ [KEY]: this.on.checked ? [...this.stage.plan.outputShape] : null });
  }

  typed(axis) {
    const { number } = this.rows[axis];
    const text = number.value.trim();
    const value = /^\d{1,4}$/.test(text) ? Number(text) : 0;
    if (value >= 1 && value <= this.most(axis)) return this.take(axis, value);
    number.setAttribute("aria-invalid", "true");
    return this.say(this.t("frameworks.not_a_size", { value: text.slice(0, 20), span: this.spans()[axis] }));
  }

  nudge(event, axis) {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (event.key === "Escape") this.redraw();
    if (!by) return;
    event.preventDefault();
    this.take(axis, Math.min(this.most(axis), Math.max(1, this.stage.state[KEY][axis] + by)));
  }

  take(axis, value) {
    const wanted = this.together ? [value, value] : this.stage.state[KEY].map((size, at) => (at === axis ? value : size));
    this.drawn = null;
    this.stage.adjust({ [KEY]: wanted });
  }

  redraw() {
    this.drawn = null;
    this.draw();
  }

  say(text) {
    setText(this.hint, text);
  }
}
