// A cell that is a sum shows its parts: an upright strip for each link, in the colour of the link's input element. Each
// strip has its place from the start, so that none moves when another comes.
//
// The strips of a whole canvas are one picture: thousands of small rectangles cost more to hand over than to draw. One row of
// pixels a row of cells is enough; it is stretched down when it is drawn.

import { el } from "../dom/dom.js";
import { cellInPlane, planInPlane } from "../rule/plane.js";
import { inkAt, inkOf } from "./colours.js";
import { TINY } from "./pen.js";

/** @import { Cell, Plan, Span, Stripes } from "../types.js" */
/** @import { Pen } from "./pen.js" */

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
  const { feeders, inputShape } = planInPlane(plan);
  const [rows, columns] = cellInPlane(cell).map((at, axis) => feeders[axis][at]);
  const width = across / (rows.length * columns.length);
  let at = 0;
  for (const [i] of rows) {
    for (const [j] of columns) {
      const input = i * inputShape[1] + j;
      if (input >= laid) return at > 0;
      ink.fillStyle = colours[input];
      ink.fillRect(x + at * width, y, width, down);
      at++;
    }
  }
  return at > 0;
}

export class StripPicture {
  constructor() {
    this.canvas = el("canvas", {});
    this.ink = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    /** @type {(Span | null)[][]} */
    this.spans = [];
  }

  // Where cells are too small for a pattern, all that no stamp reaches has one ground, and what waits for its stamps is blank.
  /** @type {(pen: Pen, given: Stripes) => void} */
  draw(pen, stripes) {
    const { rows, columns, size, scale, theme, ink } = pen;
    const given = { ...stripes, plan: planInPlane(stripes.plan) };
    const corner = cellInPlane(given.corner ?? given.plan.axes.map(() => 0));
    this.spans = [rows, columns].map((count, axis) => {
      const feeders = given.plan.feeders[axis];
      return spansOf(
        Array.from({ length: count }, (_, at) => feeders[at + corner[axis]]?.length ?? 0),
        size,
      );
    });
    const { isTiny = size < TINY } = given;
    const width = Math.round(columns * size * scale);
    if (this.canvas.width !== width || this.canvas.height !== rows) Object.assign(this.canvas, { width, height: rows });
    const image = this.ink.createImageData(width, rows);
    this.paint(image, pen, { ...given, corner }, isTiny ? inkOf(theme.surface) : 0);
    this.ink.putImageData(image, 0, 0);
    ink.imageSmoothingEnabled = false;
    if (!isTiny) {
      ink.drawImage(this.canvas, 0, 0, width / scale, rows * size);
      return;
    }
    this.paintGround(pen, given.done ?? Infinity);
    this.spans[0].forEach(
      (span, r) => span && ink.drawImage(this.canvas, 0, r, width, 1, 0, span[0], width / scale, span[1] - span[0]),
    );
  }

  // Of the cells that are shown: whole rows, and what there is of the next.
  /** @type {(pen: Pen, done: number) => void} */
  paintGround(pen, done) {
    const shown = Math.min(done, pen.rows * pen.columns);
    const whole = Math.floor(shown / pen.columns);
    pen.fill(pen.theme.raised, 0, 0, pen.columns, whole);
    pen.fill(pen.theme.raised, 0, whole, shown - whole * pen.columns);
  }

  /** @type {(image: ImageData, pen: Pen, given: Stripes & { corner: Cell }, open: number) => void} */
  paint(image, { scale, columns, theme }, given, open) {
    const pixels = new Uint32Array(image.data.buffer);
    const inks = inksOf(theme.identityColours(given.plan.inputShape));
    const across = this.spans[1].map((span) => span?.map((x) => Math.round(x * scale)));
    const done = given.done ?? Infinity;
    this.spans[0].forEach(
      (down, r) =>
        down
        && across.forEach(
          (span, c) =>
            span
            && r * columns + c < done
            && paintCell(pixels, r * image.width + span[0], span[1] - span[0], given, r, c, inks, open),
        ),
    );
  }
}

/** @type {(pixels: Uint32Array, from: number, count: number, given: Stripes & { corner: Cell }, r: number, c: number, inks: Uint32Array, open: number) => void} */
function paintCell(pixels, from, count, given, r, c, inks, open) {
  const { plan, corner, laid = Infinity, taps = Infinity, isFaint } = given;
  const rows = plan.feeders[0][r + corner[0]];
  const columns = plan.feeders[1][c + corner[1]];
  const links = rows.length * columns.length;
  const faint = isFaint?.(r, c);
  for (let at = 0; at < count; at++) {
    const link = Math.floor(((at + 0.5) * links) / count);
    const [i, a] = rows[Math.floor(link / columns.length)];
    const [j, b] = columns[link % columns.length];
    const input = i * plan.inputShape[1] + j;
    const ink = input < laid && a * plan.kernelShape[1] + b < taps ? inks[input] : open;
    if (ink) pixels[from + at] = faint ? inkAt(ink, FAINT) : ink;
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
