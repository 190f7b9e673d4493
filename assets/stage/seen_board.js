// The map that a dilated convolution reads, with its padding round it, and the window whose taps dilation spreads.

import { hatch } from "./board.js";
import { Cells, rectangle } from "./cells.js";
import { short } from "./values.js";
import { WindowBoard } from "./window_board.js";

export class SeenBoard extends WindowBoard {
  constructor(describe) {
    const cells = new Cells("seen", describe);
    super("seen", [cells]);
    this.cells = cells;
    this.memo = {};
  }

  // plan: of the dilated convolution.
  draw({ plan, x, theme }) {
    const memo = { plan, x, theme, room: this.room };
    const anew = this.fit(...plan.canvasShape);
    if (!anew && Object.keys(memo).every((key) => memo[key] === this.memo[key])) return;
    Object.assign(this, { plan, x, theme });
    [this.top, this.left] = plan.axes.map((axis) => axis.cropBefore);
    if (plan !== this.memo.plan) {
      this.cells.moveTo(this.left, this.top);
      this.cells.layout(rectangle(...plan.outputShape));
    }
    this.memo = memo;
    this.paint();
    this.cells.show([...x]);
  }

  paint() {
    const pen = this.pen();
    const { size, theme, plan } = this;
    const [rows, columns] = plan.outputShape;
    pen.fillStyle = size >= 8 ? hatch(pen, theme) : theme.raised;
    pen.fillRect(0, 0, this.columns * size, this.rows * size);
    for (let at = 0; at < rows * columns; at++) {
      const [x, y] = [this.left + (at % columns), this.top + Math.floor(at / columns)];
      pen.fillStyle = theme.identityColour(plan.inputShape, at);
      pen.fillRect(x * size, y * size, size, size);
      this.write(pen, short(this.x[at]), x, y, theme);
    }
    this.outline(pen, theme);
    pen.strokeStyle = theme.frame;
    pen.lineWidth = size >= 8 ? 3 : 2;
    pen.strokeRect(this.left * size, this.top * size, columns * size, rows * size);
  }
}
