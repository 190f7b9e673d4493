// A cell that is a sum shows its parts: an upright strip for each link, in the colour of the link's input element. Each
// strip has its place from the start, so that none moves when another comes.
//
// The strips of a whole canvas are one picture: thousands of small rectangles cost more to hand over than to draw. One row of
// pixels a row of cells is enough; it is stretched down when it is drawn.

import { el } from "../dom/dom.js";
import { feeds, flatten, range } from "../rule/links.js";
import { cellInPlane, planeOf } from "../rule/plane.js";
import { inkAt, inkOf } from "./colours.js";
import { TINY } from "./pen.js";

/** @import { Cell, Link, Plan, Span, Stripes } from "../types.js" */
/** @import { Pen } from "./pen.js" */
/** @import { Tiling } from "./places.js" */

const FAINT = 0.35;

// Where cells are a pixel or two, those that links reach would be lost among those that none does: each takes of the empty
// room beside it, up to SEEN pixels in all and halfway to the next. Which cells are reached is a matter of each axis alone.
export const SEEN = 6;

// lengths: how many ways each cell along an axis is reached. For each: [from, to] in pixels, or null where it is not reached.
/** @type {(lengths: number[], size: number) => (Span | null)[]} */
export function spansOf(lengths, size) {
  const reached = [...lengths.keys()].filter((at) => lengths[at]);
  const grow = Math.max(0, SEEN - size) / 2;
  /** @type {(at: number, next: number) => number} */
  const halfway = (at, next) => ((at + next + 1) * size) / 2;
  /** @type {(Span | null)[]} */
  const spans = lengths.map(() => null);
  reached.forEach((at, n) => {
    const low = n ? halfway(reached[n - 1], at) : 0;
    const high = n + 1 < reached.length ? halfway(at, reached[n + 1]) : lengths.length * size;
    spans[at] = [Math.max(low, at * size - grow), Math.min(high, (at + 1) * size + grow)];
  });
  return spans;
}

// Where the reached cell at x, y is drawn: [left, top, width, height].
/** @type {(spans: (Span | null)[][], x: number, y: number) => [number, number, number, number]} */
export function boxOf([down, across], x, y) {
  const [[top, bottom], [left, right]] = [/** @type {Span} */ (down[y]), /** @type {Span} */ (across[x])];
  return [left, top, right - left, bottom - top];
}

// The strips of one cell of the canvas, in the box [x, y, width, height] of the picture; laid: how many input elements are in.
// True if any strip is.
/** @type {(ink: CanvasDrawPath & CanvasRect & CanvasFillStrokeStyles, plan: Plan, cell: Cell, box: number[], colours: string[], laid: number) => boolean} */
export function paintStrips(ink, plan, cell, [x, y, across, down], colours, laid) {
  const links = feeds(plan, cell);
  const width = across / links.length;
  let at = 0;
  for (const [input] of links) {
    if (input >= laid) break;
    ink.fillStyle = colours[input];
    ink.fillRect(x + at * width, y, width, down);
    at++;
  }
  return at > 0;
}

export class StripPicture {
  constructor() {
    this.canvas = el("canvas", {});
    this.ink = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    // Of a tile's rows and columns, down and across.
    /** @type {(Span | null)[][]} */
    this.spans = [];
  }

  // Where cells are too small for a pattern, all that no stamp reaches has one ground, and what waits for its stamps is blank.
  /** @type {(pen: Pen, given: Stripes) => void} */
  draw(pen, given) {
    const { size, scale, theme, ink } = pen;
    const { plan, tiling } = given;
    const { tiles, height, width: columns } = tiling;
    const plane = planeOf(plan);
    const [top, left] = cellInPlane((given.corner ?? plan.axes.map(() => 0)).slice(-2));
    const along = plan.feeders.slice(-2);
    const down = along.length > 1 ? range(height).map((r) => along[0][r + top]?.length ?? 0) : [1];
    const across = range(columns).map((c) => plane.columns[c + left]?.length ?? 0);
    this.spans = [down, across].map((lengths) => spansOf(lengths, size));
    const { isTiny = size < TINY } = given;
    const width = Math.round(columns * size * scale);
    const pixelRows = tiles.length * height;
    if (this.canvas.width !== width || this.canvas.height !== pixelRows) {
      Object.assign(this.canvas, { width, height: pixelRows });
    }
    const image = this.ink.createImageData(width, pixelRows);
    this.paint(image, pen, given, [top, left], isTiny ? inkOf(theme.surface) : 0);
    this.ink.putImageData(image, 0, 0);
    ink.imageSmoothingEnabled = false;
    if (isTiny) this.paintGround(pen, tiling, given.done ?? Infinity);
    for (const [n, { x, y }] of tiles.entries()) {
      const [from, to] = [
        n * height,
        (/** @type {number} */ top_, /** @type {number} */ tall) =>
          /** @type {const} */ ([x * size, y * size + top_, width / scale, tall]),
      ];
      if (!isTiny) ink.drawImage(this.canvas, 0, from, width, height, ...to(0, height * size));
      else
        this.spans[0].forEach(
          (span, r) => span && ink.drawImage(this.canvas, 0, from + r, width, 1, ...to(span[0], span[1] - span[0])),
        );
    }
  }

