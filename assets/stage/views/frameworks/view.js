// One state in every framework: the same canvas, cropped where each of them crops it; or, at the flick of a switch,
// TensorFlow's forward convolution of the same x. A step is one stamp.

import { el, setHidden, setText } from "../../dom/dom.js";
import { Memory } from "../../paint/memory.js";
import { flatten, unflatten } from "../../rule/links.js";
import { canvasCell, isSum, spotOf } from "../../rule/spots.js";
import { CanvasView, LEGEND } from "../canvas_view.js";
import { PADDINGS } from "./forward/conv2d.js";
import { Conv2dCard } from "./forward/conv2d_card.js";
import { Frames } from "./frames.js";
import { groupsOf } from "./groups.js";
import { answers, CARDS } from "./libraries.js";
import { LibraryCard } from "./library_card.js";
import { OutputCard } from "./output_card.js";
import { Sight } from "./visibility.js";
import { WantedSize } from "./wanted_size.js";

/** @import { Cell, Group, PanelName, Plan, Spot, SpotLighting, Theme, View as Page, Written } from "../../types.js" */
/** @import { Stage } from "../../shell/stage.js" */
/** @import { FullCard } from "./forward/conv2d_card.js" */

/** @implements {Page} */
export default class FrameworksView extends CanvasView {
  /** @param {Stage} stage */
  constructor(stage) {
    super(stage);
    this.legend.add(LEGEND);
    this.frames = new Frames();
    this.canvas.sheet.append(this.frames.node);
    this.legend.node.append(this.frames.legend);
    this.libraries = CARDS.map((name) => new LibraryCard(name, stage));
    // The output of each library, where no other before it has the same.
    this.outputs = CARDS.map((name) => new OutputCard(name, () => this.describer("framework"), stage));
    for (const { board } of this.outputs) this.add(board);
    this.worded.push(() => this.writeWeights());
    /** @type {Group[]} */
    this.groups = [];
    this.grouped = new Memory();
    this.node = this.arrange("frameworks-view", [this.input, "∗", this.kernel, "=", this.canvas]);
    this.convs = PADDINGS.map((padding) => new Conv2dCard(padding, this.describer, stage));
    for (const { read, output } of this.convs) for (const board of [read, output]) this.add(board);
    this.size = new WantedSize(stage);
    this.worded.push((t) => this.size.translate(t));
    this.sides = this.choice("side");
    this.asks = this.choice("ask", this.size.node);
    this.transposed = el(
      "div",
      { class: "answers" },
      el("div", { class: "cards" }, ...this.outputs.map(({ board }) => board.node)),
      el("div", { class: "libraries" }, ...this.libraries.map(({ node }) => node)),
    );
    this.forward = el("div", { class: "cards" }, ...this.convs.map(({ node }) => node));
    this.sight = new Sight(this.outputs.map(({ board }) => board.node));
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
    if (this.weightsOf !== state.rank) later.write("weights", () => this.writeWeights());
  }

  writeWeights() {
    this.weightsOf = this.stage.state.rank;
    for (const { weights } of this.libraries) weights.write(this.t, this.weightsOf);
  }

