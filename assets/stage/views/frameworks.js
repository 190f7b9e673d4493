// One state in every framework: the same canvas, cropped where each of them crops it; or, at the flick of a switch,
// TensorFlow's forward convolution of the same x. A step is one stamp.

import { Conv2dCard } from "../conv2d_card.js";
import { PADDINGS } from "../conv2d.js";
import { answers, FRAMEWORKS } from "../crops.js";
import { el, setHidden, setText } from "../dom.js";
import { FrameworkCard } from "../framework_card.js";
import { canvasCell, spotOf } from "../linked.js";
import { crop, flatten, unflatten } from "../links.js";
import { Sight } from "../sight.js";
import { StampsView } from "../stamps_view.js";
import { signed } from "../values.js";
import { WantedSize } from "../wanted_size.js";

const ASKS = ["same", "valid", "crops"];
const SIDES = ["transposed", "forward"];
// Cells of these panels are x's own.
const OF_X = /^(read|dropped)_/;

export default class FrameworksView extends StampsView {
  constructor(stage) {
    super(stage);
    this.addLegend(this.canvas, ["frame", "cropped", "taken", "unreached"]);
    this.cards = FRAMEWORKS.map((name) =>
      new FrameworkCard(name, this.describer("framework"), stage));
    for (const { name, board } of this.cards) this.add(board, { [name]: board.cells });
    this.node = this.arrange("frameworks-view", [this.input, "×", this.kernel, "=", this.canvas]);
    this.convs = PADDINGS.map((padding) => new Conv2dCard(padding, (panel) => this.describer(panel), stage));
    for (const { grids } of this.convs) for (const [board, panels] of grids) this.add(board, panels);
    this.size = new WantedSize(stage);
    this.worded.push((t) => this.size.translate(t));
    this.sides = this.choice("side", SIDES);
    this.asks = this.choice("ask", ASKS, this.size.node);
    this.transposed = el("div", { class: "cards" }, ...this.cards.map(({ board }) => board.node));
    this.forward = el("div", { class: "cards" }, ...this.convs.map(({ node }) => node));
    this.sight = new Sight(this.cards.map(({ board }) => board.node));
    this.node.append(this.factsSlot, this.sides.node, this.asks.node, this.transposed, this.forward);
  }

  // One of several values of a field of the state, as buttons.
  choice(key, values, ...more) {
    const buttons = values.map((value) => el("button", { type: "button", "data-control": `${key}-${value}`,
      onclick: () => this.stage.adjust({ [key]: value }) }));
    const name = el("span", {});
    const group = el("div", { class: "choice", role: "group" }, ...buttons);
    this.worded.push((t) => {
      setText(name, t(`frameworks.${key}`));
      group.setAttribute("aria-label", t(`frameworks.${key}`));
      buttons.forEach((button, at) => setText(button, t(`frameworks.${key}_${values[at]}`)));
    });
    const node = el("div", { class: "choice-line" }, name, group, ...more);
    return { node, draw: () => buttons.forEach((button, at) =>
      button.setAttribute("aria-pressed", String(this.stage.state[key] === values[at]))) };
  }

  draw(theme) {
    const { state, plan, later } = this.stage;
    this.drawStamps(theme);
    this.sides.draw();
    setHidden(this.transposed, this.isForward);
    setHidden(this.forward, !this.isForward);
    setHidden(this.asks.node, this.isForward);
    this.asks.draw();
    // Under a moving hand PyTorch's own picture answers first, unless it is the others that are asked for something else.
    const asked = `${state.side} ${state.ask} ${state.output_shape}`;
    const isAnswer = this.cardsOf === plan && asked !== this.asked;
    this.asked = asked;
    later.write("frameworks", () => this.drawFrameworks(theme), !isAnswer);
    later.write("framework-words", () => this.drawWords(plan));
  }

  drawFrameworks(theme) {
    const { state, plan } = this.stage;
    for (const card of this.isForward ? this.cards : this.convs) card.clear();
    if (this.isForward) for (const card of this.convs) card.draw({ plan, state, theme });
    else this.drawCards(theme);
    this.cardsOf = plan;
    // On pictures that are only now those of these settings.
    this.stage.later.write("framework-light", () => this.stage.drawLight());
  }

  get isForward() {
    return this.stage.state.side === "forward";
  }

  drawCards(theme) {
    const { state, plan, later } = this.stage;
    const laid = Math.floor(this.stage.at());
    const canvas = this.canvas.sums;
    const output = crop(plan, canvas);
    const drawn = [];
    for (const [at, card] of this.cards.entries()) {
      const answering = answers(card.name, state.ask, state.output_shape);
      const draw = () => {
        this.put(card, answering);
        if (!answering) return card.clear();
        card.draw({ plan, canvas, output, state, laid, theme, drawn });
        return drawn.push(card);
      };
      later.write(card, draw, !this.isSeen(at));
    }
  }