  // Of the cells that are shown: whole rows, and what there is of the next.
  /** @type {(pen: Pen, tiling: Tiling, done: number) => void} */
  paintGround(pen, { tiles, height, width }, done) {
    for (const [n, { x, y }] of tiles.entries()) {
      const shown = Math.max(0, Math.min(done - n * height * width, height * width));
      const whole = Math.floor(shown / width);
      pen.fill(pen.theme.raised, x, y, width, whole);
      pen.fill(pen.theme.raised, x, y + whole, shown - whole * width);
    }
  }

  // One row of pixels a row of cells, tile after tile.
  /** @type {(image: ImageData, pen: Pen, given: Stripes, corner: number[], open: number) => void} */
  paint(image, { scale, theme }, given, [top, left], open) {
    const { plan, tiling } = given;
    const pixels = new Uint32Array(image.data.buffer);
    const inks = inksOf(theme.identityColours(plan));
    const across = this.spans[1].map((span) => span?.map((x) => Math.round(x * scale)));
    const plane = planeOf(plan);
    const done = given.done ?? Infinity;
    for (const tile of tiling.tiles) {
      const first = firstRow(plan, given, tile);
      for (let r = 0; r < tiling.height; r++) {
        const rows = first === null ? null : plane.rows[first + r + top];
        // A row of the next slice is none of this one's.
        if (!rows?.length || !this.spans[0][r]) continue;
        const line = tile.at * tiling.height + r;
        across.forEach((span, c) => {
          const columns = plane.columns[c + left];
          if (!span || line * tiling.width + c >= done) return;
          const look = { ...given, isFaint: given.isFaint?.(tile, r, c) };
          paintCell(pixels, line * image.width + span[0], span[1] - span[0], look, rows, columns, inks, open);
        });
      }
    }
  }
}

// The row of the canvas's plane at which a tile begins; null where it lies beyond the canvas.
/** @type {(plan: Plan, given: Stripes, tile: { lead: Cell }) => number | null} */
function firstRow({ canvasShape, axes }, { corner = [] }, { lead }) {
  const inner = Math.min(axes.length, 2);
  const shift = [...new Array(canvasShape.length - axes.length).fill(0), ...corner.slice(0, axes.length - inner)];
  const cell = lead.map((index, axis) => index + (shift[axis] ?? 0));
  if (cell.some((index, axis) => index < 0 || index >= canvasShape[axis])) return null;
  return flatten(cell, canvasShape) * (inner > 1 ? canvasShape[canvasShape.length - 2] : 1);
}

/** @type {(pixels: Uint32Array, from: number, count: number, given: Omit<Stripes, "isFaint"> & { isFaint?: boolean }, rows: Link[], columns: Link[], inks: Uint32Array, open: number) => void} */
function paintCell(pixels, from, count, given, rows, columns, inks, open) {
  const { plan, laid = Infinity, taps = Infinity, isFaint } = given;
  const { inputColumns, kernelColumns } = planeOf(plan);
  const links = rows.length * columns.length;
  for (let at = 0; at < count; at++) {
    const link = Math.floor(((at + 0.5) * links) / count);
    const [i, a] = rows[Math.floor(link / columns.length)];
    const [j, b] = columns[link % columns.length];
    const input = i * inputColumns + j;
    const ink = input < laid && a * kernelColumns + b < taps ? inks[input] : open;
    if (ink) pixels[from + at] = isFaint ? inkAt(ink, FAINT) : ink;
  }
}

/** @type {WeakMap<string[], Uint32Array>} */
const known = new WeakMap();
/** @type {(colours: string[]) => Uint32Array} */
function inksOf(colours) {
  const inks = known.get(colours) ?? Uint32Array.from(colours, inkOf);
  known.set(colours, inks);
  return inks;
}
