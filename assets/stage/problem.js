// What was refused, and why: the rule with its numbers, the library's own words, and the way out in one click.
// It lies over the foot of the page, so that nothing moves when it comes or goes.

import { el, setHidden, setText } from "./dom.js";

export class ProblemCard {
  constructor() {
    this.title = el("strong", {});
    this.list = el("ul", {});
    this.take = el("button", { type: "button", class: "primary", "data-control": "take-offer", onclick: () => this.accept() });
    this.close = el("button", { type: "button", "data-control": "dismiss", onclick: () => this.hide() });
    this.node = el("div", { class: "problem", role: "alert", hidden: true, "data-control": "problem" },
      this.title, this.list, el("div", { class: "actions" }, this.take, this.close));
    this.node.addEventListener("focusin", (event) => this.entered(event.relatedTarget));
  }

  // problems: [{text, fact, message, library}]; fact: what the library does instead of refusing; offer: what the button does,
  // or null; name: the offer in words.
  show(t, { title, problems, offer = null, name = "" }) {
    this.offer = offer;
    this.isNew = true;
    setText(this.title, t(title));
    this.list.replaceChildren(...problems.map((problem) => this.item(t, problem)));
    setText(this.take, t("stage.take_offer", { offer: name }));
    setText(this.close, t("stage.dismiss"));
    setHidden(this.take, !offer);
    setHidden(this.node, false);
  }

  item(t, { text, fact, message, library }) {
    const whose = library ? t("stage.library_says", { library }) : t("stage.pytorch_says");
    const says = message ? [el("div", { class: "says" }, whose), el("code", {}, message)] : [];
    return el("li", {}, text, ...(fact ? [el("div", { class: "says" }, fact)] : []), ...says);
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
  entered(from) {
    this.isNew = false;
    if (!this.node.contains(from)) this.from = from;
  }

  // A new card is what Tab comes to next, wherever the focus is; from the last button it goes on from there.
  tab(event) {
    const isBack = event.shiftKey;
    const [first, last] = [this.offer ? this.take : this.close, this.close];
    if (this.isOpen && this.isNew && !isBack) {
      event.preventDefault();
      first.focus();
    } else if (event.target === (isBack ? first : last) && this.from?.isConnected) {
      if (isBack) event.preventDefault();
      this.from.focus();
    }
  }

  hide() {
    const hadFocus = this.node.contains(document.activeElement);
    this.offer = null;
    setHidden(this.node, true);
    if (hadFocus) this.from?.focus({ preventScroll: true });
  }
}
