// The stage: one state, and the parts that show it. It takes data in and reports state out, and knows nothing of its host
// but the functions it is given: {report(numbers), ask(question), words(lang)}.

import { Address, queryOf } from "./address.js";
import { Badge } from "./badge.js";
import { CodeLine } from "./code.js";
import { Controls, squared } from "./controls.js";
import { el, setText } from "./dom.js";
import { Editor } from "./editor.js";
import { Formula } from "./formula.js";
import { Pointing } from "./pointing.js";
import { copyText, Host } from "./host.js";
import { pageKeys } from "./keys.js";
import { later } from "./later.js";
import { flatten } from "./links.js";
import { richest, sameSpot } from "./linked.js";
import { Questions } from "./questions.js";
import { planOf } from "./settings.js";
import { changed, completed, OPERANDS, received, settingsOf } from "./state.js";
import { Sum } from "./sum.js";
import { themeOf } from "./theme.js";
import { Timeline } from "./timeline.js";
import { Toolbar } from "./toolbar.js";
import { filled } from "./values.js";
import { wordsOf } from "./words.js";

const REST_MS = 150;
const COPIED_MS = 1200;

export class Stage {
  // page: its name in the words; View: what shows the links there; texts: the words of `lang`;
  // catalogue: {fields, presets, colours, languages, opening};
  // kept: a state of this stage's own, from another page or from the browser's history, instead of Python's `state`;
  // typed: link text of the page's own fields.
  constructor(root, { page, View, catalogue, texts, lang, state, kept, typed = "", host }) {
    this.page = page;
    this.View = View;
    this.root = root;
    this.catalogue = catalogue;
    this.presets = catalogue.presets;
    this.languages = catalogue.languages;
    this.later = later;
    this.host = new Host(host, () => this.drawBadge());
    this.memory = { x: new Map(), w: new Map() };
    this.copied = new WeakMap();
    this.state = kept ? completed(kept, catalogue.opening) : received(state, lang);
    this.plan = planOf(this.state);
    this.build(typed);
    this.translate(texts);
    this.takeTheme();
    // Whole: bit by bit the page would be styled and laid out more than once.
    this.root.replaceChildren(this.node);
    this.render();
    this.stopKeys = pageKeys(this);
    this.observer = new ResizeObserver(() => this.view.measure() && this.render());
    this.observer.observe(this.view.node);
  }

  build(typed) {
    const fields = Object.fromEntries(this.catalogue.fields.map((field) => [field.key, field]));
    this.toolbar = new Toolbar(this);
    this.controls = new Controls(this, fields);
    this.code = new CodeLine(this);
    this.view = new this.View(this);
    this.timeline = new Timeline(this);
    this.formula = new Formula(this);
    this.badge = new Badge();
    this.sum = new Sum(this);
    this.questions = new Questions(this);
    this.editor = new Editor(this);
    this.pointing = new Pointing(this.view.node, this);
    this.address = new Address((state) => this.returned(state), (kept) => completed(kept, this.catalogue.opening), typed);
    this.grids = this.view.grids;
    this.view.node.append(this.view.lamp.node);
    const facts = el("div", { class: "facts" }, this.sum.node,
      el("div", { class: "checked" }, this.formula.node, this.badge.node));
    this.node = el("div", { class: "stage" }, this.toolbar.node, this.controls.node,
      el("div", { class: "lead" }, this.code.node, this.toolbar.look, this.toolbar.exampleLook),
      this.view.node, facts, this.questions.card.node);
    this.view.slot.replaceWith(this.timeline.node);
    this.view.factsSlot.replaceWith(facts);
  }

  // ---- what the host brings -------------------------------------------------------------------------------------

  // A theme or a language of the host's may have changed.
  retheme() {
    if (this.takeTheme()) this.render();
  }

  // Whether it is another one.
  takeTheme() {
    const theme = themeOf(this.root, this.catalogue.colours);
    if (theme.key === this.theme?.key) return false;
    this.theme = theme;
    for (const [role, value] of Object.entries(this.theme)) {
      if (typeof value === "string") this.node.style.setProperty(`--${role}`, value);
    }
    this.ticksOf = null;
    return true;
  }

