// The forward convolution with the same settings, from the transposed convolution's output y (a big map) to a map of
// its input's size (a small one): as a window that slides, as what the transposed convolution is the gradient of, and
// as a round trip. A step is one window, hence one cell of the small map.

import { el, setText } from "../dom.js";
import { forward, paddedShape, transposed, windowOver } from "../forward.js";
import { ForwardBoard } from "../forward_board.js";
import { ForwardSize } from "../forward_size.js";
import { ForwardStrips } from "../forward_strips.js";
import { exists, isSum, lightOf, spotOf } from "../linked.js";
import { flatten, unflatten } from "../links.js";
import { MapBoard } from "../map_board.js";
import { ValueBoard } from "../value_board.js";
import { exact, signed } from "../values.js";
import { View } from "./view.js";

// Cells of these panels are the same cells of the small map, or of the big one.
const SMALL = { input: "x", forward: "(C y)", arriving: "g" };
const BIG = { output: "y", leaving: "(Cᵀ g)", original: "y", returned: "(Cᵀ C y)", difference: "(Cᵀ C y − y)" };

export default class BackView extends View {
  constructor(stage) {
    super(stage);
    this.order = "cells";
    this.input = new ValueBoard("input", this.describer("input"));
    this.big = new ForwardBoard(this.describer("output"), this.describer("padded"));
    this.kernel = new ValueBoard("kernel", this.describer("kernel"));
    this.forward = new MapBoard("forward", this.describer("forward"),
      { colourOf: (theme, shape, at) => theme.identityColour(shape, at) });
    this.strips = new ForwardStrips((panel) => this.describer(panel), (...given) => this.strip(...given));
    this.add(this.big, { output: this.big.cells, padded: this.big.padded });
    const { input, kernel, forward: small } = this;
    for (const [panel, board] of Object.entries({ input, kernel, forward: small, ...this.strips.boards })) {
      this.add(board, { [panel]: board.cells });
    }
    this.addFills(this.input, "x");
    this.addFills(this.kernel, "w");
    this.addLegend(this.big, ["padded", "missed", "window"]);
    this.size = new ForwardSize();
    this.node = this.arrange("back-view", [this.input, "→", this.big, "∗", this.kernel, "=", this.forward],
      ...[this.size.node, this.factsSlot, ...this.strips.nodes].map((node) => ({ node })));
    this.node.prepend(this.heading("window"));
  }

  heading(name) {
    const node = el("h2", { class: "heading" });
    this.worded.push((t) => setText(node, t(`back.strip_${name}`)));
    return node;
  }

  // A row of boards of its own, with words beside or below it.
  strip(name, parts, words) {
    const nodes = parts.map((part) =>
      typeof part === "string" ? el("div", { class: "sign", "aria-hidden": "true" }, part) : part.node);
    return el("section", { class: `strip ${name}` }, this.heading(name), ...nodes, words);
  }

  translate(t) {
    super.translate(t);
    this.strips.translate(t);
  }

  steps(plan) {
    return plan.inputs;
  }

  stepColours(plan, theme) {
    return Array.from({ length: plan.inputs }, (_, at) => theme.identityColour(plan.inputShape, at));
  }

  draw(theme) {
    const { state: { x, w }, plan } = this.stage;
    const maps = this.mapsOf(plan, x, w);
    const colourOf = (at) => theme.identityColour(plan.inputShape, at);
    this.input.draw({ shape: plan.inputShape, values: x, theme, colourOf });
    this.kernel.draw({ shape: plan.kernelShape, values: w, theme, colourOf: () => theme.kernel });
    this.big.draw({ plan, values: maps.y, theme });
    this.forward.draw({ shape: plan.inputShape, values: maps.small, theme, done: Math.floor(this.stage.at()) });
    this.strips.draw(maps, theme, () => this.stage.drawLight());
    this.stage.later.write("back", () => this.drawWords(plan));
  }

  // All maps, from the reader's x and w: y = Cᵀ x, C y, Cᵀ C y, and what the round trip changed.
  mapsOf(plan, x, w) {
    const memo = this.maps;
    if (memo?.plan === plan && memo.x === x && memo.w === w) return memo;
    const y = transposed(plan, x, w);
    const small = forward(plan, y, w);
    const returned = transposed(plan, small, w);
    const difference = returned.map((value, at) => value - y[at]);
    return (this.maps = { plan, x, w, y, small, returned, difference });
  }

  drawWords(plan) {
    if (this.said === this.maps) return;
    this.said = this.maps;
    const size = (shape) => shape.join("×");
    this.input.say(this.t("back.title_input", { size: size(plan.inputShape) }));
    this.big.say(this.t("back.title_output", { size: size(plan.outputShape), padded: size(paddedShape(plan)) }));
    this.kernel.say(this.t("back.title_kernel", { size: size(plan.kernelShape) }));
    this.forward.say(this.t("back.title_forward", { size: size(plan.inputShape) }));
    this.size.draw(this.stage, this.t);
  }

