// What the views have in common whose steps add up on the canvas.

import { CanvasBoard } from "../boards/canvas_board.js";
import { stampFalling } from "../motion/flights.js";
import { ARRIVED, Traveller } from "../motion/traveller.js";
import { READABLE } from "../paint/pen.js";
import { canvasTiling, kernelTiling, placeOfCell } from "../paint/places.js";
import { toScale } from "../paint/scale.js";
import { unflatten, weightOf } from "../rule/links.js";
import { cellInPlane, shapeInPlane } from "../rule/plane.js";
import { View } from "./view.js";

/** @import { AnyBoard } from "./view.js" */
/** @import { Stage } from "../shell/stage.js" */
/** @import { Sign } from "../paint/signs.js" */
/** @import { Flight, Lighting, Plan, Theme } from "../types.js" */

/** @type {Sign[]} */
export const LEGEND = ["frame", "cropped", "taken", "unreached", "appended"];

export class CanvasView extends View {
  /** @param {Stage} stage */
  constructor(stage) {
    super(stage);
    this.addOperands();
    this.canvas = this.add(this.makeCanvas());
    // Over all boards.
    this.traveller = this.makeTraveller();
  }

  /** @type {View["arrange"]} */
  arrange(...parts) {
    const node = super.arrange(...parts);
    node.append(this.traveller.node);
    return node;
  }

  /** @returns {{ node: HTMLElement, hide: () => void }} */
  makeTraveller() {
    return new Traveller();
  }

  makeCanvas() {
    return new CanvasBoard(this.describer);
  }

  /** @param {Theme} theme */
  drawStamps(theme) {
    this.drawOperands(theme, Math.ceil(this.stage.at()), [
      toScale(this.canvas, { ...this.layer, theme, laid: this.done() }),
    ]);
  }

  /** @param {Plan} plan */
  sayTitles(plan) {
    super.sayTitles(plan);
    this.canvas.say(this.canvasTitle(plan));
  }

  // A step on its way is seen on the canvas, unless something is pointed at.
  /** @type {(board: AnyBoard, lit: Lighting) => void} */
  lightBoard(board, lit) {
    if (board !== this.canvas) return super.lightBoard(board, lit);
    const [step, part] = [Math.floor(this.stage.at()), this.stage.at() % 1];
    if (!lit.soft || !part) {
      this.traveller.hide();
      super.lightBoard(board, lit);
    } else if (this.travels(step, part)) this.canvas.light([]);
    else this.canvas.fly(this.flight(step, part));
  }

  // Whether the stamp is still on its way to the canvas: its copy of the kernel is shown there. Of several kernels or slices
  // none travels: the stamp comes down on all its places.
  /** @type {(step: number, part: number) => boolean} */
  travels(step, part) {
    const { plan, x, w } = this.layer;
    const { size, scale } = this.canvas;
    const isOne = plan.kernelShape.length === plan.axes.length && plan.axes.length < 3;
    if (part >= ARRIVED || this.order !== "stamps" || !isOne || size < READABLE || size !== this.kernel.size) {
      this.traveller.hide();
      return false;
    }
    const { theme } = this.stage;
    const colour = theme.identityColour(plan, step);
    const first = weightOf(plan, step, 0);
    const weights = w.slice(first, first + plan.taps);
    const stamp = unflatten(plan.inputOffset[step], plan.canvasShape);
    // Where dilation spreads the taps it lands in the middle of them.
    const middle = cellInPlane(plan.axes.map(({ dilation, kernel }) => ((dilation - 1) * (kernel - 1)) / 2));
    const [column, row] = placeOfCell(canvasTiling(plan), stamp);
    const to = corner(this.lamp.placeOf(this.canvas), [column + middle[1], row + middle[0]], size);
    const kernel = placeOfCell(kernelTiling(plan), unflatten(first, plan.weightShape));
    const copy = { shape: shapeInPlane(plan.kernelShape), w: weights, x: x[step], colour, size, scale, theme };
    const traveller = /** @type {Traveller} */ (this.traveller);
    traveller.show(copy, part, corner(this.lamp.placeOf(this.kernel), kernel, size), to);
    return true;
  }

  /** @type {(step: number, part: number) => Flight} */
  flight(step, part) {
    return stampFalling(this.stage.plan, this.stage.state, step, part);
  }
}

// Where a cell's corner lies, in px, on a board that begins there.
/** @type {(board: number[], cell: number[], size: number) => [left: number, top: number]} */
const corner = ([left, top], [x, y], size) => [left + x * size, top + y * size];
