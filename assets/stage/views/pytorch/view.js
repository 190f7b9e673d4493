// The layer as PyTorch has it: input, kernel and output, and nothing between. A step is one output cell.

import { OutputBoard } from "../../boards/output_board.js";
import { remembering } from "../../paint/memory.js";
import { toScale } from "../../paint/scale.js";
import { outputOf } from "../../rule/links.js";
import { View } from "../view.js";

/** @import { Stage } from "../../shell/stage.js" */
/** @import { Theme, View as Page } from "../../types.js" */

/** @implements {Page} */
export default class PytorchView extends View {
  /** @param {Stage} stage */
  constructor(stage) {
    super(stage);
    this.addOperands();
    this.output = this.add(new OutputBoard(this.describer));
    this.legend.add(["zero"]);
    this.node = this.arrange("pytorch-view", [this.input, "∗", this.kernel, "=", this.output]);
    this.outputOf = remembering(outputOf);
  }

  /** @returns {"cells"} */
  get order() {
    return "cells";
  }

  /** @param {Theme} theme */
  draw(theme) {
    const { plan, x, w, bias } = this.layer;
    const values = this.outputOf(plan, x, w, bias);
    this.drawOperands(theme, undefined, [toScale(this.output, { plan, values, done: this.done(), theme })]);
    this.sayTitles(plan);
  }
}
