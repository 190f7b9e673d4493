// The canvas with the crop frame: where the stamps add up. Each cell shows its parts as strips, one for each link, in
// the colour of the link's input element; inside the frame it is the output.

import { setHidden } from "../dom/dom.js";
import { Bitmap } from "../paint/bitmap.js";
import { Board } from "../paint/board.js";
import { READABLE } from "../paint/pen.js";
import { framed, only, placesOf } from "../paint/places.js";
import { boxOf, SEEN, StripPicture } from "../paint/strips.js";
import { canvasIndex, coverage, extentOf, scatter, unflatten } from "../rule/links.js";
import { cellInPlane, planInPlane } from "../rule/plane.js";
import { canvasCell, isSum } from "../rule/spots.js";

/** @import { Describer, Flight, Light, LitHow, Numbers, Place, Plan, Spot, Theme } from "../types.js" */
/** @import { Pen } from "../paint/pen.js" */

const OUTSIDE = 0.5;
const BORDER = { thick: 1.5, dash: [2, 3] };
const OUTSIDE_HATCH = 0.35;

// Given: laid: how many stamps are down; taps: how many taps of each.
/** @extends {Board<{ plan: Plan, x: Numbers, w: Numbers, theme: Theme, laid?: number, taps?: number }>} */
export class CanvasBoard extends Board {
  /** @param {Describer} describer */
  constructor(describer) {
    super("canvas", ["cropped", "output"], describer);
    this.strips = new StripPicture();
    // Above the picture, for links on their way to their places.
    this.flight = new Bitmap();
    this.sheet.insertBefore(this.flight.node, this.elements);
    /** @type {Numbers} */
    this.sums = [];
  }

  // Rows and columns that the picture needs.
  /** @param {{ plan: Plan }} given */
  extent({ plan }) {
    return extentOf(plan);
  }

  places() {
    const { plan } = this.given;
    return { cropped: only(placesOf(plan.canvasShape), ({ x, y }) => !this.inFrame(y, x)), output: framed(plan) };
  }

  /** @type {(place: Place, panel: string) => number} */
  valueAt({ x, y, at }, panel) {
    return panel === "cropped" ? this.sums[at] : this.sumAt(y + this.top, x + this.left);
  }

  paint() {
    const { plan, x, w, laid, taps } = this.given;
    // Summed anew each time: the same time gives the same digits, however one came to it.
    this.sums = scatter(plan, x, w, laid, taps);
    super.paint();
  }

  /** @param {Pen} pen */
  paintGround(pen) {
    const { plan, laid, taps } = this.given;
    this.strips.draw(pen, { plan, laid, taps, isFaint: (r, c) => !this.inFrame(r, c) });
  }

  // All of the picture, also what is neither on the canvas nor in the frame. Tiny cells are their strips, but for a mark of what
  // output_padding took back.
  /** @param {Pen} pen */
  paintCells(pen) {
    if (this.isTiny && !this.given.plan.axes.some(({ cropBefore, cropAfter }) => cropBefore > cropAfter)) return;
    for (let r = 0; r < this.rows; r++) for (let c = 0; c < this.columns; c++) this.paintSum(pen, r, c);
  }

  // What a cell has on its strips: its number, or that no stamp reaches it, or that output_padding took it back.
  /** @type {(pen: Pen, r: number, c: number) => void} */
  paintSum(pen, r, c) {
    const parts = coverage(this.plane, [r, c]);
    const isCovered = parts > 0;
    if (!isCovered && !this.isTiny) {
      pen.alpha = this.inFrame(r, c) ? 1 : OUTSIDE_HATCH;
      if (canvasIndex(this.plane, [r, c]) < 0) pen.fill(pen.theme.raised, c, r);
      else pen.hatch(c, r);
      pen.number(0, c, r, pen.theme.faint);
    } else if (isCovered && pen.size >= READABLE && this.isBegun(r, c)) {
      pen.alpha = this.inFrame(r, c) ? 1 : OUTSIDE;
      pen.number(this.sumAt(r, c), c, r, pen.theme.text, parts);
    }
    pen.alpha = 1;
    if (this.isTakenBack(r, c)) this.markTaken(pen, r, c, isCovered);
  }

