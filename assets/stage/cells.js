// The cells of one panel as elements: invisible rectangles over the picture that carry what can be pointed at, focused,
// read aloud and tested: `[data-panel="output"] [data-cell="1,2"]` with the exact number in `data-value`.
//
// A cell is one unit of the picture's viewBox, so that zooming touches no cell. Elements are reused. What is more than a
// frame can write is written in idle slices; the grid says `aria-busy` until then.

import { svg } from "./dom.js";
import { later } from "./later.js";

const AT_ONCE = 2500;
const SLICE = 200;
const DESCRIBE_AFTER_MS = 200;
const LABELS_AT_ONCE = 50;

const whenIdle = window.requestIdleCallback?.bind(window)
  ?? ((run) => setTimeout(() => run({ timeRemaining: () => 0 }), 16));
const notWhenIdle = window.cancelIdleCallback?.bind(window) ?? clearTimeout;

export class Cells {
  // describe(cell, value) -> what a screen reader says.
  constructor(panel, describe) {
    this.panel = panel;
    this.describe = describe;
    this.node = svg("g", { role: "grid", "data-panel": panel });
    this.rowNodes = [];
    this.places = [];
    this.rects = [];
    this.values = [];
    this.written = 0;
    this.described = 0;
    this.touched = new Set();
    this.home = 0;
  }

  // rows: [[{x, y, cell}, …], …] in units of a cell; `cell` is its coordinates in this panel.
  layout(rows) {
    this.places = rows.flat();
    this.rows = rows;
    if (this.home >= this.places.length) this.home = 0;
    // A panel that is empty from now on has no numbers to show; others are written with theirs.
    later.write(this, () => this.arrange());
  }

  // Where the panel's first cell lies on its board.
  moveTo(left, top) {
    later.write(this.node, () => this.node.setAttribute("transform", `translate(${left} ${top})`));
  }

  // The elements for the layout: too many go, those to come are made when they are written.
  arrange() {
    const { rows } = this;
    this.rows = null;
    this.rowNodes.splice(rows.length).forEach((node) => node.remove());
    while (this.rowNodes.length < rows.length) {
      const node = svg("g", { role: "row" });
      this.rowNodes.push(node);
      this.node.append(node);
    }
    // Each row keeps its own rectangles, so that their order in the document is the order on screen.
    rows.forEach((row, at) => {
      const rects = (this.rowNodes[at].rects_ ??= []);
      rects.splice(row.length).forEach((rect) => rect.remove());
    });
    this.rects = rows.flatMap((row, at) => row.map((_, column) => this.rowNodes[at].rects_[column]));
    this.rowOf = rows.flatMap((row, at) => row.map(() => at));
    this.node.style.display = this.places.length ? "" : "none";
  }

  // values[i]: the number in the i-th cell, rows one after the other; null: none.
  show(values) {
    this.values = values;
    this.written = 0;
    notWhenIdle(this.idle);
    later.write(this, () => this.write(AT_ONCE));
    this.describeLater();
  }

  // One number changed, and nothing else.
  touch(at, value) {
    this.values[at] = value;
    if (at < this.written) writeValue(this.rects[at], value);
    this.describeLater(at);
  }

  write(most) {
    if (this.rows) this.arrange();
    this.writeSome(most);
    const busy = this.written < this.places.length;
    if (busy) this.idle = whenIdle((deadline) => this.writeWhileIdle(deadline));
    if (busy !== this.node.hasAttribute("aria-busy")) this.node.toggleAttribute("aria-busy", busy);
    if (busy) this.node.setAttribute("aria-busy", "true");
  }

  writeSome(most) {
    const end = Math.min(this.places.length, this.written + most);
    while (this.written < end) this.writeCell(this.written++);
  }

  writeWhileIdle(deadline) {
    do this.writeSome(SLICE);
    while (this.written < this.places.length && deadline.timeRemaining() > 2);
    this.write(0);
  }

  writeCell(at) {
    const { x, y, cell } = this.places[at];
    const rect = (this.rects[at] ??= this.addRect(this.rowNodes[this.rowOf[at]]));
    if (rect.x_ !== x) rect.setAttribute("x", (rect.x_ = x));
    if (rect.y_ !== y) rect.setAttribute("y", (rect.y_ = y));
    rect.at_ = at;
    if (rect.cell_ !== cell) {
      rect.cell_ = cell;
      rect.setAttribute("data-cell", cell.join(","));
    }
    const tabIndex = at === this.home ? 0 : -1;
    if (rect.tab_ !== tabIndex) rect.setAttribute("tabindex", (rect.tab_ = tabIndex));
    writeValue(rect, this.values[at]);
  }

  addRect(row) {
    const rect = svg("rect", { role: "gridcell", width: 1, height: 1, tabindex: -1 });
    row.append(rect);
    row.rects_.push(rect);
    return rect;
  }

  // What is read aloud may follow a moment later than what is seen; at: the one cell that changed, or all did.
  describeLater(at = null) {
    if (at === null) this.described = 0;
    else if (at < this.described) this.touched.add(at);
    this.later ??= setTimeout(() => whenIdle((deadline) => this.describeSome(deadline)), DESCRIBE_AFTER_MS);
  }

  describeSome(deadline) {
    this.later = null;
    if (this.rows || this.written < this.places.length) return this.describeLater(0);
    for (const at of this.touched) if (at < this.places.length) this.describeCell(at);
    this.touched.clear();
    do {
      const end = Math.min(this.places.length, this.described + LABELS_AT_ONCE);
      while (this.described < end) this.describeCell(this.described++);
    } while (this.described < this.places.length && deadline.timeRemaining() > 2);
    if (this.described < this.places.length) this.describeLater(this.described);
  }

  describeCell(at) {
    const text = this.describe(this.places[at].cell, this.values[at]);
    if (this.rects[at].label_ !== text) this.rects[at].setAttribute("aria-label", (this.rects[at].label_ = text));
  }

  // The cell that Tab comes to.
  makeHome(at) {
    const [before, after] = [this.rects[this.home], this.rects[at]];
    this.home = at;
    before?.setAttribute("tabindex", (before.tab_ = -1));
    after?.setAttribute("tabindex", (after.tab_ = 0));
  }

  // Focus the neighbour of a cell; false at the edge.
  move(rect, dx, dy) {
    const here = this.places[rect.at_];
    const along = (there) => (there.x - here.x) * dx + (there.y - here.y) * dy;
    const across = (there) => Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
    let best = -1;
    this.places.forEach((there, at) => {
      if (along(there) <= 0 || (dx && there.y !== here.y)) return;
      const nearer = (a, b) => along(a) + 3 * across(a) < along(b) + 3 * across(b);
      if (best < 0 || nearer(there, this.places[best])) best = at;
    });
    if (best < 0 || !this.rects[best]) return false;
    this.makeHome(best);
    this.rects[best].focus({ preventScroll: true });
    return true;
  }
}

function writeValue(rect, value) {
  if (rect.value_ === value && rect.value_ !== undefined) return;
  rect.value_ = value;
  if (value === null) rect.removeAttribute("data-value");
  else rect.setAttribute("data-value", value === 0 ? "0" : String(value));
}

// rows × columns cells, numbered from 0,0; `cells` are kept from call to call so that unchanged ones are known.
const known = [];
export function rectangle(rows, columns) {
  return Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => ((known[r] ??= [])[c] ??= { x: c, y: r, cell: [r, c] })));
}
