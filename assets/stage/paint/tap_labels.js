// The taps' numbers of a window, in the corners of the cells that it lies over. They are drawn once for a kernel; a window
// that moves takes the picture along, which the browser need not paint again.

import { setHidden } from "../dom/dom.js";
import { short } from "../rule/values.js";
import { Bitmap } from "./bitmap.js";
import { Memory } from "./memory.js";

/** @import { Numbers, Theme } from "../types.js" */

const SMALLEST_CELL = 34;
const LARGEST_TEXT = 12;

export class TapLabels {
  constructor() {
    this.bitmap = new Bitmap();
    this.node = this.bitmap.node;
    this.node.className = "taps";
    this.node.hidden = true;
    this.memory = new Memory();
  }

  hide() {
    setHidden(this.node, true);
  }

  // The first tap's corner, in px; places: [[x, y], …] from there, in cells; numbers: what stands there.
  /** @type {(corner: [left: number, top: number], given: { places: number[][], numbers: Numbers, size: number, scale: number, theme: Theme }) => void} */
  show([left, top], given) {
    const isReadable = given.size >= SMALLEST_CELL;
    setHidden(this.node, !isReadable);
    if (!isReadable) return;
    const memo = { ...given, places: `${given.places}`, numbers: `${given.numbers}` };
    if (this.memory.changes(memo).size) this.draw(given);
    this.node.style.transform = `translate(${left}px, ${top}px)`;
  }

  /** @type {(given: { places: number[][], numbers: Numbers, size: number, scale: number, theme: Theme }) => void} */
  draw({ places, numbers, size, scale, theme }) {
    const [across, down] = [0, 1].map((axis) => (Math.max(...places.map((place) => place[axis])) + 1) * size);
    this.bitmap.resize(across, down, scale);
    this.node.style.width = `${across}px`;
    this.node.style.height = `${down}px`;
    const ink = this.bitmap.anew();
    ink.setTransform(scale, 0, 0, scale, 0, 0);
    ink.font = `600 ${Math.min(LARGEST_TEXT, size * 0.3)}px ${theme.font}`;
    ink.fillStyle = theme.text;
    ink.textAlign = "right";
    ink.textBaseline = "bottom";
    places.forEach(([x, y], at) => ink.fillText(`·${short(numbers[at])}`, (x + 1) * size - 4, (y + 1) * size - 3));
  }
}
