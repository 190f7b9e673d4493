// The light on boards: lit cells are ringed, and a veil lies over the rest of their board. It is one picture over all boards
// of a view, in pixels, and nothing else changes while a pointer moves: the thousands of cells need not be painted again, and
// the browser has one picture to put on the screen and not one a board.

import { svg } from "./dom.js";

export class Light {
  // place: where the picture begins of the one board that the light is for, if its host is that board's sheet.
  constructor(place = null) {
    this.place = place;
    this.veil = new Path("veil");
    this.rings = new Path("rings");
    this.node = svg("svg", { class: "lamp", "aria-hidden": "true" }, this.veil.node, this.rings.node);
    this.lit = new Map();
    this.places = new Map();
    this.isPlanned = false;
  }

  // cells: [[x, y], …] of a board; soft: without a veil.
  show(board, cells, soft) {
    if (cells.length) this.lit.set(board, { cells, soft });
    else if (!this.lit.delete(board)) return;
    this.plan();
  }

  // Boards may have moved.
  forget() {
    this.places.clear();
    if (this.lit.size) this.plan();
  }

  // Once this script has said all that is lit.
  plan() {
    if (this.isPlanned) return;
    this.isPlanned = true;
    queueMicrotask(() => this.paint());
  }

  paint() {
    this.isPlanned = false;
    let [veil, rings] = ["", ""];
    for (const [board, { cells, soft }] of this.lit) {
      const [left, top] = this.placeOf(board);
      const { size, columns, rows } = board;
      const own = cells.map(([x, y]) => box(left + x * size, top + y * size, size, size)).join("");
      rings += own;
      if (!soft) veil += box(left, top, columns * size, rows * size) + own;
    }
    this.veil.draw(veil);
    this.rings.draw(rings);
  }

  // Where a board's picture begins; asked of the page once, since asking lays it out.
  placeOf(board) {
    if (this.place) return this.place;
    if (!this.places.has(board)) {
      const over = this.node.getBoundingClientRect();
      const [x, y] = board.origin();
      this.places.set(board, [x - over.left, y - over.top]);
    }
    return this.places.get(board);
  }
}

// Setting a path lays it out, the same one too.
class Path {
  constructor(name) {
    this.node = svg("path", { class: name, "fill-rule": "evenodd" });
    this.outline = "";
  }

  draw(outline) {
    if (outline !== this.outline) this.node.setAttribute("d", (this.outline = outline));
  }
}

const box = (x, y, width, height) => `M${x} ${y}h${width}v${height}h${-width}z`;
