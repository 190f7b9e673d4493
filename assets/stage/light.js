// The light on boards: lit cells are ringed, and a veil lies over the rest of their board. It is one picture over all boards
// of a view, in pixels, and nothing else changes while a pointer moves: the thousands of cells need not be painted again, and
// the browser has one picture to put on the screen and not one a board.

import { el, svg } from "./dom.js";
import { cut, fill, frame } from "./shapes.js";

const RING = 2.5;
const REACH = 10_000;

export class Light {
  // place: where the picture begins of the one board that the light is for, if its host is that board's sheet.
  constructor(place = null) {
    this.place = place;
    this.layers = { veil: new Layer("veil"), windows: new Layer("windows"), rings: new Layer("rings") };
    // What is drawn always reaches as far, beyond all views: else the browser sorts all its layers anew with each light.
    const reach = svg("rect", { width: REACH, height: REACH, "fill-opacity": 0 });
    const layers = Object.values(this.layers).map(({ node }) => node);
    // The picture's own box is a single pixel, out of which it shows: where a box was laid out anew under the pointer, the
    // browser would look once more for what is pointed at, which takes it longer than the light does.
    this.node = el("div", { class: "lamp", "aria-hidden": "true" }, svg("svg", { width: 1, height: 1 }, reach, ...layers));
    this.lit = new Map();
    this.places = new Map();
    this.isPlanned = false;
  }

  // What is lit on a board, in its cells: `cells` [[x, y], …] are ringed; `clear`, boxes [x, y, width, height], are what the
  // veil leaves out, null: no veil; `frames` and `windows`, boxes with {width, inset} in pixels. null: nothing.
  show(board, lit) {
    if (lit) this.lit.set(board, lit);
    else if (!this.lit.delete(board)) return;
    this.plan();
  }

  // Boxes of boards may have moved.
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
    let [veil, windows, rings] = ["", "", ""];
    for (const [board, lit] of this.lit) {
      const place = this.placeOf(board);
      const inPixels = ([x, y, width = 1, height = 1]) =>
        [place[0] + x * board.size, place[1] + y * board.size, width * board.size, height * board.size];
      const framed = ({ box, width, inset = 0 }) => frame(inPixels(box), width, inset);
      for (const cell of lit.cells) rings += frame(inPixels(cell), RING);
      for (const one of lit.frames ?? []) rings += framed(one);
      for (const one of lit.windows ?? []) windows += framed(one);
      if (lit.clear) veil += fill(inPixels([0, 0, board.columns, board.rows])) + lit.clear.map((box) => cut(inPixels(box))).join("");
    }
    this.layers.veil.draw(veil);
    this.layers.windows.draw(windows);
    this.layers.rings.draw(rings);
  }

  // Where a board's picture begins. The page is asked once where its box is: asking lays it out.
  placeOf(board) {
    if (this.place) return this.place;
    if (!this.places.has(board)) {
      const [over, box] = [this.node, board.box].map((node) => node.getBoundingClientRect());
      this.places.set(board, [box.left - over.left, box.top - over.top]);
    }
    const [left, top] = this.places.get(board);
    const [x, y] = board.offset();
    return [left + x, top + y];
  }
}

// Many shapes in one polygon: unlike a path's outline, its points are no style, which would be worked out anew.
class Layer {
  constructor(name) {
    this.node = svg("polygon", { class: name });
    this.points = "";
  }

  // The same points too would be laid out.
  draw(points) {
    if (points !== this.points) this.node.setAttribute("points", (this.points = points));
  }
}
