// What the views have in common whose steps are stamps: input, kernel and the canvas on which the stamps add up.

import { CanvasBoard } from "./canvas_board.js";
import { stampFalling } from "./flights.js";
import { canvasCell, isSum, lightOf } from "./linked.js";
import { unflatten } from "./links.js";
import { ValueBoard } from "./value_board.js";
import { exact } from "./values.js";
import { View } from "./views/view.js";

export class StampsView extends View {
  constructor(stage) {
    super(stage);
    this.input = new ValueBoard("input", this.describer("input"));
    this.kernel = new ValueBoard("kernel", this.describer("kernel"));
    this.canvas = this.makeCanvas();
    this.add(this.input, { input: this.input.cells });
    this.add(this.kernel, { kernel: this.kernel.cells });
    this.add(this.canvas, { output: this.canvas.output, cropped: this.canvas.cropped });
    this.addFills(this.input, "x");
    this.addFills(this.kernel, "w");
  }

  makeCanvas() {
    return new CanvasBoard(this.describer("output"), this.describer("cropped"));
  }

  steps(plan) {
    return plan.inputs;
  }

  isLaid(input) {
    return input < Math.floor(this.stage.at());
  }

  // The colour of each step on the timeline.
  stepColours(plan, theme) {
    return Array.from({ length: plan.inputs }, (_, at) => theme.identityColour(plan.inputShape, at));
  }

  // more: what else this view's canvas shows.
  drawStamps(theme, more = {}) {
    const { state: { x, w }, plan } = this.stage;
    const at = this.stage.at();
    this.input.draw({ shape: plan.inputShape, values: x, theme, laid: Math.ceil(at),
      colourOf: (index) => theme.identityColour(plan.inputShape, index) });
    this.kernel.draw({ shape: plan.kernelShape, values: w, theme, colourOf: () => theme.kernel });
    this.canvas.draw({ plan, x, w, laid: Math.floor(at), theme, ...more });
  }

  // canvas: the key of its title.
  sayTitles(plan, canvas = "stage.title_canvas") {
    const size = (shape) => shape.join("×");
    this.input.say(this.t("stage.title_input", { size: size(plan.inputShape) }));
    this.kernel.say(this.t("stage.title_kernel", { size: size(plan.kernelShape) }));
    this.canvas.say(this.t(canvas, { canvas: size(plan.canvasShape), output: size(plan.outputShape) }));
  }

  // Light what is linked to a spot, or else the stamp on its way, softly. Returns {light, soft, alone} for further panels;
  // alone: an output cell on the canvas or beyond it, which lights even if it has no links.
  lightStamps(spot, theme) {
    const { plan, state } = this.stage;
    const at = this.stage.at();
    const there = spot && this.has(spot) ? spot : null;
    const light = lightOf(plan, there ?? this.stampOnItsWay(plan, at));
    const soft = !there;
    if (soft) light.kernel.clear();
    this.input.lightUp(light.input, plan.inputShape, theme, soft);
    this.kernel.lightUp(light.kernel, plan.kernelShape, theme, soft);
    const alone = isSum(there) ? canvasCell(plan, there) : null;
    if (at % 1 > 0 && !spot) this.canvas.fly(stampFalling(plan, state, Math.floor(at), at % 1));
    else this.canvas.lightUp(light.canvas, alone, soft);
    return { light, soft, alone };
  }

  stampOnItsWay(plan, at) {
    if (at <= 0 || at >= plan.inputs) return null;
    return { panel: "input", cell: unflatten(Math.ceil(at) - 1, plan.inputShape) };
  }

  outputAt(cell, panel) {
    return this.canvas.valueAt(...canvasCell(this.stage.plan, { panel, cell }));
  }

  // The numbers on screen inside the frame, row-major.
  shown() {
    return [...this.canvas.output.values].map(exact);
  }
}
