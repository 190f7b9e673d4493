// The column matrix as a product of two matrices: the kernels' taps down its left side, an input channel a column; the input's
// cells along its top, an input channel a row; and where they meet, the sum of their products over the channels of the group.
// With one channel that is a multiplication table. A column has its input elements' colours.

import { Board } from "../../paint/board.js";
import { product, range, unflatten } from "../../rule/links.js";

/** @import { Describer, LinkSet, Light, Numbers, Place, Plan, Theme } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */
/** @typedef {{ plan: Plan, x: Numbers, w: Numbers, taps: number, theme: Theme }} Given */
/** @typedef {{ out: number, tap: number, inputs: number[] }} Row a row of the matrix: its output channel, its tap among the kernels of an input channel, and the input channels that it sums */

const LARGEST_CELL = 46;
// From a side to the cells of the operand (its labels lie between), and from these to the products.
const LABEL = 1;
const GAP = 0.5;
const NOT_YET = 0.3;

// Given: plan, x, w; taps: how many rows of products (of each group) are folded onto the canvas; the others are pale.
/** @extends {Board<Given>} */
export class ColumnsBoard extends Board {
  /** @param {Describer} describer */
  constructor(describer) {
    super("columns", ["kernel", "input", "columns"], describer, {
      links: { columns: "buffers" },
      maximum: LARGEST_CELL,
    });
  }

  /** @param {Given} given */
  extent({ plan }) {
    const start = startOf(plan);
    return [start + rowsOf(plan).length, start + cellsOf(plan)];
  }

  get laidBy() {
    return ["plan"];
  }

  // Where the products begin, in cells, from above and from the left.
  get start() {
    return startOf(this.given.plan);
  }

  places() {
    const { plan } = this.given;
    const { start } = this;
    const rows = rowsOf(plan);
    const cells = range(cellsOf(plan));
    const size = plan.axes.map(({ input }) => input);
    const several = plan.channels.outputs > 1;
    return {
      kernel: {
        rows: rows.map(({ tap, inputs }, r) =>
          inputs.map((input) => {
            const at = input * plan.taps + tap;
            return { x: LABEL + input, y: start + r, cell: unflatten(at, plan.weightShape), at };
          }),
        ),
      },
      input: {
        rows: range(plan.channels.inputs).map((input) =>
          cells.map((cell) => {
            const at = input * cells.length + cell;
            return { x: start + cell, y: LABEL + input, cell: unflatten(at, plan.inputShape), at };
          }),
        ),
      },
      columns: {
        left: start,
        top: start,
        rows: rows.map(({ out, tap }, y) => {
          const own = unflatten(tap, plan.kernelShape).slice(-plan.axes.length);
          return cells.map((x) => {
            const cell = [...(several ? [out] : []), ...own, ...unflatten(x, size)];
            return { x, y, cell, at: y * cells.length + x };
          });
        }),
      },
    };
  }

  /** @type {(place: Place, panel: string) => number} */
  valueAt({ x: column, y: row, at }, panel) {
    const { plan, x, w } = this.given;
    if (panel !== "columns") return panel === "input" ? x[at] : w[at];
    const { tap, inputs } = rowsOf(plan)[row];
    return inputs.reduce((sum, input) => sum + w[input * plan.taps + tap] * x[input * cellsOf(plan) + column], 0);
  }

  // A place is lit where any of the links that it sums is.
  /** @param {Partial<Light>} light */
  lit(light) {
    const { plan } = this.given;
    const cells = cellsOf(plan);
    const operands = this.placed
      .filter(([panel]) => panel !== "columns")
      .flatMap(([panel, { rows }]) => {
        const links = light[/** @type {LinkSet} */ (panel)];
        return rows.flatMap((row) => row.filter(({ at }) => links?.has(at))).map(({ x, y }) => [x, y]);
      });
    const { buffers } = light;
    if (!buffers?.size) return operands;
    const sums = rowsOf(plan).flatMap(({ tap, inputs }, y) =>
      range(cells)
        .filter((x) => inputs.some((input) => buffers.has((input * cells + x) * plan.taps + tap)))
        .map((x) => [this.start + x, this.start + y]),
    );
    return [...operands, ...sums];
  }

