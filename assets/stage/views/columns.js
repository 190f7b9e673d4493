// What PyTorch's CPU code does: kernel times input gives the column matrix, and col2im folds its rows onto the canvas: one
// shifted copy of the input a tap. A step is one tap.

import { CanvasBoard } from "../canvas_board.js";
import { ColumnsBoard } from "../columns_board.js";
import { el } from "../dom.js";
import { rowFolding } from "../flights.js";
import { unflatten } from "../links.js";
import { canvasCell, isSum, lightOf } from "../linked.js";
import { exact } from "../values.js";
import { View } from "./view.js";

const LEGEND = ["frame", "cropped", "taken", "unreached"];

export default class ColumnsView extends View {
  constructor(stage) {
    super(stage);
    this.order = "taps";
    this.columns = new ColumnsBoard((panel) => this.describer(panel));
    this.canvas = new CanvasBoard(this.describer("output"), this.describer("cropped"));
    this.add(this.columns, this.columns.grids);
    this.add(this.canvas, { output: this.canvas.output, cropped: this.canvas.cropped });
    // A product is the link of its input element and its tap, which the first page shows among the buffers.
    this.owners.buffers = this.columns;
    for (const key of ["x", "w"]) this.addNamedFills(key);
    this.addLegend(this.canvas, LEGEND);
    this.node = this.arrange("columns-view", [this.columns, "→", this.canvas]);
  }

  addNamedFills(key) {
    const name = el("span", { class: "operand" }, key);
    this.columns.tools.append(name);
    this.addFills(this.columns, key);
  }

  steps(plan) {
    return plan.taps;
  }

  stepColours(plan, theme) {
    return Array.from({ length: plan.taps }, (_, at) => (at % 2 ? theme.line : theme.faint));
  }

  isLaid(input, tap) {
    return tap < Math.floor(this.stage.at());
  }

  draw(theme) {
    const { state: { x, w }, plan } = this.stage;
    const at = this.stage.at();
    this.columns.draw({ plan, x, w, taps: Math.ceil(at), theme });
    this.canvas.draw({ plan, x, w, taps: Math.floor(at), theme });
    this.drawTitles(plan);
  }

  drawTitles(plan) {
    const size = (shape) => shape.join("×");
    this.columns.say(this.word("title_columns", { taps: plan.taps, inputs: plan.inputs }));
    this.canvas.say(this.t("stage.title_canvas", { canvas: size(plan.canvasShape), output: size(plan.outputShape) }));
  }

  drawLight(spot) {
    const { plan, state } = this.stage;
    const at = this.stage.at();
    const pointed = spot && this.has(spot) ? spot : null;
    const current = pointed ? null : this.currentTap(at);
    const light = lightOf(plan, pointed ?? current);
    if (current) light.input.clear();
    this.columns.lightUp(light, !pointed);
    if (at % 1 && !pointed) this.canvas.fly(rowFolding(plan, state, Math.floor(at), at % 1));
    else this.canvas.lightUp(light.canvas, isSum(pointed) ? canvasCell(plan, pointed) : null, !pointed);
    this.drawReadouts(spot);
  }

  // The tap that was folded last, or is on its way.
  currentTap(at) {
    if (at <= 0 || at >= this.stage.plan.taps) return null;
    return { panel: "kernel", cell: unflatten(Math.ceil(at) - 1, this.stage.plan.kernelShape) };
  }

  nameOf(spot) {
    if (spot.panel !== "buffers") return super.nameOf(spot);
    return `columns[${[...spot.cell.slice(2), ...spot.cell.slice(0, 2)]}]`;
  }

  spotOf({ panel, cell }) {
    if (panel !== "columns") return { panel, cell };
    return { panel: "buffers", cell: [...cell.slice(2), ...cell.slice(0, 2)] };
  }

  outputAt(cell, panel) {
    return this.canvas.valueAt(...canvasCell(this.stage.plan, { panel, cell }));
  }

  shown() {
    return [...this.canvas.output.values].map(exact);
  }
}
