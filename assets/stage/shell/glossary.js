// The words of the field that a page uses, each with what it means; folded, and open to touch, keyboard and pointer alike.

import { el, setText } from "../dom/dom.js";

/** @import { Translate } from "../types.js" */

/** @type {Record<string, string[]>} */
export const WORDS = {
  buffers: ["stamp", "canvas", "tap", "frame", "edges", "coverage"],
  stretched: ["stretched", "tap", "frame"],
  matrix: ["c", "stamp", "forward"],
  columns: ["im2col", "tap", "canvas", "frame"],
  proofs: ["stamp", "stretched", "c"],
  back: ["forward", "c", "stamp"],
  pytorch: ["tap"],
  sizes: ["canvas", "frame", "edges", "forward", "coverage"],
  frameworks: ["canvas", "frame", "edges", "same"],
  dilated: ["forward", "stamp", "canvas", "tap"],
};

export class Glossary {
  /** @param {string} page */
  constructor(page) {
    this.words = WORDS[page] ?? [];
    this.title = el("summary", {});
    this.list = el("dl", {});
    this.node = el("details", { class: "glossary", "data-control": "glossary" }, this.title, this.list);
  }

  /** @param {Translate} t */
  translate(t) {
    setText(this.title, t("glossary.title"));
    this.list.replaceChildren(
      ...this.words.flatMap((word) => [el("dt", {}, t(`glossary.${word}`)), el("dd", {}, t(`glossary.${word}_means`))]),
    );
  }
}
