// The panels of the first page: input, kernel, canvas with the crop frame, and the row of stamps.

import { BuffersBoard } from "./buffers_board.js";
import { CanvasBoard } from "./canvas_board.js";
import { el, setText } from "./dom.js";
import { coverage, flatten, unflatten } from "./links.js";
import { canvasCell, exists, lightOf } from "./linked.js";
import { ValueBoard } from "./value_board.js";
import { exact, FILLS } from "./values.js";

const LEGEND = ["frame", "cropped", "taken", "unreached"];
const NAMES = { input: "x", kernel: "w", output: "y", cropped: "canvas", buffers: "stamp" };

export class Panels {
  constructor(stage) {
    this.stage = stage;
    const describe = (panel, cell, value) => this.describe(panel, cell, value);
    this.input = new ValueBoard("input", (cell, value) => describe("input", cell, value));
    this.kernel = new ValueBoard("kernel", (cell, value) => describe("kernel", cell, value));
    this.canvas = new CanvasBoard(describe);
    this.buffers = new BuffersBoard(describe);
    this.boards = [this.input, this.kernel, this.canvas, this.buffers];
    this.grids = { input: this.input.cells, kernel: this.kernel.cells, output: this.canvas.output,
      cropped: this.canvas.cropped, buffers: this.buffers.cells };
    this.input.tools.append(...this.fillButtons("x"));
    this.kernel.tools.append(...this.fillButtons("w"));
    this.legend = Object.fromEntries(LEGEND.map((name) => [name, el("span", { class: `key ${name}` })]));
    this.canvas.tools.append(...Object.values(this.legend));
    this.slot = el("div", {});
    this.node = el("div", { class: "panels" }, this.input.node, el("div", { class: "sign", "aria-hidden": "true" }, "×"),
      this.kernel.node, el("div", { class: "sign", "aria-hidden": "true" }, "="), this.canvas.node, this.slot,
      this.buffers.node);
  }

  fillButtons(key) {
    return FILLS.map((kind) => el("button", { type: "button", "data-control": `${key}-${kind}`,
      onclick: () => this.stage.fill(key, kind) }));
  }

  translate(t) {
    this.t = t;
    for (const board of [this.input, this.kernel]) {
      [...board.tools.children].forEach((button, at) => {
        setText(button, t(`stage.fill_${FILLS[at]}`));
        button.title = t(`stage.fill_${FILLS[at]}_hint`);
      });
    }
    for (const [name, node] of Object.entries(this.legend)) setText(node, t(`stage.legend_${name}`));
    for (const [panel, grid] of Object.entries(this.grids)) {
      grid.node.setAttribute("aria-label", t(`stage.panel_${panel}`));
      grid.describeLater();
    }
    this.said = null;
  }

  measure() {
    return this.boards.map((board) => board.measure()).some(Boolean);
  }

  draw(theme) {
    const { state, plan } = this.stage;
    const at = this.stage.at();
    const { x, w } = state;
    const laid = Math.floor(at);
    this.input.draw({ shape: plan.inputShape, values: x, theme, laid: Math.ceil(at),
      colourOf: (index) => theme.identityColour(plan.inputShape, index) });
    this.kernel.draw({ shape: plan.kernelShape, values: w, theme, colourOf: () => theme.kernel });
    this.canvas.draw({ plan, x, w, laid, theme });
    const pinned = state.pin?.panel === "input" || state.pin?.panel === "buffers"
      ? flatten(state.pin.cell.slice(0, 2), plan.inputShape) : -1;
    this.buffers.draw({ plan, x, w, shown: Math.ceil(at), around: pinned, theme });
    this.drawTitles(plan);
  }

