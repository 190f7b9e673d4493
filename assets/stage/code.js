// The line of PyTorch code for the present settings. It can be copied; another can be pasted or typed in its place.

import { el, setText } from "./dom.js";
import { SOURCE_LIMIT } from "./questions.js";
import { sourceText } from "./settings.js";

// Pasted, this is a part of a line; anything else takes its place whole.
const PART = /^[\w.-]*$/;

// A line of more characters is shown on two.
const LONG = 80;

export class CodeLine {
  // stage: {state, questions, copy(text, button)}
  constructor(stage) {
    this.stage = stage;
    this.input = el("textarea", { rows: 1, class: "source", spellcheck: "false", autocomplete: "off",
      "data-control": "source",
      onkeydown: (event) => this.key(event), onpaste: (event) => this.paste(event), onchange: () => this.left() });
    this.button = el("button", { type: "button", "data-control": "copy-source",
      onclick: () => stage.copy(sourceText(stage.state), this.button) });
    this.node = el("div", { class: "code" }, this.input, this.button);
  }

  translate(t) {
    this.input.setAttribute("aria-label", t("stage.source"));
    this.input.title = t("stage.source_hint");
    setText(this.button, t("stage.copy"));
  }

  draw() {
    const text = sourceText(this.stage.state);
    if (text === this.shown) return;
    this.shown = text;
    this.node.classList.toggle("long", text.length > LONG);
    this.input.value = text;
    this.input.removeAttribute("aria-invalid");
  }

  key(event) {
    if (event.key === "Enter") {
      event.preventDefault();
      this.entered = oneLine(this.input.value);
      this.submit();
    }
    if (event.key !== "Escape" || this.input.value === this.shown) return;
    event.preventDefault();
    this.restore();
  }

  // What is pasted replaces the line, wherever the caret was. It is shown on one line and read as it was: a comment ends
  // where its line does.
  paste(event) {
    const text = event.clipboardData?.getData("text") ?? "";
    if (PART.test(text)) return;
    event.preventDefault();
    this.input.value = oneLine(text.slice(0, SOURCE_LIMIT));
    this.pasted = { line: this.input.value, text };
    this.submit();
  }

  // Leaving the line enters it, unless that was done by key.
  left() {
    if (oneLine(this.input.value) !== this.entered) this.submit();
  }

  submit() {
    const line = oneLine(this.input.value);
    if (line === this.shown || line === this.asked) return;
    if (!line) return this.restore();
    this.asked = line;
    this.stage.questions.askSource(line === this.pasted?.line ? this.pasted.text : line);
  }

  refused() {
    this.asked = null;
    this.input.setAttribute("aria-invalid", "true");
  }

  restore() {
    this.shown = this.asked = null;
    this.draw();
  }
}

const oneLine = (text) => text.replace(/\s+/g, " ").trim();
