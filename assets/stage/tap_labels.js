// The taps' numbers of a window, in the corners of the cells that it lies over. They are drawn once for a kernel; a window
// that moves takes the picture along, which the browser need not paint again.

import { setHidden } from "./dom.js";
import { Print } from "./print.js";
import { short } from "./values.js";

const SMALLEST_CELL = 34;
const LARGEST_TEXT = 12;

export class TapLabels {
  constructor() {
    this.print = new Print();
    this.node = this.print.node;
    this.node.className = "taps";
    this.node.hidden = true;
    this.memo = {};
  }

  hide() {
    setHidden(this.node, true);
  }

  // corner: [x, y] of the first tap, in px; places: [[x, y], …] from there, in cells; numbers: what stands there.
  show([left, top], { places, numbers, size, scale, theme }) {
    setHidden(this.node, size < SMALLEST_CELL);
    if (size < SMALLEST_CELL) return;
    this.draw({ places: `${places}`, numbers: `${numbers}`, size, scale, theme }, places, numbers);
    this.node.style.transform = `translate(${left}px, ${top}px)`;
  }

  draw(memo, places, numbers) {
    if (Object.keys(memo).every((key) => memo[key] === this.memo[key])) return;
    this.memo = memo;
    const { size, scale, theme } = memo;
    const most = (axis) => Math.max(...places.map((place) => place[axis])) + 1;
    this.print.resize(most(0) * size, most(1) * size, scale);
    this.node.style.width = `${most(0) * size}px`;
    this.node.style.height = `${most(1) * size}px`;
    const pen = this.print.anew();
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.font = `600 ${Math.min(LARGEST_TEXT, size * 0.3)}px ${theme.font}`;
    pen.fillStyle = theme.text;
    pen.textAlign = "right";
    pen.textBaseline = "bottom";
    places.forEach(([x, y], at) => pen.fillText(`·${short(numbers[at])}`, (x + 1) * size - 4, (y + 1) * size - 3));
  }
}
