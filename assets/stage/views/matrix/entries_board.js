// What both matrices of the page share: the entries of the links, each in its input element's colour and in the shade of
// its tap, with heavier lines between the blocks of one output row and one input row.

import { wantsLessMotion } from "../../dom/dom.js";
import { Board, MARGIN } from "../../paint/board.js";
import { Light } from "../../paint/highlight.js";
import { READABLE } from "../../paint/pen.js";
import { flatten, range } from "../../rule/links.js";
import { columnsOf } from "../../rule/plane.js";
import { canvasCell, spotText } from "../../rule/spots.js";
import { NO_LINK } from "./lines.js";

/** @import { Drawn, Numbers, Place, Plan, Spot } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */
/** @import { Line, Side } from "./lines.js" */
/** @typedef {Drawn & { plan: Plan, lines: Line[], w: Numbers, side: Side, done: number, laid: number }} Entries */
/** @typedef {{ links: [input: number, spot: Spot][], band: Spot | null }} LitEntries  Links that are lit; whose row or column is framed. */

export const NOT_YET = 0.35;
export const REMOVED = 0.4;
const FLIP_MS = 900;

// The lightest tap is still seen, the darkest still lets its number be read.
/** @type {(tap: number, taps: number) => number} */
export const shade = (tap, taps) => (taps > 1 ? 0.4 + (0.6 * tap) / (taps - 1) : 1);

// Given: plan, w; lines: see lines.js; side: "transposed" or "forward"; done: how many output cells, laid: how many input
// elements are in.
/**
 * @template {Entries} G
 * @extends {Board<G>}
 */
export class EntriesBoard extends Board {
  /** @param {ConstructorParameters<typeof Board<G>>} given */
  constructor(...given) {
    super(...given);
    // It scrolls in its box and turns over, and its light with it.
    this.lamp = new Light([MARGIN, MARGIN]);
    this.sheet.append(this.lamp.node);
    // The corner of the entries, in cells.
    this.corner = { left: 0, top: 0 };
    /** @type {Map<string, number>} */
    this.lineOf = new Map();
  }

  get isForward() {
    return this.given.side === "forward";
  }

  // [line, input] as [row, column], and back.
  /**
   * @template T
   * @param {[T, T]} pair @returns {[T, T]}
   */
  turned(pair) {
    return this.isForward ? [pair[1], pair[0]] : pair;
  }

  get laidBy() {
    return ["lines", "side"];
  }

  lay() {
    this.lineOf = new Map(this.given.lines.map((line, at) => [line.key, at]));
    super.lay();
  }

  // Of an entry at x, y among the entries.
  /** @param {Place} place */
  weightAt({ x, y }) {
    const { lines, w } = this.given;
    const [line, input] = this.turned([y, x]);
    const weight = lines[line].weights[input];
    return weight === NO_LINK ? 0 : w[weight];
  }

  // ---- the picture ----------------------------------------------------------------------------------------------

  /** @type {(pen: Pen, line: Line, at: number) => void} */
  paintEntries(pen, line, at) {
    const { plan, w, theme } = this.given;
    const colours = theme.identityColours(plan);
    line.taps.forEach((tap, input) => {
      if (tap === NO_LINK) return;
      const [x, y] = this.entryAt(at, input);
      const now = this.presence(line, input);
      pen.alpha = now * shade(tap, plan.taps);
      pen.fill(colours[input], x, y);
      pen.alpha = now < 1 ? now + 0.2 : 1;
      pen.number(w[line.weights[input]], x, y);
    });
    pen.alpha = 1;
  }

  // How much of an entry is there: not yet read, or removed, is faint.
  /** @type {(line: Line, input: number) => number} */
  presence(line, input) {
    const { done, laid } = this.given;
    if (line.output < 0) return REMOVED;
    return line.output < done && input < laid ? 1 : NOT_YET;
  }

  /** @param {Pen} pen */
  paintLines(pen) {
    const { lines, plan, theme } = this.given;
    const { left, top } = this.corner;
    const [down, across] = this.turned([lines.length, plan.inputs]);
    const starts = this.turned([
      blockStarts(lines.map(({ spot }) => this.rowOf(spot))),
      blockStarts(range(plan.inputs).map((at) => Math.floor(at / columnsOf(plan.inputShape)))),
    ]);
    const every = [down, across].map((count) => range(count + 1));
    if (pen.size >= 5) this.rule(pen, [left, top, across, down], every[0], every[1], theme.line, 1);
    this.rule(pen, [left, top, across, down], ...starts, theme.faint, pen.size >= 10 ? 2 : 1);
  }

