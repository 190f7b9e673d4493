// A copy of the kernel on its way from where it lies to where it is stamped, over all boards: it lifts off, is multiplied by
// the input element whose colour it wears, and travels.

import { el, setHidden } from "../dom/dom.js";
import { Bitmap } from "../paint/bitmap.js";
import { Pen } from "../paint/pen.js";
import { signed } from "../rule/values.js";
import { ease, mix } from "./flights.js";

/** @import { PerAxis, Theme } from "../types.js" */
/** @typedef {{ shape: PerAxis, w: number[], x: number, colour: string, size: number, scale: number, theme: Theme }} Copy */
/** @typedef {[left: number, top: number]} Point */

// The parts of a step: until when it lies and is multiplied, and when it has arrived.
const MULTIPLIED = 0.3;
export const ARRIVED = 0.8;
// Where the factors can be read in a cell.
const ROOM_FOR_FACTORS = 34;

export class Traveller {
  constructor() {
    this.bitmap = new Bitmap();
    this.node = el("div", { class: "traveller", "aria-hidden": "true", hidden: true }, this.bitmap.node);
    this.drawn = "";
  }

  // part: of the step, 0 to ARRIVED; from, to: corners of the kernel and of its place on the canvas, in px.
  /** @type {(copy: Copy, part: number, from: Point, to: Point) => void} */
  show(copy, part, from, to) {
    const isMultiplied = part >= MULTIPLIED || copy.size < ROOM_FOR_FACTORS;
    const drawn = [copy.x, copy.w.join(), copy.colour, copy.size, copy.scale, isMultiplied].join(" ");
    if (drawn !== this.drawn) this.draw(copy, isMultiplied);
    this.drawn = drawn;
    const way = ease((part - MULTIPLIED) / (ARRIVED - MULTIPLIED));
    const [left, top] = from.map((start, axis) => mix(start, to[axis], way));
    this.node.style.transform = `translate(${left}px, ${top}px)`;
    setHidden(this.node, false);
  }

  hide() {
    setHidden(this.node, true);
  }

  /** @type {(copy: Copy, isMultiplied: boolean) => void} */
  draw({ shape: [rows, columns], w, x, colour, size, scale, theme }, isMultiplied) {
    const [width, height] = [columns * size, rows * size];
    Object.assign(this.node.style, { width: `${width}px`, height: `${height}px` });
    this.bitmap.resize(width, height, scale);
    const ink = this.bitmap.anew();
    ink.setTransform(scale, 0, 0, scale, 0, 0);
    const pen = new Pen(ink, { rows, columns, size, scale, theme });
    pen.fill(colour, 0, 0, columns, rows);
    w.forEach((tap, at) => {
      const [left, top] = [at % columns, Math.floor(at / columns)];
      if (isMultiplied) pen.number(x * tap, left, top);
      else
        pen.text(`${signed(x)}·${signed(tap)}`, (left + 0.5) * size, (top + 0.53) * size, {
          colour: theme.text,
          most: size - 4,
        });
    });
    pen.outline();
    pen.frame(0, 0, columns, rows, { colour: theme.glow, thick: 2, inset: 1 });
  }
}
