// What every view has: boards, the grids of cells on them, and what is said of a cell. A view groups the same links its
// own way; it adds draw, drawLight, steps, stepColours, laid, sumAt and shown, and says what its steps are.

import { el, setText } from "../dom.js";
import { flatten } from "../links.js";
import { canvasCell, exists } from "../linked.js";
import { exact } from "../values.js";

const NAMES = { input: "x", kernel: "w", output: "y", cropped: "canvas", buffers: "stamp" };

export class View {
  constructor(stage) {
    this.stage = stage;
    this.boards = [];
    this.grids = {};
    this.owners = {};
    this.slot = el("div", {});
    // What a step is, in the words of deconv_core/check.py: "stamps", "taps" or "cells".
    this.order = "stamps";
  }

  // grids: panel -> its Cells on this board.
  add(board, grids) {
    this.boards.push(board);
    Object.assign(this.grids, grids);
    for (const panel of Object.keys(grids)) this.owners[panel] = board;
    return board;
  }

  // Cells ask for their words when they are read aloud.
  describer(panel) {
    return (cell, value) => this.t(`stage.cell_${panel}`, { cell: cell.join(","), value: exact(value ?? 0) });
  }

  translate(t) {
    this.t = t;
    for (const [panel, grid] of Object.entries(this.grids)) {
      grid.node.setAttribute("aria-label", t(`stage.panel_${panel}`));
      grid.describeLater();
    }
  }

  measure() {
    return this.boards.map((board) => board.measure()).some(Boolean);
  }

  // The number at a spot, in its panel's own cell beside its name.
  drawReadouts(spot) {
    const board = spot && this.has(spot) ? this.boardOf(spot.panel) : null;
    for (const one of this.boards) {
      setText(one.readout, one === board ? `${NAMES[spot.panel]}[${spot.cell}] = ${exact(this.valueOf(spot))}` : "");
    }
  }

  valueOf({ panel, cell }) {
    const { state, plan } = this.stage;
    if (panel === "input") return state.x[flatten(cell, plan.inputShape)];
    if (panel === "kernel") return state.w[flatten(cell, plan.kernelShape)];
    if (panel === "buffers") {
      return state.x[flatten(cell.slice(0, 2), plan.inputShape)] * state.w[flatten(cell.slice(2), plan.kernelShape)];
    }
    return this.sumAt(canvasCell(plan, { panel, cell }));
  }

  has(spot) {
    return exists(this.stage.plan, spot);
  }

  boardOf(panel) {
    return this.owners[panel];
  }
}