  put({ board: { node } }, answering) {
    if (node.hidden === answering) this.lamp.forget();
    setHidden(node, !answering);
  }

  // A card that is not there has no place yet: it comes after the one before it.
  isSeen(at) {
    const { node } = this.cards[at].board;
    return this.sight.has(node) || (node.hidden && at > 0 && this.isSeen(at - 1));
  }

  drawWords(plan) {
    this.size.draw();
    this.sayTitles(plan, "frameworks.title_canvas");
    for (const card of this.isForward ? this.convs : this.answering()) card.write(this.t);
  }

  answering() {
    const { ask, output_shape } = this.stage.state;
    return this.cards.filter(({ name }) => answers(name, ask, output_shape));
  }

  drawLight(spot, theme) {
    const { plan } = this.stage;
    const conv = this.convOf(spot);
    const { light, soft, alone } = this.lightStamps(conv ? null : spot, theme);
    this.drawReadouts(spot);
    // The cards are still those of the settings before.
    if (this.cardsOf !== plan) return;
    if (this.isForward) this.lightForward(spot, conv, light, soft, theme);
    else {
      const lit = [...light.canvas].map((index) => unflatten(index, plan.canvasShape));
      if (alone) lit.push(alone);
      const drawn = this.answering().filter(({ isDrawn }) => isDrawn);
      for (const card of drawn) card.board.lightUp(insideOf(card.plan, lit), soft);
    }
  }

  // A cell of conv2d's output is a window over x, whose elements and taps it lights; an element of x, all that read it.
  lightForward(spot, conv, light, soft, theme) {
    const { plan } = this.stage;
    const inside = conv ? conv.windowOf(spot.cell).filter(({ index }) => index >= 0) : [];
    const inputs = conv ? new Set(inside.map(({ index }) => index)) : soft ? new Set() : light.input;
    if (conv) {
      this.input.lightUp(inputs, plan.inputShape, theme, false);
      this.kernel.lightUp(new Set(inside.map(({ tap }) => tap)), plan.kernelShape, theme, false);
    }
    for (const card of this.convs) card.lightUp(spot, inputs);
  }

  // The card of conv2d that a spot is an output cell of.
  convOf(spot) {
    return this.isForward ? this.convs.find(({ panel, plan }) => plan && panel === spot?.panel) : undefined;
  }

  // A framework's cell is a cell of the one canvas; what it appends beyond is nobody's.
  spotOf({ panel, cell }) {
    if (OF_X.test(panel)) return { panel: "input", cell };
    const card = this.cards.find(({ name }) => name === panel);
    if (!card) return { panel, cell };
    const { plan } = this.stage;
    const spot = spotOf(plan, canvasCell(card.plan, { panel: "output", cell }));
    return this.has(spot) ? spot : null;
  }

  has(spot) {
    if (!spot.panel.startsWith("conv_")) return super.has(spot);
    return Boolean(this.convOf(spot)?.plan.inputShape.every((size, axis) => spot.cell[axis] < size));
  }

  pins(spot) {
    return !spot.panel.startsWith("conv_");
  }

  isSum(spot) {
    return spot.panel.startsWith("conv_") || super.isSum(spot);
  }

  sumOf(spot, theme) {
    const conv = this.convOf(spot);
    if (!conv) return super.sumOf(spot, theme);
    const { plan, state: { x, w } } = this.stage;
    const terms = conv.windowOf(spot.cell).filter(({ index }) => index >= 0).map(({ tap, index }) => ({
      symbol: `x[${unflatten(index, plan.inputShape)}]·w[${unflatten(tap, plan.kernelShape)}]`,
      number: `${signed(x[index])}·${signed(w[tap])}`,
      value: x[index] * w[tap],
      colour: theme.identityColour(plan.inputShape, index),
      down: true,
    }));
    return { name: `conv2d[${spot.cell}]`, terms, empty: "" };
  }

  // The window's other products are with zeros that SAME pads.
  zeroTerms(spot) {
    const window = this.convOf(spot)?.windowOf(spot.cell) ?? [];
    return this.tapsOfZero(window.filter(({ index }) => index < 0).map(({ tap }) => tap));
  }

  nameOf(spot) {
    return this.convOf(spot) ? `conv2d[${spot.cell}]` : super.nameOf(spot);
  }

  valueOf(spot) {
    const conv = this.convOf(spot);
    return conv ? conv.values[flatten(spot.cell, conv.plan.inputShape)] : super.valueOf(spot);
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
