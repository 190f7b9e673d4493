// A board with a window of taps over it: what the window leaves out steps back, each tap has a frame, and its number stands
// in the corner of the cell that it lies over.

import { later } from "../dom/later.js";
import { Board, MARGIN } from "../paint/board.js";
import { canvasTiling, placesOf } from "../paint/places.js";
import { TapLabels } from "../paint/tap_labels.js";
import { seen } from "../rule/dilated.js";
import { channelOf, inMap, range } from "../rule/links.js";
import { cellInPlane, shapeInPlane } from "../rule/plane.js";

/** @import { Cell, Drawn, LitHow, Numbers, Plan } from "../types.js" */
/** @import { Tiling } from "../paint/places.js" */

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

  // How the maps stand that windows slide over.
  /** @returns {Tiling} */
  get tiling() {
    return canvasTiling(this.given.plan);
  }

  // The windows of a forward convolution over its output cell (fractions while it moves), one on each channel and slice that it
  // reads: they go in steps of stride. w: all weights.
  /** @type {(cell: Cell, w: Numbers) => void} */
  drawWindow(cell, w) {
    const { plan } = this.given;
    const { axes, channels, taps } = plan;
    const own = Math.round(channelOf(plan, cell));
    const [row, column] = cellInPlane(
      inMap(plan, cell)
        .map((at, axis) => at * axes[axis].stride)
        .slice(-2),
    );
    const ofGroup = channels.outputs / channels.groups;
    const first = Math.floor((own * channels.groups) / channels.inputs) * ofGroup;
    const slice = axes.length < 3 ? 0 : Math.round(inMap(plan, cell)[0]) * axes[0].stride;
    const slices = slicesOfWindow(plan).map((by) => (axes.length < 3 ? [] : [slice + by]));
    const leads = range(ofGroup).flatMap((out) =>
      slices.map((one) => [...(channels.outputs > 1 ? [first + out] : []), ...one]),
    );
    const corners = cornersOn(this.tiling, leads, [column, row]);
    this.lightWindow(corners, Array.from(w).slice(own * taps, (own + 1) * taps));
  }

  // The windows over these corners [x, y], one on each map that is read, in cells (fractions while they move); kernel: the
  // numbers in the window's order, where it is one; lit: cells that are ringed besides.
  /** @type {(corners: number[][], kernel: Numbers, lit?: number[][]) => void} */
  lightWindow(corners, kernel, lit = []) {
    const { size, scale } = this;
    const { plan, theme } = this.given;
    const boxes = corners.map(([x, y]) => [x, y, ...windowSize(plan)]);
    const places = tapPlaces(plan);
    const tapFrames =
      size < SMALLEST_FRAMED
        ? []
        : corners.flatMap(([x, y]) =>
            places.map(([column, row]) => ({ box: [x + column, y + row], width: 1, inset: 1.5 })),
          );
    const frames = boxes.map((box) => ({ box, width: 3 }));
    super.light(lit, { clear: boxes, frames: [...frames, ...tapFrames] });
    if (corners.length > 1) return later.write(this.labels, () => this.labels.hide());
    const [[x, y]] = corners;
    return later.write(this.labels, () =>
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

// Of one map: rows and columns of a slice.
/** @type {(plan: Plan) => number[]} */
const windowSize = ({ axes }) => shapeInPlane(axes.slice(-2).map(seen)).toReversed();

/** @type {(plan: Plan) => number[][]} */
function tapPlaces({ axes }) {
  const [down, across] = [{ kernel: 1, dilation: 1 }, ...axes].slice(-2);
  const steps = [across.dilation, down.dilation];
  return placesOf([down.kernel, across.kernel]).rows.flatMap((row) =>
    row.map(({ x, y }) => [x * steps[0], y * steps[1]]),
  );
}

// Where a window has its taps on axes that are no row or column, counted from its corner: of two axes nowhere else.
/** @type {(plan: Plan) => number[]} */
export const slicesOfWindow = ({ axes }) =>
  axes.length < 3 ? [0] : range(axes[0].kernel).map((tap) => tap * axes[0].dilation);

// Where a place lies, [x, y], on each of the tiles of these leads.
/** @type {(tiling: Tiling, leads: Cell[], place: number[]) => number[][]} */
export const cornersOn = ({ tiles }, leads, [column, row]) =>
  tiles
    .filter(({ lead }) => leads.some((one) => one.every((at, axis) => at === lead[axis])))
    .map(({ x, y }) => [x + column, y + row]);
