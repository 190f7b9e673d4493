// Dilated is not transposed: the same numbers twice. One number, the layer's stride, spreads the taps of a dilated forward
// convolution, and the inputs of the transposed one. A step is one cell: a window there, a stamp here.

import { ValueBoard } from "../../boards/value_board.js";
import { el, setText } from "../../dom/dom.js";
import { remembering } from "../../paint/memory.js";
import { kept, ofOutputs } from "../../paint/places.js";
import { toScale } from "../../paint/scale.js";
import { dilatedPlan, exchanged, seen } from "../../rule/dilated.js";
import { forward } from "../../rule/forward.js";
import { inMap } from "../../rule/links.js";
import { windowOnItsWay } from "../../rule/stretched.js";
import { exact, sizeText } from "../../rule/values.js";
import { perAxis, sourceText } from "../../state/settings.js";
import { CanvasView } from "../canvas_view.js";
import { inRow } from "../view.js";
import { SeenBoard } from "./seen_board.js";

/** @import { Stage } from "../../shell/stage.js" */
/** @import { AnyBoard } from "../view.js" */
/**
 * @import {
 *   Cell, Lighting, Numbers, PanelName, Plan, Spot, SpotLighting, State, Theme, Translate, View as Page,
 * } from "../../types.js"
 */
/** @typedef {Record<"heading" | "code" | "fact" | "node", HTMLElement>} Side */

/** @implements {Page} */
export default class DilatedView extends CanvasView {
  /** @param {Stage} stage */
  constructor(stage) {
    super(stage);
    this.seen = this.add(new SeenBoard(this.describer));
    this.dilated = this.add(new ValueBoard("dilated", this.describer, { links: "input" }));
    this.planOf = remembering(dilatedPlan);
    this.legend.add(["padded", "window"], this.planOf);
    this.legend.add(["frame", "unreached", "appended"]);
    this.valuesOf = remembering(
      (/** @type {Plan} */ plan, /** @type {Plan} */ own, /** @type {Numbers} */ x, /** @type {Numbers} */ w) =>
        forward(own, x, exchanged(plan, w)),
    );
    this.left = this.side("spread-taps", [this.seen, "→", this.dilated]);
    this.right = this.side("spread-inputs", [this.canvas]);
    this.node = this.arrange("dilated-view", [this.input, "∗", this.kernel, this.left, this.right]);
  }

  /** @type {(name: string, parts: (string | AnyBoard)[]) => Side} */
  side(name, parts) {
    const side = /** @type {Side} */ (
      /** @type {Partial<Side>} */ ({
        heading: el("h2", { class: "heading" }),
        code: el("div", { class: "line" }),
        fact: el("p", { class: "fact", "data-control": `fact-${name}` }),
      })
    );
    side.node = el(
      "section",
      { class: `side ${name}` },
      side.heading,
      el("div", { class: "formula" }, side.code),
      el("div", { class: "boards" }, ...inRow(parts)),
      side.fact,
    );
    return side;
  }

  /** @param {Translate} t */
  translate(t) {
    super.translate(t);
    setText(this.left.heading, t("dilated.left"));
    setText(this.right.heading, t("dilated.right"));
  }

  /** @param {Theme} theme */
  draw(theme) {
    const { plan, x, w } = this.layer;
    const own = this.planOf(plan);
    const values = this.valuesOf(plan, own, x, w);
    this.drawOperands(theme, undefined, [
      toScale(this.seen, { plan: own, maps: plan, x, theme }),
      toScale(this.dilated, {
        shape: own.inputShape,
        tiling: dilatedTiling(own),
        values,
        theme,
        done: this.steps(plan) === this.done() ? values.length : this.done(),
      }),
      toScale(this.canvas, { ...this.layer, theme, laid: this.done() }),
    ]);
    this.stage.later.write("dilated", () => this.drawWords(plan, own));
  }

  /** @type {(plan: Plan, own: Plan) => void} */
  drawWords(plan, own) {
    const { state } = this.stage;
    this.sayTitles(plan);
    this.seen.say(this.t("dilated.title_seen", { size: sizeText(own.outputShape) }));
    this.dilated.say(this.t("dilated.title_dilated", { size: sizeText(own.inputShape) }));
    setText(this.left.code, conv2d(state));
    setText(this.right.code, sourceText(state));
    setText(
      this.left.fact,
      this.t("dilated.fact_left", {
        spread: perAxis(state.stride),
        taps: sizeText(plan.kernelShape),
        window: sizeText(own.axes.map(seen)),
        size: sizeText(own.inputShape),
      }),
    );
    setText(
      this.right.fact,
      this.t("dilated.fact_right", {
        spread: perAxis(state.stride),
        input: sizeText(plan.inputShape),
        stamp: sizeText(plan.axes.map(seen)),
        size: sizeText(plan.outputShape),
      }),
    );
  }

  // One cell is one step, pointed at or under way: the window over it, and its stamp.
  /** @type {(pointed: Spot | null) => Lighting} */
  litBy(pointed) {
    const lit = /** @type {SpotLighting} */ (super.litBy(pointed));
    if (lit.spot?.panel === "input") lit.light.kernel.clear();
    return lit;
  }

  /** @type {(board: AnyBoard, lit: Lighting) => void} */
  lightBoard(board, lit) {
    const step = lit.spot?.panel === "input" ? lit.spot.cell : null;
    if (board === this.seen) this.lightSeen(step, lit.soft);
    else if (board === this.dilated) board.lightUp(step ? lit.light : {}, lit.soft);
    else super.lightBoard(board, lit);
  }

  /** @type {(step: Cell | null, moves: boolean) => void} */
  lightSeen(step, moves) {
    if (!step) return this.seen.light([]);
    const at = this.stage.at();
    const cell = moves && at % 1 ? movingOver(this.stage.plan, at) : step;
    const { plan, state } = this.stage;
    // Of several channels, the window of the first output channel.
    return this.seen.drawWindow(
      plan.channels.outputs > 1 ? [0, ...inMap(plan, cell)] : inMap(plan, cell),
      exchanged(plan, state.w),
    );
  }

  /** @param {PanelName} panel */
  edits(panel) {
    return panel === "input" || panel === "kernel";
  }

  // A cell of the input is also one of the dilated convolution's output.
  /** @param {Spot | null} spot */
  writeReadouts(spot) {
    super.writeReadouts(spot);
    const isCell = spot?.panel === "input" && this.has(spot);
    const number = isCell ? exact(this.grids.dilated.numberAt(spot.cell)) : "";
    setText(this.dilated.readout, isCell ? `[${spot.cell}] = ${number}` : "");
  }
}

// Conv2d as it is shown: the layer's kernel, spread by the layer's stride.
/** @param {State} state */
function conv2d(state) {
  const [zeros, ones] = [0, 1].map((usual) => state.stride.map(() => usual));
  const plain = { ...state, bias: null, stride: ones, padding: zeros, output_padding: zeros, dilation: state.stride };
  return sourceText(plain).replace("ConvTranspose", "Conv").replace(/\)$/, ', padding="same")');
}

// The dilated convolution's own maps stand as the layer's outputs do.
const dilatedTiling = kept(({ inputShape, axes }) => ofOutputs(inputShape, axes.length));

// Where the window is on its way from one input cell to the next.
/** @type {(plan: Plan, at: number) => Cell} */
const movingOver = (plan, at) => windowOnItsWay({ outputShape: plan.inputShape }, at);
