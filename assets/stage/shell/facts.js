// What is written below the picture: where one number comes from, the size formula, and PyTorch's word on the numbers.

import { el, setHidden, setText } from "../dom/dom.js";
import { Terms } from "../dom/terms.js";
import { outputSize } from "../rule/links.js";
import { exact } from "../rule/values.js";
import { axesOf, axisName, SETTINGS } from "../state/settings.js";

/** @import { Stage } from "./stage.js" */
/** @import { Judgement, Plan, Spot, State, Theme, Translate } from "../types.js" */

// No-break spaces: a line breaks between terms, never within one.
const SYMBOLS =
  "output = (input_size\u00a0−\u00a01)·stride −\u00a02·padding +\u00a0dilation·(kernel_size\u00a0−\u00a01) +\u00a0output_padding +\u00a01";

// The sum of one output cell, first in symbols, then in numbers, each term in its colour.
export class Sum {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.symbols = new Terms();
    this.numbers = new Terms();
    // Products with zeros are counted, and written out when they are asked for.
    this.unfolds = false;
    this.again = () => {};
    this.numbers.onmore = () => {
      this.unfolds = !this.unfolds;
      this.again();
    };
    this.title = el("div", { class: "heading" });
    this.node = el(
      "section",
      { class: "sum", "data-panel": "sum", tabindex: 0 },
      this.title,
      this.symbols.node,
      this.numbers.node,
    );
  }

  /** @param {Translate} t */
  translate(t) {
    setText(this.title, t("stage.sum_title"));
    this.node.setAttribute("aria-label", t("stage.sum_title"));
  }

  /** @param {Spot} spot @param {Theme} theme */
  draw(spot, theme) {
    this.again = () => this.draw(spot, theme);
    const { t, view } = this.stage;
    const { name, terms: own, empty, note = "" } = view.sumOf(spot, theme);
    const zeros = view.zeroTerms(spot);
    const terms = this.unfolds ? [...own, ...zeros] : own;
    this.node.dataset.cell = `${spot.panel}:${spot.cell.join(",")}`;
    const value = terms.reduce((sum, term) => (term.down ? sum + term.value : sum), 0);
    this.node.dataset.value = exact(value);
    this.symbols.draw(`${name} =`, terms, (term) => term.symbol, terms.length ? note : empty);
    const more = this.unfolds ? t("stage.fewer") : t("stage.sum_zeros", { count: zeros.length });
    this.numbers.offer(zeros.length ? more : "", this.unfolds);
    const soFar = terms.some((term) => !term.down) ? ` ${t("stage.so_far")}` : "";
    this.numbers.draw(terms.length ? "=" : "", terms, (term) => term.number, `= ${exact(value)}${soFar}`);
  }
}

// In symbols and with the numbers of each axis put in.
export class Formula {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.lines = [0, 1, 2].map(() => el("div", { class: "line" }));
    this.node = el("div", { class: "formula" }, el("div", { class: "line symbols" }, SYMBOLS), ...this.lines);
  }

  /** @param {Translate} t */
  draw(t) {
    const { state, plan } = this.stage;
    axesOf(state).forEach((axis) => {
      const name = t(axisName(state, axis));
      setText(this.lines[axis], t("stage.formula_of", { name, formula: sized(state, plan, axis) }));
    });
    this.lines.forEach((line, axis) => setHidden(line, axis > 0 && (state.square || axis >= state.rank)));
  }
}

/** @type {(state: State, plan: Plan, axis: number) => string} */
function sized(state, plan, axis) {
  const [n, k, s, p, op, d] = SETTINGS.map((key) => state[key][axis]);
  const terms = `(${n}_−_1)·${s} −_2·${p} +_${d}·(${k}_−_1) +_${op} +_1_=_${outputSize(plan.axes[axis])}`;
  return terms.replaceAll("_", "\u00a0");
}

// Whether PyTorch has the numbers that are on screen.
export class Badge {
  constructor() {
    this.node = el("div", { class: "badge", role: "status", "data-control": "badge", "data-verdict": "asking" });
  }

  /** @param {Judgement & { reason: string }} verdict @param {Translate} t */
  draw(verdict, t) {
    this.node.dataset.verdict = verdict.kind;
    setText(this.node, t(`stage.badge_${verdict.kind}`, { ...verdict }));
  }
}
