// The kernel as it lies in the window: turned by 180° and spread by the dilation. Its cells keep their taps' own names.

import { wantsLessMotion } from "../../dom/dom.js";
import { Board } from "../../paint/board.js";
import { placesOf } from "../../paint/places.js";
import { boxOf, SEEN, spansOf } from "../../paint/strips.js";
import { shapeInPlane } from "../../rule/plane.js";

/** @import { Describer, Numbers, PerAxis, Place, Span, Theme } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */
/** @typedef {{ shape: PerAxis, dilation: PerAxis, w: Numbers, turned: boolean, theme: Theme }} Given */

const TURN_MS = 700;

// Given: shape and dilation of the kernel, its numbers w, and whether it is turned.
/** @extends {Board<Given>} */
export class TurnedBoard extends Board {
  /** @param {Describer} describer */
  constructor(describer) {
    super("kernel", ["kernel"], describer);
    /** @type {(Span | null)[][]} */
    this.spans = [];
  }

  /** @param {Given} given */
  extent({ shape, dilation }) {
    return shape.map((count, axis) => dilation[axis] * (count - 1) + 1);
  }

  get laidBy() {
    return ["shape", "dilation", "turned"];
  }

  places() {
    const { shape, dilation, turned } = this.given;
    const [down, across] = shapeInPlane(dilation);
    const taps = placesOf(shape).rows;
    const inOrder = turned ? taps.map((row) => row.toReversed()).toReversed() : taps;
    return {
      kernel: {
        rows: inOrder.map((row, y) => row.map(({ cell, at }, x) => ({ x: x * across, y: y * down, cell, at }))),
      },
    };
  }

  /** @param {Place} place */
  valueAt({ at }) {
    return this.given.w[at];
  }

  // The turn is seen: the picture before comes round to the picture now.
  /** @param {Given} given */
  draw(given) {
    const changes = super.draw(given);
    if (!changes?.has("turned") || changes.has("shape") || changes.has("dilation") || wantsLessMotion()) return changes;
    this.sheet.animate([{ transform: "rotate(-180deg)" }, { transform: "none" }], {
      duration: TURN_MS,
      easing: "ease-in-out",
    });
    return changes;
  }

  /** @param {Pen} pen */
  paintGround(pen) {
    /** @type {(count: number, step: number) => number[]} */
    const isTap = (count, step) => Array.from({ length: count }, (_, at) => Number(at % step === 0));
    this.spans = [pen.rows, pen.columns].map((count, axis) =>
      spansOf(isTap(count, shapeInPlane(this.given.dilation)[axis]), pen.size),
    );
  }

  /** @type {(pen: Pen, x: number, y: number, place: Place) => void} */
  paintCell(pen, x, y, { at }) {
    const { theme, w } = this.given;
    pen.ink.fillStyle = pen.size < SEEN ? theme.faint : theme.kernel;
    pen.ink.fillRect(...boxOf(this.spans, x, y));
    pen.number(w[at], x, y);
  }

  // The kernel's numbers in the order of the window.
  /** @param {Numbers} w */
  inWindowOrder(w) {
    return this.grids.kernel.places.map(({ at }) => w[at]);
  }
}
