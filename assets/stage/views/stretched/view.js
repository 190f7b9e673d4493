// The equivalent convolution: zeros between the inputs, a border, and the turned kernel that slides over them by one cell
// at a time. A step is one output cell.

import { OutputBoard } from "../../boards/output_board.js";
import { StretchedBoard, stretchedTiling } from "../../boards/stretched_board.js";
import { identity, ValueBoard } from "../../boards/value_board.js";
import { el, setText } from "../../dom/dom.js";
import { remembering } from "../../paint/memory.js";
import { toScale } from "../../paint/scale.js";
import { feeds, flatten, unflatten, weightOf } from "../../rule/links.js";
import { canvasCell, isSum } from "../../rule/spots.js";
import { slide, stretched, windowLinks, windowOnItsWay, windowWeights } from "../../rule/stretched.js";
import { sizeText } from "../../rule/values.js";
import { View } from "../view.js";
import { exchangedTiling, TurnedBoard } from "./turned_board.js";

/** @import { Stage } from "../../shell/stage.js" */
/** @import { AnyBoard } from "../view.js" */
/** @import { Sign } from "../../paint/signs.js" */
/** @import { Cell, Lighting, Link, Numbers, Plan, Spot, Theme, Translate, View as Page } from "../../types.js" */

/** @typedef {Lighting & { sum: Spot }} SumLighting */

/** @type {Sign[]} */
const LEGEND = ["inserted", "border", "window"];

/** @implements {Page} */
export default class StretchedView extends View {
  /** @param {Stage} stage */
  constructor(stage) {
    super(stage);
    this.input = this.add(new ValueBoard("input", this.describer, { colourOf: identity }));
    this.stretched = this.add(new StretchedBoard(this.describer));
    this.turnedKernel = this.add(new TurnedBoard(this.describer));
    this.output = this.add(new OutputBoard(this.describer));
    this.addFills(this.input, "x");
    /** @type {HTMLInputElement} */
    this.turn = el("input", {
      type: "checkbox",
      role: "switch",
      "data-control": "turn",
      onchange: () => this.stage.set({ stretched_turn: this.turn.checked ? "turned" : "unturned" }),
    });
    this.turnLabel = el("span", {});
    this.turnedKernel.tools.append(el("label", {}, this.turn, this.turnLabel));
    this.legend.add(LEGEND);
    this.wrongNote = el("span", { class: "wrong", "data-control": "wrong" });
    this.output.tools.append(this.wrongNote);
    this.valuesOf = remembering(valuesOf);
    this.node = this.arrange("stretched-view", [
      this.input,
      "→",
      this.stretched,
      "∗",
      this.turnedKernel,
      "=",
      this.output,
    ]);
  }

  /** @type {View["widthsOf"]} */
  widthsOf(plan) {
    const widths = super.widthsOf(plan);
    const { columns } = exchangedTiling(plan);
    return { ...widths, stretched: stretchedTiling(plan).columns, kernel: Math.max(widths.input, columns) };
  }

  /** @returns {"cells"} */
  get order() {
    return "cells";
  }

  /** @param {Translate} t */
  translate(t) {
    super.translate(t);
    setText(this.turnLabel, t(this.stage.fields.stretched_turn.words));
  }

  /** @param {Theme} theme */
  draw(theme) {
    const { state } = this.stage;
    const { plan, x, w, bias } = this.layer;
    const turned = state.stretched_turn === "turned";
    const { shown, wrong } = this.valuesOf(plan, x, w, bias, turned);
    this.drawOperands(theme, undefined, [
      toScale(this.stretched, { plan, x, theme }),
      toScale(this.turnedKernel, { plan, w, turned, theme }),
      toScale(this.output, { plan, values: shown, wrong, done: this.done(), theme }),
    ]);
    if (this.turn.checked !== turned) this.turn.checked = turned;
    const note = wrong ? this.t("stage.turn_wrong", { count: wrong.size, total: shown.length }) : "";
    setText(this.wrongNote, note);
    this.drawTitles(plan, turned);
  }

