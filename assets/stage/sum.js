// Where one number comes from: the sum of one output cell, first in symbols, then in numbers, each term in its colour.

import { el, setText } from "./dom.js";
import { exact } from "./values.js";

export class Sum {
  constructor(stage) {
    this.stage = stage;
    this.symbols = new Terms();
    this.numbers = new Terms();
    this.title = el("div", { class: "heading" });
    this.node = el("section", { class: "sum", "data-panel": "sum" }, this.title, this.symbols.node, this.numbers.node);
  }

  translate(t) {
    setText(this.title, t("stage.sum_title"));
    this.t = t;
  }

  draw(spot, theme) {
    const { view } = this.stage;
    const { name, terms, empty } = view.sumOf(spot, theme);
    this.node.dataset.cell = `${spot.panel}:${spot.cell.join(",")}`;
    const value = terms.reduce((sum, term) => (term.down ? sum + term.value : sum), 0);
    this.node.dataset.value = exact(value);
    this.symbols.draw(`${name} =`, terms, (term) => term.symbol, terms.length ? "" : empty);
    const soFar = terms.some((term) => !term.down) ? ` ${this.t("stage.so_far")}` : "";
    this.numbers.draw("=", terms, (term) => term.number,
      `${view.sumNote(spot)} = ${exact(value)}${soFar}`.trim());
  }
}

// One line of terms; its elements are kept, since it is rewritten at every move of the pointer.
export class Terms {
  constructor() {
    this.head = el("span", { class: "head" });
    this.tail = el("span", { class: "tail" });
    this.node = el("div", { class: "terms" }, this.head, this.tail);
    this.spans = [];
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
    this.tail.before(span);
  }
}
