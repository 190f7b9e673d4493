// The first page's view: input, kernel, canvas with the crop frame, and the row of stamps. A step is one stamp.

import { BuffersBoard } from "../buffers_board.js";
import { flatten } from "../links.js";
import { StampsView } from "../stamps_view.js";

const LEGEND = ["frame", "cropped", "taken", "unreached"];

export default class BuffersView extends StampsView {
  constructor(stage) {
    super(stage);
    this.buffers = new BuffersBoard(this.describer("buffers"));
    this.add(this.buffers, { buffers: this.buffers.cells });
    this.addLegend(this.canvas, LEGEND);
    this.node = this.arrange("buffers-view", [this.input, "×", this.kernel, "=", this.canvas], this.buffers);
  }

  draw(theme) {
    const { state, plan } = this.stage;
    const { x, w } = state;
    this.drawStamps(theme);
    const pinned = state.pin?.panel === "input" || state.pin?.panel === "buffers"
      ? flatten(state.pin.cell.slice(0, 2), plan.inputShape) : -1;
    this.buffers.draw({ plan, x, w, shown: Math.ceil(this.stage.at()), around: pinned, theme });
    this.drawTitles(plan);
  }

  drawTitles(plan) {
    const size = (shape) => shape.join("×");
    const key = [plan.inputShape, plan.kernelShape, plan.outputShape, plan.canvasShape].map(size).join();
    if (key === this.said) return;
    this.said = key;
    this.sayTitles(plan);
    this.buffers.say(this.t("stage.title_buffers"));
  }

  drawLight(spot, theme) {
    const { light, soft } = this.lightStamps(spot, theme);
    this.buffers.lightUp(light.buffers, this.stage.plan.taps, soft);
    this.drawReadouts(spot);
  }
}
