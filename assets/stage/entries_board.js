// What both matrices of the page share: the entries of the links, each in its input element's colour and in the shade of
// its tap, with heavier lines between the blocks of one output row and one input row. A board of entries sets plan, lines,
// w, side, done, laid, theme, colours and layout: {left, top, size}, the corner of the entries, in cells.

import { Board, MARGIN, READABLE } from "./board.js";
import { wantsLessMotion } from "./dom.js";
import { Light } from "./light.js";
import { spotText } from "./linked.js";
import { NO_LINK } from "./matrix.js";
import { short } from "./values.js";

export const NOT_YET = 0.35;
export const REMOVED = 0.4;
const FLIP_MS = 900;

// The lightest tap is still seen, the darkest still lets its number be read.
export const shade = (tap, taps) => (taps > 1 ? 0.4 + (0.6 * tap) / (taps - 1) : 1);

export class EntriesBoard extends Board {
  constructor(...given) {
    super(...given);
    // It scrolls in its box and turns over, and its light with it.
    this.lamp = new Light([MARGIN, MARGIN]);
    this.sheet.append(this.lamp.node);
  }

  get isForward() {
    return this.side === "forward";
  }

  // [line, input] as [row, column], and back.
  turned(pair) {
    return this.isForward ? pair.toReversed() : pair;
  }

  numberLines() {
    this.lineOf = new Map(this.lines.map((line, at) => [line.key, at]));
  }

  // The numbers of a grid of entries.
  showEntries(grid) {
    grid.show(grid.places.map(({ x, y }) => {
      const [line, input] = this.turned([y, x]);
      return this.weight(this.lines[line].taps[input]);
    }));
  }

  weight(tap) {
    return tap === NO_LINK ? 0 : this.w[tap];
  }

  // ---- the picture ----------------------------------------------------------------------------------------------

  takeColours() {
    const { plan, theme } = this;
    this.colours = range(plan.inputs).map((at) => theme.identityColour(plan.inputShape, at));
  }

  paintEntries(pen, line, at) {
    const { size, theme, plan } = this;
    line.taps.forEach((tap, input) => {
      if (tap === NO_LINK) return;
      const [x, y] = this.entryAt(at, input);
      const now = this.presence(line, input);
      pen.globalAlpha = now * shade(tap, plan.taps);
      pen.fillStyle = this.colours[input];
      pen.fillRect(x * size, y * size, size, size);
      pen.globalAlpha = now < 1 ? now + 0.2 : 1;
      this.write(pen, short(this.w[tap]), x, y, theme);
    });
    pen.globalAlpha = 1;
  }

  // How much of an entry is there: not yet read, or removed, is faint.
  presence(line, input) {
    if (line.output < 0) return REMOVED;
    return line.output < this.done && input < this.laid ? 1 : NOT_YET;
  }

  paintBlocks(pen) {
    const { theme, layout: { left, top } } = this;
    const [down, across] = this.turned([this.lines.length, this.plan.inputs]);
    const starts = this.turned([blockStarts(this.lines.map(({ spot }) => this.rowOf(spot))),
      blockStarts(range(this.plan.inputs).map((at) => Math.floor(at / this.plan.inputShape[1])))]);
    const every = [down, across].map((count) => range(count + 1));
    if (this.size >= 5) this.rule(pen, [left, top, across, down], ...every, theme.line, 1);
    this.rule(pen, [left, top, across, down], ...starts, theme.faint, this.size >= 10 ? 2 : 1);
  }

  // Lines across at `rows` and down at `columns` of a box [left, top, width, height], all in cells.
  rule(pen, [left, top, width, height], rows, columns, colour, thickness) {
    const { size } = this;
    const snap = (at) => Math.round(at * size) + (thickness % 2) / 2;
    pen.strokeStyle = colour;
    pen.lineWidth = thickness;
    pen.beginPath();
    for (const row of rows) {
      pen.moveTo(snap(left), snap(top + row));
      pen.lineTo(snap(left + width), snap(top + row));
    }
    for (const column of columns) {
      pen.moveTo(snap(left + column), snap(top));
      pen.lineTo(snap(left + column), snap(top + height));
    }
    pen.stroke();
  }

  rowOf({ panel, cell: [row] }) {
    return panel === "output" ? row + this.plan.axes[0].cropBefore : row;
  }

  // The place of an entry on the picture: [x, y], in cells.
  entryAt(line, input) {
    const [y, x] = this.turned([line, input]);
    return [this.layout.left + x, this.layout.top + y];
  }

  // ---- light ----------------------------------------------------------------------------------------------------

  // links: pairs [input, spot]; the places of those that have a line here.
  placesOf(links) {
    return links.map(([input, spot]) => [this.lineOf.get(spotText(spot)), input])
      .filter(([line]) => line !== undefined).map(([line, input]) => this.entryAt(line, input));
  }

  // A frame around the row or the column of a spot.
  bandOf(spot) {
    const isInput = spot.panel === "input";
    const at = isInput ? spot.cell[0] * this.plan.inputShape[1] + spot.cell[1] : this.lineOf.get(spotText(spot));
    if (at === undefined) return [];
    const [x, y] = isInput ? this.entryAt(0, at) : this.entryAt(at, 0);
    const [height, width] = this.turned(isInput ? [this.lines.length, 1] : [1, this.plan.inputs]);
    return [{ box: [x, y, width, height], width: this.size >= READABLE ? 2 : 1 }];
  }

  // ---- from one matrix to the other -----------------------------------------------------------------------------

  // Where the entries lie before `plan` is seen from `side`, in px; null: there is nothing to turn over.
  cornerBefore(plan, side) {
    if (this.memo.plan !== plan || this.memo.side === side) return null;
    return this.corner();
  }

  corner() {
    const { layout } = this;
    return { x: layout.left * layout.size, y: layout.top * layout.size, size: layout.size,
      width: this.columns * this.size, height: this.rows * this.size };
  }

  // The sheet turns over about the diagonal, from where the other matrix lay. Only the compositor moves it.
  flip(before) {
    if (wantsLessMotion()) return;
    const now = this.corner();
    const dx = (now.width - before.width) / 2 + before.x - now.x;
    const dy = (now.height - before.height) / 2 + before.y - now.y;
    const transformOrigin = `${now.x + 3}px ${now.y + 3}px`;
    this.sheet.animate([
      { transformOrigin, transform: `translate(${dx}px, ${dy}px) rotate3d(1, 1, 0, 180deg) scale(${before.size / now.size})` },
      { transformOrigin, transform: "translate(0, 0) rotate3d(1, 1, 0, 0deg) scale(1)" },
    ], { duration: FLIP_MS, easing: "ease-in-out" });
  }
}

const range = (count) => Array.from({ length: count }, (_, at) => at);

// Where a new block begins, and the end of the last.
function blockStarts(blocks) {
  return [...blocks.keys()].filter((at) => blocks[at] !== blocks[at - 1]).concat(blocks.length);
}
