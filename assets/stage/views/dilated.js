// Dilated is not transposed: the same numbers twice. One number, the layer's stride, spreads the taps of a dilated forward
// convolution, and the inputs of the transposed one. A step is one cell: a window there, a stamp here.

import { dilatedPlan, seen } from "../dilated.js";
import { el, setText } from "../dom.js";
import { stampFalling } from "../flights.js";
import { forward } from "../forward.js";
import { canvasCell, isSum, lightOf } from "../linked.js";
import { flatten, unflatten } from "../links.js";
import { MapBoard } from "../map_board.js";
import { SeenBoard } from "../seen_board.js";
import { perAxis, sourceText } from "../settings.js";
import { windowOnItsWay } from "../stretched.js";
import { StampsView } from "../stamps_view.js";
import { exact } from "../values.js";

// Cells of these panels are the same cells, one a step.
const STEPS = new Set(["input", "seen", "dilated"]);

export default class DilatedView extends StampsView {
  constructor(stage) {
    super(stage);
    this.seen = new SeenBoard(this.describer("seen"));
    this.dilated = new MapBoard("dilated", this.describer("dilated"));
    for (const panel of ["seen", "dilated"]) this.add(this[panel], { [panel]: this[panel].cells });
    this.addLegend(this.seen, ["border", "window"]);
    this.addLegend(this.canvas, ["frame", "unreached"]);
    const sign = (text) => el("div", { class: "sign", "aria-hidden": "true" }, text);
    this.left = this.side("spread-taps", this.seen.node, sign("→"), this.dilated.node);
    this.right = this.side("spread-inputs", this.canvas.node);
    this.node = el("div", { class: "panels dilated-view" }, this.input.node, sign("∗"), this.kernel.node,
      this.left.node, this.right.node, this.slot);
  }

  side(name, ...nodes) {
    const side = { heading: el("h2", { class: "heading" }), code: el("div", { class: "line" }),
      fact: el("p", { class: "fact", "data-control": `fact-${name}` }) };
    side.node = el("section", { class: `side ${name}` }, side.heading, el("div", { class: "formula" }, side.code),
      el("div", { class: "boards" }, ...nodes), side.fact);
    return side;
  }

  translate(t) {
    super.translate(t);
    setText(this.left.heading, t("dilated.left"));
    setText(this.right.heading, t("dilated.right"));
  }

  draw(theme) {
    const { state, plan } = this.stage;
    const { x, w } = state;
    const laid = Math.floor(this.stage.at());
    const values = this.valuesOf(plan, x, w);
    this.input.draw({ shape: plan.inputShape, values: x, theme,
      colourOf: (index) => theme.identityColour(plan.inputShape, index) });
    this.kernel.draw({ shape: plan.kernelShape, values: w, theme, colourOf: () => theme.kernel });
    this.seen.draw({ plan: values.plan, x, theme });
    this.dilated.draw({ shape: plan.inputShape, values: values.dilated, theme, done: laid });
    this.canvas.draw({ plan, x, w, laid, theme });
    this.stage.later.write("dilated", () => this.drawWords(plan, values.plan));
  }

  // The dilated convolution: its plan and its finished output.
  valuesOf(plan, x, w) {
    const memo = this.values;
    if (memo?.of === plan && memo.x === x && memo.w === w) return memo;
    const own = memo?.of === plan ? memo.plan : dilatedPlan(plan);
    return (this.values = { of: plan, x, w, plan: own, dilated: forward(own, x, w) });
  }

  drawWords(plan, own) {
    const { state } = this.stage;
    const size = (shape) => shape.join("×");
    this.sayTitles(plan);
    this.seen.say(this.t("dilated.title_seen", { size: size(own.outputShape) }));
    this.dilated.say(this.t("dilated.title_dilated", { size: size(own.inputShape) }));
    setText(this.left.code, conv2d(state));
    setText(this.right.code, sourceText(state));
    setText(this.left.fact, this.t("dilated.fact_left", { spread: perAxis(state.stride), taps: size(plan.kernelShape),
      window: size(own.axes.map(seen)), size: size(own.inputShape) }));
    setText(this.right.fact, this.t("dilated.fact_right", { spread: perAxis(state.stride), input: size(plan.inputShape),
      stamp: size(plan.axes.map(seen)), size: size(plan.outputShape) }));
  }

  // One cell is one step, pointed at or under way: the window over it, and its stamp.
  drawLight(spot, theme) {
    const { plan, state } = this.stage;
    const at = this.stage.at();
    const there = spot && this.has(spot) ? spot : null;
    const shown = there ?? this.stampOnItsWay(plan, at);
    const step = shown?.panel === "input" ? flatten(shown.cell, plan.inputShape) : -1;
    const light = lightOf(plan, shown);
    const soft = !there;
    if (step >= 0) light.kernel.clear();
    this.input.lightUp(light.input, plan.inputShape, theme, soft);
    this.kernel.lightUp(light.kernel, plan.kernelShape, theme, soft);
    this.drawWindow(step, at, !there);
    this.dilated.lightUp(step < 0 ? [] : [step], soft);
    if (at % 1 > 0 && !spot) this.canvas.fly(stampFalling(plan, state, Math.floor(at), at % 1));
    else this.canvas.lightUp(light.canvas, isSum(there) ? canvasCell(plan, there) : null, soft);
    this.drawReadouts(spot);
  }

  drawWindow(step, at, moves) {
    const { plan } = this.values;
    if (step < 0) return this.seen.light([]);
    const cell = moves && at % 1 > 0 ? windowOnItsWay(plan, at) : unflatten(step, plan.inputShape);
    return this.seen.drawWindow(cell, this.stage.state.w);
  }

  spotOf({ panel, cell }) {
    return STEPS.has(panel) ? { panel: "input", cell } : { panel, cell };
  }

  edits(panel) {
    return panel === "input" || panel === "kernel";
  }

  // A cell of the input is also one of the dilated convolution's output.
  writeReadouts(spot) {
    super.writeReadouts(spot);
    const at = spot?.panel === "input" && this.has(spot) ? flatten(spot.cell, this.stage.plan.inputShape) : -1;
    setText(this.dilated.readout, at < 0 ? "" : `[${spot.cell}] = ${exact(this.dilated.cells.values[at])}`);
  }
}

// Conv2d as it is shown: the layer's kernel, spread by the layer's stride.
function conv2d(state) {
  const plain = { ...state, stride: [1, 1], padding: [0, 0], output_padding: [0, 0], dilation: state.stride };
  return sourceText(plain).replace("ConvTranspose2d", "Conv2d").replace(/\)$/, ', padding="same")');
}
