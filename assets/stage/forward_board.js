// The big map with the forward convolution's padding round it, and the window that slides over both in steps of stride.

import { hatch } from "./board.js";
import { Cells, rectangle } from "./cells.js";
import { paddedShape } from "./forward.js";
import { coverage } from "./links.js";
import { spansOf, waysOf } from "./spans.js";
import { StripPicture } from "./strip_picture.js";
import { short } from "./values.js";
import { WindowBoard } from "./window_board.js";

export class ForwardBoard extends WindowBoard {
  constructor(describe, describePadded) {
    const cells = new Cells("output", describe);
    const padded = new Cells("padded", describePadded);
    super("forward-map", [padded, cells]);
    Object.assign(this, { cells, padded });
    // Of y, all stamps are down, and every cell is shown.
    Object.assign(this, { strips: new StripPicture(), corner: [0, 0], laid: Infinity, taps: Infinity, done: Infinity });
    this.memo = {};
  }

  // values: of the big map, row-major.
  draw({ plan, values, theme }) {
    const memo = { plan, values, theme, room: this.room };
    const anew = this.fit(...paddedShape(plan));
    if (!anew && Object.keys(memo).every((key) => memo[key] === this.memo[key])) return;
    Object.assign(this, { plan, values, theme });
    if (plan !== this.memo.plan) this.lay();
    this.colours = theme.identityColours(plan.inputShape);
    this.memo = memo;
    this.paint();
  }

  lay() {
    [this.top, this.left] = this.plan.axes.map((axis) => axis.cropBefore);
    this.cells.moveTo(this.left, this.top);
    this.cells.layout(rectangle(...this.plan.outputShape));
    this.padded.layout(rectangle(this.rows, this.columns)
      .map((row) => row.filter(({ cell: [r, c] }) => !this.inFrame(r, c))).filter((row) => row.length));
  }

  paint() {
    const pen = this.pen();
    const { size, theme } = this;
    this.spans = waysOf(this).map((ways) => spansOf(ways, size));
    this.strips.draw(pen, this);
    for (let r = 0; r < this.rows; r++) for (let c = 0; c < this.columns; c++) this.paintCell(pen, r, c);
    this.outline(pen, theme);
    const [rows, columns] = this.plan.outputShape;
    pen.strokeStyle = theme.frame;
    pen.lineWidth = size >= 8 ? 3 : 2;
    pen.strokeRect(this.left * size, this.top * size, columns * size, rows * size);
    this.cells.show([...this.values]);
    this.padded.show(this.padded.places.map(() => 0));
  }

  paintCell(pen, r, c) {
    const { size, theme, plan } = this;
    const onMap = this.inFrame(r, c);
    const reached = coverage(plan, [r, c]) > 0;
    if (!onMap || !reached) {
      pen.fillStyle = onMap ? theme.surface : theme.raised;
      pen.fillRect(c * size, r * size, size, size);
    }
    if (!reached) this.markMissed(pen, r, c);
    this.write(pen, short(this.valueAt(r, c)), c, r, theme, onMap ? theme.text : theme.faint);
  }

  // No window reads this cell.
  markMissed(pen, r, c) {
    const { size, theme } = this;
    pen.fillStyle = size >= 8 ? hatch(pen, theme) : theme.line;
    pen.fillRect(c * size, r * size, size, size);
  }

  // cells: on the padded map, as [row, column].
  lightUp(cells, soft) {
    this.light(cells.map(([r, c]) => [c, r]), { soft });
  }

  inFrame(r, c) {
    const [rows, columns] = this.plan.outputShape;
    return r >= this.top && c >= this.left && r < this.top + rows && c < this.left + columns;
  }

  valueAt(r, c) {
    return this.inFrame(r, c) ? this.values[(r - this.top) * this.plan.outputShape[1] + c - this.left] : 0;
  }
}