  /** @type {(plan: Plan, turned: boolean) => void} */
  drawTitles(plan, turned) {
    this.input.say(this.t("stage.title_input", { size: sizeText(plan.inputShape) }));
    this.stretched.say(this.t("stage.title_stretched", { size: sizeText(stretched(plan).map((axis) => axis.size)) }));
    this.turnedKernel.say(this.t(turned ? "stage.title_turned" : "stage.title_unturned"));
    this.output.say(this.t("stage.title_output", { size: sizeText(plan.outputShape) }));
  }

  // A sum is lit by the window over it, and by what that reads; the sum that is written out is lit where none is pointed at.
  /** @type {(pointed: Spot | null) => Lighting} */
  litBy(pointed) {
    const lit = super.litBy(pointed);
    const { soft } = lit;
    if (!soft && !isSum(pointed)) return lit;
    const { plan } = this.stage;
    const sum = this.stage.sumSpot(pointed);
    const links = soft ? [] : this.sumLinks(sum);
    return {
      soft,
      sum,
      light: {
        input: new Set(links.map(([i]) => i)),
        kernel: new Set(links.map(([i, k]) => weightOf(plan, i, k))),
        output: new Set(sum.panel === "output" ? [flatten(sum.cell, plan.outputShape)] : []),
      },
    };
  }

  /** @type {(board: AnyBoard, lit: Lighting) => void} */
  lightBoard(board, lit) {
    const cell = board === this.stretched && lit.sum ? this.windowCell(/** @type {SumLighting} */ (lit)) : null;
    if (!cell) return super.lightBoard(board, lit);
    const kernel = this.turnedKernel.inWindowOrder(this.stage.state.w);
    const own = /** @type {StretchedBoard} */ (board);
    return own.lightWindow(own.windowsOver(cell), kernel, own.lit(lit.light));
  }

  // Where the window lies: over the cell whose sum is written out, or on its way from one cell to the next.
  /** @type {(lit: SumLighting) => Cell | null} */
  windowCell({ soft, sum }) {
    const at = this.stage.at();
    if (soft && at % 1) return windowOnItsWay(this.stage.plan, at);
    return sum.panel === "output" ? sum.cell : null;
  }

  /** @type {(spot: Spot) => Link[]} */
  sumLinks(spot) {
    const { plan, state } = this.stage;
    if (spot.panel !== "output" || state.stretched_turn === "turned") return feeds(plan, canvasCell(plan, spot));
    return windowLinks(plan, stretched(plan), spot.cell, false).map(({ input, tap }) => [input, tap]);
  }

  // The window's other products are with zeros.
  /** @param {Spot} spot */
  zeroTerms(spot) {
    const { plan } = this.stage;
    const seen = new Set(this.sumLinks(spot).map(([input, tap]) => weightOf(plan, input, tap)));
    return this.timesZero(windowWeights(plan, spot.cell).filter((weight) => !seen.has(weight)));
  }

  // A place of the stretched input is its input element; a zero is of none.
  /** @type {(spot: Spot) => Spot | null} */
  spotOf({ panel, cell }) {
    if (panel === "unused") return null;
    if (panel !== "stretched") return { panel, cell };
    const input = this.stretched.inputIndex(...cell);
    return input < 0 ? null : { panel: "input", cell: unflatten(input, this.stage.plan.inputShape) };
  }
}

// What the window gives, and which of it is not what the layer gives.
/**
 * @param {Plan} plan @param {Numbers} x @param {Numbers} w @param {Numbers | null} bias @param {boolean} turned
 * @returns {{ shown: Float64Array, wrong: Set<number> | null }}
 */
function valuesOf(plan, x, w, bias, turned) {
  const shown = slide(plan, { x, w, bias }, turned);
  if (turned) return { shown, wrong: null };
  const right = slide(plan, { x, w, bias }, true);
  return { shown, wrong: new Set([...shown.keys()].filter((at) => shown[at] !== right[at])) };
}
