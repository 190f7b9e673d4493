// Where one number comes from: the sum of one output cell, first in symbols, then in numbers, each term in its colour.

import { el, setText } from "./dom.js";
import { unflatten } from "./links.js";
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
    const { state, plan, view } = this.stage;
    const links = view.sumLinks(spot);
    const name = spot.panel === "output" ? "y" : "canvas";
    this.node.dataset.cell = `${spot.panel}:${spot.cell.join(",")}`;
    const terms = links.map(([i, k]) => ({
      symbol: `x[${unflatten(i, plan.inputShape)}]·w[${unflatten(k, plan.kernelShape)}]`,
      number: `${signed(state.x[i])}·${signed(state.w[k])}`,
      value: state.x[i] * state.w[k],
      colour: theme.identityColour(plan.inputShape, i),
      down: view.isLaid(i, k),
    }));
    const value = terms.reduce((sum, term) => (term.down ? sum + term.value : sum), 0);
    this.node.dataset.value = exact(value);
    this.symbols.draw(`${name}[${spot.cell}] =`, terms, (term) => term.symbol, terms.length ? "" : this.t("stage.no_stamp"));
    const soFar = terms.some((term) => !term.down) ? ` ${this.t("stage.so_far")}` : "";
    this.numbers.draw("=", terms, (term) => term.number,
      `${view.sumNote(spot)} = ${exact(value)}${soFar}`.trim());
  }
}

// One line of terms; its elements are kept, since it is rewritten at every move of the pointer.
class Terms {
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

const signed = (value) => (value < 0 ? `(${exact(value)})` : exact(value));
