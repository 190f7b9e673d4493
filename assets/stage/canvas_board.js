// The canvas with the crop frame: where the stamps add up. Each cell shows its parts as strips, one for each link, in
// the colour of the link's input element; inside the frame it is the output.

import { Board, hatch, READABLE } from "./board.js";
import { Cells, rectangle } from "./cells.js";
import { setHidden } from "./dom.js";
import { canvasIndex, coverage, flatten, scatter } from "./links.js";
import { Print } from "./print.js";
import { boxOf, SEEN, spansOf, waysOf } from "./spans.js";
import { StripPicture } from "./strip_picture.js";
import { short } from "./values.js";

export class CanvasBoard extends Board {
  constructor(describeOutput, describeCropped) {
    const output = new Cells("output", describeOutput);
    const cropped = new Cells("cropped", describeCropped);
    super("canvas", [cropped, output]);
    Object.assign(this, { output, cropped, strips: new StripPicture(), corner: [0, 0], done: Infinity });
    // Above the picture, for links on their way to their places.
    this.flight = new Print();
    this.sheet.insertBefore(this.flight.node, this.elements);
    this.memo = {};
  }

  // laid: how many stamps are down; taps: how many taps of each.
  draw({ plan, x, w, laid = plan.inputs, taps = plan.taps, theme }) {
    const memo = { plan, x, w, theme, room: this.room };
    const extent = this.extentOf(plan);
    const anew = this.fit(...extent);
    const same = !anew && Object.keys(memo).every((key) => memo[key] === this.memo[key]);
    if (same && laid === this.laid && taps === this.taps) return;
    const block = same && { inputs: between(this.laid, laid), taps: between(this.taps, taps) };
    Object.assign(this, { plan, theme, laid, taps, extent });
    if (plan !== this.memo.plan) this.lay(plan);
    this.colours = theme.identityColours(plan.inputShape);
    this.memo = memo;
    // Summed anew each time: the same time gives the same digits, however one came to it.
    this.sums = scatter(plan, x, w, laid, taps);
    this.paint();
    if (block && length(block.inputs) * length(block.taps) < this.sums.length) this.showChanged(block);
    else this.showAll();
  }

  // Rows and columns that the picture needs.
  extentOf(plan) {
    return plan.axes.map((axis, at) => Math.max(plan.canvasShape[at], axis.cropBefore + plan.outputShape[at]));
  }

  lay(plan) {
    const [top, left] = plan.axes.map((axis) => axis.cropBefore);
    const [height, width] = plan.outputShape;
    const outside = (r, c) => r < top || c < left || r >= top + height || c >= left + width;
    this.output.moveTo(left, top);
    this.output.layout(rectangle(height, width));
    const rows = rectangle(...plan.canvasShape).map((row, r) => row.filter((_, c) => outside(r, c)));
    this.cropped.layout(rows.filter((row) => row.length));
    this.indexOf = new Map(this.cropped.places.map(({ cell }, at) => [flatten(cell, plan.canvasShape), at]));
  }

  paint() {
    const pen = this.pen();
    this.spans = waysOf(this).map((ways) => spansOf(ways, this.size));
    this.strips.draw(pen, this);
    // Tiny cells are their strips, but for a mark of what output_padding took back.
    const isMarked = !this.isTiny || this.plan.axes.some(({ cropBefore, cropAfter }) => cropBefore > cropAfter);
    for (let r = 0; isMarked && r < this.extent[0]; r++) {
      for (let c = 0; c < this.extent[1]; c++) this.paintCell(pen, r, c);
    }
    this.outline(pen, this.theme);
    this.frame(pen);
  }

  showAll() {
    const [height, width] = this.plan.canvasShape;
    const at = (r, c) => (r < height && c < width ? this.sums[r * width + c] : 0);
    this.output.show(this.output.places.map(({ cell: [r, c] }) => at(r + this.top, c + this.left)));
    this.cropped.show(this.cropped.places.map(({ cell: [r, c] }) => at(r, c)));
  }

  // Only the links of these inputs with these taps came or went.
  showChanged({ inputs, taps }) {
    const changed = new Set();
    for (let i = inputs[0]; i < inputs[1]; i++) {
      for (let k = taps[0]; k < taps[1]; k++) changed.add(this.plan.inputOffset[i] + this.plan.tapOffset[k]);
    }
    const columns = this.plan.canvasShape[1];
    for (const at of changed) this.showCell(Math.floor(at / columns), at % columns, at);
  }

  showCell(r, c, at) {
    if (this.inFrame(r, c)) {
      this.output.touch((r - this.top) * this.plan.outputShape[1] + c - this.left, this.sums[at]);
    } else this.cropped.touch(this.indexOf.get(at), this.sums[at]);
  }

