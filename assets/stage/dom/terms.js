// Terms of a sum as elements, each in its colour, and the button that folds some of them away.

import { el, setHidden, setText } from "./dom.js";

/** @import { Term, TermSpan } from "../types.js" */

// A product with zero, which is nobody's; of the other factor, in symbols and as a number.
/** @type {(symbol: string, number: string) => Term} */
export const zeroTerm = (symbol, number) => ({
  symbol: `0·${symbol}`,
  number: `0·${number}`,
  value: 0,
  colour: "none",
  down: true,
});

/** @param {() => void} onclick */
export const moreButton = (onclick) => el("button", { type: "button", class: "more", hidden: true, onclick });

/** @type {(button: HTMLElement, text: string, isOut: boolean) => void} */
export function offerMore(button, text, isOut) {
  setHidden(button, !text);
  setText(button, text);
  button.setAttribute("aria-expanded", String(isOut));
}

// One line of terms; its elements are kept, since it is rewritten at every move of the pointer.
export class Terms {
  constructor() {
    this.head = el("span", { class: "head" });
    this.tail = el("span", { class: "tail" });
    this.more = moreButton(() => this.onmore());
    this.node = el("div", { class: "terms" }, this.head, this.more, this.tail);
    /** @type {TermSpan[]} */
    this.spans = [];
    this.onmore = () => {};
  }

  // A way to fold terms out, or in again; a click calls onmore.
  /** @type {(text: string, isOut: boolean) => void} */
  offer(text, isOut) {
    offerMore(this.more, text, isOut);
  }

  /**
   * @template {Pick<Term, "colour" | "down">} T
   * @param {string} head @param {T[]} terms @param {(term: T) => string} textOf @param {string} tail
   */
  draw(head, terms, textOf, tail) {
    setText(this.head, head);
    setText(this.tail, tail);
    while (this.spans.length < terms.length) this.add();
    this.spans.forEach(({ node, sign, chip, last }, at) => {
      const term = terms[at];
      const shown = term ? "" : "none";
      if (node.style.display !== shown) node.style.display = shown;
      if (!term) return;
      setText(sign, at ? "+ " : "");
      setText(chip, textOf(term));
      if (last.colour !== term.colour) chip.style.background = last.colour = term.colour;
      if (last.down !== term.down) node.classList.toggle("later", !(last.down = term.down));
    });
  }

  add() {
    const [sign, chip] = [el("span"), el("span", { class: "chip" })];
    const node = el("span", { class: "term" }, sign, chip);
    this.spans.push({ node, sign, chip, last: {} });
    this.more.before(node);
  }
}
