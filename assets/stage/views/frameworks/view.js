// One state in every framework: the same canvas, cropped where each of them crops it; or, at the flick of a switch,
// TensorFlow's forward convolution of the same x. A step is one stamp.

import { el, setHidden, setText } from "../../dom/dom.js";
import { crop, flatten, unflatten } from "../../rule/links.js";
import { canvasCell, isSum, spotOf } from "../../rule/spots.js";
import { CanvasView, LEGEND } from "../canvas_view.js";
import { PADDINGS } from "./conv2d.js";
import { Conv2dCard } from "./conv2d_card.js";
import { Frames } from "./frames.js";
import { FrameworkCard } from "./framework_card.js";
import { answers, CARDS } from "./libraries.js";
import { Sight } from "./visibility.js";
import { WantedSize } from "./wanted_size.js";

/** @import { Cell, PanelName, Plan, Spot, SpotLighting, Term, Theme, View as Page } from "../../types.js" */
/** @import { Stage } from "../../shell/stage.js" */
/** @import { FullCard } from "./conv2d_card.js" */

/** @implements {Page} */
export default class FrameworksView extends CanvasView {
  /** @param {Stage} stage */
  constructor(stage) {
    super(stage);
    this.addLegend(LEGEND);
    this.frames = new Frames();
    this.canvas.sheet.append(this.frames.node);
    this.legend.append(this.frames.legend);
    this.cards = CARDS.map((name) => new FrameworkCard(name, () => this.describer("framework"), stage));
    for (const { board } of this.cards) this.add(board);
    this.node = this.arrange("frameworks-view", [this.input, "∗", this.kernel, "=", this.canvas]);
    this.convs = PADDINGS.map((padding) => new Conv2dCard(padding, this.describer, stage));
    for (const { read, output } of this.convs) for (const board of [read, output]) this.add(board);
    this.size = new WantedSize(stage);
    this.worded.push((t) => this.size.translate(t));
    this.sides = this.choice("side");
    this.asks = this.choice("ask", this.size.node);
    this.transposed = el("div", { class: "cards" }, ...this.cards.map(({ board }) => board.node));
    this.forward = el("div", { class: "cards" }, ...this.convs.map(({ node }) => node));
    this.sight = new Sight(this.cards.map(({ board }) => board.node));
    this.node.append(this.sides.node, this.asks.node, this.transposed, this.forward);
  }

  // One of several values of a field of this page's, as buttons.
  /** @type {(key: "side" | "ask", ...more: Node[]) => { node: HTMLElement, draw: () => void }} */
  choice(key, ...more) {
    const { key: field, choices: values, words } = this.stage.fields[`frameworks_${key}`];
    const buttons = values.map((value) =>
      el("button", {
        type: "button",
        "data-control": `${key}-${value}`,
        onclick: () => this.stage.adjust({ [field]: value }),
      }),
    );
    const name = el("span", {});
    const group = el("div", { class: "choice", role: "group" }, ...buttons);
    this.worded.push((t) => {
      setText(name, t(words));
      group.setAttribute("aria-label", t(words));
      buttons.forEach((button, at) => setText(button, t(`frameworks.${key}_${values[at]}`)));
    });
    const node = el("div", { class: "choice-line" }, name, group, ...more);
    return {
      node,
      draw: () =>
        buttons.forEach((button, at) =>
          button.setAttribute("aria-pressed", String(this.stage.state[field] === values[at])),
        ),
    };
  }

  /** @param {Theme} theme */
  draw(theme) {
    const { state, plan, later } = this.stage;
    this.drawStamps(theme);
    this.sides.draw();
    setHidden(this.transposed, this.isForward);
    setHidden(this.forward, !this.isForward);
    setHidden(this.asks.node, this.isForward);
    this.asks.draw();
    // Under a moving hand PyTorch's own picture answers first, unless it is the others that are asked for something else.
    const asked = `${state.frameworks_side} ${state.frameworks_ask} ${state.frameworks_output_shape}`;
    const isAnswer = this.cardsOf === plan && asked !== this.asked;
    this.asked = asked;
    later.write("frameworks", () => this.drawFrameworks(theme), !isAnswer);
    later.write("framework-words", () => this.drawWords(plan));
  }