  // What a cell has on its strips: its number, or that no stamp reaches it, or that output_padding took it back.
  paintCell(pen, r, c) {
    const { size, theme } = this;
    const isCovered = coverage(this.plan, [r, c]) > 0;
    if (!isCovered && !this.isTiny) {
      pen.globalAlpha = this.inFrame(r, c) ? 1 : 0.35;
      pen.fillStyle = hatch(pen, theme);
      pen.fillRect(c * size, r * size, size, size);
      this.write(pen, "0", c, r, theme, theme.faint);
    } else if (isCovered && size >= READABLE && this.isBegun(r, c)) {
      pen.globalAlpha = this.inFrame(r, c) ? 1 : 0.5;
      this.write(pen, short(this.valueAt(r, c)), c, r, theme);
    }
    pen.globalAlpha = 1;
    if (isCovered && this.isTakenBack(r, c)) this.markTaken(pen, r, c);
  }

  // Whether any link that feeds a cell is down.
  isBegun(r, c) {
    const { feeders, inputShape, kernelShape } = this.plan;
    return feeders[0][r].some(([i, a]) => feeders[1][c].some(([j, b]) =>
      i * inputShape[1] + j < this.laid && a * kernelShape[1] + b < this.taps));
  }

  markTaken(pen, r, c) {
    const [left, top, width, height] = boxOf(this.spans, c, r);
    const inset = Math.min(3.5, width / 5);
    pen.strokeStyle = this.theme.taken;
    pen.lineWidth = this.size >= 12 ? 2 : 1;
    pen.setLineDash(this.isTiny ? [] : [4, 3]);
    pen.strokeRect(left + inset, top + inset, width - 2 * inset, height - 2 * inset);
    pen.setLineDash([]);
  }

  frame(pen) {
    const [height, width] = this.plan.outputShape;
    const box = [this.left, this.top, width, height].map((units) => units * this.size);
    pen.strokeStyle = this.theme.frame;
    pen.lineWidth = 3;
    pen.strokeRect(...box);
  }

  // cells: flat canvas indices; spot: an output cell beyond the canvas has no index of its own.
  lightUp(indices, beyond, soft) {
    const columns = this.plan.canvasShape[1];
    const cells = [...indices].map((at) => [at % columns, Math.floor(at / columns)]);
    if (beyond) cells.push(beyond.toReversed());
    this.light(cells, { soft });
  }

  light(...given) {
    setHidden(this.flight.node, true);
    super.light(...given);
  }

  // Until the next light: links on their way to their places: [{input, value, x, y}, …], in units of a cell (see flights.js).
  fly({ links, alpha }) {
    const { size } = this;
    this.light([]);
    setHidden(this.flight.node, false);
    this.flight.fit(this.print.paper);
    const pen = this.placed(this.flight.anew());
    pen.globalAlpha = alpha;
    const side = Math.max(size - 1, SEEN);
    const inset = (size + 1 - side) / 2;
    for (const { input, value, x, y } of links) {
      pen.fillStyle = this.colours[input];
      pen.fillRect(x * size + inset, y * size + inset, side, side);
      this.write(pen, short(value), x, y, this.theme);
      pen.strokeStyle = this.theme.glow;
      pen.lineWidth = 1;
      if (size >= 6) pen.strokeRect(x * size + 0.5, y * size + 0.5, size, size);
    }
    pen.globalAlpha = 1;
  }

  // Too small for a pattern.
  get isTiny() {
    return this.size < 8;
  }

  get top() {
    return this.plan.axes[0].cropBefore;
  }

  get left() {
    return this.plan.axes[1].cropBefore;
  }

  inFrame(r, c) {
    const [height, width] = this.plan.outputShape;
    return r >= this.top && c >= this.left && r < this.top + height && c < this.left + width;
  }

  // Inside the frame only because of output_padding.
  isTakenBack(r, c) {
    if (!this.inFrame(r, c)) return false;
    return [r, c].some((at, axis) => {
      const { cropBefore, cropAfter } = this.plan.axes[axis];
      return at >= this.plan.canvasShape[axis] - cropBefore && cropBefore > cropAfter;
    });
  }

  valueAt(r, c) {
    const at = canvasIndex(this.plan, [r, c]);
    return at < 0 ? 0 : this.sums[at];
  }
}

// What lies between two counts; a count that stayed is whole, since the other one moved.
const between = (before, now) => (before === now ? [0, now] : [Math.min(before, now), Math.max(before, now)]);
const length = ([from, to]) => to - from;
