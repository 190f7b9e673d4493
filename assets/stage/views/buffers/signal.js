// A strip's numbers as a signal: a line through points, each above its own cell's place. What audio people draw.

import { el, setHidden, setText, svg } from "../../dom/dom.js";
import { MARGIN } from "../../paint/board.js";

/** @import { Numbers, Theme } from "../../types.js" */
/** @typedef {{ low: number, high: number }} Heights the numbers at the lower and the upper edge */
/** @typedef {{ values: Numbers, size: number, colourOf?: (at: number) => string, theme: Theme }} Given size: of a cell, in px */

export const TALL = 84;
// What stays free above the highest point and below the lowest, in px.
const INSET = 8;
const DOT = 4;
// What is always in reach of a hand, below and above zero.
const REACH = { low: -2, high: 5 };

// Whole numbers around all values; a sum may be too large to be a number.
/** @type {(values: Numbers, least?: Heights) => Heights} */
export function heightsOf(values, least = { low: 0, high: 1 }) {
  let { low, high } = least;
  for (const value of Array.from(values).filter(Number.isFinite))
    [low, high] = [Math.min(low, Math.floor(value)), Math.max(high, Math.ceil(value))];
  return { low, high };
}

// In px from the upper edge.
/** @type {(value: number, heights: Heights) => number} */
export function placeOf(value, { low, high }) {
  const way = Math.min(1, Math.max(0, (high - value) / (high - low)));
  return INSET + (Number.isNaN(way) ? 1 : way) * (TALL - 2 * INSET);
}

// The number at a height: a whole one, or of a low signal a half.
/** @type {(place: number, heights: Heights) => number} */
export function valueAt(place, { low, high }) {
  const way = Math.min(1, Math.max(0, (place - INSET) / (TALL - 2 * INSET)));
  const parts = high - low > 20 ? 1 : 2;
  return Math.round((high - way * (high - low)) * parts) / parts;
}

export class Signal {
  // isOwn: the reader may change it, so that it leaves room to be drawn up and down.
  /** @param {string} name @param {boolean} isOwn */
  constructor(name, isOwn) {
    this.isOwn = isOwn;
    this.title = el("figcaption", { class: "title" });
    this.zero = svg("line", { class: "zero" });
    this.line = svg("polyline", { class: "way" });
    this.dots = svg("g", {});
    this.picture = svg("svg", { class: "signal-picture" }, this.zero, this.line, this.dots);
    this.node = el("figure", { class: "signal", "data-signal": name }, this.title, this.picture);
    /** @type {Heights} */
    this.heights = REACH;
    // Under a hand they stay what they are.
    this.isHeld = false;
    /** @type {Given | null} */
    this.given = null;
  }

  /** @param {string} text */
  say(text) {
    setText(this.title, text);
    this.picture.setAttribute("aria-label", text);
  }

  /** @param {Given | null} given null: there is none */
  draw(given) {
    this.given = given;
    setHidden(this.node, !given);
    if (!given) return;
    const { values, size, colourOf, theme } = given;
    if (!this.isHeld) this.heights = heightsOf(values, this.isOwn ? REACH : undefined);
    const places = Array.from(values, (value, at) => [(at + 0.5) * size + MARGIN, placeOf(value, this.heights)]);
    const width = values.length * size + 2 * MARGIN;
    Object.assign(this.picture.style, { width: `${width}px`, height: `${TALL}px` });
    const zero = String(placeOf(0, this.heights));
    for (const [key, value] of Object.entries({ x1: 0, x2: width, y1: zero, y2: zero }))
      this.set(this.zero, key, value);
    this.set(this.line, "points", places.map((place) => place.join()).join(" "));
    // Where cells are narrower than a dot, the line says it all.
    this.drawDots(size > 2 * DOT ? places : [], colourOf ?? (() => theme.text));
  }

  /** @type {(places: number[][], colourOf: (at: number) => string) => void} */
  drawDots(places, colourOf) {
    while (this.dots.childElementCount < places.length) this.dots.append(svg("circle", { r: DOT }));
    while (this.dots.childElementCount > places.length) this.dots.lastElementChild?.remove();
    [...this.dots.children].forEach((dot, at) => {
      const [left, top] = places[at];
      for (const [key, value] of Object.entries({ cx: left, cy: top, fill: colourOf(at) })) this.set(dot, key, value);
    });
  }

  // These points stand out, as their cells do.
  /** @param {Set<number>} lit */
  light(lit) {
    [...this.dots.children].forEach((dot, at) => this.set(dot, "class", lit.has(at) ? "lit" : ""));
  }

  /** @type {(node: Element, key: string, value: string | number) => void} */
  set(node, key, value) {
    if (node.getAttribute(key) !== String(value)) node.setAttribute(key, String(value));
  }
}
