// One state in every framework: the same canvas, cropped where each of them crops it. A step is one stamp.

import { CanvasBoard } from "../canvas_board.js";
import { answers, FRAMEWORKS } from "../crops.js";
import { el, setHidden, setText } from "../dom.js";
import { stampFalling } from "../flights.js";
import { FrameworkCard } from "../framework_card.js";
import { canvasCell, isSum, lightOf, spotOf } from "../linked.js";
import { crop, flatten, unflatten } from "../links.js";
import { ValueBoard } from "../value_board.js";
import { exact } from "../values.js";
import { View } from "./view.js";

const ASKS = ["same", "valid"];

export default class FrameworksView extends View {
  constructor(stage) {
    super(stage);
    this.input = new ValueBoard("input", this.describer("input"));
    this.kernel = new ValueBoard("kernel", this.describer("kernel"));
    this.canvas = new CanvasBoard(this.describer("output"), this.describer("cropped"));
    this.add(this.input, { input: this.input.cells });
    this.add(this.kernel, { kernel: this.kernel.cells });
    this.add(this.canvas, { output: this.canvas.output, cropped: this.canvas.cropped });
    this.addFills(this.input, "x");
    this.addFills(this.kernel, "w");
    this.addLegend(this.canvas, ["frame", "cropped", "taken", "unreached"]);
    this.cards = FRAMEWORKS.map((name) =>
      new FrameworkCard(name, this.describer("framework"), (text, button) => stage.copy(text, button)));
    for (const { name, board } of this.cards) this.add(board, { [name]: board.cells });
    this.node = this.arrange("frameworks-view", [this.input, "×", this.kernel, "=", this.canvas]);
    this.node.append(this.factsSlot, this.choice(), el("div", { class: "cards" }, ...this.cards.map(({ board }) => board.node)));
  }

  // Which words the others are asked with.
  choice() {
    this.buttons = ASKS.map((ask) => el("button", { type: "button", "data-control": `ask-${ask}`,
      onclick: () => this.stage.set({ ask }) }));
    this.asked = el("span", {});
    this.worded.push((t) => {
      setText(this.asked, t("frameworks.ask"));
      this.buttons.forEach((button, at) => setText(button, t(`frameworks.ask_${ASKS[at]}`)));
    });
    return el("div", { class: "choice-line" }, this.asked, el("div", { class: "choice", role: "group" }, ...this.buttons));
  }

  steps(plan) {
    return plan.inputs;
  }

  isLaid(input) {
    return input < Math.floor(this.stage.at());
  }

  stepColours(plan, theme) {
    return Array.from({ length: plan.inputs }, (_, at) => theme.identityColour(plan.inputShape, at));
  }

  draw(theme) {
    const { state, plan } = this.stage;
    const { x, w, ask } = state;
    const at = this.stage.at();
    const laid = Math.floor(at);
    this.input.draw({ shape: plan.inputShape, values: x, theme, laid: Math.ceil(at),
      colourOf: (index) => theme.identityColour(plan.inputShape, index) });
    this.kernel.draw({ shape: plan.kernelShape, values: w, theme, colourOf: () => theme.kernel });
    this.canvas.draw({ plan, x, w, laid, theme });
    this.buttons.forEach((button, n) => button.setAttribute("aria-pressed", String(ask === ASKS[n])));
    const output = crop(plan, this.canvas.sums);
    for (const card of this.cards) {
      setHidden(card.board.node, !answers(card.name, ask));
      if (answers(card.name, ask)) card.draw({ plan, canvas: this.canvas.sums, output, state, laid, theme, ask });
      else card.board.cells.layout([]);
    }
    this.stage.later.write("frameworks", () => this.drawWords(plan, ask));
  }

  drawWords(plan, ask) {
    const size = (shape) => shape.join("×");
    this.input.say(this.t("stage.title_input", { size: size(plan.inputShape) }));
    this.kernel.say(this.t("stage.title_kernel", { size: size(plan.kernelShape) }));
    this.canvas.say(this.t("frameworks.title_canvas", { canvas: size(plan.canvasShape), output: size(plan.outputShape) }));
    for (const card of this.answering()) card.write(this.t, ask);
  }

  answering() {
    return this.cards.filter(({ name }) => answers(name, this.stage.state.ask));
  }

  drawLight(spot, theme) {
    const { plan, state } = this.stage;
    const at = this.stage.at();
    const there = spot && this.has(spot) ? spot : null;
    const current = !there && at > 0 && at < plan.inputs ? Math.ceil(at) - 1 : -1;
    const light = lightOf(plan, there ?? (current < 0 ? null : { panel: "input", cell: unflatten(current, plan.inputShape) }));
    if (current >= 0) light.kernel.clear();
    const soft = current >= 0;
    this.input.lightUp(light.input, plan.inputShape, theme, soft);
    this.kernel.lightUp(light.kernel, plan.kernelShape, theme, soft);
    const alone = isSum(there) ? canvasCell(plan, there) : null;
    if (at % 1 > 0 && !spot) this.canvas.fly(stampFalling(plan, state, Math.floor(at), at % 1));
    else this.canvas.lightUp(light.canvas, alone, soft);
    const lit = [...light.canvas].map((index) => unflatten(index, plan.canvasShape));
    for (const card of this.answering()) card.board.lightUp(insideOf(card.plan, alone ? [...lit, alone] : lit), soft);
    this.drawReadouts(spot);
  }

  // A framework's cell is a cell of the one canvas; what it appends beyond is nobody's.
  spotOf({ panel, cell }) {
    const card = this.cards.find(({ name }) => name === panel);
    if (!card) return { panel, cell };
    const { plan } = this.stage;
    const spot = spotOf(plan, canvasCell(card.plan, { panel: "output", cell }));
    return this.has(spot) ? spot : null;
  }

  edits(panel) {
    return panel === "input" || panel === "kernel";
  }

  outputAt(cell, panel) {
    return this.canvas.valueAt(...canvasCell(this.stage.plan, { panel, cell }));
  }

  shown() {
    return [...this.canvas.output.values].map(exact);
  }
}

// The indices of a plan's output cells that these canvas cells are.
function insideOf(plan, cells) {
  const spots = cells.map((cell) => spotOf(plan, cell)).filter(({ panel }) => panel === "output");
  return [...new Set(spots.map(({ cell }) => flatten(cell, plan.outputShape)))];
}
