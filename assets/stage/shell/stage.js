// The stage: one state, and the parts that show it. It takes data in and reports state out, and knows nothing of the page
// that it stands in but its host: see Host in types.d.ts.

import { copyText, el, setText } from "../dom/dom.js";
import { later } from "../dom/later.js";
import { wordsOf } from "../dom/words.js";
import { themeOf } from "../paint/theme.js";
import { richest, sameSpot } from "../rule/spots.js";
import { sizeText } from "../rule/values.js";
import { queryOf } from "../state/query.js";
import { withRank } from "../state/settings.js";
import { CodeLine } from "./controls/code_line.js";
import { Controls, squared } from "./controls/settings.js";
import { Timeline } from "./controls/timeline.js";
import { Toolbar } from "./controls/toolbar.js";
import { Editor } from "./editor.js";
import { Explanation } from "./explanation.js";
import { Badge, Formula, Sum } from "./facts.js";
import { Glossary } from "./glossary.js";
import { stageKeys } from "./keys.js";
import { Model } from "./model.js";
import { Hint, Pointing } from "./pointing.js";
import { Questions } from "./questions.js";
import { Talk } from "./reports.js";

const REST_MS = 150;
const COPIED_MS = 1200;
// Steps that a first visit is shown.
const SHOWN_FIRST = 2;

/** @import { Answer, Mounting, SettingKey, Spot, State, Texts, Theme, Verdict, View } from "../types.js" */

export class Stage extends Model {
  // View: what shows the links on this page; texts: the words of `lang`.
  /** @param {Element} root @param {Mounting & { View: new (stage: Stage) => View }} mounting */
  constructor(root, { View, texts, host, ...opening }) {
    super(opening);
    this.root = root;
    this.host = host;
    this.languages = this.catalogue.languages;
    this.t = wordsOf(texts);
    this.later = later.own();
    this.talk = new Talk(host, () => this.drawBadge());
    /** @type {WeakMap<Element, number>} */
    this.copied = new WeakMap();
    /** @type {number | undefined} */
    this.resting = undefined;
    // The spot under the pointer, the last one whose sum was written out, and the plan whose ticks are drawn.
    /** @type {Spot | null} */
    this.hovered = null;
    /** @type {Spot | null} */
    this.lastSum = null;
    /** @type {unknown} */
    this.ticksOf = null;
    this.toolbar = new Toolbar(this);
    this.controls = new Controls(this);
    this.code = new CodeLine(this);
    this.view = new View(this);
    this.grids = this.view.grids;
    this.timeline = new Timeline(this);
    this.formula = new Formula(this);
    this.explanation = new Explanation(this);
    this.glossary = new Glossary(this.page);
    this.badge = new Badge();
    this.sum = new Sum(this);
    this.questions = new Questions(this);
    this.hint = new Hint(this);
    this.editor = new Editor(this);
    this.pointing = new Pointing(this.view.node, this);
    // Past all the settings; and what is announced when the output has another size.
    this.skip = el("button", {
      type: "button",
      class: "skip",
      "data-control": "skip",
      onclick: () => this.timeline.focus(),
    });
    this.outputSize = el("div", { class: "heard", role: "status", "data-control": "output-size" });
    this.fit = el("button", { type: "button", class: "fit", "data-control": "fit", onclick: () => this.toggleFit() });
    this.notice = el("div", { class: "notice", role: "status", "data-control": "notice" });
    this.node = this.laidOut();
    this.translate(texts);
    this.theme = this.presentTheme();
    this.wear(this.theme);
    // Whole: bit by bit the page would be styled and laid out more than once.
    this.root.replaceChildren(this.node);
    this.render();
    this.stops = [host.keys(root, stageKeys(this)), host.address?.listen((step) => this.returned(step))];
    this.observer = new ResizeObserver(() => !isOnPaper() && this.view.measure() && this.render());
    this.observer.observe(this.view.node);
  }

  // The picture is the hero: the settings stand in a rail beside it, the written sum and PyTorch's word below it.
  laidOut() {
    const { toolbar, controls, code, hint, view, timeline, sum, formula, badge, explanation, questions, notice } = this;
    const checked = el("div", { class: "checked" }, badge.node, formula.node);
    const facts = el("div", { class: "facts" }, sum.node, checked);
    view.node.append(view.lamp.node);
    view.slot.replaceWith(timeline.node, facts);
    const rail = el(
      "div",
      { class: "rail" },
      toolbar.look,
      toolbar.related,
      controls.node,
      explanation.node,
      this.glossary.node,
    );
    const above = el("div", { class: "above" }, hint.node, this.fit);
    const main = el("div", { class: "main" }, code.node, above, view.node);
    // What is fixed to the window stands outside the box that the arrangement follows.
    const room = el("div", { class: "arranged" }, el("div", { class: "layout" }, toolbar.node, rail, main));
    return el("div", { class: "stage" }, this.skip, room, this.outputSize, questions.card.node, notice);
  }