  translate(texts) {
    this.t = wordsOf(texts);
    for (const part of [this.toolbar, this.controls, this.code, this.view, this.timeline, this.sum, this.questions]) {
      part.translate(this.t);
    }
    this.drawBadge();
    // The host's own texts on the page are in this language too.
    this.node.lang = document.documentElement.lang = this.state.lang;
  }

  // ---- changes --------------------------------------------------------------------------------------------------

  set(patch) {
    this.state = changed(this.state, patch, this.memory);
    if (Object.keys(settingsOf(this.state)).some((key) => patch[key])) this.plan = planOf(this.state);
    this.preset = null;
    this.render();
    this.settle();
  }

  // A setting under a moving hand: the picture is there with the next frame, the words right after it.
  adjust(patch) {
    this.later.follow(() => this.set(patch));
  }

  replace(state) {
    this.timeline.stop();
    this.memory = { x: new Map(), w: new Map() };
    this.state = { ...state, lang: this.state.lang };
    this.plan = planOf(this.state);
    this.preset = null;
    this.render();
    this.settle();
  }

  // The browser's back and forward: null where the step is not ours to know.
  returned(state) {
    if (!state) return this.questions.askLink(location.search.slice(1));
    if (state.lang !== this.state.lang) this.setLanguage(state.lang);
    return this.replace(state);
  }

  // Time is kept in stamps laid down (state.t; null: all), and shown in the steps of the view.
  go(step) {
    const end = this.steps();
    const time = (Math.max(0, step) / end) * this.plan.inputs;
    this.state = { ...this.state, t: step >= end ? null : this.timeline.playing ? time : rounded(time) };
    this.render();
    if (!this.timeline.playing) this.settle();
  }

  // Close to a whole step is that step: rounding in the link must not undo it.
  at() {
    const end = this.steps();
    if (this.state.t === null) return end;
    const step = (this.state.t / this.plan.inputs) * end;
    return Math.abs(step - Math.round(step)) < 1e-3 ? Math.round(step) : step;
  }

  steps() {
    return this.view.steps(this.plan);
  }

  hover(spot) {
    if (sameSpot(spot, this.hovered ?? null)) return;
    this.hovered = spot;
    this.later.follow(() => this.drawLight());
  }

  pin(spot) {
    if (sameSpot(spot, this.state.pin)) return;
    if (!spot) this.hovered = null;
    this.set({ pin: spot });
  }

  // Escape puts away one thing at a time: an open card, then the pin. Where a box has just taken back what was typed into
  // it (`used`), the card about that goes with it.
  putAway(used) {
    const { card } = this.questions;
    if (card.isOpen) card.hide();
    else if (!used) this.pin(null);
  }

  edit({ panel, cell }, value) {
    const [key, size] = panel === "input" ? ["x", "input_size"] : ["w", "kernel_size"];
    const values = [...this.state[key]];
    values[flatten(cell, this.state[size])] = value;
    this.memory[key].set(cell.join(","), value);
    this.set({ [key]: values });
  }

  // One of the fills; "random" again takes the next seed.
  fill(key, kind) {
    const again = kind === "random" && this.state[`${key}_fill`] === "random";
    const seed = again ? (this.state.seed + 1) % 1_000_000 : this.state.seed;
    const size = this.state[OPERANDS[key]];
    this.memory[key].clear();
    this.set({ seed, [`${key}_fill`]: kind, [key]: filled(key, kind, seed, size) });
  }

  takePreset(key) {
    const preset = this.presets.find((one) => one.key === key);
    if (preset) this.replace(received(preset.state, this.state.lang));
  }

  setSquare(square) {
    this.set(squared(this.state, square));
  }

  reset() {
    this.questions.card.hide();
    this.replace(received(this.catalogue.opening, this.state.lang));
  }

  async setLanguage(lang) {
    const texts = await this.host.words(lang);
    // Without the server the language stays.
    if (!texts) return;
    this.state = { ...this.state, lang };
    this.translate(texts);
    this.render();
    this.settle();
  }

