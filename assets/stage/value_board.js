// The input's and the kernel's boards: numbers that a learner can change.

import { Board } from "./board.js";
import { Cells, rectangle } from "./cells.js";
import { unflatten } from "./links.js";
import { short } from "./values.js";

const NOT_YET = 0.3;

export class ValueBoard extends Board {
  constructor(name, describe) {
    const cells = new Cells(name, describe);
    super(name, [cells]);
    this.name = name;
    this.cells = cells;
    this.memo = {};
  }

  // shape: [rows, columns]; values: row-major; laid: how many stamps are down (the input's later ones are pale).
  draw({ shape, values, theme, colourOf, laid = Infinity }) {
    const memo = { rows: shape[0], columns: shape[1], values, theme, laid, room: this.room };
    const anew = this.fit(...shape);
    if (memo.rows !== this.memo.rows || memo.columns !== this.memo.columns) this.cells.layout(rectangle(...shape));
    if (anew || values !== this.memo.values) this.cells.show([...values]);
    if (anew || Object.keys(memo).some((key) => memo[key] !== this.memo[key])) {
      this.paint(shape, values, theme, colourOf, laid);
    }
    this.memo = memo;
  }

  paint([rows, columns], values, theme, colourOf, laid) {
    const pen = this.pen();
    for (let at = 0; at < rows * columns; at++) {
      const [x, y] = [at % columns, Math.floor(at / columns)];
      pen.globalAlpha = at < laid ? 1 : NOT_YET;
      pen.fillStyle = colourOf(at);
      pen.fillRect(x * this.size, y * this.size, this.size, this.size);
      pen.globalAlpha = 1;
      this.write(pen, short(values[at]), x, y, theme);
    }
    this.outline(pen, theme);
  }

  lightUp(indices, shape, theme, soft) {
    this.light([...indices].map((at) => unflatten(at, shape).reverse()), { soft });
  }
}
