// The matrix between the flattened vectors: y = Cᵀ x, and its transpose, the forward convolution's C. Its rows are output
// cells, its columns are stamps: a step is one or the other, as `order` says. One of the two is in front, the other beside it.

import { el, setHidden, setText } from "../dom.js";
import { crop, flatten, product, scatter, unflatten } from "../links.js";
import { isSum, lightOf, spotOf } from "../linked.js";
import { fits, forward, linesOf, MAP_LIMIT, storage } from "../matrix.js";
import { shade } from "../entries_board.js";
import { LinksPicture } from "../links_picture.js";
import { MatrixBoard } from "../matrix_board.js";
import { MatrixChoices, otherOf } from "../matrix_choices.js";
import { linkName, spotOn, targetOf } from "../matrix_spots.js";
import { OutputBoard } from "../output_board.js";
import { TransposeBoard } from "../transpose_board.js";
import { ValueBoard } from "../value_board.js";
import { exact } from "../values.js";
import { View } from "./view.js";

const KERNEL_SHADE = 0.45;

export default class MatrixView extends View {
  constructor(stage) {
    super(stage);
    this.input = new ValueBoard("input", this.describer("input"));
    this.kernel = new ValueBoard("kernel", this.describer("kernel"));
    this.output = new OutputBoard(this.describer("output"));
    this.matrix = new MatrixBoard((panel) => this.describer(panel));
    this.transpose = new TransposeBoard(this.describer("transpose"));
    this.add(this.input, { input: this.input.cells });
    this.add(this.kernel, { kernel: this.kernel.cells });
    this.add(this.output, { output: this.output.cells });
    this.add(this.matrix, this.matrix.grids);
    this.add(this.transpose, { transpose: this.transpose.cells });
    // A link's number is written beside the matrix.
    this.owners.buffers = this.matrix;
    this.addFills(this.input, "x");
    this.addFills(this.kernel, "w");
    this.addLegend(this.output, ["unreached"]);
    this.choices = new MatrixChoices(stage, (name) => this.word(name));
    this.matrix.tools.append(...this.choices.nodes);
    this.tooLarge = el("p", { class: "too-large", "data-control": "too-large", hidden: true });
    this.pictures = { matrix: new LinksPicture(this.lamp), transpose: new LinksPicture(this.lamp) };
    this.matrix.box.append(this.tooLarge, this.pictures.matrix.node);
    this.transpose.box.append(this.pictures.transpose.node);
    this.facts = el("p", { class: "matrix-facts", "data-control": "density" });
    this.matrix.node.append(this.facts);
    this.node = this.arrange("matrix-view", [this.input, this.kernel, this.output, this.matrix, this.transpose]);
  }

  translate(t) {
    super.translate(t);
    this.choices.translate();
  }

  // ---- time -----------------------------------------------------------------------------------------------------

  get byCells() {
    return this.stage.state.order === "rows";
  }

  steps(plan) {
    return this.byCells ? product(plan.outputShape) : plan.inputs;
  }

  stepColours(plan, theme) {
    return Array.from({ length: this.steps(plan) }, (_, at) => {
      if (!this.byCells) return theme.identityColour(plan.inputShape, at);
      return at % 2 ? theme.line : theme.faint;
    });
  }

  isLaid(input) {
    return this.byCells || input < Math.floor(this.stage.at());
  }

  // How far the work is: {laid: input elements, done: output cells}.
  progress(plan) {
    const step = Math.floor(this.stage.at());
    return this.byCells ? { laid: plan.inputs, done: step } : { laid: step, done: product(plan.outputShape) };
  }

  // The spot of the row or the column that is being read.
  current() {
    const at = this.stage.at();
    if (at <= 0 || at >= this.stage.steps()) return null;
    const { plan } = this.stage;
    const index = Math.ceil(at) - 1;
    return this.byCells ? { panel: "output", cell: unflatten(index, plan.outputShape) }
      : { panel: "input", cell: unflatten(index, plan.inputShape) };
  }

