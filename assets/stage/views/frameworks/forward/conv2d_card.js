// tf.nn.conv2d of x with SAME or VALID: what its windows read, its output, and two lines of code.

import { ValueBoard } from "../../../boards/value_board.js";
import { el, setHidden, setText } from "../../../dom/dom.js";
import { sentences } from "../../../dom/words.js";
import { remembering } from "../../../paint/memory.js";
import { kept, ofOutputs } from "../../../paint/places.js";
import { exchanged } from "../../../rule/dilated.js";
import { forward, windowOver } from "../../../rule/forward.js";
import { channelOf, flatten, inMap, product, range, unflatten, weightOf } from "../../../rule/links.js";
import { sizeText } from "../../../rule/values.js";
import { perAxis } from "../../../state/settings.js";
import { codeLine } from "../code_line.js";
import { conv2dLine, conv2dPlan, droppedOf, pytorchConv2d, zerosAfter, zerosBefore } from "./conv2d.js";
import { ReadBoard } from "./read_board.js";

/** @import { Cell, Describer, Numbers, Padding, Plan, Spot, State, Theme, Translate } from "../../../types.js" */
/** @import { Stage } from "../../../shell/stage.js" */
/** @typedef {Conv2dCard & { plan: Plan }} FullCard  A card where something comes out. */

export class Conv2dCard {
  /** @param {Padding} padding @param {Describer} describer @param {Pick<Stage, "copy">} stage */
  constructor(padding, describer, stage) {
    this.padding = padding;
    this.panel = `conv_${padding}`;
    // What is said of a cell is the same for both paddings.
    /** @type {Describer} */
    const said = (panel) => describer(panel.split("_")[0]);
    this.read = new ReadBoard(padding, said);
    this.output = new ValueBoard(this.panel, said);
    this.planOf = remembering((/** @type {Plan} */ plan) => conv2dPlan(plan, padding));
    this.valuesOf = remembering(
      (/** @type {Plan} */ own, /** @type {Plan} */ plan, /** @type {Numbers} */ x, /** @type {Numbers} */ w) =>
        forward(own, x, exchanged(plan, w)),
    );
    this.title = el("div", { class: "heading" });
    this.facts = el("p", { "data-control": `${this.panel}-facts` });
    this.line = codeLine(`${this.panel}-line`, stage);
    this.twin = codeLine(`${this.panel}-pytorch`, stage);
    this.boards = el(
      "div",
      { class: "pair" },
      this.read.node,
      el("div", { class: "sign", "aria-hidden": "true" }, "→"),
      this.output.node,
    );
    this.node = el(
      "section",
      { class: "conv" },
      this.title,
      this.boards,
      el("div", { class: "tools" }, this.facts, this.line.node, this.twin.node),
    );
  }

  // plan: the page's own.
  /** @param {{ plan: Plan, state: State, theme: Theme }} given */
  draw({ plan, state, theme }) {
    this.layer = plan;
    /** @type {Plan | null} */
    this.plan = this.planOf(plan);
    /** @type {State} */
    this.state = state;
    setHidden(this.boards, !this.plan);
    if (!this.plan) return this.clear();
    /** @type {Numbers} */
    this.values = this.valuesOf(this.plan, plan, state.x, state.w);
    this.read.draw({ plan: this.plan, maps: plan, x: state.x, theme });
    const tiling = convTiling(this.plan);
    return this.output.draw({ shape: this.plan.inputShape, tiling, values: this.values, theme });
  }

  // Nothing is shown: nothing is left to be read either.
  clear() {
    for (const board of [this.read, this.output]) board.clear();
  }

  // t: the page's words.
  /** @param {Translate} t */
  write(t) {
    const { plan, padding, state } = this;
    setText(this.title, `tf.nn.conv${state.stride.length}d, ${padding.toUpperCase()}`);
    setText(this.facts, plan ? /** @type {FullCard} */ (this).said(t) : t("frameworks.conv_nothing"));
    for (const line of [this.line, this.twin]) setHidden(line.node, !plan);
    if (!plan) return;
    this.read.say(t("frameworks.title_read", { size: sizeText(plan.outputShape) }));
    this.output.say(t("frameworks.title_conv", { size: sizeText(plan.inputShape) }));
    this.line.write(conv2dLine(state, padding), t);
    this.twin.write(pytorchConv2d(state, plan), t);
  }

  /** @this {FullCard} @param {Translate} t */
  said(t) {
    const { plan, state } = this;
    const values = {
      before: perAxis(zerosBefore(plan)),
      after: perAxis(zerosAfter(plan)),
      dropped: perAxis(droppedOf(plan)),
    };
    const parts = [
      t("frameworks.conv_zeros", values),
      t(droppedOf(plan).some(Boolean) ? "frameworks.conv_drops" : "frameworks.conv_keeps", values),
    ];
    /** @type {(numbers: number[]) => boolean} */
    const many = (numbers) => numbers.some((one) => one > 1);
    if (many(state.stride) && many(state.dilation)) parts.push(t("frameworks.conv_both"));
    return sentences(t, ...parts);
  }

  // What an output cell is the sum of: [{tap, index}], index -1 on the zeros.
  /** @this {FullCard} @param {Cell} cell */
  windowOf(cell) {
    return windowOver(this.plan, cell);
  }

  // Which of the layer's weights an output cell's window has at a tap: there they stand by input channels.
  /** @this {FullCard} @param {Cell} cell @param {number} tap */
  weightOf(cell, tap) {
    const { plan } = this;
    const own = exchanged(
      /** @type {Plan} */ (this.layer),
      range(product(/** @type {Plan} */ (this.layer).weightShape)),
    );
    return own[weightOf(plan, flatten(cell, plan.inputShape), tap)];
  }

  // spot: of this card's output, or else; inputs: indices of x's elements that are lit.
  /** @type {(spot: Spot | null, inputs: Set<number>) => void} */
  lightUp(spot, inputs) {
    if (!this.plan) return;
    const own = spot?.panel === this.panel;
    const cells = own ? [spot.cell] : /** @type {FullCard} */ (this).readersOf(inputs);
    const lit = cells.map((cell) => flatten(cell, /** @type {FullCard} */ (this).plan.inputShape));
    this.output.lightUp({ [this.panel]: new Set(lit) }, !own && inputs.size !== 1);
    if (own) this.read.drawWindow(spot.cell, exchanged(/** @type {Plan} */ (this.layer), this.state.w));
    else this.read.lightUp({ input: inputs }, !inputs.size);
  }

  // The output cells whose windows read x's one element; of several, none.
  /** @this {FullCard} @param {Set<number>} inputs */
  readersOf(inputs) {
    if (inputs.size !== 1) return [];
    const { axes, feeders, outputShape, channels, channelFeeders } = this.plan;
    const cell = unflatten([...inputs][0], outputShape);
    const windows = inMap(this.plan, cell).map((at, axis) => [
      ...new Set((feeders[axis][at + axes[axis].cropBefore] ?? []).map(([window]) => window)),
    ]);
    const readers = channelFeeders[channelOf(this.plan, cell)].map(([channel]) => channel);
    /** @type {Cell[]} */
    const none = channels.inputs > 1 ? readers.map((channel) => [channel]) : [[]];
    return windows.reduce((cells, own) => cells.flatMap((cell) => own.map((one) => [...cell, one])), none);
  }
}

const convTiling = kept(({ inputShape, axes }) => ofOutputs(inputShape, axes.length));
