// The matrix between the flattened vectors: y = Cᵀ x, and its transpose, the forward convolution's C. Its rows are output
// cells, its columns are stamps: a step is one or the other, as `matrix_order` says. One of the two is in front, the other beside it.

import { OutputBoard } from "../../boards/output_board.js";
import { el, setHidden, setText } from "../../dom/dom.js";
import { remembering } from "../../paint/memory.js";
import { toScale } from "../../paint/scale.js";
import { forward } from "../../rule/forward.js";
import { crop, flatten, product, scatter, unflatten, weightOf } from "../../rule/links.js";
import { indicesOf, isSum, spotOf } from "../../rule/spots.js";
import { View } from "../view.js";
import { MatrixChoices, otherOf } from "./choices.js";
import { shade } from "./entries_board.js";
import { fits, LIMIT, linesOf, MAP_LIMIT, storage } from "./lines.js";
import { LinksPicture } from "./links_picture.js";
import { MatrixBoard } from "./matrix_board.js";
import { linkName, spotOn, targetOf } from "./spots.js";
import { TransposeBoard } from "./transpose_board.js";

/** @import { Stage } from "../../shell/stage.js" */
/** @import { AnyBoard } from "../view.js" */
/**
 * @import { Light, Lighting, Numbers, Plan, Spot, SpotLighting, Theme, Translate, View as Page } from "../../types.js"
 */
/** @import { LitEntries } from "./entries_board.js" */
/** @import { Line, Side } from "./lines.js" */
/** @typedef {{ side: Side, done: number, laid: number, theme: Theme }} Drawing */
/** @typedef {Drawing & { x: Numbers, w: Numbers, canvas: Numbers, y: Numbers, result: Numbers | null }} Matrices */

const KERNEL_SHADE = 0.45;

/** @implements {Page} */
export default class MatrixView extends View {
  /** @param {Stage} stage */
  constructor(stage) {
    super(stage);
    this.addOperands((theme, _maps, weight) => {
      const { taps } = this.stage.plan;
      return shaded(theme.faint, shade(weight % taps, taps));
    });
    this.output = this.add(new OutputBoard(this.describer));
    this.matrix = this.add(new MatrixBoard(this.describer));
    this.transpose = this.add(new TransposeBoard(this.describer));
    // A link's number is written beside the matrix.
    this.owners.buffers = this.matrix;
    this.legend.add(["zero"]);
    this.choices = new MatrixChoices(stage, (name) => this.word(name));
    this.matrix.tools.append(...this.choices.nodes);
    this.tooLarge = el("p", { class: "too-large", "data-control": "too-large", hidden: true });
    this.pictures = { matrix: new LinksPicture(this.lamp), transpose: new LinksPicture(this.lamp) };
    this.matrix.box.append(this.tooLarge, this.pictures.matrix.node);
    this.transpose.box.append(this.pictures.transpose.node);
    this.facts = el("p", { class: "matrix-facts", "data-control": "density" });
    this.matrix.node.append(this.facts);
    // The sums stay the same while cells are only uncovered, one by one.
    this.canvasOf = remembering(canvasOf);
    this.outputOf = remembering(crop);
    this.shownOf = remembering((/** @type {Float64Array} */ finished, /** @type {number} */ done) =>
      finished.map((value, at) => (at < done ? value : 0)),
    );
    this.resultOf = remembering(forward);
    this.linesOf = remembering(linesBy);
    this.node = this.arrange("matrix-view", [this.input, this.kernel, this.output, this.matrix, this.transpose]);
  }

  /** @param {Translate} t */
  translate(t) {
    super.translate(t);
    this.choices.translate();
  }

  // ---- time -----------------------------------------------------------------------------------------------------

  get byCells() {
    return this.stage.state.matrix_order === "rows";
  }

  /** @returns {"cells" | "stamps"} */
  get order() {
    return this.byCells ? "cells" : "stamps";
  }

