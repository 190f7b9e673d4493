// A copy of the kernel on its way from where it lies to where it is stamped, over all boards: it lifts off, is multiplied by
// the input element whose colour it wears and whose number stands below it, and travels.

import { el, setHidden, setText } from "../dom/dom.js";
import { Bitmap } from "../paint/bitmap.js";
import { Pen } from "../paint/pen.js";
import { exact, signed } from "../rule/values.js";
import { ease, mix } from "./flights.js";

/** @import { PerAxis, Theme } from "../types.js" */
/** @typedef {{ shape: PerAxis, w: number[], x: number, colour: string, size: number, scale: number, theme: Theme }} Copy */
/** @typedef {[left: number, top: number]} Point */

// The parts of a step: from when the product stands under its factors, until when both lie to be read, and when it has arrived.
const MULTIPLIED = 0.2;
const READ = 0.5;
export const ARRIVED = 0.85;
// Where the factors can be read in a cell, with the product below them; and how far apart, as a part of the cell.
const ROOM_FOR_FACTORS = 34;
const LINE = 0.36;

export class Traveller {
  constructor() {
    this.bitmap = new Bitmap();
    this.factor = el("span", {});
    this.node = el("div", { class: "traveller", "aria-hidden": "true", hidden: true }, this.bitmap.node, this.factor);
    this.drawn = "";
  }

  // part: of the step, 0 to ARRIVED; from, to: corners of the kernel and of its place on the canvas, in px.
  /** @type {(copy: Copy, part: number, from: Point, to: Point) => void} */
  show(copy, part, from, to) {
    const [isMultiplied, isRead] = [part >= MULTIPLIED, part >= READ];
    const drawn = [copy.x, copy.w.join(), copy.colour, copy.size, copy.scale, isMultiplied, isRead].join(" ");
    if (drawn !== this.drawn) this.draw(copy, isMultiplied, isRead);
    this.drawn = drawn;
    const way = ease((part - READ) / (ARRIVED - READ));
    const [left, top] = from.map((start, axis) => mix(start, to[axis], way));
    this.node.style.transform = `translate(${left}px, ${top}px)`;
    setHidden(this.node, false);
  }

  hide() {
    setHidden(this.node, true);
  }

  /** @type {(copy: Copy, isMultiplied: boolean, isRead: boolean) => void} */
  draw({ shape: [rows, columns], w, x, colour, size, scale, theme }, isMultiplied, isRead) {
    setText(this.factor, `${signed(x)}·w`);
    const [width, height] = [columns * size, rows * size];
    Object.assign(this.node.style, { width: `${width}px`, height: `${height}px` });
    this.bitmap.resize(width, height, scale);
    const ink = this.bitmap.anew();
    ink.setTransform(scale, 0, 0, scale, 0, 0);
    const pen = new Pen(ink, { rows, columns, size, scale, theme });
    pen.fill(colour, 0, 0, columns, rows);
    w.forEach((tap, at) => {
      const [left, top] = [at % columns, Math.floor(at / columns)];
      // Where a cell has no room for both factors, one of them is the number below the copy.
      if (isRead || size < ROOM_FOR_FACTORS) return pen.number(isMultiplied ? x * tap : tap, left, top);
      const lines = [`${signed(x)}·${signed(tap)}`, ...(isMultiplied ? [`= ${exact(x * tap)}`] : [])];
      lines.forEach((line, n) => {
        const middle = 0.53 + (n - (lines.length - 1) / 2) * LINE;
        pen.text(line, (left + 0.5) * size, (top + middle) * size, { colour: theme.text, most: size - 4 });
      });
    });
    pen.outline();
    pen.frame(0, 0, columns, rows, { colour: theme.glow, thick: 2, inset: 1 });
  }
}
