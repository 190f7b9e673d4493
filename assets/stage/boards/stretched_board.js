// The stretched input: its elements in their colours, inserted zeros, border zeros, and the window that slides over it.

import { outlineTiles } from "../paint/frame.js";
import { remembering } from "../paint/memory.js";
import { READABLE } from "../paint/pen.js";
import { extentIn, kept, only, placesIn, tilingOf } from "../paint/places.js";
import { boxOf, spansOf } from "../paint/strips.js";
import { channelOf, flatten, inMap, product, range, unflatten } from "../rule/links.js";
import { cellInPlane } from "../rule/plane.js";
import { extent, inputAt, kindAt, stretched } from "../rule/stretched.js";
import { cornersOn, slicesOfWindow, WindowBoard } from "./window_board.js";

/** @import { Box, Cell, Describer, Numbers, PerAxis, Place, Places, Plan, StretchedAxis, Theme } from "../types.js" */
/** @import { Pen } from "../paint/pen.js" */
/** @import { Tile, Tiling } from "../paint/places.js" */
/**
 * Per axis the window's space, what of it and beside it is drawn, and for each place of that its input index or a zero.
 * @typedef {{ axes: StretchedAxis[], from: PerAxis, inputAlong: number[][], tiling: Tiling, drawn: PerAxis, space: PerAxis }} Layout
 */

const OUTSIDE = 0.35;
const ZERO = -1;

/** @extends {WindowBoard<{ plan: Plan, x: Numbers, theme: Theme }>} */
export class StretchedBoard extends WindowBoard {
  /** @param {Describer} describer */
  constructor(describer) {
    super("stretched", ["unused", "stretched"], describer, { links: { unused: "input", stretched: "input" } });
    this.layoutOf = remembering(layoutOf);
  }

  /** @param {{ plan: Plan }} given */
  extent({ plan }) {
    /** @type {Layout} */
    this.layout = this.layoutOf(plan);
    return extentIn(this.layout.tiling);
  }

  get tiling() {
    return this.layout.tiling;
  }

  // Cells of the window's space are numbered from its first place; what is cropped away, from the drawing's. Each place is the
  // link of the input element there.
  places() {
    const { tiling, from, drawn, space } = this.layout;
    const all = placesIn(tiling, drawn);
    const isUnused = (/** @type {Place} */ { cell }) => !this.inSpace(this.inWindow(cell));
    return {
      unused: linked(only(all, isUnused), (cell) => this.inputIndex(...this.inWindow(cell))),
      stretched: linked(
        placesIn(
          tiling,
          space,
          from.map((first) => -first),
        ),
        (cell) => this.inputIndex(...cell),
      ),
    };
  }

  /** @param {Place} place */
  valueAt({ at }) {
    return at === ZERO ? 0 : this.given.x[at];
  }

  /** @param {Pen} pen */
  paintGround(pen) {
    for (const tile of this.layout.tiling.tiles) this.paintTile(pen, tile);
  }

  /** @type {(pen: Pen, tile: Tile) => void} */
  paintTile(pen, tile) {
    const { tiling } = this.layout;
    /** @type {Box} */
    const whole = [tile.x, tile.y, tiling.width, tiling.height];
    if (!this.isAllInSpace) this.paintPart(pen, tile, whole, OUTSIDE);
    if (this.hasSpace(tile)) this.paintPart(pen, tile, this.spaceOn(tile), 1);
  }

  // What of a tile lies in a box: the border under all, the inserted zeros on it, and on them the inputs.
  /** @type {(pen: Pen, tile: Tile, box: Box, alpha: number) => void} */
  paintPart(pen, tile, box, alpha) {
    pen.within(box, () => {
      pen.alpha = alpha;
      pen.hatch(...box);
      this.paintInputs(pen, tile);
      if (pen.size >= READABLE) this.writeNumbers(pen, tile);
    });
  }

  // Too small to be seen, they take of the zeros beside them.
  /** @type {(pen: Pen, tile: Tile) => void} */
  paintInputs({ ink, size, theme }, tile) {
    const { axes, from, inputAlong } = this.layout;
    if (this.kindOf(tile) === "border") return;
    const colours = theme.identityColours(this.given.plan);
    const [down, across] = [null, ...axes].slice(-2);
    const [top, left] = [0, ...from].slice(-2);
    /** @type {Box} */
    const inserted = [
      (tile.x + /** @type {StretchedAxis} */ (across).border - left) * size,
      (tile.y + (down ? down.border - top : 0)) * size,
      /** @type {StretchedAxis} */ (across).length * size,
      (down?.length ?? 1) * size,
    ];
    ink.clearRect(...inserted);
    ink.fillStyle = theme.surface;
    ink.fillRect(...inserted);
    const along = inputAlong.length > 1 ? inputAlong.slice(-2) : [[0], ...inputAlong];
    const isInput = along.map((inputs) => inputs.map((input) => Number(input !== ZERO)));
    const spans = isInput.map((inputs) => spansOf(inputs, size));
    isInput[0].forEach((isRow, y) =>
      isInput[1].forEach((isColumn, x) => {
        const input = isRow && isColumn ? this.inputDrawn(tile, y, x) : ZERO;
        if (input === ZERO) return;
        const [boxLeft, boxTop, width, height] = boxOf(spans, x, y);
        /** @type {Box} */
        const box = [tile.x * size + boxLeft, tile.y * size + boxTop, width, height];
        ink.clearRect(...box);
        ink.fillStyle = colours[input];
        ink.fillRect(...box);
      }),
    );
  }