  currentSpot() {
    return this.byCells ? this.current() : null;
  }

  // ---- the picture ----------------------------------------------------------------------------------------------

  draw(theme) {
    const { state, plan } = this.stage;
    const { x, w, side, order } = state;
    this.order = order === "rows" ? "cells" : "stamps";
    this.makeRoom(this.drawable(plan));
    const { laid, done } = this.progress(plan);
    const { canvas, finished, y, result } = this.valuesOf(plan, x, w, laid, done);
    this.input.draw({ shape: plan.inputShape, values: x, theme, laid,
      colourOf: (index) => theme.identityColour(plan.inputShape, index) });
    this.kernel.draw({ shape: plan.kernelShape, values: w, theme, colourOf: (tap) => shaded(theme.faint, shade(tap, plan.taps)) });
    this.output.draw({ plan, values: finished, done, laid, theme });
    this.drawMatrices(plan, { x, w, canvas, y, result, side, done, laid, theme });
    this.choices.draw(plan);
    this.drawTexts(plan);
  }

  drawMatrices(plan, { x, w, canvas, y, result, side, done, laid, theme }) {
    if (!this.drawable(plan)) return this.drawPictures(plan, { side, done, laid, theme });
    const { lines, kept } = this.linesFor(plan);
    this.matrix.draw({ plan, lines, x, w, canvas, y, result, side, done, laid, theme });
    this.transpose.draw({ plan, lines: kept, w, side: otherOf(side), done, laid, theme });
  }

  // Too many entries for numbers: pictures of them stand in the same places.
  drawPictures(plan, { side, done, laid, theme }) {
    for (const board of [this.matrix, this.transpose]) board.clear();
    this.pictures.matrix.draw({ plan, side, theme });
    this.pictures.transpose.draw({ plan, side: otherOf(side), theme });
    for (const picture of Object.values(this.pictures)) picture.veil({ laid, done });
  }

  makeRoom(drawn) {
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.node.classList.toggle("large", !drawn);
    for (const { sheet } of [this.matrix, this.transpose]) setHidden(sheet, !drawn);
    setHidden(this.tooLarge, drawn);
    for (const picture of Object.values(this.pictures)) picture.show(!drawn);
    this.measure();
  }

  measure() {
    const changed = Object.values(this.pictures).map((picture) => picture.measure());
    return [super.measure(), ...changed].some(Boolean);
  }

  drawable(plan) {
    return fits(plan, false);
  }

  // The sums keep their identity while cells are only uncovered, one by one.
  valuesOf(plan, x, w, laid, done) {
    const memo = this.values;
    const same = memo?.plan === plan && memo.x === x && memo.w === w && memo.laid === laid;
    if (same && memo.done === done) return memo;
    const canvas = same ? memo.canvas : scatter(plan, x, w, laid);
    const finished = same ? memo.finished : crop(plan, canvas);
    const y = finished.map((value, at) => (at < done ? value : 0));
    const result = this.drawable(plan) ? forward(plan, w, y) : null;
    return (this.values = { plan, x, w, laid, done, canvas, finished, y, result });
  }

  // All lines, and those that padding does not remove.
  linesFor(plan) {
    const removed = this.stage.state.removed === "shown" && fits(plan, true);
    if (this.known?.plan === plan && this.known.removed === removed) return this.known;
    const lines = linesOf(plan, removed);
    const kept = removed ? lines.filter(({ output }) => output >= 0) : lines;
    return (this.known = { plan, removed, lines, kept });
  }