  // ---- what the host brings -------------------------------------------------------------------------------------

  // PyTorch's word on a report.
  /** @param {Verdict | null} [verdict] */
  heard(verdict) {
    this.talk.heard(verdict);
  }

  // To a question; the same one may be brought again.
  /** @param {Answer | null} answer */
  answered(answer) {
    if (this.talk.isNew(answer)) this.questions.answered(answer);
  }

  // The host's theme or font may have changed.
  retheme() {
    const theme = this.presentTheme();
    if (theme.key === this.theme.key) return;
    this.theme = theme;
    this.wear(theme);
    this.ticksOf = null;
    this.render();
  }

  presentTheme() {
    return themeOf(this.host.theme(this.root), this.catalogue.colours, getComputedStyle(this.root).fontFamily);
  }

  /** @param {Theme} theme */
  wear(theme) {
    for (const [role, value] of Object.entries(theme)) {
      if (typeof value === "string") this.node.style.setProperty(`--${role}`, value);
    }
    // On paper pictures are as large as on the screen, however fine that is: paper.css.
    this.node.style.setProperty("--pixel", String(1 / (devicePixelRatio || 1)));
  }

  /** @param {Texts} texts */
  translate(texts) {
    this.t = wordsOf(texts);
    const { toolbar, controls, code, view, timeline, sum, questions, hint, glossary } = this;
    for (const part of [toolbar, controls, code, view, timeline, sum, questions, hint, glossary])
      part.translate(this.t);
    setText(this.skip, this.t("stage.skip"));
    setText(this.fit, this.t("stage.fit"));
    this.drawBadge();
    this.node.lang = this.state.lang;
    this.host.language(this.state.lang);
  }

  // ---- changes --------------------------------------------------------------------------------------------------

  // A setting under a moving hand: the picture is there with the next frame, the words right after it.
  /** @type {(patch: Partial<State>, held?: SettingKey | null) => void} */
  adjust(patch, held) {
    this.later.follow(() => this.set(patch, held));
  }

  // After its last move: pictures are as large again as they can be.
  release() {
    this.later.follow(() => this.letGo());
  }

  /** @param {State} state */
  replace(state) {
    this.timeline.stop();
    super.replace(state);
  }

  // The browser's back and forward; state: null where the step is not ours to know. What comes back is what is shown.
  /** @type {(step: { state: State | null, query: string }) => State | null} */
  returned({ state, query }) {
    if (!state) {
      this.questions.askLink(query);
      return null;
    }
    const whole = this.whole(state);
    if (whole.lang !== this.state.lang) this.setLanguage(whole.lang);
    this.replace(whole);
    return whole;
  }

  // Shows a newcomer what will happen, and waits: the rest is theirs to play.
  begin() {
    this.go(0);
    this.timeline.play(SHOWN_FIRST);
  }

