// The first page's view: input, kernel, canvas with the crop frame, and the row of stamps. A step is one stamp.

import { BuffersBoard } from "../buffers_board.js";
import { CanvasBoard } from "../canvas_board.js";
import { stampFalling } from "../flights.js";
import { flatten, unflatten } from "../links.js";
import { canvasCell, isSum, lightOf } from "../linked.js";
import { ValueBoard } from "../value_board.js";
import { exact } from "../values.js";
import { View } from "./view.js";

const LEGEND = ["frame", "cropped", "taken", "unreached"];

export default class BuffersView extends View {
  constructor(stage) {
    super(stage);
    this.input = new ValueBoard("input", this.describer("input"));
    this.kernel = new ValueBoard("kernel", this.describer("kernel"));
    this.canvas = new CanvasBoard(this.describer("output"), this.describer("cropped"));
    this.buffers = new BuffersBoard(this.describer("buffers"));
    this.add(this.input, { input: this.input.cells });
    this.add(this.kernel, { kernel: this.kernel.cells });
    this.add(this.canvas, { output: this.canvas.output, cropped: this.canvas.cropped });
    this.add(this.buffers, { buffers: this.buffers.cells });
    this.addFills(this.input, "x");
    this.addFills(this.kernel, "w");
    this.addLegend(this.canvas, LEGEND);
    this.node = this.arrange("buffers-view", [this.input, "×", this.kernel, "=", this.canvas], this.buffers);
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

  draw(theme) {
    const { state, plan } = this.stage;
    const at = this.stage.at();
    const { x, w } = state;
    const laid = Math.floor(at);
    this.input.draw({ shape: plan.inputShape, values: x, theme, laid: Math.ceil(at),
      colourOf: (index) => theme.identityColour(plan.inputShape, index) });
    this.kernel.draw({ shape: plan.kernelShape, values: w, theme, colourOf: () => theme.kernel });
    this.canvas.draw({ plan, x, w, laid, theme });
    const pinned = state.pin?.panel === "input" || state.pin?.panel === "buffers"
      ? flatten(state.pin.cell.slice(0, 2), plan.inputShape) : -1;
    this.buffers.draw({ plan, x, w, shown: Math.ceil(at), around: pinned, theme });
    this.drawTitles(plan);
  }

  drawTitles(plan) {
    const size = (shape) => shape.join("×");
    const key = [plan.inputShape, plan.kernelShape, plan.outputShape, plan.canvasShape].map(size).join();
    if (key === this.said) return;
    this.said = key;
    this.input.say(this.t("stage.title_input", { size: size(plan.inputShape) }));
    this.kernel.say(this.t("stage.title_kernel", { size: size(plan.kernelShape) }));
    this.canvas.say(this.t("stage.title_canvas", { canvas: size(plan.canvasShape), output: size(plan.outputShape) }));
    this.buffers.say(this.t("stage.title_buffers"));
  }

  drawLight(spot, theme) {
    const { plan } = this.stage;
    const at = this.stage.at();
    const flying = at % 1 > 0 && !spot;
    const current = !spot && at > 0 && at < plan.inputs ? Math.ceil(at) - 1 : -1;
    const light = spot && this.has(spot) ? lightOf(plan, spot) : lightOf(plan, current < 0 ? null : {
      panel: "input", cell: unflatten(current, plan.inputShape) });
    if (current >= 0) light.kernel.clear();
    const soft = current >= 0;
    this.input.lightUp(light.input, plan.inputShape, theme, soft);
    this.kernel.lightUp(light.kernel, plan.kernelShape, theme, soft);
    this.buffers.lightUp(light.buffers, plan.taps, soft);
    if (flying) this.canvas.fly(stampFalling(plan, this.stage.state, Math.floor(at), at % 1));
    else this.canvas.lightUp(light.canvas, this.alone(spot), soft);
    this.drawReadouts(spot);
  }

  // A cell with no links lights itself; on the canvas or beyond it.
  alone(spot) {
    return isSum(spot) && this.has(spot) ? canvasCell(this.stage.plan, spot) : null;
  }

  outputAt(cell, panel) {
    return this.canvas.valueAt(...canvasCell(this.stage.plan, { panel, cell }));
  }

  // The numbers on screen inside the frame, row-major.
  shown() {
    return [...this.canvas.output.values].map(exact);
  }
}
