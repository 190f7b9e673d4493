// The strips of a whole canvas as one picture: thousands of small rectangles cost more to hand over than to draw. Strips
// stand upright, so one row of pixels a row of cells is enough; it is stretched down when it is drawn.

import { el } from "./dom.js";

const FAINT = 0.35;

export class StripPicture {
  constructor() {
    this.canvas = el("canvas", {});
    this.pen = this.canvas.getContext("2d");
  }

  // board: {rows, columns, size, scale, spans, colours, laid, taps, plan, corner, done, inFrame(r, c)}: `corner` is the
  // canvas cell at its own corner, `done` how many of its cells are shown; for spans see spans.js.
  // tiny: null, or for cells too small for a pattern the colours {unreached, open} of those that no stamp reaches and of
  // those that wait for theirs. A link has its place whether it is down or not; see strips.js.
  draw(pen, board, tiny = null) {
    const { rows, columns, size, scale, spans } = board;
    const width = Math.round(columns * size * scale);
    if (this.canvas.width !== width || this.canvas.height !== rows) Object.assign(this.canvas, { width, height: rows });
    const image = this.pen.createImageData(width, rows);
    this.paint(image, board, spans, tiny && inkOf(tiny.open));
    this.pen.putImageData(image, 0, 0);
    pen.imageSmoothingEnabled = false;
    if (!tiny) return pen.drawImage(this.canvas, 0, 0, width / scale, rows * size);
    pen.fillStyle = tiny.unreached;
    pen.fillRect(0, 0, columns * size, rows * size);
    spans[0].forEach((span, r) =>
      span && pen.drawImage(this.canvas, 0, r, width, 1, 0, span[0], width / scale, span[1] - span[0]));
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
    if (ink) pixels[from + at] = faint ? fade(ink) : ink;
  }
}

// Pixels are little-endian: alpha, blue, green, red from the highest byte down.
const inkOf = (hex) =>
  (0xff000000 | (parseInt(hex.slice(5, 7), 16) << 16) | (parseInt(hex.slice(3, 5), 16) << 8) | parseInt(hex.slice(1, 3), 16)) >>> 0;

const fade = (ink) => ((ink & 0xffffff) | (Math.round(FAINT * 255) << 24)) >>> 0;

const known = new WeakMap();
function inksOf(colours) {
  if (!known.has(colours)) known.set(colours, Uint32Array.from(colours, inkOf));
  return known.get(colours);
}
