// What a board draws with. It measures in cells: x, y is the corner of a cell, a width or height so many of them. What is too
// small to be read or told apart is left out.

import { el } from "../dom/dom.js";
import { short } from "../rule/values.js";

/** @import { Box, Ink, Theme } from "../types.js" */

const SMALLEST_TEXT = 9;
const SMALLEST_OUTLINED = 5;
const LABEL = 13;
const PLATE = 0.62;
const ROOM_FOR_INDEX = 56;
export const READABLE = 14;
// Too small for a pattern.
export const TINY = 8;

export class Pen {
  /** @param {Ink} ink @param {{ rows: number, columns: number, size: number, scale: number, theme: Theme }} sheet */
  constructor(ink, { rows, columns, size, scale, theme }) {
    this.ink = ink;
    this.rows = rows;
    this.columns = columns;
    this.size = size;
    this.scale = scale;
    this.theme = theme;
  }

  // What is drawn from now on is so opaque, from 0 to 1.
  /** @param {number} opacity */
  set alpha(opacity) {
    this.ink.globalAlpha = opacity;
  }

  /** @type {(colour: string | CanvasPattern, x: number, y: number, width?: number, height?: number) => void} */
  fill(colour, x, y, width = 1, height = 1) {
    const { ink, size } = this;
    ink.fillStyle = colour;
    ink.fillRect(x * size, y * size, width * size, height * size);
  }

  // The pattern of cells that no stamp reaches; where it would not be seen, the colour `plain`.
  /** @type {(x: number, y: number, width?: number, height?: number, plain?: string) => void} */
  hatch(x, y, width = 1, height = 1, plain = this.theme.raised) {
    this.fill(this.size < TINY ? plain : hatchOf(this.ink, this.theme), x, y, width, height);
  }

  // A number in its cell; parts: of how many colours the cell is. On more than one it stands on a plate, where that leaves the
  // colours to be seen around it.
  /** @type {(value: number, x: number, y: number, colour?: string, parts?: number) => void} */
  number(value, x, y, colour = this.theme.text, parts = 1) {
    if (this.size < READABLE) return;
    const text = short(value);
    const height = textHeight(this.size, text);
    if (!height) return;
    const [left, top] = [(x + 0.5) * this.size, (y + 0.53) * this.size];
    if (parts > 1) this.plate(left, top, text.length * height * 0.58 + 4, height + 2);
    this.text(text, left, top, { height, colour, weight: "500 " });
  }

  /** @type {(left: number, top: number, width: number, height: number) => void} */
  plate(left, top, width, height) {
    const { ink, size, theme } = this;
    if (width > size - 6 || height > size - 6) return;
    const before = ink.globalAlpha;
    ink.globalAlpha = before * PLATE;
    ink.fillStyle = theme.surface;
    ink.fillRect(left - width / 2, top - height / 2 - 0.5, width, height);
    ink.globalAlpha = before;
  }

  // A text at a point, in pixels.
  /** @type {(text: string, left: number, top: number, look?: { height?: number, colour?: string, weight?: string, align?: CanvasTextAlign, most?: number }) => void} */
  text(text, left, top, { height = LABEL, colour = this.theme.faint, weight = "", align = "center", most } = {}) {
    const { ink } = this;
    setFont(ink, `${weight}${height}px ${this.theme.font}`);
    ink.fillStyle = colour;
    ink.textAlign = align;
    ink.textBaseline = "middle";
    ink.fillText(text, left, top, most);
  }

  // Which cell it is, in its corner, as the sums name it: where there is room beside the number.
  /** @type {(cell: number[], x: number, y: number) => void} */
  index(cell, x, y) {
    const { size } = this;
    if (size >= ROOM_FOR_INDEX) this.text(cell.join(), x * size + 4, y * size + 4 + LABEL / 2, { align: "left" });
  }

  // What stands in the row above a cell: where that is high enough to be read.
  /** @type {(text: string, x: number, y: number) => void} */
  name(text, x, y) {
    const { size } = this;
    const height = Math.min(LABEL, size - 1);
    if (height >= SMALLEST_TEXT) this.text(text, x * size, (y - 0.45) * size, { align: "left", height });
  }

  // How wide a text is, in pixels.
  /** @param {string} text */
  widthOf(text) {
    setFont(this.ink, `${LABEL}px ${this.theme.font}`);
    return this.ink.measureText(text).width;
  }

