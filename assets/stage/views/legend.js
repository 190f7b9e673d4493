// What signs on a view's pictures mean: of all that a view may have, those that are on the picture now.

import { el, setHidden, setText } from "../dom/dom.js";
import { SIGNS } from "../paint/signs.js";

/** @import { Sign } from "../paint/signs.js" */
/** @import { Plan, Translate } from "../types.js" */

export class Legend {
  constructor() {
    this.node = el("div", { class: "legend" });
    /** @type {{ name: Sign, key: HTMLElement, planOf: (plan: Plan) => Plan }[]} */
    this.signs = [];
    // What it was drawn for.
    /** @type {Plan | null} */
    this.plan = null;
  }

  // planOf: of what, if not of the layer.
  /** @type {(names: Sign[], planOf?: (plan: Plan) => Plan) => void} */
  add(names, planOf = (/** @type {Plan} */ plan) => plan) {
    const added = names.map((name) => ({ name, planOf, key: el("span", { class: `key ${name}` }) }));
    this.signs.push(...added);
    this.node.append(...added.map(({ key }) => key));
  }

  // word: a view's own words.
  /** @param {Translate} word */
  translate(word) {
    for (const { name, key } of this.signs) setText(key, word(`legend_${name}`));
  }

  // plan: of what is drawn.
  /** @param {Plan} plan */
  draw(plan) {
    if (this.plan === plan) return;
    this.plan = plan;
    for (const { name, key, planOf } of this.signs) setHidden(key, !SIGNS[name](planOf(plan)));
  }
}
