// A board with a window of taps over it: what the window leaves out steps back, each tap has a frame, and its number stands
// in the corner of the cell that it lies over.

import { Board, MARGIN } from "./board.js";
import { later } from "./later.js";
import { TapLabels } from "./tap_labels.js";

const SMALLEST_FRAMED = 5;

export class WindowBoard extends Board {
  constructor(...given) {
    super(...given);
    this.labels = new TapLabels();
    this.sheet.insertBefore(this.labels.node, this.elements);
  }

  light(...given) {
    later.write(this.labels, () => this.labels.hide());
    super.light(...given);
  }

  // The window of a forward convolution over its output cell (fractions while it moves): it goes in steps of stride.
  drawWindow(cell, kernel) {
    const [row, column] = cell.map((at, axis) => at * this.plan.axes[axis].stride);
    this.lightWindow([column, row], kernel);
  }

  // corner: [x, y] of the first tap, in cells (fractions while it moves); kernel: the numbers in the window's order;
  // lit: cells that are ringed besides.
  lightWindow([x, y], kernel, lit = []) {
    const { size, scale, theme, plan } = this;
    const box = [x, y, ...windowSize(plan)];
    const places = tapPlaces(plan);
    const tapFrames = size < SMALLEST_FRAMED ? [] : places.map(([column, row]) => ({ box: [x + column, y + row], width: 1, inset: 1.5 }));
    super.light(lit, { clear: [box], frames: [{ box, width: 3 }, ...tapFrames] });
    later.write(this.labels, () =>
      this.labels.show([MARGIN + x * size, MARGIN + y * size], { places, numbers: kernel, size, scale, theme }));
  }

  // The windows over these corners, outlined together; each a little smaller than the one before, so that edges that
  // coincide can be told apart.
  lightWindows(corners, lit) {
    const size = windowSize(this.plan);
    const inset = (at) => 1 + (at % 4) * Math.min(1.5, this.size / 12);
    this.light(lit, { soft: true, windows: corners.map((corner, at) => ({ box: [...corner, ...size], width: 1.5, inset: inset(at) })) });
  }
}

const windowSize = ({ axes: [down, across] }) => [across, down].map((axis) => axis.dilation * (axis.kernel - 1) + 1);

const tapPlaces = ({ axes: [down, across], kernelShape: [rows, columns] }) =>
  Array.from({ length: rows * columns }, (_, at) => [(at % columns) * across.dilation, Math.floor(at / columns) * down.dilation]);