  /** @type {(pen: Pen, tile: Tile) => void} */
  writeNumbers(pen, tile) {
    const { x: values, theme } = this.given;
    const { height, width } = this.layout.tiling;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const input = this.inputDrawn(tile, y, x);
        if (input === ZERO) pen.number(0, tile.x + x, tile.y + y, theme.faint);
        else pen.number(values[input], tile.x + x, tile.y + y);
      }
    }
  }

  // The window's space is framed where the stretched input is cropped instead of padded.
  /** @param {Pen} pen */
  paintLines(pen) {
    const { tiling } = this.layout;
    outlineTiles(pen, tiling);
    for (const tile of tiling.tiles) {
      if (!this.isAllInSpace && this.hasSpace(tile)) pen.frame(...this.spaceOn(tile), { thick: 3 });
    }
  }

  // ---- where a place lies ---------------------------------------------------------------------------------------

  // A cell of the drawing, as one of the window's space.
  /** @param {Cell} cell */
  inWindow(cell) {
    const { from } = this.layout;
    const first = cell.length - from.length;
    return cell.map((at, axis) => (axis < first ? at : at + from[axis - first]));
  }

  /** @param {Cell} cell */
  inSpace(cell) {
    const { axes } = this.layout;
    return inMap(this.given.plan, cell).every((at, axis) => at >= 0 && at < axes[axis].size);
  }

  // The index of the input element at a place of the window's space; -1: a zero.
  /** @type {(...place: Cell) => number} */
  inputIndex(...place) {
    const { plan } = this.given;
    const { from, inputAlong } = this.layout;
    const own = inMap(plan, place).map((at, axis) => inputAlong[axis][at - from[axis]]);
    if (own.includes(ZERO)) return ZERO;
    const size = plan.axes.map(({ input }) => input);
    return channelOf(plan, place) * product(size) + flatten(own, size);
  }

  // The same at a place of a tile.
  /** @type {(tile: Tile, y: number, x: number) => number} */
  inputDrawn({ lead }, y, x) {
    const place = this.layout.inputAlong.length > 1 ? [...lead, y, x] : [...lead, x];
    return this.inputIndex(...this.inWindow(place));
  }

  // Of three axes: what its slice is. Else it has inputs.
  /** @param {Tile} tile */
  kindOf({ lead }) {
    const { axes, from } = this.layout;
    if (axes.length < 3) return "input";
    return kindAt(axes[0], this.given.plan.axes[0].stride, lead[lead.length - 1] + from[0]);
  }

  get isAllInSpace() {
    const { axes, drawn } = this.layout;
    return axes.every((axis, at) => axis.border >= 0 && drawn[drawn.length - axes.length + at] === axis.size);
  }

  // Whether any of a tile is the window's space, and what of it.
  /** @param {Tile} tile */
  hasSpace({ lead }) {
    const { axes, from } = this.layout;
    const slice = axes.length < 3 ? 0 : lead[lead.length - 1] + from[0];
    return axes.length < 3 || (slice >= 0 && slice < axes[0].size);
  }

  /** @type {(tile: Tile) => Box} */
  spaceOn({ x, y }) {
    const { axes, from } = this.layout;
    const [down, across] = [1, ...axes.map(({ size }) => size)].slice(-2);
    const [top, left] = [0, ...from].slice(-2);
    return [x - left, y - top, across, down];
  }

  // Where the windows of an output cell lie, [x, y]: one on each channel that it reads, and on each slice; or only on the
  // channel of one input element.
  /** @type {(cell: Cell, input?: number) => number[][]} */
  windowsOver(cell, input) {
    const { plan } = this.given;
    const { tiling, from } = this.layout;
    const [top, left] = [0, ...from].slice(-2);
    const place = inMap(plan, cell);
    const [row, column] = cellInPlane(place.slice(-2));
    const all = plan.channelFeeders[Math.round(channelOf(plan, cell))].map(([channel]) => channel);
    const channels = input === undefined ? all : [channelOf(plan, unflatten(input, plan.inputShape))];
    const slices = slicesOfWindow(plan).map((by) =>
      plan.axes.length < 3 ? [] : [Math.round(place[0]) + by - from[0]],
    );
    const leads = channels.flatMap((channel) =>
      slices.map((slice) => [...(plan.channels.inputs > 1 ? [channel] : []), ...slice]),
    );
    return cornersOn(tiling, leads, [column - left, row - top]);
  }
}

// Each place with the input element whose link it is.
/** @type {(places: Places, inputOf: (cell: Cell) => number) => Places} */
const linked = ({ rows }, inputOf) => ({
  rows: rows.map((row) => row.map((place) => ({ ...place, at: inputOf(place.cell) }))),
});

/** @type {(plan: Plan) => Layout} */
function layoutOf(plan) {
  const axes = stretched(plan);
  const extents = axes.map(extent);
  const inputAlong = extents.map(([first, last], at) =>
    range(last - first).map((q) => {
      const { stride } = plan.axes[at];
      return kindAt(axes[at], stride, q + first) === "input" ? inputAt(axes[at], stride, q + first) : ZERO;
    }),
  );
  const channels = plan.inputShape.slice(0, -axes.length);
  const drawn = [...channels, ...extents.map(([first, last]) => last - first)];
  return {
    axes,
    from: extents.map(([first]) => first),
    inputAlong,
    tiling: tilingOf(drawn, axes.length, ["down"]),
    drawn,
    space: [...channels, ...axes.map(({ size }) => size)],
  };
}

export const stretchedTiling = kept((plan) => layoutOf(plan).tiling);
