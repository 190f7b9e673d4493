// The canvas with its crop frame in the hand: a handle on each edge of the frame, and room for the far edges to move as far
// as output_padding lets them. The near edge's distance from the canvas's edge is padding; so is the far edge's, less
// output_padding.

import { CanvasBoard } from "./canvas_board.js";
import { CropHandles } from "./crop_handles.js";
import { farthest } from "./edges.js";

// Around the picture, so that a handle at its edge is whole.
const ROOM = 16;

export class CropBoard extends CanvasBoard {
  // onMove(end, axis, value), rangeOf(end, axis): see CropHandles.
  constructor(describeOutput, describeCropped, onMove, rangeOf) {
    super(describeOutput, describeCropped);
    this.inset = ROOM;
    this.handles = new CropHandles(this, onMove, rangeOf);
    this.sheet.append(...this.handles.nodes);
  }

  // The same however the frame lies, so that no cell moves under a hand.
  extentOf(plan) {
    return plan.axes.map((axis, at) => plan.canvasShape[at] + farthest(axis));
  }

  draw(given) {
    super.draw(given);
    this.handles.draw(given);
  }

  paintCell(pen, r, c) {
    if (this.inFrame(r, c) || this.isOnCanvas(r, c)) super.paintCell(pen, r, c);
  }

  isOnCanvas(r, c) {
    return r < this.plan.canvasShape[0] && c < this.plan.canvasShape[1];
  }

  // Lines around the canvas's cells and the frame's; dashes where the far edges end.
  outline(pen, theme) {
    const [rows, columns] = this.plan.canvasShape;
    super.outline(pen, theme, [0, 0, columns, rows]);
    super.outline(pen, theme, [this.left, this.top, ...this.plan.outputShape.toReversed()]);
    const [bottom, right] = this.plan.axes.map((axis, at) =>
      (this.plan.canvasShape[at] - axis.cropBefore + farthest(axis)) * this.size);
    pen.strokeStyle = theme.taken;
    pen.lineWidth = 1.5;
    pen.setLineDash([3, 4]);
    pen.strokeRect(this.left * this.size, this.top * this.size, right - this.left * this.size, bottom - this.top * this.size);
    pen.setLineDash([]);
  }
}
