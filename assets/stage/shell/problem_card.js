// What was refused, and why: the rule with its numbers, the library's own words, and the way out in one click.
// It lies over the foot of the page, so that nothing moves when it comes or goes.

import { el, setHidden, setText } from "../dom/dom.js";

/** @import { Told, Translate } from "../types.js" */

/**
 * What is said on it: why, with `fact` for what the library does instead of refusing; what the button does, or null, its
 * words and the name in them; and a button for each choice.
 * @typedef {{ title: string, problems: Told[], offer?: (() => void) | null, take?: string, name?: string,
 *   choices?: Choice[] }} Saying
 * @typedef {{ name: string, take: () => void }} Choice
 */

export class ProblemCard {
  constructor() {
    /** @type {(() => void) | null} */
    this.offer = null;
    this.isNew = false;
    // Where the focus was before it came here.
    /** @type {HTMLElement | SVGElement | null} */
    this.from = null;
    this.title = el("strong", {});
    this.list = el("ul", {});
    this.choices = el("div", { class: "choices" });
    this.take = el("button", {
      type: "button",
      class: "primary",
      "data-control": "take-offer",
      onclick: () => this.accept(),
    });
    this.close = el("button", { type: "button", "data-control": "dismiss", onclick: () => this.hide() });
    this.node = el(
      "div",
      { class: "problem", role: "alert", hidden: true, "data-control": "problem" },
      this.title,
      this.list,
      this.choices,
      el("div", { class: "actions" }, this.take, this.close),
    );
    this.node.addEventListener("focusin", (event) => this.entered(event.relatedTarget));
  }

  /** @type {(t: Translate, saying: Saying) => void} */
  show(t, { title, problems, offer = null, take = "stage.take_offer", name = "", choices = [] }) {
    this.offer = offer;
    this.isNew = true;
    setText(this.title, t(title));
    this.list.replaceChildren(...problems.map((problem) => this.item(t, problem)));
    this.choices.replaceChildren(...choices.map((choice) => this.choice(choice)));
    setHidden(this.choices, !choices.length);
    setText(this.take, t(take, { offer: name }));
    setText(this.close, t("stage.dismiss"));
    setHidden(this.take, !offer);
    setHidden(this.node, false);
  }

  /** @type {(t: Translate, told: Told) => Element} */
  item(t, { text, fact, message, library }) {
    const whose = library ? t("stage.library_says", { library }) : t("stage.pytorch_says");
    const says = message ? [el("div", { class: "says" }, whose), el("code", {}, message)] : [];
    return el("li", {}, text, ...(fact ? [el("div", { class: "says" }, fact)] : []), ...says);
  }

  /** @param {Choice} choice */
  choice({ name, take }) {
    const chosen = () => {
      this.hide();
      take();
    };
    return el("button", { type: "button", "data-control": "take-choice", onclick: chosen }, name);
  }

  get isOpen() {
    return !this.node.hidden;
  }

  accept() {
    const { offer } = this;
    this.hide();
    offer?.();
  }

  // Where the focus was before it came here is where it goes again.
  /** @param {EventTarget | null} from */
  entered(from) {
    this.isNew = false;
    if (from === null || from instanceof HTMLElement || from instanceof SVGElement) {
      if (!this.node.contains(from)) this.from = from;
    }
  }

  // A new card is what Tab comes to next, wherever the focus is; from the last button it goes on from there.
  /** @param {KeyboardEvent} event */
  tab(event) {
    const isBack = event.shiftKey;
    const choice = this.choices.querySelector("button");
    const [first, last] = [choice ?? (this.offer ? this.take : this.close), this.close];
    if (this.isOpen && this.isNew && !isBack) {
      event.preventDefault();
      first.focus();
    } else if (event.target === (isBack ? first : last) && this.from?.isConnected) {
      if (isBack) event.preventDefault();
      this.from.focus();
    }
  }

  hide() {
    const hadFocus = this.node.matches(":focus-within");
    this.offer = null;
    setHidden(this.node, true);
    if (hadFocus) this.from?.focus({ preventScroll: true });
  }
}