  // How far the work is: {laid: input elements, done: output cells}.
  /** @param {Plan} plan */
  progress(plan) {
    const step = this.done();
    return this.byCells ? { laid: plan.inputs, done: step } : { laid: step, done: product(plan.outputShape) };
  }

  // ---- the picture ----------------------------------------------------------------------------------------------

  /** @param {Theme} theme */
  draw(theme) {
    const { state, plan } = this.stage;
    const { x, w, bias, matrix_side: side } = state;
    this.makeRoom(this.drawable(plan));
    const { laid, done } = this.progress(plan);
    const canvas = this.canvasOf(plan, x, w, bias, laid);
    const finished = this.outputOf(plan, canvas, bias);
    const y = this.shownOf(finished, done);
    const result = this.drawable(plan) ? this.resultOf(plan, y, w) : null;
    this.drawOperands(theme, laid, [toScale(this.output, { plan, values: finished, done, laid, theme })]);
    this.drawMatrices(plan, { x, w, canvas, y, result, side, done, laid, theme });
    this.choices.draw(plan);
    this.drawTexts(plan);
  }

  /** @type {(plan: Plan, given: Matrices) => void} */
  drawMatrices(plan, { x, w, canvas, y, result, side, done, laid, theme }) {
    if (!this.drawable(plan)) return this.drawPictures(plan, { side, done, laid, theme });
    const { lines, kept } = this.linesOf(plan, this.showsRemoved);
    this.matrix.draw({
      plan,
      lines,
      x,
      w,
      canvas,
      y,
      result: /** @type {Numbers} */ (result),
      side,
      done,
      laid,
      theme,
    });
    this.transpose.draw({ plan, lines: kept, w, side: otherOf(side), done, laid, theme });
  }

  // Too many entries for numbers: pictures of them stand in the same places.
  /** @type {(plan: Plan, given: Drawing) => void} */
  drawPictures(plan, { side, done, laid, theme }) {
    for (const board of [this.matrix, this.transpose]) board.clear();
    this.pictures.matrix.draw({ plan, side, theme });
    this.pictures.transpose.draw({ plan, side: otherOf(side), theme });
    for (const picture of Object.values(this.pictures)) picture.veil({ laid, done });
  }

