// The layer as PyTorch has it: input, kernel and output, and nothing between. A step is one output cell.

import { lightOf, spotOf } from "../linked.js";
import { crop, flatten, product, scatter, unflatten } from "../links.js";
import { OutputBoard } from "../output_board.js";
import { ValueBoard } from "../value_board.js";
import { exact } from "../values.js";
import { View } from "./view.js";

export default class PytorchView extends View {
  constructor(stage) {
    super(stage);
    this.order = "cells";
    this.input = new ValueBoard("input", this.describer("input"));
    this.kernel = new ValueBoard("kernel", this.describer("kernel"));
    this.output = new OutputBoard(this.describer("output"));
    this.add(this.input, { input: this.input.cells });
    this.add(this.kernel, { kernel: this.kernel.cells });
    this.add(this.output, { output: this.output.cells });
    this.addFills(this.input, "x");
    this.addFills(this.kernel, "w");
    this.addLegend(this.output, ["unreached"]);
    this.node = this.arrange("pytorch-view", [this.input, "×", this.kernel, "=", this.output]);
  }

  steps(plan) {
    return product(plan.outputShape);
  }

  stepColours(plan, theme) {
    return Array.from({ length: this.steps(plan) }, (_, at) => (at % 2 ? theme.line : theme.faint));
  }

  draw(theme) {
    const { state, plan } = this.stage;
    const { x, w } = state;
    this.input.draw({ shape: plan.inputShape, values: x, theme,
      colourOf: (index) => theme.identityColour(plan.inputShape, index) });
    this.kernel.draw({ shape: plan.kernelShape, values: w, theme, colourOf: () => theme.kernel });
    this.output.draw({ plan, values: this.valuesOf(plan, x, w), done: Math.floor(this.stage.at()), theme });
    this.drawTitles(plan);
  }

  valuesOf(plan, x, w) {
    const memo = this.values;
    if (memo?.plan === plan && memo.x === x && memo.w === w) return memo.shown;
    this.values = { plan, x, w, shown: crop(plan, scatter(plan, x, w)) };
    return this.values.shown;
  }

  drawTitles(plan) {
    const size = (shape) => shape.join("×");
    this.input.say(this.t("stage.title_input", { size: size(plan.inputShape) }));
    this.kernel.say(this.t("stage.title_kernel", { size: size(plan.kernelShape) }));
    this.output.say(this.t("stage.title_output", { size: size(plan.outputShape) }));
  }

  drawLight(spot, theme) {
    const { plan } = this.stage;
    const there = spot && this.has(spot) ? spot : null;
    const shown = there ?? this.currentSpot();
    const light = lightOf(plan, shown);
    const soft = !there;
    this.input.lightUp(light.input, plan.inputShape, theme, soft);
    this.kernel.lightUp(light.kernel, plan.kernelShape, theme, soft);
    this.output.lightUp(this.outputsOf(plan, light, shown), soft);
    this.drawReadouts(spot);
  }

  // A cell that no link reaches lights itself.
  outputsOf(plan, light, spot) {
    if (spot?.panel === "output") return [flatten(spot.cell, plan.outputShape)];
    const spots = [...light.canvas].map((at) => spotOf(plan, unflatten(at, plan.canvasShape)));
    return spots.filter(({ panel }) => panel === "output").map(({ cell }) => flatten(cell, plan.outputShape));
  }

  // The cell that is being computed.
  currentSpot() {
    const at = this.stage.at();
    if (at <= 0 || at >= this.stage.steps()) return null;
    return { panel: "output", cell: unflatten(Math.ceil(at) - 1, this.stage.plan.outputShape) };
  }

  outputAt(cell) {
    return this.output.shownAt(flatten(cell, this.stage.plan.outputShape));
  }

  shown() {
    return [...this.output.cells.values].map(exact);
  }
}