  // Time is kept in stamps laid down (state.t; null: all), and shown in the steps of the view.
  /** @param {number} step */
  go(step) {
    const end = this.steps();
    const time = (Math.max(0, step) / end) * this.plan.inputs;
    this.keep({ t: step >= end ? null : this.timeline.playing ? time : rounded(time) });
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

  /** @param {Spot | null} spot */
  hover(spot) {
    if (sameSpot(spot, this.hovered)) return;
    this.hovered = spot;
    this.later.follow(() => this.drawLight());
  }

  /** @param {Spot | null} spot */
  pin(spot) {
    if (sameSpot(spot, this.state.pin)) return;
    if (!spot) this.hovered = null;
    this.set({ pin: spot });
  }

  // Escape puts away one thing at a time: an open card, then the pin. Where a box has just taken back what was typed into
  // it (`used`), the card about that goes with it.
  /** @param {boolean} used */
  putAway(used) {
    const { card } = this.questions;
    if (card.isOpen) card.hide();
    else if (!used) this.pin(null);
  }

  /** @param {boolean} square */
  setSquare(square) {
    this.set(squared(this.state, square));
  }

  /** @param {number} rank */
  setRank(rank) {
    if (rank !== this.state.rank) this.set(withRank(this.state, rank, this.fields));
  }

  // Each picture as large as its own room allows, or all on one scale again.
  toggleFit() {
    this.view.isFitted = !this.view.isFitted;
    this.fit.setAttribute("aria-pressed", String(this.view.isFitted));
    this.render();
  }

  reset() {
    this.questions.card.hide();
    this.takeOpening();
  }

  /** @param {string} lang */
  async setLanguage(lang) {
    const texts = await this.talk.words(lang);
    // Without the server the language stays.
    if (!texts) return;
    this.keep({ lang });
    this.translate(texts);
    this.render();
    this.settle();
  }

  // Beside the host's tabs, wherever the page is scrolled to; null: nothing.
  /** @param {string | null} text */
  announce(text) {
    setText(this.notice, text ?? "");
  }

  // Numbers that move by themselves are checked when they rest.
  moving() {
    clearTimeout(this.resting);
    this.talk.moving();
  }

  // When the hand rests: the address bar, and the numbers on screen to Python.
  settle() {
    clearTimeout(this.resting);
    this.talk.changed();
    this.resting = setTimeout(() => this.rest(), REST_MS);
  }

  rest() {
    this.host.address?.write(this.state);
    this.talk.report({
      lang: this.state.lang,
      query: queryOf(this.catalogue.fields, this.state),
      shown: this.view.shown().join(","),
      order: this.view.order,
      done: this.view.done(),
    });
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
      const example = this.example();
      this.toolbar.draw(example);
      this.explanation.draw(example);
      this.hint.draw();
      this.code.draw();
      this.formula.draw(t);
      this.view.legend.draw(this.plan);
      setText(this.outputSize, t("stage.title_output", { size: sizeText(this.plan.outputShape) }));
    });
    this.drawLight();
  }

  drawLight() {
    const spot = this.hovered ?? this.state.pin;
    this.view.drawLight(spot);
    this.later.write("sum", () => this.sum.draw(this.sumSpot(spot), this.theme));
  }

  // The output cell whose sum is written out: the one pointed at, else one that the present step adds to, else the last
  // one, else the one with most terms.
  /** @type {(spot: Spot | null) => Spot} */
  sumSpot(spot) {
    const choices = [spot, this.state.pin, this.view.growingSum(), this.lastSum];
    const choice = choices.find((one) => one && this.view.isSum(one) && this.view.has(one)) ?? richest(this.plan);
    this.lastSum = choice;
    return choice;
  }

  drawBadge() {
    this.later.write("badge", () => {
      const { verdict } = this.talk;
      const reason = verdict.problem ? this.questions.explain(verdict.problem) : "";
      this.badge.draw({ ...verdict, reason }, this.t);
    });
  }

  // ---- what the parts ask for -----------------------------------------------------------------------------------

  /** @type {(spot: Spot, text?: string) => void} */
  openEditor(spot, text) {
    this.timeline.stop();
    this.editor.open(this.view.boardOf(spot.panel), spot, text, this.t("stage.edit", { cell: spot.cell }));
  }

  /** @param {Spot} spot */
  focusCell({ panel, cell }) {
    const grid = this.grids[panel];
    const at = grid ? grid.places.findIndex((place) => place.cell.join() === cell.join()) : -1;
    const rect = grid?.rects[at];
    // A pin may be a cell that this page does not show.
    if (!grid || !rect) return;
    // It is read aloud at once.
    grid.describeCell(at);
    rect.focus({ preventScroll: true });
  }

  // key: what the button says otherwise. Meanwhile it may be pressed again, and the language may change.
  /** @type {(text: string, button: Element, key?: string) => Promise<void>} */
  async copy(text, button, key = "stage.copy") {
    await copyText(text, this.node);
    setText(button, this.t("stage.copied"));
    clearTimeout(this.copied.get(button));
    this.copied.set(
      button,
      setTimeout(() => setText(button, this.t(key)), COPIED_MS),
    );
  }

  /** @param {Element} button */
  copyLink(button) {
    const link = this.host.address?.write(this.state);
    if (link) this.copy(link, button, "stage.copy_link");
  }

  close() {
    this.timeline.stop();
    clearTimeout(this.resting);
    for (const stop of this.stops) stop?.();
    this.pointing.close();
    this.observer.disconnect();
    this.talk.close();
  }
}

// The pictures of the screen are printed: new ones would come too late for the paper.
const isOnPaper = () => matchMedia("print").matches;

// A link need not say more; see `at`.
/** @param {number} time */
const rounded = (time) => Math.round(time * 1e5) / 1e5;
