// <C y, x> = <y, Cᵀ x>, both sides written out: the sum over the small map's cells and the sum over the big map's.

import { el, setText } from "../../dom/dom.js";
import { Terms } from "../../dom/terms.js";
import { Memory } from "../../paint/memory.js";
import { short, signed } from "../../rule/values.js";

/** @import { Theme, Translate } from "../../types.js" */
/** @typedef {"left" | "right"} Side */
/** @typedef {(at: number) => string} ColourAt */
/** @typedef {(sum: number, value: number, at: number) => number} Adds */
/** @typedef {ArrayLike<number> & { reduce(add: Adds, from: number): number }} Summed */
/** @typedef {{ x: Summed, small: Summed, big: Summed, leaving: Summed, theme: Theme, colourOf: ColourAt }} Given */

const MOST_TERMS = 12;
const DIGITS = 10;

export class ForwardIdentity {
  constructor() {
    this.title = el("div", { class: "heading" });
    this.sides = { left: new Terms(), right: new Terms() };
    this.unfolds = { left: false, right: false };
    for (const [side, terms] of Object.entries(this.sides)) {
      terms.node.dataset.control = side;
      terms.onmore = () => this.unfold(/** @type {Side} */ (side));
    }
    this.verdict = el("div", { "data-control": "identity" });
    this.why = el("p", { class: "why" });
    this.node = el(
      "div",
      { class: "identity" },
      this.title,
      this.sides.left.node,
      this.sides.right.node,
      this.verdict,
      this.why,
    );
    this.memory = new Memory();
  }

  /** @param {Translate} t */
  translate(t) {
    /** @type {Translate} */
    this.t = t;
    this.memory.forget();
    setText(this.title, t("back.identity"));
    setText(this.why, t("back.identity_why"));
  }

  // x and small (C y): of the small map; big (y) and leaving (Cᵀ x): of the big one; colourOf(index): of a small cell.
  /** @param {Given} given */
  draw({ x, small, big, leaving, theme, colourOf }) {
    if (!this.memory.changes({ x, small, big, theme }).size) return;
    /** @type {Given} */
    this.given = { x, small, big, leaving, theme, colourOf };
    const left = this.drawSide("left", "⟨C y, x⟩", small, x, colourOf);
    const right = this.drawSide("right", "⟨y, Cᵀ x⟩", big, leaving, () => theme.kernel);
    const difference = rounded(Math.abs(left - right));
    setText(this.verdict, this.t("back.identity_verdict", { left: rounded(left), right: rounded(right), difference }));
  }

  /** @param {Side} side */
  unfold(side) {
    this.unfolds[side] = !this.unfolds[side];
    this.memory.forget();
    this.draw(this.given);
  }

  /** @type {(side: Side, name: string, a: Summed, b: Summed, colourOf: ColourAt) => number} */
  drawSide(side, name, a, b, colourOf) {
    const isOut = this.unfolds[side];
    const total = a.reduce((sum, value, at) => sum + value * b[at], 0);
    const terms = Array.from({ length: isOut ? a.length : Math.min(MOST_TERMS, a.length) }, (_, at) => ({
      number: `${signed(shortened(a[at]))}·${signed(shortened(b[at]))}`,
      colour: colourOf(at),
      down: true,
    }));
    const more = isOut ? this.t("stage.fewer") : this.t("back.more_terms", { count: a.length - terms.length });
    this.sides[side].offer(a.length > MOST_TERMS ? more : "", isOut);
    this.sides[side].draw(`${name} =`, terms, (term) => term.number, `= ${rounded(total)}`);
    this.sides[side].node.dataset.value = String(total);
    return total;
  }
}

/** @param {number} value */
const shortened = (value) => Number(short(value));
/** @param {number} value */
const rounded = (value) => Number(value.toPrecision(DIGITS));
