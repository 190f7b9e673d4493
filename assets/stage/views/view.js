// What every view has: boards, the grids of cells on them, and what is said of a cell. A view groups the same links its
// own way; it adds draw, drawLight, steps, stepColours, outputAt and shown, and says what its steps are.

import { el, setText } from "../dom.js";
import { Light } from "../light.js";
import { canvasCell, exists, isSum } from "../linked.js";
import { feeds, flatten, unflatten } from "../links.js";
import { zeroTerm } from "../sum.js";
import { exact, FILLS, signed } from "../values.js";

const NAMES = { input: "x", kernel: "w", output: "y", cropped: "canvas", buffers: "stamp" };
const FILLED = { x: "input", w: "kernel" };

export class View {
  constructor(stage) {
    this.stage = stage;
    this.boards = [];
    this.lamp = new Light();
    this.grids = {};
    this.owners = {};
    // What puts words on parts when the language changes.
    this.worded = [];
    this.slot = el("div", {});
    // Where the sum and the size formula stand, if not below the whole view.
    this.factsSlot = el("div", {});
    // What a step is, in the words of deconv_core/check.py: "stamps", "taps" or "cells".
    this.order = "stamps";
  }

  // grids: panel -> its Cells on this board.
  add(board, grids) {
    this.boards.push(board);
    board.lamp ??= this.lamp;
    Object.assign(this.grids, grids);
    for (const panel of Object.keys(grids)) this.owners[panel] = board;
    return board;
  }

  // The boards in a row, with signs between them, and the timeline under them.
  arrange(name, parts, ...below) {
    const nodes = parts.map((part) =>
      typeof part === "string" ? el("div", { class: "sign", "aria-hidden": "true" }, part) : part.node);
    return el("div", { class: `panels ${name}` }, ...nodes, this.slot, ...below.map((board) => board.node));
  }

  // Buttons that fill an operand ("x" or "w") anew.
  addFills(board, key) {
    const buttons = FILLS.map((kind) => el("button", { type: "button", "data-control": `${key}-${kind}`,
      onclick: () => this.stage.fill(key, kind) }));
    board.tools.append(...buttons);
    // Both operands' buttons say the same: the group says whose they are.
    board.tools.setAttribute("role", "group");
    this.worded.push(() => board.tools.setAttribute("aria-label", this.word(`panel_${FILLED[key]}`)));
    this.worded.push((t) => buttons.forEach((button, at) => {
      setText(button, t(`stage.fill_${FILLS[at]}`));
      button.title = t(`stage.fill_${FILLS[at]}_hint`);
    }));
  }

  addLegend(board, names) {
    const keys = names.map((name) => el("span", { class: `key ${name}` }));
    board.tools.append(...keys);
    this.worded.push((t) => keys.forEach((key, at) => setText(key, this.word(`legend_${names[at]}`))));
  }

  // Cells ask for their words when they are read aloud.
  describer(panel) {
    return (cell, value) => this.word(`cell_${panel}`, { cell: cell.join(","), value: exact(value ?? 0) });
  }

  translate(t) {
    this.t = t;
    this.said = null;
    for (const put of this.worded) put(t);
    for (const [panel, grid] of Object.entries(this.grids)) {
      grid.node.setAttribute("aria-label", this.word(`panel_${panel}`));
      grid.describeLater();
    }
  }

  // A word that every page has, or one of this page's own panels.
  word(name, values) {
    const own = `${this.stage.page}.${name}`;
    const text = this.t(own, values);
    return text === own ? this.t(`stage.${name}`, values) : text;
  }

  measure() {
    this.lamp.forget();
    return this.boards.map((board) => board.measure()).some(Boolean);
  }

  // The number at a spot, in its panel's own cell beside its name.
  drawReadouts(spot) {
    this.stage.later.write("readouts", () => this.writeReadouts(spot));
  }

  writeReadouts(spot) {
    const board = spot && this.has(spot) ? this.boardOf(spot.panel) : null;
    for (const one of this.boards) {
      setText(one.readout, one === board ? `${this.nameOf(spot)} = ${exact(this.valueOf(spot))}` : "");
    }
  }

  nameOf({ panel, cell }) {
    return `${NAMES[panel]}[${cell}]`;
  }

  valueOf({ panel, cell }) {
    const { state, plan } = this.stage;
    if (panel === "input") return state.x[flatten(cell, plan.inputShape)];
    if (panel === "kernel") return state.w[flatten(cell, plan.kernelShape)];
    if (panel === "buffers") {
      return state.x[flatten(cell.slice(0, 2), plan.inputShape)] * state.w[flatten(cell.slice(2), plan.kernelShape)];
    }
    return this.outputAt(cell, panel);
  }

  // What a cell that is pointed at stands for, as a spot that every view knows; null: nothing.
  spotOf(spot) {
    return spot;
  }

  // Whether a spot can stay lit: only those that every view knows go along in the link.
  pins() {
    return true;
  }

  // Whether a panel's numbers are the reader's own to change, where its cells stand for such.
  edits() {
    return true;
  }

  // Whether a spot's number is a sum that can be written out.
  isSum(spot) {
    return isSum(spot);
  }

  // How many steps of `order` the numbers of shown() are the result of.
  done() {
    return Math.floor(this.stage.at());
  }

  // The output cell that is being worked on, or null.
  currentSpot() {
    return null;
  }

  // The sum that is written out: its name, its terms, and what to say if there are none.
  sumOf(spot, theme) {
    const { state: { x, w }, plan } = this.stage;
    const terms = this.sumLinks(spot).map(([i, k]) => ({
      symbol: `x[${unflatten(i, plan.inputShape)}]·w[${unflatten(k, plan.kernelShape)}]`,
      number: `${signed(x[i])}·${signed(w[k])}`,
      value: x[i] * w[k],
      colour: theme.identityColour(plan.inputShape, i),
      down: this.isLaid(i, k),
    }));
    const name = `${spot.panel === "output" ? "y" : "canvas"}[${spot.cell}]`;
    return { name, terms, empty: this.t("stage.no_stamp") };
  }

  // The links [input index, tap index] of that sum.
  sumLinks(spot) {
    return feeds(this.stage.plan, canvasCell(this.stage.plan, spot));
  }

  // Its products with zeros, which are folded away until they are asked for.
  zeroTerms() {
    return [];
  }

  // A kernel's taps as factors of zero.
  tapsOfZero(taps) {
    const { state: { w }, plan } = this.stage;
    return taps.map((tap) => zeroTerm(`w[${unflatten(tap, plan.kernelShape)}]`, signed(w[tap])));
  }

  // Whether the sums on screen take in the link of an input element and a tap.
  isLaid() {
    return true;
  }

  has(spot) {
    return exists(this.stage.plan, spot);
  }

  boardOf(panel) {
    return this.owners[panel];
  }
}
