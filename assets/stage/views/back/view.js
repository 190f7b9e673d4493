// The forward convolution with the same settings, from the transposed convolution's output y (a big map) to a map of
// its input's size (a small one): as a window that slides, as what the transposed convolution is the gradient of, and
// as a round trip. A step is one window, hence one cell of the small map.

import { identity, ValueBoard } from "../../boards/value_board.js";
import { el, setText } from "../../dom/dom.js";
import { remembering } from "../../paint/memory.js";
import { inputTiling } from "../../paint/places.js";
import { toScale } from "../../paint/scale.js";
import { forward, paddedShape, transposed, windowOver } from "../../rule/forward.js";
import { flatten, outputOf, product, unflatten, weightOf } from "../../rule/links.js";
import { endsOf, exists } from "../../rule/spots.js";
import { exact, sizeText } from "../../rule/values.js";
import { inRow, View } from "../view.js";
import { ForwardBoard } from "./forward_board.js";
import { ForwardSize } from "./forward_size.js";
import { ForwardStrips } from "./forward_strips.js";

/** @import { Stage } from "../../shell/stage.js" */
/** @import { AnyBoard } from "../view.js" */
/**
 * @import {
 *   Cell, Lighting, Numbers, PanelName, Plan, Spot, SpotLighting, Theme, Translate, View as Page, Written,
 * } from "../../types.js"
 */
/** @import { Maps } from "./forward_strips.js" */
/** @typedef {SpotLighting & { spot: Spot }} CellLighting */

/** @type {Record<string, string>} */
const NAMES = {
  input: "x",
  kernel: "w",
  forward: "(C y)",
  arriving: "g",
  output: "y",
  leaving: "(Cᵀ g)",
  original: "y",
  returned: "(Cᵀ C y)",
  difference: "(Cᵀ C y − y)",
};

/** @implements {Page} */
export default class BackView extends View {
  /** @param {Stage} stage */
  constructor(stage) {
    super(stage);
    this.big = this.add(new ForwardBoard(this.describer));
    this.addOperands();
    this.forward = this.add(new ValueBoard("forward", this.describer, { colourOf: identity, links: "input" }));
    this.strips = new ForwardStrips(this.describer, (...given) => this.strip(...given));
    for (const board of Object.values(this.strips.boards)) this.add(board);
    this.mapsOf = remembering(mapsOf);
    this.legend.add(["padded", "missed", "window"]);
    this.size = new ForwardSize();
    this.node = this.arrange(
      "back-view",
      [this.input, "→", this.big, "∗", this.kernel, "=", this.forward],
      ...[this.size.node, ...this.strips.nodes].map((node) => ({ node })),
    );
    this.node.prepend(this.heading("window"));
  }

  /** @param {string} name */
  heading(name) {
    const node = el("h2", { class: "heading" });
    this.worded.push((t) => setText(node, t(`back.strip_${name}`)));
    return node;
  }

  // A row of boards of its own, with words beside or below it.
  /** @type {(name: string, parts: (string | AnyBoard)[], words: Node) => HTMLElement} */
  strip(name, parts, words) {
    return el("section", { class: `strip ${name}` }, this.heading(name), ...inRow(parts), words);
  }

  /** @param {Translate} t */
  translate(t) {
    super.translate(t);
    this.strips.translate(t);
  }

  /** @returns {"cells"} */
  get order() {
    return "cells";
  }

  /** @param {Plan} plan */
  steps(plan) {
    return plan.inputs;
  }

  /** @type {(plan: Plan, theme: Theme) => string[]} */
  stepColours(plan, theme) {
    return theme.identityColours(plan);
  }

  get maps() {
    const { plan, state } = this.stage;
    return this.mapsOf(plan, state.x, state.w, state.bias);
  }

  /** @param {Theme} theme */
  draw(theme) {
    const { plan } = this.stage;
    const { maps } = this;
    this.drawOperands(theme, undefined, [
      toScale(this.big, { plan, values: maps.y, theme }),
      toScale(this.forward, {
        shape: plan.inputShape,
        tiling: inputTiling(plan),
        inputs: plan.channels.inputs,
        values: maps.small,
        theme,
        done: super.done(),
      }),
    ]);
    this.strips.draw(maps, theme, () => this.stage.drawLight());
    this.stage.later.write("back", () => this.drawWords(plan));
  }

  /** @param {Plan} plan */
  drawWords(plan) {
    if (this.said === this.maps) return;
    this.said = this.maps;
    this.sayTitles(plan);
    const [output, padded] = [plan.outputShape, paddedShape(plan)].map(sizeText);
    this.big.say(this.t("back.title_output", { size: output, padded }));
    this.forward.say(this.t("back.title_forward", { size: sizeText(plan.inputShape) }));
    this.size.draw(this.stage, this.t);
  }

  // Maps below are lit where something is pointed at, and only once they are of these numbers.
  /** @type {(board: AnyBoard, lit: Lighting) => void} */
  lightBoard(board, lit) {
    if (board === this.big) this.lightBig(/** @type {CellLighting} */ (lit));
    else if (!this.strips.has(board)) super.lightBoard(board, lit);
    else if (this.strips.shows(this.maps)) board.lightUp(lit.soft ? {} : lit.light);
  }

