// The strips of a whole canvas as one picture: thousands of small rectangles cost more to hand over than to draw. Strips
// stand upright, so one row of pixels a row of cells is enough; it is stretched down when it is drawn.

import { el } from "./dom.js";

const FAINT = 0.35;

export class StripPicture {
  constructor() {
    this.canvas = el("canvas", {});
    this.pen = this.canvas.getContext("2d");
  }

  // board: {rows, columns, size, scale, colours, laid, taps, plan, inFrame(r, c)}; bare: the colour of cells that no stamp
  // reaches, or null to leave them to the board. A link has its place whether it is down or not; see strips.js.
  draw(pen, board, bare = null) {
    const { rows, columns, size, scale } = board;
    const edges = Array.from({ length: columns + 1 }, (_, c) => Math.round(c * size * scale));
    const width = edges[columns];
    if (this.canvas.width !== width || this.canvas.height !== rows) Object.assign(this.canvas, { width, height: rows });
    const image = this.pen.createImageData(width, rows);
    const pixels = new Uint32Array(image.data.buffer);
    const inks = inksOf(board.colours);
    const bareInk = bare && inkOf(bare);
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        paintCell(pixels, r * width + edges[c], edges[c + 1] - edges[c], board, r, c, inks, bareInk);
      }
    }
    this.pen.putImageData(image, 0, 0);
    pen.imageSmoothingEnabled = false;
    pen.drawImage(this.canvas, 0, 0, width / scale, rows * size);
  }
}

function paintCell(pixels, from, count, board, r, c, inks, bareInk) {
  const { plan, laid, taps } = board;
  const rows = plan.feeders[0][r] ?? [];
  const columns = plan.feeders[1][c] ?? [];
  const links = rows.length * columns.length;
  if (!links) {
    if (bareInk) pixels.fill(bareInk, from, from + count);
    return;
  }
  const faint = !board.inFrame(r, c);
  for (let at = 0; at < count; at++) {
    const link = Math.floor(((at + 0.5) * links) / count);
    const [i, a] = rows[Math.floor(link / columns.length)];
    const [j, b] = columns[link % columns.length];
    const input = i * plan.inputShape[1] + j;
    if (input < laid && a * plan.kernelShape[1] + b < taps) pixels[from + at] = faint ? fade(inks[input]) : inks[input];
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