  /** @param {Theme} theme */
  drawFrameworks(theme) {
    const { state, plan } = this.stage;
    for (const card of this.isForward ? this.outputs : this.convs) card.clear();
    if (this.isForward) for (const card of this.convs) card.draw({ plan, state, theme });
    else this.drawCards(theme);
    this.cardsOf = plan;
    this.stage.later.write("frames", () => {
      this.frames.draw(this.isForward ? [] : this.groups, this.canvas);
      this.frames.write(this.t, state.frameworks_ask);
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
    this.group(plan);
    for (const [at, card] of this.outputs.entries()) {
      const group = this.groups.find(({ names }) => names[0] === card.name) ?? null;
      const draw = () => {
        this.put(card, group);
        if (group) card.draw({ own: plan, canvas, state, laid, theme });
        else card.clear();
      };
      later.write(card, draw, !this.isSeen(at));
    }
  }

  // What each library is asked, and whose outputs are the same.
  /** @param {Plan} plan */
  group(plan) {
    const { state } = this.stage;
    const { frameworks_ask: ask, frameworks_output_shape: wanted } = state;
    const answering = this.answering();
    for (const card of answering) card.ask(plan, state);
    if (!this.grouped.changes({ plan, ask, wanted }).size) return;
    const names = answering.filter(({ refusal }) => !refusal).map(({ name }) => name);
    this.groups = groupsOf(names, plan, state);
  }

  /** @type {(card: OutputCard, group: Group | null) => void} */
  put(card, group) {
    if (card.group === group) return;
    const { node } = card.board;
    if (node.hidden === Boolean(group)) {
      this.lamp.forget();
      // While it was hidden there was no room to be measured.
      if (card.board.room.width <= 0) card.board.isMeasured = false;
    }
    card.group = group;
    setHidden(node, !group);
    node.dataset.libraries = group?.names.join(" ") ?? "";
  }

  // An output that is not there has no place yet: it comes after the one before it.
  /** @type {(at: number) => boolean} */
  isSeen(at) {
    const { node } = this.outputs[at].board;
    return this.sight.has(node) || (node.hidden && at > 0 && this.isSeen(at - 1));
  }

  /** @param {Plan} plan */
  drawWords(plan) {
    this.size.draw();
    this.sayTitles(plan);
    if (this.isForward) for (const card of this.convs) card.write(this.t);
    else this.writeAnswers();
  }

  writeAnswers() {
    const answering = new Set(this.answering());
    for (const card of this.outputs) card.write(this.t);
    for (const card of this.libraries) {
      setHidden(card.node, !answering.has(card));
      const group = this.groups.find(({ names }) => names.includes(card.name));
      if (answering.has(card)) card.write(this.t, group);
    }
  }

  answering() {
    const { frameworks_ask, frameworks_output_shape } = this.stage.state;
    return this.libraries.filter(({ name }) => answers(name, frameworks_ask, frameworks_output_shape));
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
    for (const { board, group } of this.outputs) {
      if (group) board.lightUp({ output: insideOf(group.plan, cells) }, soft);
    }
  }

  // A cell of conv2d's output is a window over x, whose elements and taps it lights; an element of x, all that read it.
  /** @type {(spot: Spot | null, conv: FullCard | undefined, lit: SpotLighting) => void} */
  lightForward(spot, conv, { light, soft }) {
    const inside = conv ? conv.windowOf(/** @type {Spot} */ (spot).cell).filter(({ index }) => index >= 0) : [];
    const input = conv ? new Set(inside.map(({ index }) => index)) : soft ? new Set() : light.input;
    if (conv) {
      this.input.lightUp({ input });
      const { cell } = /** @type {Spot} */ (spot);
      this.kernel.lightUp({ kernel: new Set(inside.map(({ tap }) => conv.weightOf(cell, tap))) });
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
    const group = this.outputs.find(({ name }) => name === panel)?.group;
    if (!group) return super.spotOf({ panel, cell });
    const { plan } = this.stage;
    const spot = spotOf(plan, canvasCell(group.plan, { panel: "output", cell }));
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

  /** @type {(spot: Spot, theme: Theme) => Written} */
  sumOf(spot, theme) {
    const conv = this.convOf(spot);
    if (!conv) return super.sumOf(spot, theme);
    const { plan, x } = this.layer;
    const terms = conv
      .windowOf(spot.cell)
      .filter(({ index }) => index >= 0)
      .map(({ tap, cell, index }) =>
        this.termOf(`x[${cell}]`, x[index], conv.weightOf(spot.cell, tap), theme.identityColour(plan, index)),
      );
    return { name: `conv${plan.axes.length}d[${spot.cell}]`, terms, empty: this.t("back.only_padding") };
  }

  // The window's other products are with zeros that SAME pads.
  /** @param {Spot} spot */
  zeroTerms(spot) {
    const conv = this.convOf(spot);
    const window = conv?.windowOf(spot.cell) ?? [];
    const zeros = window.filter(({ index }) => index < 0);
    return this.timesZero(zeros.map(({ tap }) => /** @type {FullCard} */ (conv).weightOf(spot.cell, tap)));
  }

  /** @param {Spot} spot */
  nameOf(spot) {
    return this.convOf(spot) ? `conv${this.stage.plan.axes.length}d[${spot.cell}]` : super.nameOf(spot);
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
