// Pointing at cells: hover and focus light, a click or Enter pins, arrows move, digits begin to edit; and the line above the
// panels that says so.

import { el, setHidden, setText } from "../dom/dom.js";

/** @import { Cell, Grid, Spot, Translate, View } from "../types.js" */
/** @import { Stage } from "./stage.js" */

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const EDITABLE = new Set(["input", "kernel"]);

// Whether the number of a spot can be changed in the panel that shows it.
/** @type {(view: View, spot: Spot, panel?: string) => boolean} */
const canEdit = (view, spot, panel = spot.panel) => EDITABLE.has(spot.panel) && view.edits(panel);

const BEGINS_A_NUMBER = /^[0-9.+-]$/;

export class Pointing {
  /** @param {HTMLElement} root @param {Stage} stage */
  constructor(root, stage) {
    this.stage = stage;
    this.root = root;
    this.stop = stage.host.pointer?.((event) => this.move(event));
    if (!this.stop) root.addEventListener("pointerover", (event) => this.move(event));
    root.addEventListener("pointerleave", () => stage.hover(null));
    root.addEventListener("focusin", (event) => this.focused(event));
    root.addEventListener("focusout", () => stage.hover(null));
    root.addEventListener("click", (event) => this.click(event));
    root.addEventListener("dblclick", ({ target }) => isCell(target) && this.edit(target));
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("copy", (event) => this.copy(event));
    root.addEventListener("paste", (event) => this.paste(event));
  }

  // Touch has no hover: there, a tap pins. What comes back: whether the pointer only went from cell to cell, or within one.
  /** @type {(event: MouseEvent) => boolean} */
  move(event) {
    const { type, target, relatedTarget } = event;
    const isOurs =
      target instanceof Element && (isCell(target) || type === "pointerover") && this.root.contains(target);
    if (!isOurs) return false;
    if (event instanceof PointerEvent && type === "pointerover" && event.pointerType !== "touch") {
      this.stage.hover(this.spotAt(target));
    }
    return isCell(target) && (isCell(relatedTarget) || type.endsWith("move"));
  }

  /** @param {Event} event */
  focused({ target }) {
    if (!isCell(target)) return;
    this.gridOf(target)?.makeHome(target.at_);
    if (target.matches(":focus-visible")) this.stage.hover(this.spotAt(target));
  }

  /** @param {Event} event */
  click({ target }) {
    const spot = this.spotAt(target);
    if (!spot || !isCell(target) || !this.stage.view.pins(spot)) return;
    const pinned = this.isPinned(spot);
    if (pinned && this.isEditable(target)) this.edit(target);
    else this.stage.pin(pinned ? null : spot);
  }

  /** @type {(target: CellNode, text?: string) => void} */
  edit(target, text) {
    const spot = this.spotAt(target);
    if (spot && this.isEditable(target)) this.stage.openEditor(spot, text);
  }

  /** @param {CellNode} target */
  isEditable(target) {
    const spot = this.spotAt(target);
    return Boolean(spot && canEdit(this.stage.view, spot, panelOf(target)));
  }

  /** @param {Spot} spot */
  isPinned({ panel, cell }) {
    const { pin } = this.stage.state;
    return pin !== null && pin.panel === panel && pin.cell.join() === cell.join();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { target, key } = event;
    if (!isCell(target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[key];
    if (arrow) this.gridOf(target)?.move(target, ...arrow);
    else if (key === "Enter") this.click(event);
    else if (key === "F2") this.edit(target);
    else if (BEGINS_A_NUMBER.test(key) && this.isEditable(target)) this.edit(target, key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Copying from a cell takes its whole panel, as rows that a spreadsheet takes.
  /** @param {ClipboardEvent} event */
  copy(event) {
    if (!isCell(event.target)) return;
    const rows = (this.gridOf(event.target)?.rowNodes ?? []).map((row) =>
      [...row.children].map((cell) => cell.getAttribute("data-value") ?? "").join("\t"),
    );
    event.clipboardData?.setData("text/plain", rows.join("\n"));
    event.preventDefault();
  }

  // Pasting on a cell is pasting into its box.
  /** @param {ClipboardEvent} event */
  paste(event) {
    const spot = this.spotAt(event.target);
    if (!spot || !isCell(event.target) || !this.isEditable(event.target)) return;
    event.preventDefault();
    this.stage.editor.put(spot, event.clipboardData?.getData("text") ?? "");
  }

  close() {
    this.stop?.();
  }

  /** @type {(target: EventTarget | null) => Spot | null} */
  spotAt(target) {
    return isCell(target) ? this.stage.view.spotOf({ panel: panelOf(target), cell: target.cell_ }) : null;
  }

  /** @type {(target: CellNode) => Grid | undefined} */
  gridOf(target) {
    return this.stage.grids[panelOf(target)];
  }
}

/** @typedef {SVGElement & { cell_: Cell, at_: number }} CellNode */
/** @param {EventTarget | null} target @returns {target is CellNode} */
const isCell = (target) => target instanceof SVGElement && target.cell_ !== undefined;

/** @param {Element} target */
const panelOf = (target) => target.closest("[data-panel]")?.getAttribute("data-panel") ?? "";

// That cells can be pinned and changed; and while one is pinned, how to let it go.
export class Hint {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.text = el("span", { role: "status" });
    this.button = el("button", { type: "button", "data-control": "let-go", onclick: () => this.letGo() });
    this.node = el("p", { class: "howto", "data-control": "hint" }, this.text, " ", this.button);
  }

  /** @param {Translate} t */
  translate(t) {
    setText(this.button, t("stage.let_go"));
    this.draw();
  }

  draw() {
    const {
      state: { pin },
      view,
      t,
    } = this.stage;
    const kind = !pin ? "hint" : canEdit(view, pin) ? "pinned_value" : "pinned";
    setText(this.text, t(`stage.${kind}`, { name: pin && view.nameOf(pin) }));
    setHidden(this.button, !pin);
  }

  // The focus goes where the pin was: the button is gone.
  letGo() {
    const { pin } = this.stage.state;
    this.stage.pin(null);
    if (pin) this.stage.focusCell(pin);
  }
}
