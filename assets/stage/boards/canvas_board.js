// The canvas with the crop frame: where the stamps add up. Each cell shows its parts as strips, one for each link, in
// the colour of the link's input element; inside the frame it is the output.

import { setHidden } from "../dom/dom.js";
import { Bitmap } from "../paint/bitmap.js";
import { Board } from "../paint/board.js";
import { framedTiles } from "../paint/frame.js";
import { READABLE } from "../paint/pen.js";
import { canvasTiling, extentIn, only, placeOfCell, placesIn } from "../paint/places.js";
import { boxOf, SEEN, StripPicture } from "../paint/strips.js";
import { canvasIndex, channelOf, coverage, cropsBefore, feeds, scatter, uncropped, unflatten } from "../rule/links.js";
import { canvasCell, isSum } from "../rule/spots.js";

/** @import { Cell, Describer, Flight, Light, LitHow, Numbers, Place, Plan, Spot, Theme } from "../types.js" */
/** @import { Pen } from "../paint/pen.js" */
/** @import { Tiling } from "../paint/places.js" */

const OUTSIDE = 0.5;
const BORDER = { thick: 1.5, dash: [2, 3] };
const OUTSIDE_HATCH = 0.35;

// Given: laid: how many stamps are down; taps: how many taps of each.
/** @typedef {{ plan: Plan, x: Numbers, w: Numbers, bias?: Numbers | null, theme: Theme, laid?: number, taps?: number }} Given */
/** @extends {Board<Given>} */
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
    return extentIn(canvasTiling(plan));
  }

  places() {
    const { plan } = this.given;
    const cropped = placesIn(this.tiling, plan.canvasShape);
    return {
      cropped: only(cropped, ({ cell }) => !this.inFrame(cell)),
      output: placesIn(this.tiling, plan.outputShape, cropsBefore(plan)),
    };
  }

  /** @type {(place: Place, panel: string) => number} */
  valueAt({ cell, at }, panel) {
    return panel === "cropped" ? this.sums[at] : this.sumAt(canvasCell(this.given.plan, { panel, cell }));
  }

  paint() {
    const { plan, x, w, bias, laid, taps } = this.given;
    // Summed anew each time: the same time gives the same digits, however one came to it.
    this.sums = scatter(plan, { x, w, bias }, laid, taps);
    super.paint();
  }

  /** @param {Pen} pen */
  paintGround(pen) {
    const { plan, laid, taps } = this.given;
    this.strips.draw(pen, {
      plan,
      tiling: this.tiling,
      laid,
      taps,
      isFaint: ({ lead }, r, c) => !this.inFrame(this.cellAt(lead, r, c)),
    });
  }

  // All of the picture, also what is neither on the canvas nor in the frame. Tiny cells are their strips, but for a mark of what
  // output_padding took back.
  /** @param {Pen} pen */
  paintCells(pen) {
    if (this.isTiny && !this.given.plan.axes.some(({ cropBefore, cropAfter }) => cropBefore > cropAfter)) return;
    const { tiles, height, width } = this.tiling;
    for (const { x, y, lead } of tiles) {
      for (let r = 0; r < height; r++) {
        for (let c = 0; c < width; c++) this.paintSum(pen, this.cellAt(lead, r, c), y + r, x + c);
      }
    }
  }

  // What a cell has on its strips: its number, or that no stamp reaches it, or that output_padding took it back.
  /** @type {(pen: Pen, cell: Cell, r: number, c: number) => void} */
  paintSum(pen, cell, r, c) {
    const { plan } = this.given;
    const parts = coverage(plan, cell);
    const isCovered = parts > 0;
    if (!isCovered && !this.isTiny) {
      pen.alpha = this.inFrame(cell) ? 1 : OUTSIDE_HATCH;
      if (canvasIndex(plan, cell) < 0) pen.fill(pen.theme.raised, c, r);
      else pen.hatch(c, r);
      pen.number(this.sumAt(cell), c, r, pen.theme.faint);
    } else if (isCovered && pen.size >= READABLE && this.isBegun(cell)) {
      pen.alpha = this.inFrame(cell) ? 1 : OUTSIDE;
      pen.number(this.sumAt(cell), c, r, pen.theme.text, parts);
    }
    pen.alpha = 1;
    if (this.isTakenBack(cell)) this.markTaken(pen, cell, r, c, isCovered);
  }

  // Those without strips have their own place, however small.
  /** @type {(pen: Pen, cell: Cell, r: number, c: number, isCovered: boolean) => void} */
  markTaken({ ink, size, theme, mark }, cell, r, c, isCovered) {
    const [column, row] = [cell[cell.length - 1], this.given.plan.axes.length > 1 ? cell[cell.length - 2] : 0];
    const [left, top, width, height] = isCovered
      ? boxOf(this.strips.spans, column, row)
      : [column * size, row * size, size, size];
    const inset = Math.min(3.5, width / 5);
    ink.strokeStyle = theme.taken;
    ink.lineWidth = mark;
    ink.setLineDash(this.isTiny ? [] : [4, 3]);
    const [right, down] = [(c - column) * size, (r - row) * size];
    ink.strokeRect(right + left + inset, down + top + inset, width - 2 * inset, height - 2 * inset);
    ink.setLineDash([]);
  }

  /** @param {Pen} pen */
  paintLines(pen) {
    const { plan } = this.given;
    const { tiles, height, width } = this.tiling;
    const [rows, columns] = [1, ...plan.axes.map(uncropped)].slice(-2);
    framedTiles(pen, plan, this.tiling, 3);
    if (rows === height && columns === width) return;
    // What is appended lies beyond the canvas's own border.
    for (const { x, y, lead } of tiles) {
      if (canvasIndex(plan, this.cellAt(lead, 0, 0)) >= 0) pen.frame(x, y, columns, rows, BORDER);
    }
  }

  // ---- light and motion -----------------------------------------------------------------------------------------

  /** @param {Partial<Light>} light */
  lit(light) {
    return canvasLit(this.given.plan, light, this.tiling);
  }

  /** @param {Spot} spot */
  placeOfSum(spot) {
    return placeOfCell(this.tiling, canvasCell(this.given.plan, spot));
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
    const colours = theme.identityColours(this.given.plan);
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

  get tiling() {
    return canvasTiling(this.given.plan);
  }

  // The cell of the canvas in a row and column of a tile.
  /** @type {(lead: Cell, r: number, c: number) => Cell} */
  cellAt(lead, r, c) {
    return this.given.plan.axes.length > 1 ? [...lead, r, c] : [...lead, c];
  }

  /** @param {Cell} cell */
  inFrame(cell) {
    const { axes, outputShape } = this.given.plan;
    const first = cell.length - axes.length;
    return axes.every(({ cropBefore }, axis) => {
      const at = cell[first + axis] - cropBefore;
      return at >= 0 && at < outputShape[first + axis];
    });
  }

  // Whether any link that feeds a cell is down.
  /** @param {Cell} cell */
  isBegun(cell) {
    const { plan, laid = Infinity, taps = Infinity } = this.given;
    if (laid >= plan.inputs && taps >= plan.taps) return true;
    return feeds(plan, cell).some(([input, tap]) => input < laid && tap < taps);
  }

  // On the canvas, and inside the frame only because of output_padding.
  /** @param {Cell} cell */
  isTakenBack(cell) {
    const { plan } = this.given;
    if (!this.inFrame(cell) || canvasIndex(plan, cell) < 0) return false;
    const first = cell.length - plan.axes.length;
    return plan.axes.some(
      ({ cropBefore, cropAfter }, axis) =>
        cell[first + axis] >= plan.canvasShape[first + axis] - cropBefore && cropBefore > cropAfter,
    );
  }

  // Beyond the canvas there is nothing but the bias.
  /** @param {Cell} cell */
  sumAt(cell) {
    const { plan, bias } = this.given;
    const at = canvasIndex(plan, cell);
    return at >= 0 ? this.sums[at] : (bias?.[channelOf(plan, cell)] ?? 0);
  }
}

// The places of a canvas on which a light falls; a sum's own, too, which may lie beyond the canvas.
/** @type {(plan: Plan, light: Partial<Light>, tiling: Tiling) => number[][]} */
export function canvasLit(plan, { canvas = new Set(), spot }, tiling) {
  const cells = Array.from(canvas, (at) => unflatten(at, plan.canvasShape));
  if (isSum(spot)) cells.push(canvasCell(plan, /** @type {Spot} */ (spot)));
  return cells.map((cell) => placeOfCell(tiling, cell));
}
