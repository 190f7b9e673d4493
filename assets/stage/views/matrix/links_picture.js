// A matrix with too many rows or columns for numbers, as a picture of its links: a dot for each, in its input element's
// colour. What is not read yet is veiled; the row or the column that is meant is framed by the view's light.

import { el, setHidden } from "../../dom/dom.js";
import { Bitmap } from "../../paint/bitmap.js";
import { inkAt, inkOf } from "../../paint/colours.js";
import { Memory, remembering } from "../../paint/memory.js";
import { flatten, placesOnCanvas, product } from "../../rule/links.js";
import { endsOf } from "../../rule/spots.js";
import { shade } from "./entries_board.js";
import { targetOf } from "./spots.js";

/** @import { Light } from "../../paint/highlight.js" */
/** @import { Box, Plan, Spot, Theme } from "../../types.js" */
/** @import { Side } from "./lines.js" */
/** @typedef {{ width: number, height: number }} Room */

// A longer matrix is drawn as if it were so many times as long as wide: a thread could not be seen.
const LONGEST = 2;
const NOT_YET = 0.65;
const FRAME = 2;

// The number of the output cell on each place of the canvas; -1: it is cropped. The matrix and its transpose have the same.
const linesOnCanvas = remembering((/** @type {Plan} */ plan) => {
  const lines = new Int32Array(product(plan.canvasShape)).fill(-1);
  placesOnCanvas(plan).forEach((at, line) => {
    if (at >= 0) lines[at] = line;
  });
  return lines;
});

export class LinksPicture {
  // lamp: its view's light, to which it is a board whose cells are pixels.
  /** @param {Light} lamp */
  constructor(lamp) {
    this.lamp = lamp;
    this.rows = this.columns = this.size = 1;
    this.bitmap = new Bitmap();
    this.unread = new Bitmap();
    this.node = el("div", { class: "links-picture", hidden: true }, this.bitmap.node, this.unread.node);
    this.box = this.node;
    this.memory = new Memory();
  }

  /** @param {boolean} shown */
  show(shown) {
    setHidden(this.node, !shown);
    if (shown) return;
    this.memory.forget();
    this.lamp.show(this, null);
  }

  measure() {
    // Rounded up, a part of a pixel would reach out of the box.
    const [width, height] = [this.node.clientWidth - 1, this.node.clientHeight];
    const changed = this.room?.width !== width || this.room?.height !== height;
    /** @type {Room | undefined} */
    this.room = { width, height };
    return changed;
  }

  // side: of this matrix, "transposed" (a row for each output cell) or "forward" (a column for each).
  /** @param {{ plan: Plan, side: Side, theme: Theme }} given */
  draw({ plan, side, theme }) {
    if (!this.room) this.measure();
    if (!this.memory.changes({ plan, side, theme, room: this.room }).size) return;
    /** @type {string | null} */
    this.veiled = null;
    /** @type {Plan} */
    this.plan = plan;
    /** @type {Theme} */
    this.theme = theme;
    /** @type {boolean} */
    this.isForward = side === "forward";
    this.fit();
    this.paint();
  }

  // The size of the picture, and of an entry in it, in px: a line (an output cell) and an input have one each.
  fit() {
    const { plan, room } = /** @type {this & { room: Room }} */ (this);
    const counts = [product(plan.outputShape), plan.inputs];
    const [down, across] = this.turned(counts);
    const shape = Math.min(LONGEST, Math.max(1 / LONGEST, down / across));
    const width = Math.max(1, Math.floor(Math.min(room.width - FRAME, (room.height - FRAME) / shape)));
    const size = [Math.max(1, Math.floor(width * shape)), width];
    [this.rows, this.columns] = size;
    const [height, breadth] = this.turned(size);
    /** @type {number[]} */
    this.entry = [height / counts[0], breadth / counts[1]];
    /** @type {number} */
    this.scale = devicePixelRatio || 1;
    const [tall, wide] = size.map((length) => length + FRAME);
    for (const bitmap of [this.bitmap, this.unread]) {
      bitmap.resize(wide, tall, this.scale);
      Object.assign(bitmap.node.style, { width: `${wide}px`, height: `${tall}px` });
    }
  }

  // Where the corner of the first entry is in the node.
  offset() {
    const { width, height } = /** @type {Room} */ (this.room);
    return [(width - this.columns) / 2, (height - this.rows) / 2];
  }

  // [of lines, of inputs] as [down, across], and back.
  /** @type {(pair: number[]) => number[]} */
  turned(pair) {
    return this.isForward ? pair.toReversed() : pair;
  }