  /** @param {boolean} drawn */
  makeRoom(drawn) {
    if (drawn === this.drawn) return;
    /** @type {boolean | undefined} */
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

  /** @param {Plan} plan */
  drawable(plan) {
    return fits(plan, false);
  }

  // Whether the rows that padding removes are shown.
  get showsRemoved() {
    return this.stage.state.matrix_removed === "shown" && fits(this.stage.plan, true);
  }

  /** @param {Plan} plan */
  drawTexts(plan) {
    const { matrix_side: side, lang } = this.stage.state;
    const key = [plan.inputShape, plan.weightShape, plan.outputShape, side, lang].join(";");
    if (this.said?.key === key && this.said.plan === plan) return;
    /** @type {{ key: string, plan: Plan } | null | undefined} */
    this.said = { key, plan };
    this.sayTitles(plan);
    const facts = storage(plan, side);
    this.matrix.say(this.word(`title_${side}`, facts));
    this.transpose.say(this.word(`beside_${side}`, { rows: facts.columns, columns: facts.rows }));
    const share = Number(((100 * facts.links) / facts.total).toPrecision(3));
    setText(this.facts, this.word("density", { ...facts, share }));
    const isMapped = Math.max(facts.rows, facts.columns) <= MAP_LIMIT;
    const limits = { limit: LIMIT, map_limit: MAP_LIMIT };
    setText(this.tooLarge, this.word(isMapped ? "too_large" : "too_large_for_map", { ...facts, ...limits }));
  }

  // ---- light ----------------------------------------------------------------------------------------------------

  /** @type {(pointed: Spot | null) => Lighting} */
  litBy(pointed) {
    const lit = /** @type {SpotLighting} */ (super.litBy(pointed));
    if (lit.soft) lit.light.kernel.clear();
    return lit;
  }

  // Both matrices are lit together.
  /** @type {(board: AnyBoard, lit: Lighting) => void} */
  lightBoard(board, lit) {
    if (board === this.matrix) this.lightMatrices(/** @type {SpotLighting} */ (lit));
    else if (board !== this.transpose) super.lightBoard(board, lit);
  }

  /** @type {(lit: SpotLighting) => void} */
  lightMatrices({ spot, light, soft }) {
    const { plan } = this.stage;
    if (!this.drawable(plan)) return Object.values(this.pictures).forEach((picture) => picture.lightUp(spot));
    const swept = soft ? this.sweptLinks(light) : [...light.buffers];
    /** @type {LitEntries["links"]} */
    const links = swept.map((link) => [Math.floor(link / plan.taps), targetOf(plan, link)]);
    const band = isSum(spot) || spot?.panel === "input" ? spot : null;
    this.matrix.lightEntries({ links, inputs: light.input, spots: this.sumsOf(plan, light, spot), band }, soft);
    return this.transpose.lightEntries({ links, band }, soft);
  }

  // Of the row or the column that is being read, what was read by now.
  /** @param {Light} light */
  sweptLinks(light) {
    const part = this.stage.at() % 1 || 1;
    const links = [...light.buffers];
    return links.slice(0, Math.ceil(part * links.length));
  }

  // The output and canvas cells that a light shines on; one that no link reaches, too.
  /** @type {(plan: Plan, light: Light, shown: Spot | null) => Spot[]} */
  sumsOf(plan, light, shown) {
    if (isSum(shown)) return [shown];
    return [...light.canvas].map((at) => spotOf(plan, unflatten(at, plan.canvasShape)));
  }

  // ---- cells ----------------------------------------------------------------------------------------------------

  /** @param {Spot} spot */
  spotOf(spot) {
    const {
      plan,
      state: { matrix_side: side },
    } = this.stage;
    return spotOn(
      plan,
      () => this.linesOf(plan, this.showsRemoved).lines,
      spot,
      spot.panel === "transpose" ? otherOf(side) : side,
    );
  }

  // A removed entry is named by its row's cell and its column.
  /** @type {View["endsIn"]} */
  endsIn(panel, cell) {
    return panel === "removed" ? [cell.slice(0, -1), cell.slice(-1)] : super.endsIn(panel, cell);
  }

  // A link is an entry here, and its number the weight.
  /** @param {Spot} spot */
  nameOf(spot) {
    const {
      plan,
      state: { matrix_side: side },
    } = this.stage;
    return spot.panel === "buffers" ? linkName(plan, spot.cell, side) : super.nameOf(spot);
  }

  /** @param {Spot} spot */
  valueOf(spot) {
    const { plan, state } = this.stage;
    if (spot.panel === "buffers") return state.w[weightOf(plan, ...indicesOf(plan, spot.cell))];
    if (spot.panel !== "cropped") return super.valueOf(spot);
    // Also where the rows that padding removes are not shown.
    const { laid } = this.progress(plan);
    return this.canvasOf(plan, state.x, state.w, state.bias, laid)[flatten(spot.cell, plan.canvasShape)];
  }
}

/** @type {(plan: Plan, x: Numbers, w: Numbers, bias: Numbers | null, laid: number) => Float64Array} */
const canvasOf = (plan, x, w, bias, laid) => scatter(plan, { x, w, bias }, laid);

// All lines, and those that padding does not remove.
/** @type {(plan: Plan, removed: boolean) => { lines: Line[], kept: Line[] }} */
function linesBy(plan, removed) {
  const lines = linesOf(plan, removed);
  return { lines, kept: removed ? lines.filter(({ output }) => output >= 0) : lines };
}

// A colour of six hexadecimal digits, as a shade of what lies under it.
/** @type {(colour: string, part: number) => string} */
const shaded = (colour, part) =>
  colour
  + Math.round(255 * KERNEL_SHADE * part)
    .toString(16)
    .padStart(2, "0");