  /** @param {Theme} theme */
  drawFrameworks(theme) {
    const { state, plan } = this.stage;
    for (const card of this.isForward ? this.cards : this.convs) card.clear();
    if (this.isForward) for (const card of this.convs) card.draw({ plan, state, theme });
    else this.drawCards(theme);
    this.cardsOf = plan;
    this.stage.later.write("frames", () => {
      const names = this.isForward ? [] : this.answering().map(({ name }) => name);
      this.frames.draw(names, plan, state, this.canvas);
      this.frames.write(this.t);
    });
    // On pictures that are only now those of these settings.
    this.stage.later.write("framework-light", () => this.stage.drawLight());
  }

  get isForward() {
    return this.stage.state.frameworks_side === "forward";
  }

  /** @param {Theme} theme */
  drawCards(theme) {
    const { state, plan, later } = this.stage;
    const laid = Math.floor(this.stage.at());
    const canvas = this.canvas.sums;
    const output = crop(plan, canvas);
    /** @type {FrameworkCard[]} */
    const drawn = [];
    for (const [at, card] of this.cards.entries()) {
      const answering = answers(card.name, state.frameworks_ask, state.frameworks_output_shape);
      const draw = () => {
        this.put(card, answering);
        if (!answering) return card.clear();
        card.draw({ plan, canvas, output, state, laid, theme, drawn });
        return drawn.push(card);
      };
      later.write(card, draw, !this.isSeen(at));
    }
  }

  /** @type {(card: FrameworkCard, answering: boolean) => void} */
  put({ board: { node } }, answering) {
    if (node.hidden === answering) this.lamp.forget();
    setHidden(node, !answering);
  }

  // A card that is not there has no place yet: it comes after the one before it.
  /** @type {(at: number) => boolean} */
  isSeen(at) {
    const { node } = this.cards[at].board;
    return this.sight.has(node) || (node.hidden && at > 0 && this.isSeen(at - 1));
  }

  /** @param {Plan} plan */
  drawWords(plan) {
    this.size.draw();
    this.sayTitles(plan);
    for (const card of this.isForward ? this.convs : this.answering()) card.write(this.t);
  }

  answering() {
    const { frameworks_ask, frameworks_output_shape } = this.stage.state;
    return this.cards.filter(({ name }) => answers(name, frameworks_ask, frameworks_output_shape));
  }

  /** @param {Spot | null} spot */
  drawLight(spot) {
    const { plan } = this.stage;
    const conv = this.convOf(spot);
    const lit = /** @type {SpotLighting} */ (this.litBy(conv ? null : spot));
    for (const board of [this.input, this.kernel, this.canvas]) this.lightBoard(board, lit);
    this.drawReadouts(spot);
    // The cards are still those of the settings before.
    if (this.cardsOf !== plan) return;
    if (this.isForward) this.lightForward(spot, conv, lit);
    else this.lightCards(lit);
  }

  // Each card is lit where its own crop leaves what is lit on the canvas.
  /** @param {SpotLighting} lit */
  lightCards({ spot, light, soft }) {
    const { plan } = this.stage;
    const cells = Array.from(light.canvas, (index) => unflatten(index, plan.canvasShape));
    if (!soft && isSum(spot)) cells.push(canvasCell(plan, /** @type {Spot} */ (spot)));
    const drawn = this.answering().filter(({ isDrawn }) => isDrawn);
    for (const { board, plan: own } of drawn) board.lightUp({ output: insideOf(own, cells) }, soft);
  }