  // A small cell is its window; a big cell, or a tap, has no one window.
  /** @param {CellLighting} lit */
  lightBig({ spot, light, soft }) {
    if (spot.panel !== "input" && spot.panel !== "buffers") return this.big.lightUp(light, soft);
    const [small] = endsOf(this.stage.plan, spot.cell);
    return this.big.drawWindow(soft ? this.movingCell() : small, this.stage.state.w);
  }

  // The small cell whose window is computed; on its way from one to the next, a fraction.
  movingCell() {
    const { plan } = this.stage;
    const at = this.stage.at();
    const to = this.current().cell;
    if (at % 1 === 0 || at < 1) return to;
    const from = unflatten(Math.floor(at) - 1, plan.inputShape);
    const part = at % 1;
    const ease = part * part * (3 - 2 * part);
    return from.map((start, axis) => start + (to[axis] - start) * ease);
  }

  // The small cell that is being worked on; before the first the first, after the last the last.
  /** @returns {Spot} */
  current() {
    const index = Math.min(Math.max(Math.ceil(this.stage.at()), 1), this.stage.plan.inputs) - 1;
    return { panel: "input", cell: unflatten(index, this.stage.plan.inputShape) };
  }

  /** @param {Spot} spot */
  isSum(spot) {
    return spot.panel === "input" || super.isSum(spot);
  }

  // A small cell's number is what its window gives; a big cell's, what the stamps give.
  /** @type {(spot: Spot, theme: Theme) => Written} */
  sumOf(spot, theme) {
    if (spot.panel !== "input") return super.sumOf(spot, theme);
    const { y } = this.maps;
    const first = this.firstWeight(spot);
    const terms = windowOver(this.stage.plan, spot.cell)
      .filter(({ index }) => index >= 0)
      .map(({ tap, cell, index }) => this.termOf(`y[${cell}]`, y[index], first + tap, theme.kernel));
    return { name: `(C y)[${spot.cell}]`, terms, empty: this.t("back.only_padding") };
  }

  // The window's other products are with the padding.
  /** @param {Spot} spot */
  zeroTerms(spot) {
    if (spot.panel !== "input") return [];
    const first = this.firstWeight(spot);
    return this.timesZero(
      windowOver(this.stage.plan, spot.cell)
        .filter(({ index }) => index < 0)
        .map(({ tap }) => first + tap),
    );
  }

  // The kernels of a small cell's own channel begin there.
  /** @param {Spot} spot */
  firstWeight({ cell }) {
    const { plan } = this.stage;
    return weightOf(plan, flatten(cell, plan.inputShape), 0);
  }

  // A cell of another map of the same size is pointed at as x's or y's.
  /** @type {(spot: Spot) => Spot | null} */
  spotOf({ panel, cell }) {
    if (panel !== "padded") return super.spotOf({ panel, cell });
    const spot = { panel: "cropped", cell };
    return exists(this.stage.plan, spot) ? spot : null;
  }

  /** @param {PanelName} panel */
  edits(panel) {
    return panel === "input" || panel === "kernel";
  }

  // The same cell's number in every map that has it.
  /** @param {Spot | null} pointed */
  writeReadouts(pointed) {
    const spot = pointed && this.has(pointed) ? pointed : null;
    for (const [panel, board] of Object.entries(this.owners)) {
      if (panel === "padded") continue;
      const isHere = spot?.panel === board.standsFor(panel);
      setText(board.readout, isHere ? `${NAMES[panel]}[${spot.cell}] = ${exact(this.numberIn(panel, spot.cell))}` : "");
    }
    if (spot?.panel === "cropped") setText(this.big.readout, this.t("back.readout_padded"));
  }

  // Maps below may still be those of the numbers before.
  /** @type {(panel: PanelName, cell: Cell) => number} */
  numberIn(panel, cell) {
    const { plan, state } = this.stage;
    const { y, leaving, returned, difference } = this.maps;
    if (panel === "kernel") return state.w[flatten(cell, plan.weightShape)];
    if (panel === "forward") return this.grids.forward.numberAt(cell);
    const at = flatten(cell, this.boardOf(panel).standsFor(panel) === "input" ? plan.inputShape : plan.outputShape);
    const { x } = state;
    return /** @type {Record<string, Numbers>} */ ({
      input: x,
      arriving: x,
      output: y,
      leaving,
      original: y,
      returned,
      difference,
    })[panel][at];
  }

  // y is finished from the start: what is computed step by step is C y.
  done() {
    return product(this.stage.plan.outputShape);
  }
}

// All maps, from the reader's numbers: y = Cᵀ x, with its bias, Cᵀ x alone, C y, Cᵀ C y, and what the round trip changed.
/** @type {(plan: Plan, x: number[], w: number[], bias: Numbers | null) => Maps} */
function mapsOf(plan, x, w, bias) {
  const leaving = transposed(plan, x, w);
  const y = bias ? outputOf(plan, x, w, bias) : leaving;
  const small = forward(plan, y, w);
  const returned = transposed(plan, small, w);
  const difference = returned.map((value, at) => value - y[at]);
  return { plan, x, w, y, leaving, small, returned, difference };
}
