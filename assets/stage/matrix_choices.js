// The matrix page's own choices: which of the two matrices is in front, how it is read, and whether the rows that padding
// removes are shown.

import { el, setText } from "./dom.js";
import { fits } from "./matrix.js";

const CHOICES = { side: ["transposed", "forward"], order: ["rows", "columns"] };

export const otherOf = (side) => CHOICES.side.find((one) => one !== side);

export class MatrixChoices {
  // stage: {state, set(patch), ticksOf}; word(name): the page's words.
  constructor(stage, word) {
    this.stage = stage;
    this.word = word;
    this.buttons = Object.entries(CHOICES).flatMap(([key, values]) => values.map((value) => ({ key, value,
      node: el("button", { type: "button", "data-control": `${key}-${value}`, onclick: () => this.choose({ [key]: value }) }) })));
    this.groups = Object.fromEntries(Object.keys(CHOICES).map((key) => [key, el("div", { class: "choice", role: "group" },
      ...this.buttons.filter((button) => button.key === key).map(({ node }) => node))]));
    this.removed = el("input", { type: "checkbox", role: "switch", "data-control": "removed",
      onchange: () => stage.set({ removed: this.removed.checked ? "shown" : "hidden" }) });
    this.removedLabel = el("span", {});
    this.nodes = [...Object.values(this.groups), el("label", {}, this.removed, this.removedLabel)];
  }

  choose(choice) {
    // The timeline's steps may be others now.
    this.stage.ticksOf = null;
    this.stage.set(choice);
  }

  translate() {
    for (const [key, node] of Object.entries(this.groups)) node.setAttribute("aria-label", this.word(`choose_${key}`));
  }

  draw(plan) {
    const { state } = this.stage;
    for (const { key, value, node } of this.buttons) {
      node.setAttribute("aria-pressed", state[key] === value);
      setText(node, this.word(key === "order" ? `order_${value}_${state.side}` : `side_${value}`));
    }
    setText(this.removedLabel, this.word(`removed_${state.side}`));
    const cropped = plan.axes.some((axis) => axis.cropBefore > 0 || axis.cropAfter > 0);
    this.removed.checked = state.removed === "shown";
    this.removed.disabled = !cropped || !fits(plan, true);
    this.removed.parentNode.title = this.word(cropped && !fits(plan, true) ? "removed_too_many" : "removed_hint");
  }
}
