// The line of PyTorch code for the present settings. It can be copied; another can be pasted or typed in its place. What is
// worth knowing about that one stands below the line, for as long as the line says the same.

import { el, setText } from "../../dom/dom.js";
import { sourceText } from "../../state/settings.js";

// Of a longer text, the line shows its beginning; all of it is read.
const LINE_LIMIT = 4000;
// So many notes beside the first are folded.
const FOLDED = 3;
// Pasted, this is a part of a line; anything else takes its place whole.
const PART = /^[\w.-]*$/;

/** @import { Translate } from "../../types.js" */
/** @import { Stage } from "../stage.js" */

export class CodeLine {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    // The lines that are shown, were asked about, were entered by key, and have a note.
    /** @type {string | null} */
    this.shown = null;
    /** @type {string | null} */
    this.asked = null;
    this.entered = "";
    this.notedOf = "";
    /** @type {{ line: string, text: string } | null} */
    this.pasted = null;
    this.input = el("textarea", {
      rows: 1,
      class: "source",
      spellcheck: "false",
      autocomplete: "off",
      "data-control": "source",
      onkeydown: (event) => this.key(event),
      onpaste: (event) => this.paste(event),
      onchange: () => this.left(),
    });
    /** @type {HTMLButtonElement} */
    this.button = el("button", {
      type: "button",
      "data-control": "copy-source",
      onclick: () => stage.copy(sourceText(stage.state), this.button),
    });
    this.note = el("div", { class: "noted", role: "status", "data-control": "note" });
    this.node = el("div", { class: "code" }, this.input, this.button, this.note);
    /** @type {() => string[]} */
    this.notes = () => [];
  }

  /** @param {Translate} t */
  translate(t) {
    this.input.setAttribute("aria-label", t("stage.source"));
    this.input.title = t("stage.source_hint");
    setText(this.button, t("stage.copy"));
    this.writeNotes();
  }

  // say(): the notes, asked again when the language changes.
  /** @param {() => string[]} say */
  tell(say) {
    this.notes = say;
    this.notedOf = sourceText(this.stage.state);
    this.writeNotes();
  }

  writeNotes() {
    const wasOpen = this.note.querySelector("details")?.open;
    const [first, ...more] = this.notes().map((text) => el("span", {}, text));
    const few = more.length < FOLDED;
    this.note.replaceChildren(...(first ? [first] : []), ...(few ? more : [this.folded(more, wasOpen)]));
  }

  // The picture keeps its place: of many notes the first is said, the others are a click away.
  /** @type {(notes: Element[], isOpen?: boolean) => Element} */
  folded(notes, isOpen) {
    const title = el("summary", {}, this.stage.t("stage.more_notes", { count: notes.length }));
    return el("details", { open: isOpen ?? false }, title, ...notes);
  }

  draw() {
    const text = sourceText(this.stage.state);
    if (text === this.shown) return;
    this.shown = text;
    if (text !== this.notedOf) this.tell(() => []);
    this.input.value = text;
    this.input.removeAttribute("aria-invalid");
  }

  /** @param {KeyboardEvent} event */
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
  /** @param {ClipboardEvent} event */
  paste(event) {
    const text = event.clipboardData?.getData("text") ?? "";
    if (PART.test(text)) return;
    event.preventDefault();
    this.input.value = oneLine(text.slice(0, LINE_LIMIT));
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
    this.stage.questions.askSource(this.pasted?.line === line ? this.pasted.text : line);
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

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, " ").trim();