  // Those without strips have their own place, however small.
  /** @type {(pen: Pen, r: number, c: number, isCovered: boolean) => void} */
  markTaken({ ink, size, theme, mark }, r, c, isCovered) {
    const [left, top, width, height] = isCovered ? boxOf(this.strips.spans, c, r) : [c * size, r * size, size, size];
    const inset = Math.min(3.5, width / 5);
    ink.strokeStyle = theme.taken;
    ink.lineWidth = mark;
    ink.setLineDash(this.isTiny ? [] : [4, 3]);
    ink.strokeRect(left + inset, top + inset, width - 2 * inset, height - 2 * inset);
    ink.setLineDash([]);
  }

  /** @param {Pen} pen */
  paintLines(pen) {
    pen.outline();
    const { plane } = this;
    const [rows, columns] = plane.canvasShape;
    // What is appended lies beyond the canvas's own border.
    if (rows < this.rows || columns < this.columns) pen.frame(0, 0, columns, rows, BORDER);
    pen.cropFrame(plane, 3);
  }

  // ---- light and motion -----------------------------------------------------------------------------------------

  /** @param {Partial<Light>} light */
  lit(light) {
    return canvasLit(this.given.plan, light);
  }

  /** @param {Spot} spot */
  placeOfSum(spot) {
    return cellInPlane(canvasCell(this.given.plan, spot)).toReversed();
  }

  /** @type {(cells: number[][], how?: LitHow) => void} */
  light(cells, how) {
    setHidden(this.flight.node, true);
    super.light(cells, how);
  }

  // Until the next light: links on their way to their places.
  /** @param {Flight} flight */
  fly({ links, alpha }) {
    this.light([]);
    setHidden(this.flight.node, false);
    this.flight.fit(this.bitmap.drawing);
    const pen = this.pen(this.flight.anew());
    const { ink, size, theme } = pen;
    const colours = theme.identityColours(this.given.plan.inputShape);
    const side = Math.max(size - 1, SEEN);
    const inset = (size + 1 - side) / 2;
    pen.alpha = alpha;
    for (const { input, value, x, y } of links) {
      ink.fillStyle = colours[input];
      ink.fillRect(x * size + inset, y * size + inset, side, side);
      pen.number(value, x, y);
      ink.strokeStyle = theme.glow;
      ink.lineWidth = 1;
      if (size >= 6) ink.strokeRect(x * size + 0.5, y * size + 0.5, size, size);
    }
    pen.alpha = 1;
  }

  // ---- where a cell lies ----------------------------------------------------------------------------------------

  get plane() {
    return planInPlane(this.given.plan);
  }

  get top() {
    return this.plane.axes[0].cropBefore;
  }

  get left() {
    return this.plane.axes[1].cropBefore;
  }

  /** @type {(r: number, c: number) => boolean} */
  inFrame(r, c) {
    const [height, width] = this.plane.outputShape;
    return r >= this.top && c >= this.left && r < this.top + height && c < this.left + width;
  }

  // Whether any link that feeds a cell is down.
  /** @type {(r: number, c: number) => boolean} */
  isBegun(r, c) {
    const { laid = Infinity, taps = Infinity } = this.given;
    const { feeders, inputShape, kernelShape } = this.plane;
    return feeders[0][r].some(([i, a]) =>
      feeders[1][c].some(([j, b]) => i * inputShape[1] + j < laid && a * kernelShape[1] + b < taps),
    );
  }

  // On the canvas, and inside the frame only because of output_padding.
  /** @type {(r: number, c: number) => boolean} */
  isTakenBack(r, c) {
    const { plane } = this;
    if (!this.inFrame(r, c) || canvasIndex(plane, [r, c]) < 0) return false;
    return [r, c].some((at, axis) => {
      const { cropBefore, cropAfter } = plane.axes[axis];
      return at >= plane.canvasShape[axis] - cropBefore && cropBefore > cropAfter;
    });
  }

  /** @type {(r: number, c: number) => number} */
  sumAt(r, c) {
    const [height, width] = this.plane.canvasShape;
    return r < height && c < width ? this.sums[r * width + c] : 0;
  }
}

// The places of a canvas on which a light falls; a sum's own, too, which may lie beyond the canvas.
/** @type {(plan: Plan, light: Partial<Light>) => number[][]} */
export function canvasLit(plan, { canvas = new Set(), spot }) {
  const cells = Array.from(canvas, (at) => unflatten(at, plan.canvasShape));
  if (isSum(spot)) cells.push(canvasCell(plan, /** @type {Spot} */ (spot)));
  return cells.map((cell) => cellInPlane(cell).toReversed());
}