  // A pen whose zero is the corner of the first entry.
  /** @param {Bitmap} bitmap */
  pen(bitmap) {
    const pen = bitmap.anew();
    const margin = (FRAME / 2) * this.scale;
    pen.setTransform(this.scale, 0, 0, this.scale, margin, margin);
    return pen;
  }

  // So many lines and inputs from an entry on, as [x, y, width, height]; seen even where they are less than a pixel.
  /** @type {(first: number[], counts: number[]) => Box} */
  span([line, input], [lines, inputs]) {
    const [y, x] = this.turned([line * this.entry[0], input * this.entry[1]]);
    const [height, width] = this.turned([lines * this.entry[0], inputs * this.entry[1]]);
    return [x, y, Math.max(1, width), Math.max(1, height)];
  }

  // Pixel by pixel: filling a rectangle a link would take longer than the rest of the page.
  paint() {
    const {
      plan,
      theme,
      bitmap: {
        drawing: { width, height },
      },
    } = this;
    const pen = this.pen(this.bitmap);
    const image = new ImageData(width, height);
    const dots = new Uint32Array(image.data.buffer);
    const shades = Array.from({ length: plan.taps }, (_, tap) => shade(tap, plan.taps));
    const lines = linesOnCanvas(plan);
    const ends = [this.pixelsOf(product(plan.outputShape), 0), this.pixelsOf(plan.inputs, 1)];
    const [down, across] = this.isForward ? ends.toReversed() : ends;
    for (let input = 0; input < plan.inputs; input++) {
      const ink = inkOf(theme.identityColour(plan, input));
      for (let tap = 0; tap < plan.taps; tap++) {
        const line = lines[plan.inputOffset[input] + plan.tapOffset[tap]];
        if (line < 0) continue;
        const [row, column] = this.isForward ? [input, line] : [line, input];
        const [top, left] = [down[row], across[column]];
        const dot = inkAt(ink, shades[tap]);
        for (let y = top; y < Math.max(down[row + 1], top + 1); y++) {
          dots.fill(dot, y * width + left, y * width + Math.max(across[column + 1], left + 1));
        }
      }
    }
    pen.putImageData(image, 0, 0);
    pen.strokeStyle = theme.line;
    pen.strokeRect(0, 0, this.columns, this.rows);
  }

  // Where so many lines (axis 0) or inputs (1) begin, and the last one ends.
  /** @type {(count: number, axis: number) => Int32Array} */
  pixelsOf(count, axis) {
    return Int32Array.from({ length: count + 1 }, (_, at) =>
      Math.round((FRAME / 2 + at * this.entry[axis]) * this.scale),
    );
  }

  // Veil what is not read yet; laid: how many input elements are, done: how many output cells.
  /** @param {{ laid: number, done: number }} progress */
  veil({ laid, done }) {
    const key = `${laid},${done}`;
    if (key === this.veiled) return;
    this.veiled = key;
    const { plan, theme } = this;
    const pen = this.pen(this.unread);
    const [lines, inputs] = [product(plan.outputShape), plan.inputs];
    pen.fillStyle = theme.surface;
    pen.globalAlpha = NOT_YET;
    if (done < lines) pen.fillRect(...this.span([done, 0], [lines - done, inputs]));
    if (laid < inputs) pen.fillRect(...this.span([0, laid], [lines, inputs - laid]));
    pen.globalAlpha = 1;
  }

  // Frame what is meant by a spot, or null.
  /** @param {Spot | null} [spot] */
  lightUp(spot) {
    const frames = (spot ? this.bandsOf(spot) : []).map(([first, size]) => ({
      box: this.span(first, size),
      width: FRAME,
    }));
    this.lamp.show(this, frames.length ? { cells: [], frames } : null);
  }

  // The row or the column of a spot, or both of a link: [its first entry, how many lines and inputs].
  /** @type {(spot: Spot) => [first: number[], counts: number[]][]} */
  bandsOf({ panel, cell }) {
    const { plan } = this;
    if (panel === "output")
      return [
        [
          [flatten(cell, plan.outputShape), 0],
          [1, plan.inputs],
        ],
      ];
    if (panel === "input")
      return [
        [
          [0, flatten(cell, plan.inputShape)],
          [product(plan.outputShape), 1],
        ],
      ];
    if (panel !== "buffers") return [];
    const [from, own] = endsOf(plan, cell);
    const [input, tap] = [flatten(from, plan.inputShape), flatten(own, plan.kernelShape)];
    return [{ panel: "input", cell: from }, targetOf(plan, input * plan.taps + tap)].flatMap((spot) =>
      this.bandsOf(spot),
    );
  }
}
