// The terms of the three ways under each other: a column a term, in its input element's colour; at the left the three sums.

import { el, setText } from "../../dom/dom.js";
import { moreButton, offerMore } from "../../dom/terms.js";
import { exact } from "../../rule/values.js";

/** @typedef {{ colour: string, dim: boolean, texts: Record<string, string> }} Column */
/** @typedef {HTMLTableCellElement & { colour_?: string, dim_?: boolean }} TermCell */
// What a sum has besides: a text, or what a click shows.
/** @typedef {string & { folded?: undefined }} Said */
/** @typedef {{ folded: string, fewer: string, out: () => string }} Folded */
/** @typedef {Said | Folded} Rest */

export class TermsTable {
  // ways: the names of the rows between the head and the products.
  /** @param {string[]} ways */
  constructor(ways) {
    this.rows = new Map(["head", ...ways, "products"].map((name) => [name, new Row(name, ways.includes(name))]));
    this.node = el(
      "div",
      { class: "terms-table", role: "region", tabindex: 0 },
      el("table", {}, el("tbody", {}, ...[...this.rows.values()].map((row) => row.node))),
    );
  }

  // names: row -> what stands at its left; columns: [{colour, dim, texts: row -> text}]; sums: row -> number, or nothing;
  // rests: row -> what the sum has besides: a text, or {folded, out(), fewer}: what a click shows, and shows no more.
  /**
   * @param {{
   *   names: Record<string, string>, columns: Column[], sums?: Record<string, number>, rests: Record<string, Rest>,
   * }} given
   */
  draw({ names, columns, sums, rests }) {
    for (const [key, row] of this.rows) {
      row.draw(
        names[key],
        columns,
        columns.map((column) => column.texts[key]),
        sums?.[key],
        rests[key] ?? /** @type {Said} */ (""),
      );
    }
  }
}

class Row {
  /** @param {string} name @param {boolean} isProof */
  constructor(name, isProof) {
    this.isHead = name === "head";
    this.name = el("span", { class: "name" });
    this.sum = el("output", isProof ? { "data-proof": name } : {});
    this.besides = el("span", {});
    this.unfolds = false;
    this.more = moreButton(() => {
      this.unfolds = !this.unfolds;
      this.drawRest(this.given);
    });
    this.rest = el("td", { class: "rest" }, this.besides, this.more);
    this.node = el("tr", { class: name }, el("th", { scope: "row" }, this.name, this.sum), this.rest);
    /** @type {TermCell[]} */
    this.cells = [];
  }

  /** @type {(name: string, columns: Column[], texts: string[], sum: number | undefined, rest: Rest) => void} */
  draw(name, columns, texts, sum, rest) {
    setText(this.name, name);
    const equals = columns.length || rest.folded ? " =" : "";
    setText(this.sum, sum === undefined ? "" : `${exact(sum)}${equals}`);
    if (sum === undefined) this.sum.removeAttribute("data-value");
    else this.sum.setAttribute("data-value", exact(sum));
    this.drawRest(rest);
    while (this.cells.length < columns.length) this.add();
    while (this.cells.length > columns.length) /** @type {TermCell} */ (this.cells.pop()).remove();
    this.cells.forEach((cell, at) => this.drawCell(cell, columns[at], texts[at]));
  }

  /** @param {Rest} rest */
  drawRest(rest) {
    /** @type {Rest} */
    this.given = rest;
    const isOut = this.unfolds && Boolean(rest.folded);
    setText(this.besides, rest.folded ? (isOut ? `${rest.out()} ` : "") : /** @type {Said} */ (rest));
    offerMore(this.more, rest.folded ? (isOut ? rest.fewer : rest.folded) : "", isOut);
  }

  /** @type {(cell: TermCell, column: Column, text: string) => void} */
  drawCell(cell, { colour, dim }, text) {
    setText(/** @type {HTMLElement} */ (cell.firstChild), text);
    if (cell.colour_ !== colour) /** @type {HTMLElement} */ (cell.firstChild).style.background = cell.colour_ = colour;
    if (cell.dim_ !== dim) cell.classList.toggle("dim", (cell.dim_ = dim));
  }

  add() {
    const cell = el("td", {}, el("span", { class: "chip" }));
    this.cells.push(cell);
    this.rest.before(cell);
  }
}