  drawTitles(plan) {
    const size = (shape) => shape.join("×");
    const key = [plan.inputShape, plan.kernelShape, plan.outputShape, plan.canvasShape].map(size).join();
    if (key === this.said) return;
    this.said = key;
    this.input.say(this.t("stage.title_input", { size: size(plan.inputShape) }));
    this.kernel.say(this.t("stage.title_kernel", { size: size(plan.kernelShape) }));
    this.canvas.say(this.t("stage.title_canvas", { canvas: size(plan.canvasShape), output: size(plan.outputShape) }));
    this.buffers.say(this.t("stage.title_buffers"));
  }

  drawLight(spot, theme) {
    const { plan } = this.stage;
    const at = this.stage.at();
    const flying = at % 1 > 0 && !spot;
    const current = !spot && at > 0 && at < plan.inputs ? Math.ceil(at) - 1 : -1;
    const light = spot && this.has(spot) ? lightOf(plan, spot) : lightOf(plan, current < 0 ? null : {
      panel: "input", cell: unflatten(current, plan.inputShape) });
    if (current >= 0) light.kernel.clear();
    const soft = current >= 0;
    if (spot) light[spot.panel]?.add?.(this.indexOf(spot));
    this.input.lightUp(light.input, plan.inputShape, theme, soft);
    this.kernel.lightUp(light.kernel, plan.kernelShape, theme, soft);
    this.buffers.lightUp(light.buffers, plan.taps, soft);
    if (flying) this.canvas.fly(Math.floor(at), at % 1, this.stampOf(Math.floor(at)));
    else this.canvas.lightUp(light.canvas, this.alone(spot), soft);
    this.drawReadouts(spot);
  }

  stampOf(index) {
    const { x, w } = this.stage.state;
    return w.map((weight) => x[index] * weight);
  }

  // A cell with no links lights itself; on the canvas or beyond it.
  alone(spot) {
    return spot && ["output", "cropped"].includes(spot.panel) && this.has(spot) ? canvasCell(this.stage.plan, spot) : null;
  }

  indexOf({ panel, cell }) {
    const { plan } = this.stage;
    const shape = { input: plan.inputShape, kernel: plan.kernelShape }[panel];
    return shape ? flatten(cell, shape) : undefined;
  }

  drawReadouts(spot) {
    for (const board of this.boards) {
      const mine = spot && this.has(spot) && this.boardOf(spot.panel) === board;
      setText(board.readout, mine ? `${NAMES[spot.panel]}[${spot.cell}] = ${exact(this.valueOf(spot))}` : "");
    }
  }

  valueOf({ panel, cell }) {
    const { state, plan } = this.stage;
    if (panel === "input") return state.x[flatten(cell, plan.inputShape)];
    if (panel === "kernel") return state.w[flatten(cell, plan.kernelShape)];
    if (panel === "buffers") {
      return state.x[flatten(cell.slice(0, 2), plan.inputShape)] * state.w[flatten(cell.slice(2), plan.kernelShape)];
    }
    return this.canvas.valueAt(...canvasCell(plan, { panel, cell }));
  }

  describe(panel, cell, value) {
    return this.t(`stage.cell_${panel}`, { cell: cell.join(","), value: exact(value ?? 0) });
  }

  has(spot) {
    return exists(this.stage.plan, spot);
  }

  boardOf(panel) {
    return { input: this.input, kernel: this.kernel, buffers: this.buffers }[panel] ?? this.canvas;
  }

  // The output cell that most stamps reach, the first of them.
  richest() {
    const { plan } = this.stage;
    let best = { panel: "output", cell: [0, 0] };
    let most = -1;
    for (let r = 0; r < plan.outputShape[0]; r++) {
      for (let c = 0; c < plan.outputShape[1]; c++) {
        const count = coverage(plan, canvasCell(plan, { panel: "output", cell: [r, c] }));
        if (count > most) [best, most] = [{ panel: "output", cell: [r, c] }, count];
      }
    }
    return best;
  }

  // The numbers on screen inside the frame, row-major.
  shown() {
    return [...this.canvas.output.values].map(exact);
  }
}