  // Lines across at `rows` and down at `columns` of a box [left, top, width, height], all in cells.
  /** @type {(pen: Pen, box: number[], rows: number[], columns: number[], colour: string, thickness: number) => void} */
  rule({ ink, size }, [left, top, width, height], rows, columns, colour, thickness) {
    /** @type {(at: number) => number} */
    const snap = (at) => Math.round(at * size) + (thickness % 2) / 2;
    ink.strokeStyle = colour;
    ink.lineWidth = thickness;
    ink.beginPath();
    for (const row of rows) {
      ink.moveTo(snap(left), snap(top + row));
      ink.lineTo(snap(left + width), snap(top + row));
    }
    for (const column of columns) {
      ink.moveTo(snap(left + column), snap(top));
      ink.lineTo(snap(left + column), snap(top + height));
    }
    ink.stroke();
  }

  /** @param {Spot} spot */
  rowOf(spot) {
    const { plan } = this.given;
    const { canvasShape } = plan;
    const cell = canvasCell(plan, spot);
    // Numbered through all slices and channels; what is appended beyond the canvas lies in a row of its own.
    const room = canvasShape.map((size) => 2 * size + 2 ** 8);
    return flatten(cell.slice(0, -1), room.slice(0, -1));
  }

  // The place of an entry on the picture: [x, y], in cells.
  /** @type {(line: number, input: number) => [x: number, y: number]} */
  entryAt(line, input) {
    const [y, x] = this.turned([line, input]);
    return [this.corner.left + x, this.corner.top + y];
  }

  // ---- light ----------------------------------------------------------------------------------------------------

  // The places of those links that have a line here.
  /** @param {LitEntries["links"]} links */
  entriesOf(links) {
    return links.flatMap(([input, spot]) => {
      const line = this.lineOf.get(spotText(spot));
      return line === undefined ? [] : [this.entryAt(line, input)];
    });
  }

  // A frame around the row or the column of a spot.
  /** @param {Spot} spot */
  bandOf(spot) {
    const { plan, lines } = this.given;
    const isInput = spot.panel === "input";
    const at = isInput ? flatten(spot.cell, plan.inputShape) : this.lineOf.get(spotText(spot));
    if (at === undefined) return [];
    const [x, y] = isInput ? this.entryAt(0, at) : this.entryAt(at, 0);
    const [height, width] = this.turned(isInput ? [lines.length, 1] : [1, plan.inputs]);
    return [{ box: [x, y, width, height], width: this.size >= READABLE ? 2 : 1 }];
  }

  // ---- from one matrix to the other -----------------------------------------------------------------------------

  // Seen from another side, the sheet turns over about the diagonal, from where the other matrix lay.
  /** @param {G} given */
  draw(given) {
    const before = this.extentInPixels();
    const changes = super.draw(given);
    if (changes?.has("side") && !changes.has("plan")) this.flip(before);
    return changes;
  }

  extentInPixels() {
    const { corner, size, rows, columns } = this;
    return { x: corner.left * size, y: corner.top * size, size, width: columns * size, height: rows * size };
  }

  // Only the compositor moves it.
  /** @param {{ x: number, y: number, size: number, width: number, height: number }} before */
  flip(before) {
    if (wantsLessMotion()) return;
    const now = this.extentInPixels();
    const dx = (now.width - before.width) / 2 + before.x - now.x;
    const dy = (now.height - before.height) / 2 + before.y - now.y;
    const transformOrigin = `${now.x + 3}px ${now.y + 3}px`;
    this.sheet.animate(
      [
        {
          transformOrigin,
          transform: `translate(${dx}px, ${dy}px) rotate3d(1, 1, 0, 180deg) scale(${before.size / now.size})`,
        },
        { transformOrigin, transform: "translate(0, 0) rotate3d(1, 1, 0, 0deg) scale(1)" },
      ],
      { duration: FLIP_MS, easing: "ease-in-out" },
    );
  }
}

// Where a new block begins, and the end of the last.
/** @param {number[]} blocks */
function blockStarts(blocks) {
  return [...blocks.keys()].filter((at) => blocks[at] !== blocks[at - 1]).concat(blocks.length);
}
