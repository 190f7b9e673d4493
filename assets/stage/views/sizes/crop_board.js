// The canvas with its crop frame in the hand: a handle on each edge of the frame, and room for the far edges to move as far
// as output_padding lets them. The near edge's distance from the canvas's edge is padding; so is the far edge's, less
// output_padding.

import { CanvasBoard } from "../../boards/canvas_board.js";
import { frameBoxes } from "../../paint/frame.js";
import { extentIn, kept, ofOutputs } from "../../paint/places.js";
import { canvasIndex, cropsBefore, uncropped } from "../../rule/links.js";
import { CropHandles } from "./crop_handles.js";
import { farthest } from "./edges.js";

/** @import { Cell, Describer, Plan } from "../../types.js" */
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
    return extentIn(roomyTiling(plan));
  }

  get tiling() {
    return roomyTiling(this.given.plan);
  }

  /** @type {(pen: Pen, cell: Cell, r: number, c: number) => void} */
  paintSum(pen, cell, r, c) {
    if (this.inFrame(cell) || canvasIndex(this.given.plan, cell) >= 0) super.paintSum(pen, cell, r, c);
  }

  // Lines around the canvas's cells and the frame's; dashes where the far edges end.
  /** @param {Pen} pen */
  paintLines(pen) {
    const { plan } = this.given;
    const { tiles } = this.tiling;
    const [rows, columns] = [1, ...plan.axes.map(uncropped)].slice(-2);
    const [bottom, right] = [0, ...plan.axes.map((axis) => uncropped(axis) - axis.cropBefore + farthest(axis))].slice(
      -2,
    );
    const [top, left] = [0, ...cropsBefore(plan)].slice(-2);
    for (const { x, y, lead } of tiles) {
      if (canvasIndex(plan, this.cellAt(lead, 0, 0)) >= 0) pen.outline(x, y, columns, rows);
      if (plan.axes.length < 3) {
        const far = plan.axes.length === 1 ? 1 : bottom - top;
        pen.frame(x + left, y + top, right - left, far, { colour: pen.theme.taken, thick: 1.5, dash: [3, 4] });
      }
    }
    for (const { x, y, lead } of tiles.length > 1 ? tiles : []) pen.name(`[${lead}]`, x, y);
    for (const [x, y, width, height] of frameBoxes(plan, this.tiling)) {
      pen.outline(x, y, width, height);
      pen.frame(x, y, width, height, { thick: 3 });
    }
  }
}

// The canvas with as much room as the frame may ever take.
const roomyTiling = kept(({ axes, canvasShape }) => {
  const channels = canvasShape.slice(0, -axes.length);
  return ofOutputs([...channels, ...axes.map((axis) => uncropped(axis) + farthest(axis))], axes.length);
});
