// The cells of one panel as elements: invisible rectangles over the picture that carry what can be pointed at, focused,
// read aloud and tested: `[data-panel="output"] [data-cell="1,2"]` with the exact number in `data-value`.
//
// A cell is one unit of the picture's viewBox, so that zooming touches no cell. Elements are reused. What is more than a
// frame can write is written in idle slices; the grid says `aria-busy` until then.

import { svg } from "../dom/dom.js";
import { later, notWhenIdle, whenIdle } from "../dom/later.js";

/** @import { Cell, CellRect, CellRow, Describe, PanelName, Place, Places } from "../types.js" */

const AT_ONCE = 2500;
const SLICE = 200;
const DESCRIBE_AFTER_MS = 200;
const LABELS_AT_ONCE = 50;
// So many cells of a grid are read at a time: of a larger one the rows around the cell that Tab comes to.
const READ = 400;

export class Cells {
  // describe(cell, value) -> what a screen reader says.
  /** @param {PanelName} panel @param {Describe} describe */
  constructor(panel, describe) {
    this.panel = panel;
    this.describe = describe;
    this.node = svg("g", { role: "grid", "data-panel": panel });
    /** @type {CellRow[]} */
    this.rowNodes = [];
    /** @type {Place[]} */
    this.places = [];
    /** @type {(CellRect | undefined)[]} */
    this.rects = [];
    /** @type {number[]} */
    this.rowOf = [];
    /** @type {number[]} */
    this.values = [];
    this.written = 0;
    this.described = 0;
    /** @type {Set<number>} */
    this.changed = new Set();
    /** @type {Set<number>} */
    this.touched = new Set();
    this.home = 0;
    /** @type {Place[][] | null} */
    this.rows = null;
    this.idle = 0;
    /** @type {number | null} */
    this.later = null;
  }

  // Where the cells lie, in units of a cell from the panel's own corner on its board. `show` follows.
  /** @type {(places: Places) => void} */
  layout({ rows, left = 0, top = 0 }) {
    this.rows = rows;
    this.places = rows.flat();
    this.written = this.described = 0;
    this.changed.clear();
    this.touched.clear();
    notWhenIdle(this.idle);
    if (this.home >= this.places.length) this.home = 0;
    later.write(this.node, () => this.node.setAttribute("transform", `translate(${left} ${top})`));
  }

  // values[i]: the number in the i-th cell, rows one after the other. Of cells that stay, those are written that changed.
  /** @type {(values: number[]) => void} */
  show(values) {
    for (let at = 0; at < this.written; at++) {
      if (values[at] === this.values[at]) continue;
      this.changed.add(at);
      if (at < this.described) this.touched.add(at);
    }
    this.values = values;
    if (!this.rows && !this.changed.size && this.written === this.places.length) return;
    later.write(this, () => this.write(AT_ONCE));
    this.describeSoon();
  }

  // The number that a cell shows; 0 where there is no such cell.
  /** @type {(cell: Cell) => number} */
  numberAt(cell) {
    const at = this.places.findIndex((place) => place.cell.every((index, axis) => index === cell[axis]));
    return this.values[at] ?? 0;
  }

  // The elements for the layout: too many go, those to come are made when they are written.
  /** @param {Place[][]} rows */
  arrange(rows) {
    this.rows = null;
    this.rowNodes.splice(rows.length).forEach((node) => node.remove());
    while (this.rowNodes.length < rows.length) {
      /** @type {CellRow} */
      const node = Object.assign(svg("g", { role: "row" }), { rects_: [], isFar_: false });
      this.rowNodes.push(node);
      this.node.append(node);
    }
    // Each row keeps its own rectangles, so that their order in the document is the order on screen.
    rows.forEach((row, at) => this.rowNodes[at].rects_.splice(row.length).forEach((rect) => rect.remove()));
    this.rects = rows.flatMap((row, at) => row.map((_, column) => this.rowNodes[at].rects_[column]));
    this.rowOf = rows.flatMap((row, at) => row.map(() => at));
    this.node.style.display = this.places.length ? "" : "none";
    this.keepNear();
  }

  // A screen reader builds a copy of all it may read: of a large grid it is given the rows near `home`, and told which they are.
  keepNear() {
    const rows = this.rowNodes.length;
    const isLarge = this.places.length > READ;
    const reach = isLarge ? Math.max(0, Math.floor((READ * rows) / this.places.length / 2 - 0.5)) : rows;
    const here = this.rowOf[this.home] ?? 0;
    if (isLarge) this.node.setAttribute("aria-rowcount", `${rows}`);
    else this.node.removeAttribute("aria-rowcount");
    this.rowNodes.forEach((row, at) => {
      const isFar = Math.abs(at - here) > reach;
      if (row.isFar_ === isFar) return;
      row.isFar_ = isFar;
      if (isFar) row.setAttribute("aria-hidden", "true");
      else row.removeAttribute("aria-hidden");
      row.setAttribute("aria-rowindex", `${at + 1}`);
    });
  }

