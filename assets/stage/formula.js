// The size formula, in symbols and with the numbers of each axis put in.

import { el, setHidden, setText } from "./dom.js";
import { AXES } from "./settings.js";

// No-break spaces: a line breaks between terms, never within one.
const SYMBOLS =
  "output = (input_size\u00a0−\u00a01)·stride −\u00a02·padding +\u00a0dilation·(kernel_size\u00a0−\u00a01) +\u00a0output_padding +\u00a01";

export class Formula {
  constructor(stage) {
    this.stage = stage;
    this.lines = AXES.map(() => el("div", { class: "line" }));
    this.node = el("div", { class: "formula" }, el("div", { class: "line symbols" }, SYMBOLS), ...this.lines);
  }

  draw(t) {
    const { state, plan } = this.stage;
    AXES.forEach((axis) => {
      const name = state.square ? t("stage.both_axes") : t(`stage.axis_name_${axis}`);
      setText(this.lines[axis], t("stage.formula_of", { name, formula: sized(state, plan, axis) }));
      setHidden(this.lines[axis], state.square && axis > 0);
    });
  }
}

function sized(state, plan, axis) {
  const [n, k, s, p, op, d] = ["input_size", "kernel_size", "stride", "padding", "output_padding", "dilation"]
    .map((key) => state[key][axis]);
  const terms = `(${n}_−_1)·${s} −_2·${p} +_${d}·(${k}_−_1) +_${op} +_1_=_${plan.outputShape[axis]}`;
  return terms.replaceAll("_", "\u00a0");
}