  drawLight(spot, theme) {
    const { plan } = this.stage;
    const there = spot && this.has(spot) ? spot : null;
    const light = lightOf(plan, there ?? this.currentSpot());
    const soft = !there;
    this.input.lightUp(light.input, plan.inputShape, theme, soft);
    this.kernel.lightUp(soft ? new Set() : light.kernel, plan.kernelShape, theme);
    this.forward.lightUp(light.input, soft);
    this.lightBig(there, light, soft);
    this.strips.lightUp(this.maps, there ? light.input : [], there ? this.outputsOf(plan, light, there) : []);
    this.drawReadouts(there);
  }

  // A small cell is its window; a big cell, or a tap, has no one window.
  lightBig(spot, light, soft) {
    const { plan, state } = this.stage;
    if (!spot || spot.panel === "input" || spot.panel === "buffers") {
      this.big.drawWindow(spot ? spot.cell.slice(0, 2) : this.movingCell(), state.w);
      return;
    }
    const cells = [...light.canvas].map((at) => unflatten(at, plan.canvasShape));
    const own = spot.panel === "output" ? spot.cell.map((at, axis) => at + plan.axes[axis].cropBefore) : spot.cell;
    this.big.lightUp(isSum(spot) ? [own] : cells, soft);
  }

  // The small cell whose window is computed; on its way from one to the next, a fraction.
  movingCell() {
    const { plan } = this.stage;
    const at = this.stage.at();
    const to = this.currentSpot().cell;
    if (at % 1 === 0 || at < 1) return to;
    const from = unflatten(Math.floor(at) - 1, plan.inputShape);
    const part = at % 1;
    const ease = part * part * (3 - 2 * part);
    return from.map((start, axis) => start + (to[axis] - start) * ease);
  }

  // A cell that no link reaches lights itself.
  outputsOf(plan, light, spot) {
    if (spot.panel === "output") return [flatten(spot.cell, plan.outputShape)];
    return [...light.canvas].map((at) => spotOf(plan, unflatten(at, plan.canvasShape)))
      .filter(({ panel }) => panel === "output").map(({ cell }) => flatten(cell, plan.outputShape));
  }

  // The small cell that is being worked on; before the first the first, after the last the last.
  currentSpot() {
    const index = Math.min(Math.max(Math.ceil(this.stage.at()), 1), this.stage.plan.inputs) - 1;
    return { panel: "input", cell: unflatten(index, this.stage.plan.inputShape) };
  }

  isSum(spot) {
    return spot.panel === "input" || super.isSum(spot);
  }

  // A small cell's number is what its window gives; a big cell's, what the stamps give.
  sumOf(spot, theme) {
    if (spot.panel !== "input") return super.sumOf(spot, theme);
    const { plan, state: { x, w } } = this.stage;
    const { y } = this.mapsOf(plan, x, w);
    const terms = windowOver(plan, spot.cell).filter(({ index }) => index >= 0).map(({ tap, cell, index }) => ({
      symbol: `y[${cell}]·w[${unflatten(tap, plan.kernelShape)}]`,
      number: `${signed(y[index])}·${signed(w[tap])}`,
      value: y[index] * w[tap],
      colour: theme.kernel,
      down: true,
    }));
    return { name: `(C y)[${spot.cell}]`, terms, empty: this.t("back.only_padding") };
  }

  // The window's other products are with the padding.
  zeroTerms(spot) {
    if (spot.panel !== "input") return [];
    return this.tapsOfZero(windowOver(this.stage.plan, spot.cell).filter(({ index }) => index < 0).map(({ tap }) => tap));
  }

  // A cell of another map of the same size is pointed at as x's or y's.
  spotOf({ panel, cell }) {
    if (panel in SMALL) return { panel: "input", cell };
    if (panel in BIG) return { panel: "output", cell };
    if (panel !== "padded") return { panel, cell };
    const spot = { panel: "cropped", cell };
    return exists(this.stage.plan, spot) ? spot : null;
  }

  edits(panel) {
    return panel === "input" || panel === "kernel";
  }

  // The same cell's number in every map that has it.
  writeReadouts(spot) {
    const names = { input: SMALL, output: BIG }[spot?.panel] ?? {};
    for (const [panel, board] of Object.entries(this.owners)) {
      if (panel === "padded") continue;
      const name = names[panel] ?? (panel === "kernel" && spot?.panel === "kernel" ? "w" : "");
      setText(board.readout, name && `${name}[${spot.cell}] = ${exact(this.numberIn(panel, spot.cell))}`);
    }
    if (spot?.panel === "cropped") setText(this.big.readout, this.t("back.readout_padded"));
  }

  numberIn(panel, cell) {
    const { plan, state: { x, w } } = this.stage;
    if (panel === "kernel") return w[flatten(cell, plan.kernelShape)];
    const { y, small, returned, difference } = this.mapsOf(plan, x, w);
    const at = flatten(cell, panel in SMALL ? plan.inputShape : plan.outputShape);
    if (panel === "forward") return at < Math.floor(this.stage.at()) ? small[at] : 0;
    return { input: x, arriving: x, returned, difference }[panel]?.[at] ?? y[at];
  }

  outputAt(cell, panel) {
    return panel === "output" ? this.numberIn("output", cell) : 0;
  }

  // y is finished from the start: what is computed step by step is C y.
  shown() {
    return [...this.mapsOf(this.stage.plan, this.stage.state.x, this.stage.state.w).y].map(exact);
  }

  done() {
    return this.stage.plan.outputShape[0] * this.stage.plan.outputShape[1];
  }
}