  /** @param {number} most */
  write(most) {
    if (this.rows) this.arrange(this.rows);
    for (const at of this.changed) writeValue(/** @type {CellRect} */ (this.rects[at]), this.values[at]);
    this.changed.clear();
    this.writeSome(most);
    const busy = this.written < this.places.length;
    if (busy) this.idle = whenIdle((deadline) => this.writeWhileIdle(deadline));
    if (busy === this.node.hasAttribute("aria-busy")) return;
    if (busy) this.node.setAttribute("aria-busy", "true");
    else this.node.removeAttribute("aria-busy");
  }

  /** @param {number} most */
  writeSome(most) {
    const end = Math.min(this.places.length, this.written + most);
    while (this.written < end) this.writeCell(this.written++);
  }

  /** @param {{ timeRemaining(): number }} deadline */
  writeWhileIdle(deadline) {
    do this.writeSome(SLICE);
    while (this.written < this.places.length && deadline.timeRemaining() > 2);
    this.write(0);
  }

  /** @param {number} at */
  writeCell(at) {
    const { x, y, cell } = this.places[at];
    const rect = (this.rects[at] ??= addRect(this.rowNodes[this.rowOf[at]]));
    if (rect.x_ !== x) rect.setAttribute("x", `${(rect.x_ = x)}`);
    if (rect.y_ !== y) rect.setAttribute("y", `${(rect.y_ = y)}`);
    rect.at_ = at;
    if (rect.cell_ !== cell) {
      rect.cell_ = cell;
      rect.setAttribute("data-cell", cell.join(","));
    }
    const tabIndex = at === this.home ? 0 : -1;
    if (rect.tab_ !== tabIndex) rect.setAttribute("tabindex", `${(rect.tab_ = tabIndex)}`);
    writeValue(rect, this.values[at]);
  }

  // What is read aloud may follow a moment later than what is seen.
  describeSoon() {
    this.later ??= setTimeout(() => whenIdle((deadline) => this.describeSome(deadline)), DESCRIBE_AFTER_MS);
  }

  // All cells, in other words than before.
  describeAll() {
    this.described = 0;
    this.describeSoon();
  }

  /** @param {{ timeRemaining(): number }} deadline */
  describeSome(deadline) {
    this.later = null;
    if (this.rows || this.written < this.places.length) return this.describeSoon();
    for (const at of this.touched) this.describeCell(at);
    this.touched.clear();
    do {
      const end = Math.min(this.places.length, this.described + LABELS_AT_ONCE);
      while (this.described < end) this.describeCell(this.described++);
    } while (this.described < this.places.length && deadline.timeRemaining() > 2);
    if (this.described < this.places.length) this.describeSoon();
  }

  /** @param {number} at */
  describeCell(at) {
    const text = this.describe(this.places[at].cell, this.values[at]);
    const rect = /** @type {CellRect} */ (this.rects[at]);
    if (rect.label_ !== text) rect.setAttribute("aria-label", (rect.label_ = text));
  }

  // The cell that Tab comes to.
  /** @param {number} at */
  makeHome(at) {
    const [before, after] = [this.rects[this.home], this.rects[at]];
    this.home = at;
    before?.setAttribute("tabindex", `${(before.tab_ = -1)}`);
    after?.setAttribute("tabindex", `${(after.tab_ = 0)}`);
    if (this.places.length > READ) this.keepNear();
  }

  // Focus the neighbour of a cell; false at the edge.
  /** @type {(rect: CellRect, dx: number, dy: number) => boolean} */
  move(rect, dx, dy) {
    const here = this.places[/** @type {number} */ (rect.at_)];
    /** @type {(there: Place) => number} */
    const along = (there) => (there.x - here.x) * dx + (there.y - here.y) * dy;
    /** @type {(there: Place) => number} */
    const across = (there) => Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
    let best = -1;
    this.places.forEach((there, at) => {
      if (along(there) <= 0 || (dx && there.y !== here.y)) return;
      /** @type {(a: Place, b: Place) => boolean} */
      const nearer = (a, b) => along(a) + 3 * across(a) < along(b) + 3 * across(b);
      if (best < 0 || nearer(there, this.places[best])) best = at;
    });
    const next = this.rects[best];
    if (!next) return false;
    this.makeHome(best);
    next.focus({ preventScroll: true });
    return true;
  }
}

/** @type {(row: CellRow) => CellRect} */
function addRect(row) {
  const rect = /** @type {CellRect} */ (svg("rect", { role: "gridcell", width: 1, height: 1, tabindex: -1 }));
  row.append(rect);
  row.rects_.push(rect);
  return rect;
}

/** @type {(rect: CellRect, value: number) => void} */
function writeValue(rect, value) {
  if (rect.value_ === value) return;
  rect.value_ = value;
  rect.setAttribute("data-value", value === 0 ? "0" : String(value));
}