  /** @param {Pen} pen */
  paintGround(pen) {
    const { plan, taps, theme } = this.given;
    const { start } = this;
    const cells = cellsOf(plan);
    const colours = theme.identityColours(plan);
    rowsOf(plan).forEach(({ tap, inputs }, y) => {
      pen.alpha = tap < taps ? 1 : NOT_YET;
      for (let x = 0; x < cells; x++) {
        inputs.forEach((input, n) =>
          pen.fill(colours[input * cells + x], start + x + n / inputs.length, start + y, 1 / inputs.length),
        );
      }
    });
    pen.alpha = 1;
  }

  /** @type {(pen: Pen, x: number, y: number, place: Place, panel: string) => void} */
  paintCell(pen, x, y, place, panel) {
    const { plan, theme } = this.given;
    if (panel !== "columns") {
      pen.fill(panel === "input" ? theme.identityColour(plan, place.at) : theme.kernel, x, y);
      this.labelPlace(pen, place, panel);
    }
    const parts = panel === "columns" ? rowsOf(plan)[place.y].inputs.length : 1;
    pen.number(this.valueAt(place, panel), x, y, theme.text, parts);
  }

  // Which element a row or a column is, where there is room to say it: of several channels, the tap and the cell.
  /** @type {(pen: Pen, place: Place, panel: string) => void} */
  labelPlace(pen, { x, y, cell }, panel) {
    const { plan } = this.given;
    const isFirst = panel === "input" ? y === LABEL : x === LABEL + rowsOf(plan)[y - this.start].inputs[0];
    if (!isFirst) return;
    const several = plan.channels.outputs > 1 && panel === "kernel";
    const out = several ? [rowsOf(plan)[y - this.start].out] : [];
    const text = [...out, ...cell.slice(-plan.axes.length)].join();
    this.label(pen, text, panel === "input" ? x : 0, panel === "input" ? 0 : y);
  }

  /** @param {Pen} pen */
  paintLines(pen) {
    const { plan } = this.given;
    const { start } = this;
    const [rows, cells] = [rowsOf(plan), cellsOf(plan)];
    rows.forEach(({ inputs }, y) => pen.outline(LABEL + inputs[0], start + y, inputs.length, 1));
    pen.outline(start, LABEL, cells, plan.channels.inputs);
    pen.outline(start, start, cells, rows.length);
  }

  /** @type {(pen: Pen, text: string, x: number, y: number) => void} */
  label(pen, text, x, y) {
    const height = Math.min(12, (pen.size - 2) / (text.length * 0.5));
    if (height >= 8) pen.text(text, (x + 0.5) * pen.size, (y + 0.53) * pen.size, { height });
  }
}

/** @param {Plan} plan */
const startOf = ({ channels }) => LABEL + channels.inputs + GAP;
// Cells of one map of the input.
/** @param {Plan} plan */
export const cellsOf = ({ inputs, channels }) => inputs / channels.inputs;

/** @type {WeakMap<Plan, Row[]>} */
const known = new WeakMap();

// The rows of the column matrix: the taps of every output channel.
/** @type {(plan: Plan) => Row[]} */
export function rowsOf(plan) {
  const rows = known.get(plan) ?? made(plan);
  known.set(plan, rows);
  return rows;
}

/** @type {(plan: Plan) => Row[]} */
function made({ axes, channelFeeders }) {
  const size = axes.map(({ kernel }) => kernel);
  return channelFeeders.flatMap((links, out) =>
    range(product(size)).map((tap) => ({
      out,
      tap: links[0][1] * product(size) + tap,
      inputs: links.map(([input]) => input),
    })),
  );
}
