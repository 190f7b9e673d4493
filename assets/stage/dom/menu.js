// A small menu: a button, and under it, while it is open, a few more. It closes by Escape, and when the focus
// or a press goes elsewhere; not when one is pressed, which may be pressed again.

import { el, setText } from "./dom.js";

export class Menu {
  /** @param {string} control what the menu's own button is called */
  constructor(control) {
    this.text = el("span", {});
    this.summary = el("summary", { "data-control": control }, this.text);
    this.list = el("div", { class: "list", role: "group" });
    /** @type {HTMLDetailsElement} */
    this.node = el("details", { class: "menu" }, this.summary, this.list);
    this.node.addEventListener("keydown", (event) => this.key(event));
    this.node.addEventListener("focusout", ({ relatedTarget }) => this.left(relatedTarget));
  }

  /** @type {(control: string, onclick: () => void) => HTMLButtonElement} */
  button(control, onclick) {
    const button = el("button", { type: "button", "data-control": control, onclick });
    this.list.append(button);
    return button;
  }

  // name: on its own button; whose: what the others are for, read aloud.
  /** @type {(name: string, whose: string) => void} */
  say(name, whose) {
    setText(this.text, name);
    this.summary.setAttribute("aria-label", `${name}: ${whose}`);
    this.list.setAttribute("aria-label", whose);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key !== "Escape" || !this.node.open) return;
    event.preventDefault();
    event.stopPropagation();
    this.node.open = false;
    this.summary.focus();
  }

  /** @param {EventTarget | null} to */
  left(to) {
    if (!(to instanceof Node) || !this.node.contains(to)) this.node.open = false;
  }
}
