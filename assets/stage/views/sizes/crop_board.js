// The canvas with its crop frame in the hand: a handle on each edge of the frame, and room for the far edges to move as far
// as output_padding lets them. The near edge's distance from the canvas's edge is padding; so is the far edge's, less
// output_padding.

import { CanvasBoard } from "../../boards/canvas_board.js";
import { CropHandles } from "./crop_handles.js";
import { farthest } from "./edges.js";

/** @import { Describer, Plan } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */
/** @import { OnMove, RangeOf } from "./crop_handles.js" */

// Around the picture, so that a handle at its edge is whole.
const ROOM = 16;

export class CropBoard extends CanvasBoard {
  // onMove(end, axis, value), rangeOf(end, axis): see CropHandles.
  /** @param {Describer} describer @param {OnMove} onMove @param {RangeOf} rangeOf */
  constructor(describer, onMove, rangeOf) {
    super(describer);
    this.inset = ROOM;
    this.box.style.padding = `${ROOM}px`;
    this.handles = new CropHandles(this, onMove, rangeOf);
    this.sheet.append(...this.handles.nodes);
  }

  // The same however the frame lies, so that no cell moves under a hand.
  /** @param {{ plan: Plan }} given */
  extent({ plan }) {
    return plan.axes.map((axis, at) => plan.canvasShape[at] + farthest(axis));
  }

  /** @type {(pen: Pen, r: number, c: number) => void} */
  paintSum(pen, r, c) {
    const [height, width] = this.plane.canvasShape;
    if (this.inFrame(r, c) || (r < height && c < width)) super.paintSum(pen, r, c);
  }

  // Lines around the canvas's cells and the frame's; dashes where the far edges end.
  /** @param {Pen} pen */
  paintLines(pen) {
    const { left, top, plane } = this;
    const [rows, columns] = plane.canvasShape;
    const [height, width] = plane.outputShape;
    pen.outline(0, 0, columns, rows);
    pen.outline(left, top, width, height);
    const [bottom, right] = plane.axes.map((axis, at) => plane.canvasShape[at] - axis.cropBefore + farthest(axis));
    pen.frame(left, top, right - left, bottom - top, { colour: pen.theme.taken, thick: 1.5, dash: [3, 4] });
    pen.cropFrame(plane, 3);
  }
}
