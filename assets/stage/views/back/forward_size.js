// Conv2d with the same settings: its line of code, its size formula with the numbers, and what the floor loses.

import { el, setHidden, setText } from "../../dom/dom.js";
import { forwardAxis } from "../../rule/forward.js";
import { outputSize } from "../../rule/links.js";
import { axesOf, axisName, sourceText } from "../../state/settings.js";

/** @import { Plan, State, Translate } from "../../types.js" */

const SYMBOLS =
  "small = ⌊(big\u00a0+ 2·padding −\u00a0dilation·(kernel_size\u00a0−\u00a01) −\u00a01) /\u00a0stride⌋ +\u00a01";

export class ForwardSize {
  constructor() {
    this.code = el("div", { class: "line" });
    this.lines = [0, 1, 2].map((axis) =>
      el("div", { class: "line", "data-control": "forward-size", "data-axis": axis }),
    );
    this.node = el(
      "div",
      { class: "formula forward-size" },
      this.code,
      el("div", { class: "line symbols" }, SYMBOLS),
      ...this.lines,
    );
  }

  /** @param {{ state: State, plan: Plan }} stage @param {Translate} t */
  draw({ state, plan }, t) {
    setText(this.code, convText(state));
    axesOf(state).forEach((axis) => {
      const formula = t("stage.formula_of", { name: t(axisName(state, axis)), formula: sized(plan, axis) });
      setText(this.lines[axis], t("back.floored", { formula, floor: floored(plan, axis, t) }));
    });
    this.lines.forEach((line, axis) => setHidden(line, axis > 0 && (state.square || axis >= state.rank)));
  }
}

// It leads back: from the output's channels to the input's; it has no output_padding.
/** @param {State} state */
function convText({ in_channels, out_channels, output_padding, bias: _, ...settings }) {
  const back = { in_channels: out_channels, out_channels: in_channels, output_padding: output_padding.map(() => 0) };
  return sourceText({ ...settings, ...back }).replace("ConvTranspose", "Conv");
}

/** @type {(plan: Plan, at: number) => string} */
function sized(plan, at) {
  const { stride: s, cropBefore: p, dilation: d, kernel: k } = plan.axes[at];
  const { big, reach, size } = forwardAxis(plan.axes[at], outputSize(plan.axes[at]));
  const terms = `⌊(${big} +_2·${p} −_${d}·(${k}_−_1) −_1) /_${s}⌋ +_1 =_⌊${reach}_/_${s}⌋_+_1 =_${size}`;
  return terms.replaceAll("_", "\u00a0");
}

// output_padding is what the floor loses; where it reaches the stride, Conv2d finds room for more windows than x has cells.
/** @type {(plan: Plan, at: number, t: Translate) => string} */
function floored(plan, at, t) {
  const axis = plan.axes[at];
  const { size, rest } = forwardAxis(axis, outputSize(axis));
  if (size > axis.input) {
    return t("back.floor_more", { size, own: axis.input, op: axis.cropBefore - axis.cropAfter, stride: axis.stride });
  }
  return t(rest ? "back.floor_loses" : "back.floor_nothing", { rest });
}
