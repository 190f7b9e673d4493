// The light on a board: lit cells are ringed, and a veil lies over the rest. It is one path over the picture, in units of
// a cell, and nothing else changes while a pointer moves: its holes are the cells, its edge rings them. It has a picture of
// its own, so that the thousands of elements that lie beside it need not be painted again.

import { svg } from "./dom.js";

// Outside the picture, where it is cut off.
const AROUND = 9;

export class Light {
  constructor() {
    this.path = svg("path", { class: "light", "fill-rule": "evenodd" });
    this.node = svg("svg", { class: "lamp", "aria-hidden": "true" }, this.path);
  }

  // cells: [[x, y], …]; soft: without a veil.
  show(cells, { rows, columns }, soft) {
    const rings = cells.map(([x, y]) => `M${x} ${y}h1v1h-1z`).join("");
    const veil = `M${-AROUND} ${-AROUND}H${columns + AROUND}V${rows + AROUND}H${-AROUND}z`;
    this.draw(cells.length && !soft ? veil + rings : rings);
    if (soft !== this.soft) this.path.classList.toggle("soft", (this.soft = soft));
  }

  // Setting a path lays it out, the same one too.
  draw(outline) {
    if (outline !== this.outline) this.path.setAttribute("d", (this.outline = outline));
  }
}
