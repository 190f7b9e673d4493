// What the views have in common whose steps add up on the canvas.

import { CanvasBoard } from "../boards/canvas_board.js";
import { stampFalling } from "../paint/motion.js";
import { READABLE } from "../paint/pen.js";
import { toScale } from "../paint/scale.js";
import { ARRIVED, Traveller } from "../paint/traveller.js";
import { beginning } from "../rule/facts.js";
import { unflatten } from "../rule/links.js";
import { planInPlane } from "../rule/plane.js";
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
    const { plan, x, w } = this.layer;
    this.drawOperands(theme, Math.ceil(this.stage.at()), [
      toScale(this.canvas, { plan, x, w, theme, laid: this.done() }),
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

  // Whether the stamp is still on its way to the canvas: its copy of the kernel is shown there.
  /** @type {(step: number, part: number) => boolean} */
  travels(step, part) {
    const { plan, x, w } = this.layer;
    const plane = planInPlane(plan);
    const { size, scale } = this.canvas;
    if (part >= ARRIVED || this.order !== "stamps" || size < READABLE || size !== this.kernel.size) {
      this.traveller.hide();
      return false;
    }
    const { theme } = this.stage;
    const colour = theme.identityColour(plan.inputShape, step);
    const [left, top] = this.lamp.placeOf(this.canvas);
    const [row, column] = beginning(plane, unflatten(step, plane.inputShape), [0, 0]);
    // Where dilation spreads the taps it lands in the middle of them.
    const [down, across] = plane.axes.map(({ dilation, kernel }) => ((dilation - 1) * (kernel - 1)) / 2);
    const to = /** @type {const} */ ([left + (column + across) * size, top + (row + down) * size]);
    const copy = { shape: plane.kernelShape, w, x: x[step], colour, size, scale, theme };
    const traveller = /** @type {Traveller} */ (this.traveller);
    traveller.show(copy, part, this.lamp.placeOf(this.kernel), [...to]);
    return true;
  }

  /** @type {(step: number, part: number) => Flight} */
  flight(step, part) {
    return stampFalling(this.stage.plan, this.stage.state, step, part);
  }
}
