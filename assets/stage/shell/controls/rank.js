// How many axes the layer has: one, a strip, two, a map, or three, slices.

import { el, newId, setText } from "../../dom/dom.js";

/** @import { Translate } from "../../types.js" */
/** @import { Stage } from "../stage.js" */

const RANKS = [1, 2, 3];

export class RankChoice {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    const name = newId("rank");
    this.choices = RANKS.map((rank) => {
      /** @type {HTMLInputElement} */
      const input = el("input", {
        type: "radio",
        name,
        value: rank,
        "data-control": `rank-${rank}`,
        onchange: () => stage.setRank(rank),
      });
      return { rank, input, label: el("span", {}) };
    });
    this.node = el(
      "div",
      { class: "rank", role: "radiogroup" },
      ...this.choices.map(({ input, label }) => el("label", {}, input, label)),
    );
  }

  /** @param {Translate} t */
  translate(t) {
    this.node.setAttribute("aria-label", t(this.stage.fields.rank.words));
    for (const { rank, label } of this.choices) setText(label, t(`stage.rank_${rank}`));
  }

  draw() {
    for (const { rank, input } of this.choices) {
      const isIt = rank === this.stage.state.rank;
      if (input.checked !== isIt) input.checked = isIt;
    }
  }
}
