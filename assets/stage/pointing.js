// Pointing at cells: hover and focus light, a click or Enter pins, arrows move, digits begin to edit.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const EDITABLE = new Set(["input", "kernel"]);
const BEGINS_A_NUMBER = /^[0-9.+-]$/;
// What a browser tells of a pointer that moves.
const MOVES = ["pointerover", "pointerout", "pointermove", "mouseover", "mouseout", "mousemove"];

export class Pointing {
  // stage: {hover(spot), pin(spot), state, view, grids: panel -> Cells, openEditor(spot, text)}
  constructor(root, stage) {
    this.stage = stage;
    this.root = root;
    this.moved = (event) => this.move(event);
    for (const type of MOVES) window.addEventListener(type, this.moved, { capture: true });
    root.addEventListener("pointerleave", () => stage.hover(null));
    root.addEventListener("focusin", (event) => this.focused(event));
    root.addEventListener("focusout", () => stage.hover(null));
    root.addEventListener("click", (event) => this.click(event));
    root.addEventListener("dblclick", (event) => this.edit(event.target));
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("copy", (event) => this.copy(event));
  }

  // Touch has no hover: there, a tap pins.
  move(event) {
    const { type, target, relatedTarget } = event;
    if (type === "pointerover" && event.pointerType !== "touch" && this.root.contains(target)) {
      this.stage.hover(this.spotAt(target));
    }
    // From cell to cell the host's page need not think about it, which takes it longer than us to light them.
    if (target.cell_ && (relatedTarget?.cell_ || type.endsWith("move"))) event.stopPropagation();
  }

  focused(event) {
    if (!event.target.cell_) return;
    this.gridOf(event.target).makeHome(event.target.at_);
    if (event.target.matches(":focus-visible")) this.stage.hover(this.spotAt(event.target));
  }

  click(event) {
    const spot = this.spotAt(event.target);
    if (!spot || !this.stage.view.pins(spot)) return;
    const pinned = this.isPinned(spot);
    if (pinned && this.isEditable(event.target)) this.edit(event.target);
    else this.stage.pin(pinned ? null : spot);
  }

  edit(target, text) {
    if (this.isEditable(target)) this.stage.openEditor(this.spotAt(target), text);
  }

  isEditable(target) {
    return EDITABLE.has(this.spotAt(target)?.panel) && this.stage.view.edits(panelOf(target));
  }

  isPinned({ panel, cell }) {
    const { pin } = this.stage.state;
    return pin?.panel === panel && pin.cell.join() === cell.join();
  }

  key(event) {
    if (!event.target.cell_ || event.ctrlKey || event.metaKey || event.altKey) return;
    if (ARROWS[event.key]) this.gridOf(event.target).move(event.target, ...ARROWS[event.key]);
    else if (event.key === "Enter") this.click(event);
    else if (event.key === "F2") this.edit(event.target);
    else if (BEGINS_A_NUMBER.test(event.key) && this.isEditable(event.target)) this.edit(event.target, event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Copying from a cell takes its whole panel, as rows that a spreadsheet takes.
  copy(event) {
    if (!event.target.cell_) return;
    const grid = this.gridOf(event.target);
    const rows = grid.rowNodes.map((row) => [...row.children].map((cell) => cell.dataset.value ?? "").join("\t"));
    event.clipboardData.setData("text/plain", rows.join("\n"));
    event.preventDefault();
  }

  close() {
    for (const type of MOVES) window.removeEventListener(type, this.moved, { capture: true });
  }

  spotAt(target) {
    return target?.cell_ ? this.stage.view.spotOf({ panel: panelOf(target), cell: target.cell_ }) : null;
  }

  gridOf(target) {
    return this.stage.grids[panelOf(target)];
  }
}

const panelOf = (target) => target.closest("[data-panel]").dataset.panel;
