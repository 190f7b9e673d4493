// One state in every framework: the same canvas, cropped where each of them crops it. A step is one stamp.

import { answers, FRAMEWORKS } from "../crops.js";
import { el, setHidden, setText } from "../dom.js";
import { FrameworkCard } from "../framework_card.js";
import { canvasCell, spotOf } from "../linked.js";
import { crop, flatten, unflatten } from "../links.js";
import { StampsView } from "../stamps_view.js";
import { WantedSize } from "../wanted_size.js";

const ASKS = ["same", "valid", "crops"];

export default class FrameworksView extends StampsView {
  constructor(stage) {
    super(stage);
    this.addLegend(this.canvas, ["frame", "cropped", "taken", "unreached"]);
    this.cards = FRAMEWORKS.map((name) =>
      new FrameworkCard(name, this.describer("framework"), stage));
    for (const { name, board } of this.cards) this.add(board, { [name]: board.cells });
    this.node = this.arrange("frameworks-view", [this.input, "×", this.kernel, "=", this.canvas]);
    this.node.append(this.factsSlot, this.choice(), el("div", { class: "cards" }, ...this.cards.map(({ board }) => board.node)));
  }

  // Which words the others are asked with.
  choice() {
    this.buttons = ASKS.map((ask) => el("button", { type: "button", "data-control": `ask-${ask}`,
      onclick: () => this.stage.set({ ask }) }));
    this.asked = el("span", {});
    this.size = new WantedSize(this.stage);
    this.worded.push((t) => {
      setText(this.asked, t("frameworks.ask"));
      this.buttons.forEach((button, at) => setText(button, t(`frameworks.ask_${ASKS[at]}`)));
    });
    this.worded.push((t) => this.size.translate(t));
    return el("div", { class: "choice-line" }, this.asked, el("div", { class: "choice", role: "group" }, ...this.buttons),
      this.size.node);
  }

  draw(theme) {
    const { state, plan } = this.stage;
    const laid = Math.floor(this.stage.at());
    this.drawStamps(theme);
    this.buttons.forEach((button, n) => button.setAttribute("aria-pressed", String(state.ask === ASKS[n])));
    this.size.draw();
    const output = crop(plan, this.canvas.sums);
    for (const card of this.cards) {
      const answering = answers(card.name, state.ask, state.output_shape);
      setHidden(card.board.node, !answering);
      if (answering) card.draw({ plan, canvas: this.canvas.sums, output, state, laid, theme });
      else card.board.cells.layout([]);
    }
    this.stage.later.write("frameworks", () => this.drawWords(plan));
  }

  drawWords(plan) {
    this.sayTitles(plan, "frameworks.title_canvas");
    for (const card of this.answering()) card.write(this.t);
  }

  answering() {
    const { ask, output_shape } = this.stage.state;
    return this.cards.filter(({ name }) => answers(name, ask, output_shape));
  }

  drawLight(spot, theme) {
    const { plan } = this.stage;
    const { light, soft, alone } = this.lightStamps(spot, theme);
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
}

// The indices of a plan's output cells that these canvas cells are.
function insideOf(plan, cells) {
  const spots = cells.map((cell) => spotOf(plan, cell)).filter(({ panel }) => panel === "output");
  return [...new Set(spots.map(({ cell }) => flatten(cell, plan.outputShape)))];
}
