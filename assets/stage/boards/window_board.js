// A board with a window of taps over it: what the window leaves out steps back, each tap has a frame, and its number stands
// in the corner of the cell that it lies over.

import { later } from "../dom/later.js";
import { Board, MARGIN } from "../paint/board.js";
import { placesOf } from "../paint/places.js";
import { TapLabels } from "../paint/tap_labels.js";
import { seen } from "../rule/dilated.js";
import { cellInPlane, planInPlane, shapeInPlane } from "../rule/plane.js";

/** @import { Cell, Drawn, LitHow, Numbers, Plan } from "../types.js" */

const SMALLEST_FRAMED = 5;

/**
 * @template {Drawn & { plan: Plan }} G
 * @extends {Board<G>}
 */
export class WindowBoard extends Board {
  /** @param {ConstructorParameters<typeof Board<G>>} given */
  constructor(...given) {
    super(...given);
    this.labels = new TapLabels();
    this.sheet.insertBefore(this.labels.node, this.elements);
  }

  /** @type {(cells: number[][], how?: LitHow) => void} */
  light(cells, how) {
    later.write(this.labels, () => this.labels.hide());
    super.light(cells, how);
  }

  // The window of a forward convolution over its output cell (fractions while it moves): it goes in steps of stride.
  /** @type {(cell: Cell, kernel: Numbers) => void} */
  drawWindow(cell, kernel) {
    const [row, column] = cellInPlane(cell.map((at, axis) => at * this.given.plan.axes[axis].stride));
    this.lightWindow([column, row], kernel);
  }

  // corner: [x, y] of the first tap, in cells (fractions while it moves); kernel: the numbers in the window's order;
  // lit: cells that are ringed besides.
  /** @type {(corner: number[], kernel: Numbers, lit?: number[][]) => void} */
  lightWindow([x, y], kernel, lit = []) {
    const { size, scale } = this;
    const { plan, theme } = this.given;
    const box = [x, y, ...windowSize(plan)];
    const places = tapPlaces(plan);
    const tapFrames =
      size < SMALLEST_FRAMED
        ? []
        : places.map(([column, row]) => ({ box: [x + column, y + row], width: 1, inset: 1.5 }));
    super.light(lit, { clear: [box], frames: [{ box, width: 3 }, ...tapFrames] });
    later.write(this.labels, () =>
      this.labels.show([MARGIN + x * size, MARGIN + y * size], { places, numbers: kernel, size, scale, theme }),
    );
  }

  // The windows over these corners, outlined together; each a little smaller than the one before, so that edges that
  // coincide can be told apart.
  /** @type {(corners: number[][], lit: number[][]) => void} */
  lightWindows(corners, lit) {
    const size = windowSize(this.given.plan);
    /** @type {(at: number) => number} */
    const inset = (at) => 1 + (at % 4) * Math.min(1.5, this.size / 12);
    this.light(lit, {
      soft: true,
      windows: corners.map((corner, at) => ({ box: [...corner, ...size], width: 1.5, inset: inset(at) })),
    });
  }
}

/** @type {(plan: Plan) => number[]} */
const windowSize = ({ axes }) => shapeInPlane(axes.map(seen)).toReversed();

/** @type {(plan: Plan) => number[][]} */
function tapPlaces(plan) {
  const {
    axes: [down, across],
    kernelShape,
  } = planInPlane(plan);
  return placesOf(kernelShape).rows.flatMap((row) => row.map(({ x, y }) => [x * across.dilation, y * down.dilation]));
}