  // When the hand rests: the address bar, and the numbers on screen to Python.
  settle() {
    clearTimeout(this.resting);
    this.host.changed();
    this.resting = setTimeout(() => this.rest(), REST_MS);
  }

  rest() {
    this.address.write(this.state);
    this.host.report({ lang: this.state.lang, query: queryOf(this.state),
      shown: this.view.shown().join(","), order: this.view.order, done: this.view.done() });
  }

  // ---- the picture ----------------------------------------------------------------------------------------------

  render() {
    const { theme, t } = this;
    this.controls.draw();
    if (this.ticksOf !== this.plan) {
      this.ticksOf = this.plan;
      this.timeline.drawTicks(this.view.stepColours(this.plan, theme));
    }
    this.view.draw(theme);
    this.timeline.draw();
    this.later.write("words", () => {
      this.preset ??= this.presetOf(this.state);
      this.toolbar.draw(this.preset);
      this.code.draw();
      this.formula.draw(t);
    });
    this.drawLight();
  }

  drawLight() {
    const spot = this.hovered ?? this.state.pin;
    this.view.drawLight(spot, this.theme);
    this.later.write("sum", () => this.sum.draw(this.sumSpot(spot), this.theme));
  }

  // The output cell whose sum is written out: the one pointed at, else the last one, else the one with most terms.
  sumSpot(spot) {
    const { pin } = this.state;
    const choice = [spot, pin, this.view.currentSpot(), this.lastSum]
      .find((one) => one && this.view.isSum(one) && this.view.has(one));
    this.lastSum = choice ?? richest(this.plan);
    return this.lastSum;
  }

  drawBadge() {
    this.later.write("badge", () => {
      const { verdict } = this.host;
      const reason = verdict.problem ? this.questions.explain(verdict.problem) : "";
      this.badge.draw({ ...verdict, reason }, this.t);
    });
  }

  // ---- what the parts ask for -----------------------------------------------------------------------------------

  presetOf(state) {
    const query = ownQuery(state);
    this.presetQueries ??= this.presets.map((preset) => ownQuery(received(preset.state, state.lang)));
    return this.presets.find((preset, at) => this.presetQueries[at] === query && asksAlike(preset.state, state))?.key ?? "";
  }

  numberAt({ panel, cell }) {
    return panel === "input"
      ? this.state.x[flatten(cell, this.plan.inputShape)]
      : this.state.w[flatten(cell, this.plan.kernelShape)];
  }

  openEditor(spot, text) {
    this.timeline.stop();
    this.editor.open(this.view.boardOf(spot.panel), spot, text, this.t("stage.edit", { cell: spot.cell }));
  }

  focusCell({ panel, cell }) {
    const grid = this.grids[panel];
    const at = grid.places.findIndex((place) => place.cell.join() === cell.join());
    if (!grid.rects[at]) return;
    // It is read aloud at once.
    grid.describeCell(at);
    grid.rects[at].focus({ preventScroll: true });
  }

  // key: what the button says otherwise. Meanwhile it may be pressed again, and the language may change.
  async copy(text, button, key = "stage.copy") {
    await copyText(text);
    setText(button, this.t("stage.copied"));
    clearTimeout(this.copied.get(button));
    this.copied.set(button, setTimeout(() => setText(button, this.t(key)), COPIED_MS));
  }

  copyLink(button) {
    this.address.write(this.state);
    return this.copy(location.href, button, "stage.copy_link");
  }

  close() {
    this.timeline.stop();
    clearTimeout(this.resting);
    this.stopKeys();
    this.pointing.close();
    this.observer.disconnect();
    this.address.close();
    this.host.close();
  }
}

// A link need not say more; see `at`.
const rounded = (time) => Math.round(time * 1e5) / 1e5;

// An example that asks the frameworks for a size is one only with that question.
const asksAlike = (preset, state) => !preset.output_shape
  || (preset.ask === state.ask && `${preset.output_shape}` === `${state.output_shape}`);

// What makes a state a preset's: not time, pin or language.
const ownQuery = (state) => queryOf({ ...state, t: null, pin: null, lang: "", square: true, x_fill: "", w_fill: "", seed: 0,
  turn: "", order: "", side: "" });
