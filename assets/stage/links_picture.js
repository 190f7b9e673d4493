// A matrix with too many rows or columns for numbers, as a picture of its links: a dot for each, in its input element's
// colour. What is not read yet is veiled; the row or the column that is meant is framed.

import { el, setHidden } from "./dom.js";
import { shade } from "./entries_board.js";
import { inkAt, inkOf } from "./ink.js";
import { flatten, product } from "./links.js";
import { targetOf } from "./matrix_spots.js";
import { Print } from "./print.js";

// A longer matrix is drawn as if it were so many times as long as wide: a thread could not be seen.
const LONGEST = 2;
const NOT_YET = 0.65;
const FRAME = 2;

export class LinksPicture {
  constructor() {
    this.print = new Print();
    this.marks = new Print();
    this.node = el("div", { class: "links-picture", hidden: true }, this.print.node, this.marks.node);
    this.memo = {};
  }

  show(shown) {
    setHidden(this.node, !shown);
    if (!shown) this.memo = {};
  }

  measure() {
    const { clientWidth: width, clientHeight: height } = this.node;
    const changed = this.room?.width !== width || this.room?.height !== height;
    this.room = { width, height };
    return changed;
  }

  // side: of this matrix, "transposed" (a row for each output cell) or "forward" (a column for each).
  draw({ plan, side, theme }) {
    if (!this.room) this.measure();
    const memo = { plan, side, theme, room: this.room };
    if (Object.keys(memo).every((key) => memo[key] === this.memo[key])) return;
    this.memo = memo;
    Object.assign(this, { plan, theme, isForward: side === "forward" });
    this.fit();
    this.paint();
  }

  // The size of the picture, and of an entry in it, in px: a line (an output cell) and an input have one each.
  fit() {
    const { plan, room } = this;
    const counts = [product(plan.outputShape), plan.inputs];
    const [down, across] = this.turned(counts);
    const shape = Math.min(LONGEST, Math.max(1 / LONGEST, down / across));
    const width = Math.max(1, Math.floor(Math.min(room.width - FRAME, (room.height - FRAME) / shape)));
    this.size = [Math.max(1, Math.floor(width * shape)), width];
    const [height, breadth] = this.turned(this.size);
    this.entry = [height / counts[0], breadth / counts[1]];
    this.scale = window.devicePixelRatio || 1;
    const [tall, wide] = this.size.map((length) => length + FRAME);
    for (const print of [this.print, this.marks]) {
      print.resize(wide, tall, this.scale);
      Object.assign(print.node.style, { width: `${wide}px`, height: `${tall}px` });
    }
  }

  // [of lines, of inputs] as [down, across], and back.
  turned(pair) {
    return this.isForward ? pair.toReversed() : pair;
  }

  // A pen whose zero is the corner of the first entry.
  pen(print) {
    const pen = print.anew();
    const margin = (FRAME / 2) * this.scale;
    pen.setTransform(this.scale, 0, 0, this.scale, margin, margin);
    return pen;
  }

  // So many lines and inputs from an entry on, as [x, y, width, height]; seen even where they are less than a pixel.
  box([line, input], [lines, inputs] = [1, 1]) {
    const [y, x] = this.turned([line * this.entry[0], input * this.entry[1]]);
    const [height, width] = this.turned([lines * this.entry[0], inputs * this.entry[1]]);
    return [x, y, Math.max(1, width), Math.max(1, height)];
  }

  // Pixel by pixel: filling a rectangle a link would take longer than the rest of the page.
  paint() {
    const { plan, theme, print: { paper: { width, height } } } = this;
    const pen = this.pen(this.print);
    const image = new ImageData(width, height);
    const dots = new Uint32Array(image.data.buffer);
    const shades = Array.from({ length: plan.taps }, (_, tap) => shade(tap, plan.taps));
    for (let input = 0; input < plan.inputs; input++) {
      const ink = inkOf(theme.identityColour(plan.inputShape, input));
      for (let tap = 0; tap < plan.taps; tap++) {
        const line = this.lineOf(plan.inputOffset[input] + plan.tapOffset[tap]);
        if (line < 0) continue;
        const [top, left] = this.turned([this.pixelAt(line, 0), this.pixelAt(input, 1)]);
        const [bottom, right] = this.turned([this.pixelAt(line + 1, 0), this.pixelAt(input + 1, 1)]);
        for (let y = top; y < Math.max(bottom, top + 1); y++) {
          dots.fill(inkAt(ink, shades[tap]), y * width + left, y * width + Math.max(right, left + 1));
        }
      }
    }
    pen.putImageData(image, 0, 0);
    pen.strokeStyle = theme.line;
    pen.strokeRect(0, 0, this.size[1], this.size[0]);
  }

  // Where a line (axis 0) or an input (1) begins.
  pixelAt(count, axis) {
    return Math.round((FRAME / 2 + count * this.entry[axis]) * this.scale);
  }

  // The number of the output cell on a place of the canvas; -1: it is cropped.
  lineOf(at) {
    const { canvasShape, outputShape: [height, width], axes } = this.plan;
    const column = (at % canvasShape[1]) - axes[1].cropBefore;
    const row = Math.floor(at / canvasShape[1]) - axes[0].cropBefore;
    return row < 0 || row >= height || column < 0 || column >= width ? -1 : row * width + column;
  }

  // laid: how many input elements, done: how many output cells are read; spot: what is meant, or null.
  mark({ laid, done, spot }) {
    const { plan, theme } = this;
    const pen = this.pen(this.marks);
    const [lines, inputs] = [product(plan.outputShape), plan.inputs];
    pen.fillStyle = theme.surface;
    pen.globalAlpha = NOT_YET;
    if (done < lines) pen.fillRect(...this.box([done, 0], [lines - done, inputs]));
    if (laid < inputs) pen.fillRect(...this.box([0, laid], [lines, inputs - laid]));
    pen.globalAlpha = 1;
    pen.strokeStyle = theme.glow;
    pen.lineWidth = FRAME;
    for (const [first, size] of spot ? this.bandsOf(spot) : []) pen.strokeRect(...this.box(first, size));
  }

  // The row or the column of a spot, or both of a link: [its first entry, how many lines and inputs].
  bandsOf({ panel, cell }) {
    const { plan } = this;
    if (panel === "output") return [[[flatten(cell, plan.outputShape), 0], [1, plan.inputs]]];
    if (panel === "input") return [[[0, flatten(cell, plan.inputShape)], [product(plan.outputShape), 1]]];
    if (panel !== "buffers") return [];
    const [input, tap] = [flatten(cell.slice(0, 2), plan.inputShape), flatten(cell.slice(2), plan.kernelShape)];
    return [{ panel: "input", cell: cell.slice(0, 2) }, targetOf(plan, input * plan.taps + tap)]
      .flatMap((spot) => this.bandsOf(spot));
  }
}