  // Lines around each cell of a box.
  /** @type {(x?: number, y?: number, width?: number, height?: number) => void} */
  outline(x = 0, y = 0, width = this.columns, height = this.rows) {
    const { ink, size } = this;
    if (size < SMALLEST_OUTLINED) return;
    const [right, bottom] = [x + width, y + height];
    ink.strokeStyle = this.theme.line;
    ink.lineWidth = 1;
    ink.beginPath();
    for (let at = x; at <= right; at++) line(ink, at * size, y * size, at * size, bottom * size);
    for (let at = y; at <= bottom; at++) line(ink, x * size, at * size, right * size, at * size);
    ink.stroke();
  }

  // A frame around a box, `inset` pixels within it.
  /** @type {(x: number, y: number, width: number, height: number, look?: { colour?: string, thick?: number, inset?: number, dash?: number[] }) => void} */
  frame(x, y, width, height, { colour = this.theme.frame, thick, inset = 0, dash = [] } = {}) {
    const { ink, size } = this;
    ink.strokeStyle = colour;
    ink.lineWidth = thick ?? (size < TINY ? 2 : 3);
    ink.setLineDash(dash);
    ink.strokeRect(x * size + inset, y * size + inset, width * size - 2 * inset, height * size - 2 * inset);
    ink.setLineDash([]);
  }

  // Lines through these points of a cell, in pixels from its corner.
  /** @type {(colour: string, x: number, y: number, ...points: [left: number, top: number][]) => void} */
  strike(colour, x, y, ...points) {
    const { ink, size } = this;
    ink.strokeStyle = colour;
    ink.lineWidth = this.mark;
    ink.beginPath();
    for (const [left, top] of points) ink.lineTo(x * size + left, y * size + top);
    ink.stroke();
  }

  // How thick a mark on a cell is.
  get mark() {
    return this.size >= 12 ? 2 : 1;
  }

  // What `draw` does reaches no further than this box, which is blank before.
  /** @type {(box: Box, draw: () => void) => void} */
  within(box, draw) {
    const { ink, size } = this;
    const [left, top, width, height] = box.map((cells) => cells * size);
    this.apart(() => {
      ink.beginPath();
      ink.rect(left, top, width, height);
      ink.clip();
      ink.clearRect(left, top, width, height);
      draw();
    });
  }

  // What `draw` changes of the ink is changed back.
  /** @param {() => void} draw */
  apart(draw) {
    this.ink.save();
    draw();
    this.ink.restore();
    this.ink.font_ = "";
  }
}

// How high a text in a cell of this size is; 0: it could not be read.
/** @type {(size: number, text: string) => number} */
function textHeight(size, text) {
  if (size < READABLE) return 0;
  const wanted = Math.min(24, Math.max(10, size * 0.4));
  const height = Math.min(wanted, (size - 3) / (text.length * 0.58));
  return height < SMALLEST_TEXT ? 0 : Math.floor(height * 2) / 2;
}

// Parsing a font is the dear part of setting it.
/** @type {(ink: Ink, font: string) => void} */
function setFont(ink, font) {
  if (ink.font_ !== font) ink.font = ink.font_ = font;
}

/** @type {(ink: Ink, x1: number, y1: number, x2: number, y2: number) => void} */
function line(ink, x1, y1, x2, y2) {
  ink.moveTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
  ink.lineTo(Math.round(x2) + 0.5, Math.round(y2) + 0.5);
}

/** @type {Map<string, CanvasPattern>} */
const patterns = new Map();
/** @type {(ink: Ink, theme: Theme) => CanvasPattern} */
function hatchOf(ink, theme) {
  const pattern = patterns.get(theme.hatch) ?? hatched(ink, theme.hatch);
  patterns.set(theme.hatch, pattern);
  return pattern;
}

/** @type {(ink: Ink, colour: string) => CanvasPattern} */
function hatched(ink, colour) {
  const tile = el("canvas", { width: 6, height: 6 });
  const pen = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.beginPath();
  for (const from of [-6, 0, 6]) {
    pen.moveTo(from - 1, 7);
    pen.lineTo(from + 7, -1);
  }
  pen.stroke();
  return /** @type {CanvasPattern} */ (ink.createPattern(tile, "repeat"));
}
