// Where one number comes from: the sum of one output cell, first in symbols, then in numbers, each term in its colour.

import { el, setHidden, setText } from "./dom.js";
import { exact } from "./values.js";

export class Sum {
  constructor(stage) {
    this.stage = stage;
    this.symbols = new Terms();
    this.numbers = new Terms();
    // Products with zeros are counted, and written out when they are asked for.
    this.unfolds = false;
    this.numbers.onmore = () => {
      this.unfolds = !this.unfolds;
      this.draw(this.spot, this.theme);
    };
    this.title = el("div", { class: "heading" });
    this.node = el("section", { class: "sum", "data-panel": "sum" }, this.title, this.symbols.node, this.numbers.node);
  }

  translate(t) {
    setText(this.title, t("stage.sum_title"));
    this.t = t;
  }

  draw(spot, theme) {
    Object.assign(this, { spot, theme });
    const { view } = this.stage;
    const { name, terms: own, empty } = view.sumOf(spot, theme);
    const zeros = view.zeroTerms(spot);
    const terms = this.unfolds ? [...own, ...zeros] : own;
    this.node.dataset.cell = `${spot.panel}:${spot.cell.join(",")}`;
    const value = terms.reduce((sum, term) => (term.down ? sum + term.value : sum), 0);
    this.node.dataset.value = exact(value);
    this.symbols.draw(`${name} =`, terms, (term) => term.symbol, own.length ? "" : empty);
    const more = this.unfolds ? this.t("stage.fewer") : this.t("stage.sum_zeros", { count: zeros.length });
    this.numbers.offer(zeros.length ? more : "", this.unfolds);
    const soFar = terms.some((term) => !term.down) ? ` ${this.t("stage.so_far")}` : "";
    this.numbers.draw("=", terms, (term) => term.number, `= ${exact(value)}${soFar}`);
  }
}

// A product with zero, which is nobody's; of the other factor, in symbols and as a number.
export const zeroTerm = (symbol, number) =>
  ({ symbol: `0·${symbol}`, number: `0·${number}`, value: 0, colour: "none", down: true });

export const moreButton = (onclick) => el("button", { type: "button", class: "more", hidden: true, onclick });

export function offerMore(button, text, isOut) {
  setHidden(button, !text);
  setText(button, text);
  button.setAttribute("aria-expanded", isOut);
}

// One line of terms; its elements are kept, since it is rewritten at every move of the pointer.
export class Terms {
  constructor() {
    this.head = el("span", { class: "head" });
    this.tail = el("span", { class: "tail" });
    this.more = moreButton(() => this.onmore());
    this.node = el("div", { class: "terms" }, this.head, this.more, this.tail);
    this.spans = [];
  }

  // A way to fold terms out, or in again; a click calls onmore.
  offer(text, isOut) {
    offerMore(this.more, text, isOut);
  }

  draw(head, terms, textOf, tail) {
    setText(this.head, head);
    setText(this.tail, tail);
    while (this.spans.length < terms.length) this.add();
    this.spans.forEach((span, at) => {
      const term = terms[at];
      const shown = term ? "" : "none";
      if (span.style.display !== shown) span.style.display = shown;
      if (!term) return;
      setText(span.firstChild, at ? "+ " : "");
      setText(span.lastChild, textOf(term));
      if (span.colour_ !== term.colour) span.lastChild.style.background = span.colour_ = term.colour;
      if (span.down_ !== term.down) span.classList.toggle("later", !(span.down_ = term.down));
    });
  }

  add() {
    const span = el("span", { class: "term" }, el("span"), el("span", { class: "chip" }));
    this.spans.push(span);
    this.more.before(span);
  }
}
