// The words of the field that a page uses, each with what it means; folded, and open to touch, keyboard and pointer alike.

import { el, setText } from "../dom/dom.js";

/** @import { Translate } from "../types.js" */

// The explanation of a state is on every page, and what it says is made of these.
const EVERYWHERE = ["stamp", "canvas", "tap", "frame", "edges", "coverage", "checkerboard", "forward"];
/** @type {Record<string, string[]>} */
const OWN = {
  buffers: ["phase"],
  stretched: ["stretched"],
  matrix: ["c", "link"],
  columns: ["im2col"],
  proofs: ["stretched", "c", "link"],
  back: ["c"],
  pytorch: ["link"],
  sizes: ["phase"],
  frameworks: ["same"],
  dilated: [],
};
/** @type {Record<string, string[]>} */
export const WORDS = Object.fromEntries(Object.entries(OWN).map(([page, own]) => [page, [...EVERYWHERE, ...own]]));

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
