// The light on boards: lit cells are ringed, and a veil lies over the rest of their board. It is one picture over all boards
// of a view, in pixels, and nothing else changes while a pointer moves: the thousands of cells need not be painted again, and
// the browser has one picture to put on the screen and not one a board.

import { el, svg } from "../dom/dom.js";

/** @import { Box, Frame, Lit, LitBoard } from "../types.js" */

const RING = 2.5;
const REACH = 10_000;
const WAY = 1.5;

/** @typedef {{ board: LitBoard, place: number[] }} End a cell of a board, [x, y] */
/** @typedef {[from: End, to: End]} Way */

export class Light {
  // place: where the picture begins of the one board that the light is for, if its host is that board's sheet.
  /** @param {[left: number, top: number] | null} place */
  constructor(place = null) {
    this.place = place;
    this.layers = {
      veil: new Layer("veil"),
      ways: new Layer("ways"),
      windows: new Layer("windows"),
      rings: new Layer("rings"),
    };
    // What is drawn always reaches as far, beyond all views: else the browser sorts all its layers anew with each light.
    const reach = svg("rect", { width: REACH, height: REACH, "fill-opacity": 0 });
    const layers = Object.values(this.layers).map(({ node }) => node);
    // The picture's own box is a single pixel, out of which it shows: where a box was laid out anew under the pointer, the
    // browser would look once more for what is pointed at, which takes it longer than the light does.
    this.node = el(
      "div",
      { class: "lamp", "aria-hidden": "true" },
      svg("svg", { width: 1, height: 1 }, reach, ...layers),
    );
    /** @type {Map<LitBoard, Lit>} */
    this.lit = new Map();
    /** @type {Map<LitBoard, [left: number, top: number]>} */
    this.places = new Map();
    /** @type {Way[]} */
    this.ways = [];
    this.isPlanned = false;
  }

  // Lines from cell to cell, across boards.
  /** @param {Way[]} ways */
  join(ways) {
    if (!ways.length && !this.ways.length) return;
    this.ways = ways;
    this.plan();
  }

  // What is lit on a board, in its cells: `cells` [[x, y], …] are ringed; `clear`, boxes [x, y, width, height], are what the
  // veil leaves out, null: no veil; `frames` and `windows`, boxes with {width, inset} in pixels. null: nothing.
  /** @type {(board: LitBoard, lit: Lit | null) => void} */
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
      /** @type {(box: number[]) => Box} */
      const inPixels = ([x, y, width = 1, height = 1]) => [
        place[0] + x * board.size,
        place[1] + y * board.size,
        width * board.size,
        height * board.size,
      ];
      /** @type {(frame: Frame) => string} */
      const framed = ({ box, width, inset = 0 }) => frame(inPixels(box), width, inset);
      for (const cell of lit.cells) rings += frame(inPixels(cell), RING);
      for (const one of lit.frames ?? []) rings += framed(one);
      for (const one of lit.windows ?? []) windows += framed(one);
      // The same cell twice, as a link's end and as the one pointed at, is cut once: cut twice, it is filled again.
      const holes = new Set(lit.clear?.map((box) => cut(inPixels(box))));
      if (lit.clear) veil += fill(inPixels([0, 0, board.columns, board.rows])) + [...holes].join("");
    }
    this.layers.ways.draw(this.ways.map(([from, to]) => line(this.middleOf(from), this.middleOf(to))).join(""));
    this.layers.veil.draw(veil);
    this.layers.windows.draw(windows);
    this.layers.rings.draw(rings);
  }

  /** @type {(end: End) => [left: number, top: number]} */
  middleOf({ board, place: [x, y] }) {
    const [left, top] = this.placeOf(board);
    return [left + (x + 0.5) * board.size, top + (y + 0.5) * board.size];
  }

  // Where a board's picture begins. The page is asked once where its box is: asking lays it out.
  /** @type {(board: LitBoard) => [left: number, top: number]} */
  placeOf(board) {
    if (this.place) return this.place;
    const [left, top] = this.places.get(board) ?? this.find(board);
    const [x, y] = board.offset();
    return [left + x, top + y];
  }

  /** @type {(board: LitBoard) => [left: number, top: number]} */
  find(board) {
    const [over, box] = [this.node, board.box].map((node) => node.getBoundingClientRect());
    /** @type {[number, number]} */
    const place = [box.left - over.left, box.top - over.top];
    this.places.set(board, place);
    return place;
  }
}

// Many shapes in one polygon: unlike a path's outline, its points are no style, which would be worked out anew.
class Layer {
  /** @param {string} name */
  constructor(name) {
    this.node = svg("polygon", { class: name });
    this.points = "";
  }

  // The same points too would be laid out.
  /** @param {string} points */
  draw(points) {
    if (points !== this.points) this.node.setAttribute("points", (this.points = points));
  }
}

// Boxes as the points of one polygon that is filled by winding: what is gone round clockwise is full, what is gone round the
// other way is cut out of it. All begin and end in one corner of the picture, so that the ways between them enclose nothing.
const HOME = "0,0 ";

/** @type {(box: Box) => string} */
const fill = (box) => HOME + clockwise(box) + HOME;

/** @type {(box: Box) => string} */
const cut = (box) => HOME + back(box) + HOME;

// A line round a box as wide as `width`, its middle `inset` within the box's edge.
/** @type {(box: Box, width: number, inset?: number) => string} */
const frame = (box, width, inset = 0) =>
  HOME
  + clockwise(within(box, inset - width / 2))
  + back(within(box, inset + width / 2))
  + corner(within(box, inset - width / 2))
  + HOME;

// A line from one point to another.
/** @type {(from: [number, number], to: [number, number]) => string} */
function line([x1, y1], [x2, y2]) {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [across, down] = [((y2 - y1) / length) * (WAY / 2), ((x1 - x2) / length) * (WAY / 2)];
  const points = [
    [x1 + across, y1 + down],
    [x2 + across, y2 + down],
    [x2 - across, y2 - down],
    [x1 - across, y1 - down],
    [x1 + across, y1 + down],
  ];
  return HOME + points.map((point) => `${point.join(",")} `).join("") + HOME;
}

/** @type {(box: Box) => string} */
const corner = ([x, y]) => `${x},${y} `;
/** @type {(box: Box) => string} */
const clockwise = ([x, y, width, height]) =>
  `${x},${y} ${x + width},${y} ${x + width},${y + height} ${x},${y + height} ${x},${y} `;
/** @type {(box: Box) => string} */
const back = ([x, y, width, height]) =>
  `${x},${y} ${x},${y + height} ${x + width},${y + height} ${x + width},${y} ${x},${y} `;
/** @type {(box: Box, by: number) => Box} */
const within = ([x, y, width, height], by) => [
  x + by,
  y + by,
  Math.max(0, width - 2 * by),
  Math.max(0, height - 2 * by),
];
