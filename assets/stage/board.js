// A board is one panel's picture: a canvas for the cells, and the cells as elements above it.
// Drawing on a canvas is what makes a thousand cells repaint within a frame; the elements stay untouched meanwhile.

import { el, setText, svg, wantsLessMotion } from "./dom.js";
import { later } from "./later.js";
import { Print } from "./print.js";

export const MARGIN = 3;
const SMALLEST_TEXT = 9;
const SMOOTH_MS = 160;
export const READABLE = 17;

export class Board {
  // grids: the Cells that lie on this board.
  constructor(name, grids, { minimum = 1, maximum = 100 } = {}) {
    this.minimum = minimum;
    this.maximum = maximum;
    // What stays free around the picture.
    this.inset = 0;
    this.rows = this.columns = this.size = 0;
    this.title = el("span", { class: "title" });
    this.readout = el("output", { class: "readout", "aria-hidden": "true" });
    this.tools = el("div", { class: "tools" });
    this.print = new Print();
    // Its view's light, or one of its own.
    this.lamp = null;
    this.elements = svg("svg", { class: "cells" }, ...grids.map((grid) => grid.node));
    this.sheet = el("div", { class: "sheet" }, this.print.node, this.elements);
    this.box = el("div", { class: "box" }, this.sheet);
    this.node = el("figure", { class: `board ${name}` },
      el("figcaption", {}, this.title, this.readout), this.box, this.tools);
    this.room = null;
  }

  // The room for the picture; read when the page's layout changes, never while a learner plays.
  measure() {
    const [width, height] = [this.box.clientWidth - 2 * this.inset, this.box.clientHeight - 2 * this.inset];
    const changed = this.room?.width !== width || this.room?.height !== height;
    this.room = { width, height };
    const { justifyContent, alignItems } = getComputedStyle(this.box);
    this.isCentred = [justifyContent, alignItems].map((way) => way === "center");
    return changed;
  }

  // Choose the size of a cell for rows × columns of them; true if the picture must be drawn anew.
  fit(rows, columns) {
    if (!this.room) this.measure();
    const most = Math.min((this.room.width - 2 * MARGIN) / columns, (this.room.height - 2 * MARGIN) / rows);
    const size = Math.max(this.minimum, Math.min(this.maximum, most >= 8 ? Math.floor(most) : Math.floor(most * 4) / 4));
    const scale = window.devicePixelRatio || 1;
    if (rows === this.rows && columns === this.columns && size === this.size && scale === this.scale) return false;
    const before = this.size;
    Object.assign(this, { rows, columns, size, scale });
    this.resize();
    if (before && before !== size) this.growFrom(before);
    return true;
  }

  resize() {
    const [across, down] = this.sheetSize;
    this.print.resize(across, down, this.scale);
    this.sheet.style.width = `${across}px`;
    this.sheet.style.height = `${down}px`;
    // Cells are no picture: laying out a thousand of them anew can wait, as can writing their numbers.
    later.write(this.elements, () => {
      this.elements.setAttribute("viewBox", `0 0 ${this.columns} ${this.rows}`);
      this.elements.style.width = `${this.columns * this.size}px`;
      this.elements.style.height = `${this.rows * this.size}px`;
    });
  }

  // Sizes change smoothly: the new picture starts at the old one's scale. Only the compositor moves it.
  growFrom(before) {
    if (wantsLessMotion()) return;
    const from = Math.min(2, Math.max(0.5, before / this.size));
    this.sheet.animate([{ transform: `scale(${from})` }, { transform: "none" }],
      { duration: SMOOTH_MS, easing: "ease-out" });
  }

  // Width and height of the sheet.
  get sheetSize() {
    return [this.columns, this.rows].map((cells) => cells * this.size + 2 * MARGIN);
  }

  // Where the first cell's corner is in the box: reckoned, since asking for it would lay out the page.
  offset() {
    const room = [this.room.width, this.room.height];
    return this.sheetSize.map((length, axis) => MARGIN + (this.isCentred[axis] ? this.inset + (room[axis] - length) / 2 : 0));
  }

  // A pen for a new picture.
  pen() {
    return this.placed(this.print.anew());
  }

  // A pen for a change of the picture that is shown.
  penOver() {
    return this.placed(this.print.over());
  }

  placed(pen) {
    pen.setTransform(this.scale, 0, 0, this.scale, MARGIN * this.scale, MARGIN * this.scale);
    return pen;
  }

  // A number in the cell at x, y (in cells); left out where it would be too small to read.
  write(pen, text, x, y, theme, colour = theme.text) {
    const height = this.textHeight(text);
    if (!height) return;
    setFont(pen, `500 ${height}px ${theme.font}`);
    pen.fillStyle = colour;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(text, (x + 0.5) * this.size, (y + 0.53) * this.size);
  }

  textHeight(text) {
    if (this.size < READABLE) return 0;
    const wanted = Math.min(24, Math.max(10, this.size * 0.4));
    const height = Math.min(wanted, (this.size - 3) / (text.length * 0.58));
    return height < SMALLEST_TEXT ? 0 : Math.floor(height * 2) / 2;
  }

  // Lines around the cells of the board, or of a box [left, top, columns, rows] on it.
  outline(pen, theme, [left, top, columns, rows] = [0, 0, this.columns, this.rows]) {
    const { size } = this;
    if (size < 5) return;
    const [right, bottom] = [left + columns, top + rows];
    pen.strokeStyle = theme.line;
    pen.lineWidth = 1;
    pen.beginPath();
    for (let x = left; x <= right; x++) line(pen, x * size, top * size, x * size, bottom * size);
    for (let y = top; y <= bottom; y++) line(pen, left * size, y * size, right * size, y * size);
    pen.stroke();
  }

  // Light these cells [[x, y], …]: the rest steps back (unless soft), the lit are ringed. more: see light.js.
  light(cells, { soft = false, ...more } = {}) {
    const isLit = cells.length > 0 || Object.keys(more).length > 0;
    this.lamp?.show(this, isLit ? { cells, clear: soft || !cells.length ? null : cells, ...more } : null);
  }

  say(title) {
    later.write(this.title, () => setText(this.title, title));
  }
}

function line(pen, x1, y1, x2, y2) {
  pen.moveTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
  pen.lineTo(Math.round(x2) + 0.5, Math.round(y2) + 0.5);
}

// Parsing a font is the dear part of setting it.
export function setFont(pen, font) {
  if (pen.font_ !== font) pen.font = pen.font_ = font;
}

// The pattern of cells that no stamp reaches.
const patterns = new Map();
export function hatch(pen, theme) {
  if (!patterns.has(theme.hatch)) {
    const tile = el("canvas", { width: 6, height: 6 });
    const ink = tile.getContext("2d");
    ink.strokeStyle = theme.hatch;
    ink.lineWidth = 1;
    ink.beginPath();
    for (const from of [-6, 0, 6]) {
      ink.moveTo(from - 1, 7);
      ink.lineTo(from + 7, -1);
    }
    ink.stroke();
    patterns.set(theme.hatch, pen.createPattern(tile, "repeat"));
  }
  return patterns.get(theme.hatch);
}