  drawTexts(plan) {
    const { side, lang } = this.stage.state;
    const key = [plan.inputShape, plan.kernelShape, plan.outputShape, side, lang].join(";");
    if (this.said?.key === key && this.said.plan === plan) return;
    this.said = { key, plan };
    const size = (shape) => shape.join("×");
    this.input.say(this.t("stage.title_input", { size: size(plan.inputShape) }));
    this.kernel.say(this.t("stage.title_kernel", { size: size(plan.kernelShape) }));
    this.output.say(this.t("stage.title_output", { size: size(plan.outputShape) }));
    const facts = storage(plan, side);
    this.matrix.say(this.word(`title_${side}`, facts));
    this.transpose.say(this.word(`beside_${side}`, { rows: facts.columns, columns: facts.rows }));
    const share = Number(((100 * facts.links) / facts.total).toPrecision(3));
    setText(this.facts, this.word("density", { ...facts, share }));
    const isMapped = Math.max(facts.rows, facts.columns) <= MAP_LIMIT;
    setText(this.tooLarge, this.word(isMapped ? "too_large" : "too_large_for_map", { ...facts, limit: MAP_LIMIT }));
  }

  // ---- light ----------------------------------------------------------------------------------------------------

  drawLight(spot, theme) {
    const { plan } = this.stage;
    const pointed = spot && this.has(spot) ? spot : null;
    const shown = pointed ?? this.current();
    const soft = !pointed;
    const light = lightOf(plan, shown);
    const swept = soft ? this.sweptLinks(plan, light) : [...light.buffers];
    this.input.lightUp(light.input, plan.inputShape, theme, soft);
    this.kernel.lightUp(soft ? new Set() : light.kernel, plan.kernelShape, theme, soft);
    const spots = this.sumsOf(plan, light, shown);
    this.output.lightUp(spots.filter(({ panel }) => panel === "output").map(({ cell }) => flatten(cell, plan.outputShape)), soft);
    if (this.drawable(plan)) {
      const links = swept.map((link) => [Math.floor(link / plan.taps), targetOf(plan, link)]);
      const band = shown && (isSum(shown) || shown.panel === "input") ? shown : null;
      this.matrix.lightUp({ links, inputs: light.input, spots, band }, soft);
      this.transpose.lightUp({ links, band }, soft);
    } else {
      for (const picture of Object.values(this.pictures)) picture.lightUp(shown);
    }
    this.drawReadouts(spot);
  }

  // Of the row or the column that is being read, what was read by now.
  sweptLinks(plan, light) {
    const part = this.stage.at() % 1 || 1;
    const links = [...light.buffers];
    return links.slice(0, Math.ceil(part * links.length));
  }

  // The output and canvas cells that a light shines on; one that no link reaches, too.
  sumsOf(plan, light, shown) {
    if (isSum(shown)) return [shown];
    return [...light.canvas].map((at) => spotOf(plan, unflatten(at, plan.canvasShape)));
  }

  // ---- cells ----------------------------------------------------------------------------------------------------

  spotOf(spot) {
    const { plan, state: { side } } = this.stage;
    return spotOn(plan, () => this.linesFor(plan).lines, spot, spot.panel === "transpose" ? otherOf(side) : side);
  }

  // A link is an entry here, and its number the weight.
  nameOf(spot) {
    const { plan, state: { side } } = this.stage;
    return spot.panel === "buffers" ? linkName(plan, spot.cell, side) : super.nameOf(spot);
  }

  valueOf(spot) {
    const { plan, state } = this.stage;
    return spot.panel === "buffers" ? state.w[flatten(spot.cell.slice(2), plan.kernelShape)] : super.valueOf(spot);
  }

  outputAt(cell, panel) {
    const { plan } = this.stage;
    if (panel === "cropped") return this.values.canvas[flatten(cell, plan.canvasShape)];
    return this.values.y[flatten(cell, plan.outputShape)];
  }

  shown() {
    return [...this.output.cells.values].map(exact);
  }
}

// A colour of six hexadecimal digits, as a shade of what lies under it.
const shaded = (colour, part) =>
  colour + Math.round(255 * KERNEL_SHADE * part).toString(16).padStart(2, "0");
