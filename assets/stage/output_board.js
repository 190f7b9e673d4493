// The output alone, as the views without a canvas show it: done cells with their strips, later ones empty; of stamps, only
// those laid down.

import { Board, hatch } from "./board.js";
import { Cells, rectangle } from "./cells.js";
import { coverage } from "./links.js";
import { canvasCell } from "./linked.js";
import { spansOf, waysOf } from "./spans.js";
import { StripPicture } from "./strip_picture.js";
import { short } from "./values.js";

export class OutputBoard extends Board {
  constructor(describe, cells = new Cells("output", describe)) {
    super(cells.panel, [cells]);
    this.cells = cells;
    this.strips = new StripPicture();
    this.memo = {};
  }

  // values: row-major; done: how many of them are shown; laid: how many input elements they take in; wrong: indices of
  // values that are not the layer's; like: a board that has just drawn the same.
  draw({ plan, values, done, theme, laid = Infinity, wrong = null, like = null }) {
    const memo = { plan, values, done, theme, laid, wrong, room: this.room };
    const anew = this.fit(...plan.outputShape);
    if (!anew && Object.keys(memo).every((key) => memo[key] === this.memo[key])) return;
    const stepped = !anew && ["plan", "values", "theme", "laid", "wrong", "room"].every((key) => memo[key] === this.memo[key]);
    const before = this.memo.done;
    Object.assign(this, { plan, values, done, theme, laid, wrong, taps: plan.taps });
    if (plan !== this.memo.plan) this.cells.layout(rectangle(...plan.outputShape));
    if (anew || plan !== this.memo.plan) this.lay();
    if (plan !== this.memo.plan || theme !== this.memo.theme) {
      this.colours = Array.from({ length: plan.inputs }, (_, at) => theme.identityColour(plan.inputShape, at));
    }
    this.memo = memo;
    if (stepped && Math.abs(done - before) === 1) this.repaint(Math.min(done, before));
    else this.paint(like);
  }

  // The room of each row and column of cells.
  lay() {
    const { plan, size } = this;
    this.corner = plan.axes.map((axis) => axis.cropBefore);
    this.spans = waysOf(this, this.corner).map((ways) => spansOf(ways, size));
  }

  paint(like) {
    if (like && this.print.fits(like.print)) this.print.copy(like.print);
    else this.paintAll();
    this.cells.show(Array.from(this.values, (value, at) => (at < this.done ? value : 0)));
  }

  paintAll() {
    const pen = this.pen();
    this.strips.draw(pen, this);
    // Tiny cells are their strips, but for a mark of what is wrong.
    const isMarked = !this.isTiny || this.wrong;
    for (let at = 0; isMarked && at < this.values.length; at++) this.paintCell(pen, at);
    this.outline(pen, this.theme);
  }

  // One cell came or went. Of tiny ones, a part of a pixel would stay.
  repaint(at) {
    if (this.isTiny) this.paintAll();
    else this.paintOver(at);
    this.cells.touch(at, this.shownAt(at));
  }

  paintOver(at) {
    const pen = this.penOver();
    const box = [...this.placeOf(at), 1, 1].map((cells) => cells * this.size);
    pen.save();
    pen.beginPath();
    pen.rect(...box);
    pen.clip();
    pen.clearRect(...box);
    this.strips.draw(pen, this);
    this.paintCell(pen, at);
    this.outline(pen, this.theme);
    pen.restore();
  }

  paintCell(pen, at) {
    if (at >= this.done) return;
    const { plan, size, theme } = this;
    const [x, y] = this.placeOf(at);
    const cell = canvasCell(plan, { panel: "output", cell: [y, x] });
    if (coverage(plan, cell)) {
      // No stamp that reaches it is down: nothing to say yet.
      if (!this.isBegun(cell)) return;
    } else if (!this.isTiny) {
      pen.fillStyle = hatch(pen, theme);
      pen.fillRect(x * size, y * size, size, size);
    }
    this.write(pen, short(this.values[at]), x, y, theme);
    if (this.wrong?.has(at)) this.cross(pen, x, y);
  }

  // Whether any stamp that reaches a canvas cell is down; the first to reach it is the first laid.
  isBegun([r, c]) {
    const { feeders, inputShape } = this.plan;
    return feeders[0][r][0][0] * inputShape[1] + feeders[1][c][0][0] < this.laid;
  }

  // Too small for a pattern.
  get isTiny() {
    return this.size < 8;
  }

  // No cell of an output is cropped.
  inFrame() {
    return true;
  }

  // A number that the layer does not give: said without colour too.
  cross(pen, x, y) {
    const inset = Math.min(3.5, this.size / 5);
    const [left, top, side] = [x * this.size + inset, y * this.size + inset, this.size - 2 * inset];
    pen.strokeStyle = this.theme.bad;
    pen.lineWidth = this.size >= 12 ? 2 : 1;
    pen.strokeRect(left, top, side, side);
    pen.beginPath();
    pen.moveTo(left, top + side);
    pen.lineTo(left + side, top);
    pen.stroke();
  }

  // indices: of output cells.
  lightUp(indices, soft) {
    this.light([...indices].map((at) => this.placeOf(at)), { soft });
  }

  shownAt(at) {
    return at < this.done ? this.values[at] : 0;
  }

  placeOf(at) {
    const columns = this.plan.outputShape[1];
    return [at % columns, Math.floor(at / columns)];
  }
}
