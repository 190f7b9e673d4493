// The strips of a whole canvas as one picture: thousands of small rectangles cost more to hand over than to draw. Strips
// stand upright, so one row of pixels a row of cells is enough; it is stretched down when it is drawn.

import { el } from "./dom.js";
import { inkAt, inkOf } from "./ink.js";

const FAINT = 0.35;

export class StripPicture {
  constructor() {
    this.canvas = el("canvas", {});
    this.pen = this.canvas.getContext("2d");
  }

  // board: {rows, columns, size, scale, spans, colours, theme, laid, taps, plan, corner, done, isTiny, inFrame(r, c)}:
  // `corner` is the canvas cell at its own corner, `done` how many of its cells are shown; for spans see spans.js.
  // Cells too small for a pattern (isTiny) have one ground for all that no stamp reaches, and a colour for what waits for its
  // stamps. A link has its place whether it is down or not; see strips.js.
  draw(pen, board) {
    const { rows, columns, size, scale, spans, theme, isTiny } = board;
    const width = Math.round(columns * size * scale);
    if (this.canvas.width !== width || this.canvas.height !== rows) Object.assign(this.canvas, { width, height: rows });
    const image = this.pen.createImageData(width, rows);
    this.paint(image, board, spans, isTiny ? inkOf(theme.surface) : 0);
    this.pen.putImageData(image, 0, 0);
    pen.imageSmoothingEnabled = false;
    if (!isTiny) return pen.drawImage(this.canvas, 0, 0, width / scale, rows * size);
    this.paintGround(pen, board);
    spans[0].forEach((span, r) =>
      span && pen.drawImage(this.canvas, 0, r, width, 1, 0, span[0], width / scale, span[1] - span[0]));
  }

  // Of the cells that are shown: whole rows, and what there is of the next.
  paintGround(pen, { rows, columns, size, done, theme }) {
    const shown = Math.min(done, rows * columns);
    const whole = Math.floor(shown / columns);
    pen.fillStyle = theme.raised;
    pen.fillRect(0, 0, columns * size, whole * size);
    pen.fillRect(0, whole * size, (shown - whole * columns) * size, size);
  }

  paint(image, board, spans, open) {
    const pixels = new Uint32Array(image.data.buffer);
    const inks = inksOf(board.colours);
    const across = spans[1].map((span) => span?.map((x) => Math.round(x * board.scale)));
    const { columns, done } = board;
    spans[0].forEach((down, r) => down && across.forEach((span, c) =>
      span && r * columns + c < done && paintCell(pixels, r * image.width + span[0], span[1] - span[0], board, r, c, inks, open)));
  }
}

function paintCell(pixels, from, count, board, r, c, inks, open) {
  const { plan, laid, taps } = board;
  const rows = plan.feeders[0][r + board.corner[0]];
  const columns = plan.feeders[1][c + board.corner[1]];
  const links = rows.length * columns.length;
  const faint = !board.inFrame(r, c);
  for (let at = 0; at < count; at++) {
    const link = Math.floor(((at + 0.5) * links) / count);
    const [i, a] = rows[Math.floor(link / columns.length)];
    const [j, b] = columns[link % columns.length];
    const input = i * plan.inputShape[1] + j;
    const ink = input < laid && a * plan.kernelShape[1] + b < taps ? inks[input] : open;
    if (ink) pixels[from + at] = faint ? inkAt(ink, FAINT) : ink;
  }
}

const known = new WeakMap();
function inksOf(colours) {
  if (!known.has(colours)) known.set(colours, Uint32Array.from(colours, inkOf));
  return known.get(colours);
}