  // A cell of conv2d's output is a window over x, whose elements and taps it lights; an element of x, all that read it.
  /** @type {(spot: Spot | null, conv: FullCard | undefined, lit: SpotLighting) => void} */
  lightForward(spot, conv, { light, soft }) {
    const inside = conv ? conv.windowOf(/** @type {Spot} */ (spot).cell).filter(({ index }) => index >= 0) : [];
    const input = conv ? new Set(inside.map(({ index }) => index)) : soft ? new Set() : light.input;
    if (conv) {
      this.input.lightUp({ input });
      this.kernel.lightUp({ kernel: new Set(inside.map(({ tap }) => tap)) });
    }
    for (const card of this.convs) card.lightUp(spot, input);
  }

  // The card of conv2d that a spot is an output cell of.
  /** @type {(spot: Spot | null) => FullCard | undefined} */
  convOf(spot) {
    return /** @type {FullCard | undefined} */ (
      this.isForward ? this.convs.find(({ panel, plan }) => plan && panel === spot?.panel) : undefined
    );
  }

  // A framework's cell is a cell of the one canvas; what it appends beyond is nobody's.
  /** @type {(spot: Spot) => Spot | null} */
  spotOf({ panel, cell }) {
    const card = this.cards.find(({ name }) => name === panel);
    if (!card) return super.spotOf({ panel, cell });
    const { plan } = this.stage;
    const spot = spotOf(plan, canvasCell(card.plan, { panel: "output", cell }));
    return this.has(spot) ? spot : null;
  }

  /** @param {Spot} spot */
  has(spot) {
    if (!spot.panel.startsWith("conv_")) return super.has(spot);
    const shape = this.convOf(spot)?.plan.inputShape;
    return shape?.length === spot.cell.length && shape.every((size, axis) => spot.cell[axis] < size);
  }

  /** @param {Spot} spot */
  pins(spot) {
    return !spot.panel.startsWith("conv_");
  }

  /** @param {Spot} spot */
  isSum(spot) {
    return spot.panel.startsWith("conv_") || super.isSum(spot);
  }

  /** @type {(spot: Spot, theme: Theme) => { name: string, terms: Term[], empty: string }} */
  sumOf(spot, theme) {
    const conv = this.convOf(spot);
    if (!conv) return super.sumOf(spot, theme);
    const { plan, x } = this.layer;
    const terms = conv
      .windowOf(spot.cell)
      .filter(({ index }) => index >= 0)
      .map(({ tap, cell, index }) =>
        this.termOf(`x[${cell}]`, x[index], tap, theme.identityColour(plan.inputShape, index)),
      );
    return { name: `conv${spot.cell.length}d[${spot.cell}]`, terms, empty: this.t("back.only_padding") };
  }

  // The window's other products are with zeros that SAME pads.
  /** @param {Spot} spot */
  zeroTerms(spot) {
    const window = this.convOf(spot)?.windowOf(spot.cell) ?? [];
    return this.tapsOfZero(window.filter(({ index }) => index < 0).map(({ tap }) => tap));
  }

  /** @param {Spot} spot */
  nameOf(spot) {
    return this.convOf(spot) ? `conv${spot.cell.length}d[${spot.cell}]` : super.nameOf(spot);
  }

  /** @param {Spot} spot */
  valueOf(spot) {
    const conv = this.convOf(spot);
    return conv ? conv.values[flatten(spot.cell, conv.plan.inputShape)] : super.valueOf(spot);
  }

  /** @param {PanelName} panel */
  edits(panel) {
    return panel === "input" || panel === "kernel";
  }
}

// Which of a plan's output cells these canvas cells are.
/** @type {(plan: Plan, cells: Cell[]) => Set<number>} */
function insideOf(plan, cells) {
  const spots = cells.map((cell) => spotOf(plan, cell)).filter(({ panel }) => panel === "output");
  return new Set(spots.map(({ cell }) => flatten(cell, plan.outputShape)));
}
