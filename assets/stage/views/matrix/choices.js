// The matrix page's own choices: which of the two matrices is in front, how it is read, and whether the rows that padding
// removes are shown.

import { el, setText } from "../../dom/dom.js";
import { fits } from "./lines.js";

/** @import { Stage } from "../../shell/stage.js" */
/** @import { Plan, State } from "../../types.js" */
/** @import { Side } from "./lines.js" */

// As the page's controls are called, without its name.
/** @type {("side" | "order")[]} */
const CHOICES = ["side", "order"];

/** @type {(side: Side) => Side} */
export const otherOf = (side) => (side === "forward" ? "transposed" : "forward");

export class MatrixChoices {
  // stage: {state, fields, set(patch), ticksOf}; word(name): the page's words.
  /** @param {Stage} stage @param {(name: string) => string} word */
  constructor(stage, word) {
    this.stage = stage;
    this.word = word;
    this.buttons = CHOICES.flatMap((key) =>
      stage.fields[`matrix_${key}`].choices.map((value) => ({
        key,
        value,
        node: el("button", {
          type: "button",
          "data-control": `${key}-${value}`,
          onclick: () => this.choose({ [`matrix_${key}`]: value }),
        }),
      })),
    );
    this.groups = Object.fromEntries(
      CHOICES.map((key) => [
        key,
        el(
          "div",
          { class: "choice", role: "group" },
          ...this.buttons.filter((button) => button.key === key).map(({ node }) => node),
        ),
      ]),
    );
    /** @type {HTMLInputElement} */
    this.removed = el("input", {
      type: "checkbox",
      role: "switch",
      "data-control": "removed",
      onchange: () => stage.set({ matrix_removed: this.removed.checked ? "shown" : "hidden" }),
    });
    this.removedLabel = el("span", {});
    this.nodes = [...Object.values(this.groups), el("label", {}, this.removed, this.removedLabel)];
  }

  /** @param {Partial<State>} choice */
  choose(choice) {
    // The timeline's steps may be others now.
    this.stage.ticksOf = null;
    this.stage.set(choice);
  }

  translate() {
    for (const [key, node] of Object.entries(this.groups)) node.setAttribute("aria-label", this.word(`choose_${key}`));
  }

  /** @param {Plan} plan */
  draw(plan) {
    const { state } = this.stage;
    const { matrix_side: side } = state;
    for (const { key, value, node } of this.buttons) {
      node.setAttribute("aria-pressed", String(state[`matrix_${key}`] === value));
      setText(node, this.word(key === "order" ? `order_${value}_${side}` : `side_${value}`));
    }
    setText(this.removedLabel, this.word(`removed_${side}`));
    const cropped = plan.axes.some((axis) => axis.cropBefore > 0 || axis.cropAfter > 0);
    this.removed.checked = state.matrix_removed === "shown";
    this.removed.disabled = !cropped || !fits(plan, true);
    /** @type {HTMLElement} */ (this.removed.parentNode).title = this.word(
      cropped && !fits(plan, true) ? "removed_too_many" : "removed_hint",
    );
  }
}
