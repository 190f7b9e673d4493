// The equivalent convolution: zeros between the inputs, a border, and the turned kernel that slides over them by one cell
// at a time. A step is one output cell.

import { el, setText } from "../dom.js";
import { canvasCell, isSum, lightOf, spotOf } from "../linked.js";
import { feeds, flatten, unflatten } from "../links.js";
import { OutputBoard } from "../output_board.js";
import { slide, stretched, windowLinks, windowOnItsWay } from "../stretched.js";
import { StretchedBoard } from "../stretched_board.js";
import { TurnedBoard } from "../turned_board.js";
import { ValueBoard } from "../value_board.js";
import { exact } from "../values.js";
import { View } from "./view.js";

const LEGEND = ["inserted", "border", "window"];

export default class StretchedView extends View {
  constructor(stage) {
    super(stage);
    this.order = "cells";
    this.input = new ValueBoard("input", this.describer("input"));
    this.stretched = new StretchedBoard(this.describer("stretched"), this.describer("unused"));
    this.kernel = new TurnedBoard(this.describer("kernel"));
    this.output = new OutputBoard(this.describer("output"));
    this.add(this.input, { input: this.input.cells });
    this.add(this.stretched, { stretched: this.stretched.cells, unused: this.stretched.unused });
    this.add(this.kernel, { kernel: this.kernel.cells });
    this.add(this.output, { output: this.output.cells });
    this.addFills(this.input, "x");
    this.turn = el("input", { type: "checkbox", role: "switch", "data-control": "turn",
      onchange: () => this.stage.set({ turn: this.turn.checked ? "turned" : "unturned" }) });
    this.turnLabel = el("span", {});
    this.kernel.tools.append(el("label", {}, this.turn, this.turnLabel));
    this.addLegend(this.stretched, LEGEND);
    this.wrongNote = el("span", { class: "wrong", "data-control": "wrong" });
    this.output.tools.append(this.wrongNote);
    this.node = this.arrange("stretched-view", [this.input, "→", this.stretched, "∗", this.kernel, "=", this.output]);
  }

  translate(t) {
    super.translate(t);
    setText(this.turnLabel, t("stage.turn"));
  }

  steps(plan) {
    return plan.outputShape[0] * plan.outputShape[1];
  }

  stepColours(plan, theme) {
    return Array.from({ length: this.steps(plan) }, (_, at) => (at % 2 ? theme.line : theme.faint));
  }

  draw(theme) {
    const { state, plan } = this.stage;
    const { x, w } = state;
    const turned = state.turn === "turned";
    const values = this.valuesOf(plan, x, w, turned);
    this.input.draw({ shape: plan.inputShape, values: x, theme,
      colourOf: (index) => theme.identityColour(plan.inputShape, index) });
    this.stretched.draw({ plan, x, theme });
    this.kernel.draw({ plan, w, turned, theme });
    this.output.draw({ plan, values: values.shown, wrong: values.wrong, done: Math.floor(this.stage.at()), theme });
    if (this.turn.checked !== turned) this.turn.checked = turned;
    const count = values.wrong?.size;
    setText(this.wrongNote, count === undefined ? "" : this.t("stage.turn_wrong", { count, total: values.shown.length }));
    this.drawTitles(plan, turned);
  }

  // What the window gives, and which of it is not what the layer gives.
  valuesOf(plan, x, w, turned) {
    const memo = this.values;
    if (memo?.plan === plan && memo.x === x && memo.w === w && memo.turned === turned) return memo;
    const shown = slide(plan, x, w, turned);
    const right = turned ? shown : slide(plan, x, w, true);
    const wrong = turned ? null : new Set([...shown.keys()].filter((at) => shown[at] !== right[at]));
    return (this.values = { plan, x, w, turned, shown, wrong });
  }

  drawTitles(plan, turned) {
    const size = (shape) => shape.join("×");
    this.input.say(this.t("stage.title_input", { size: size(plan.inputShape) }));
    this.stretched.say(this.t("stage.title_stretched", { size: size(stretched(plan).map((axis) => axis.size)) }));
    this.kernel.say(this.t(turned ? "stage.title_turned" : "stage.title_unturned"));
    this.output.say(this.t("stage.title_output", { size: size(plan.outputShape) }));
  }

  drawLight(spot, theme) {
    const { plan } = this.stage;
    const light = lightOf(plan, spot && this.has(spot) ? spot : null);
    const sum = this.stage.sumSpot(spot);
    const links = this.sumLinks(sum);
    if (isSum(spot)) light.input = new Set(links.map(([i]) => i));
    if (isSum(spot)) light.kernel = new Set(links.map(([, k]) => k));
    this.input.lightUp(light.input, plan.inputShape, theme);
    this.kernel.lightUp(light.kernel);
    const kernel = this.kernel.inWindowOrder(this.stage.state.w);
    const cell = this.windowCell(spot, sum);
    if (cell) this.stretched.drawWindow(cell, kernel, this.stretched.placesOf(light.input));
    else this.stretched.light(this.stretched.placesOf(light.input));
    this.output.lightUp(this.outputsOf(plan, light, spot, sum), !spot);
    this.drawReadouts(spot);
  }

  // Where the window lies: over the cell whose sum is written out, or on its way from one cell to the next; an input
  // element or a tap has no one window.
  windowCell(spot, sum) {
    if (spot && !isSum(spot)) return null;
    const { plan } = this.stage;
    const at = this.stage.at();
    if (spot || at % 1 === 0) return sum.panel === "output" ? sum.cell : null;
    return windowOnItsWay(plan, at);
  }

  outputsOf(plan, light, spot, sum) {
    if (!spot || isSum(spot)) return sum.panel === "output" ? [flatten(sum.cell, plan.outputShape)] : [];
    const spots = [...light.canvas].map((at) => spotOf(plan, unflatten(at, plan.canvasShape)));
    return spots.filter(({ panel }) => panel === "output").map(({ cell }) => flatten(cell, plan.outputShape));
  }

  // The cell that is being computed.
  currentSpot() {
    const at = this.stage.at();
    if (at <= 0 || at >= this.stage.steps()) return null;
    return { panel: "output", cell: unflatten(Math.ceil(at) - 1, this.stage.plan.outputShape) };
  }

  sumLinks(spot) {
    const { plan, state } = this.stage;
    if (spot.panel !== "output" || state.turn === "turned") return feeds(plan, canvasCell(plan, spot));
    return windowLinks(plan, stretched(plan), spot.cell, false).map(({ input, tap }) => [input, tap]);
  }

  // The window's other products are with zeros.
  zeroTerms(spot) {
    const seen = new Set(this.sumLinks(spot).map(([, tap]) => tap));
    return this.tapsOfZero([...this.stage.state.w.keys()].filter((tap) => !seen.has(tap)));
  }

  // A place of the stretched input is its input element; a zero is nobody's.
  spotOf({ panel, cell }) {
    if (panel === "unused") return null;
    if (panel !== "stretched") return { panel, cell };
    const input = this.stretched.inputIndex(...cell);
    return input < 0 ? null : { panel: "input", cell: unflatten(input, this.stage.plan.inputShape) };
  }

  outputAt(cell) {
    return this.output.shownAt(flatten(cell, this.stage.plan.outputShape));
  }

  shown() {
    return [...this.output.cells.values].map(exact);
  }
}
