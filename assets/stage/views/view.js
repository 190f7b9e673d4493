// What every view has: boards, the cells on them, what is lit, and what is said of a cell. A view groups the same links its own
// way: it makes its boards, draws them, and says what its steps are. All else follows from the links, unless it says otherwise.

import { identity, plain, ValueBoard } from "../boards/value_board.js";
import { el, setText } from "../dom/dom.js";
import { Menu } from "../dom/menu.js";
import { Callout } from "../paint/callout.js";
import { Light } from "../paint/highlight.js";
import { canvasTiling, inputTiling, kernelTiling } from "../paint/places.js";
import { toScale } from "../paint/scale.js";
import { extentOf, product, unflatten } from "../rule/links.js";
import { endsOf, lightOf, richestOf, tapLight } from "../rule/spots.js";
import { exact, FILLS, sizeText } from "../rule/values.js";
import { showSumBeside } from "./beside.js";
import { CommonScale } from "./common_scale.js";
import { Legend } from "./legend.js";
import { Sums } from "./sums.js";

/**
 * @import { Cells } from "../paint/cell_elements.js"
 * @import { Board } from "../paint/board.js"
 * @import { ColourOf } from "../boards/value_board.js"
 * @import { Stage } from "../shell/stage.js"
 * @import { Summing } from "./beside.js"
 * @import { Scaled } from "../paint/scale.js"
 * @import {
 *   Cell, Describer, Drawn, Lighting, Link, LinkSet, Operand, PanelName, Plan, Shown, Spot, Term, Theme, Translate, Written,
 * } from "../types.js"
 */

/**
 * What a view needs of its boards, whatever they draw.
 * @typedef {Omit<Board<Drawn>, "given" | "extent" | "fitTo" | "draw">} AnyBoard
 */

const OPERANDS = new Set(["input", "kernel"]);
/** @type {Record<Operand, PanelName>} */
const FILLED = { x: "input", w: "kernel" };
// What a step is of, and all of what it is multiplied with.
/** @type {Record<Shown["order"], { panel: LinkSet, shape: "inputShape" | "kernelShape" | "outputShape" }>} */
const STEPS = {
  stamps: { panel: "input", shape: "inputShape" },
  taps: { panel: "kernel", shape: "kernelShape" },
  cells: { panel: "output", shape: "outputShape" },
};
/** @type {Record<string, LinkSet>} */
const FACTORS = { input: "kernel", kernel: "input" };

export class View extends Sums {
  /** @param {Stage} stage */
  constructor(stage) {
    super(stage);
    /** @type {AnyBoard[]} */
    this.boards = [];
    this.lamp = new Light();
    this.callout = new Callout();
    /** @type {Record<string, AnyBoard>} */
    this.owners = {};
    // Whether each picture is as large as its own room allows, and not on the scale of the others.
    this.isFitted = false;
    this.scale = new CommonScale();
    // The sum that grew last: see growingSum.
    /** @type {{ plan: Plan, step: number, spot: Spot | null } | null} */
    this.growing = null;
    // What puts words on parts when the language changes.
    /** @type {((t: Translate) => void)[]} */
    this.worded = [];
    /** @type {HTMLElement} */
    this.node = el("div", {});
    this.slot = el("div", {});
    this.legend = new Legend();
    this.worded.push(() => this.legend.translate((name, values) => this.word(name, values)));
  }

  /** @type {<B extends AnyBoard>(board: B) => B} */
  add(board) {
    this.boards.push(board);
    board.lamp ??= this.lamp;
    Object.assign(this.grids, board.grids);
    for (const panel of Object.keys(board.grids)) this.owners[panel] = board;
    return board;
  }

  // The input and the kernel, with the buttons that fill them.
  /** @param {ColourOf} [kernelColour] */
  addOperands(kernelColour = plain) {
    /** @type {ValueBoard} */
    this.input = this.add(new ValueBoard("input", this.describer, { colourOf: identity }));
    /** @type {ValueBoard} */
    this.kernel = this.add(new ValueBoard("kernel", this.describer, { colourOf: kernelColour }));
    this.addFills(this.input, "x");
    this.addFills(this.kernel, "w");
  }

  // laid: how many input elements are in; more: pictures on the same scale.
  /** @type {(theme: Theme, laid?: number, more?: Scaled[]) => void} */
  drawOperands(theme, laid, more = []) {
    const { plan, x, w } = this.layer;
    this.shareRoom(plan);
    const { inputs } = plan.channels;
    const given = { shape: plan.inputShape, tiling: inputTiling(plan), inputs, values: x, theme, laid };
    const operands = [toScale(this.input, given)];
    if (this.kernel) {
      operands.push(toScale(this.kernel, { shape: plan.weightShape, tiling: kernelTiling(plan), values: w, theme }));
    }
    const pictures = [...operands, ...more];
    const scale = this.isFitted ? Infinity : this.scale.of(pictures, this.stage);
    for (const picture of pictures) picture.draw(scale);
  }

  // Maps of several channels or slices stand side by side: boards share the width as these do.
  /** @param {Plan} plan */
  shareRoom(plan) {
    const widths = isOnePicture(plan) ? null : this.widthsOf(plan);
    const key = JSON.stringify(widths);
    if (key === this.shared) return;
    /** @type {string | undefined} */
    this.shared = key;
    for (const board of ["input", "kernel", "output", "stretched"]) {
      const width = widths?.[board];
      if (width) this.node.style.setProperty(`--of-${board}`, `${width}fr`);
      else this.node.style.removeProperty(`--of-${board}`);
    }
    // At the beginning there is no room to be measured yet.
    if (this.node.isConnected) this.measure();
  }

  // In columns of cells; a board has a title too.
  /** @type {(plan: Plan) => Record<string, number>} */
  widthsOf(plan) {
    const columns = { input: inputTiling(plan), kernel: kernelTiling(plan), output: canvasTiling(plan) };
    const most = Math.max(...Object.values(columns).map((tiling) => tiling.columns));
    return Object.fromEntries(
      Object.entries(columns).map(([board, tiling]) => [board, Math.max(tiling.columns, Math.ceil(most / 4))]),
    );
  }

  // The boards in a row, with signs between them, and under them what signs on them mean, and the timeline.
  /** @type {(name: string, parts: (string | { node: Node })[], ...below: { node: Node }[]) => HTMLElement} */
  arrange(name, parts, ...below) {
    const rest = below.map((board) => board.node);
    const all = [...inRow(parts), this.legend.node, this.slot, ...rest, this.callout.node];
    return el("div", { class: `panels ${name}` }, ...all);
  }

  // A menu whose buttons fill an operand ("x" or "w") anew; whose: said first where a board has both menus.
  /** @type {(board: AnyBoard, key: Operand, whose?: string) => void} */
  addFills(board, key, whose = "") {
    const menu = new Menu(`${key}-fills`);
    const buttons = FILLS.map((kind) => menu.button(`${key}-${kind}`, () => this.stage.fill(key, kind)));
    board.menus.append(menu.node);
    this.worded.push((t) => {
      menu.say(`${whose}${t("stage.fills")}`, this.word(`panel_${FILLED[key]}`));
      buttons.forEach((button, at) => {
        setText(button, t(`stage.fill_${FILLS[at]}`));
        button.title = t(`stage.fill_${FILLS[at]}_hint`);
      });
    });
  }

  // Cells ask for their words when they are read aloud. A link has two cells: first and rest.
  /** @type {Describer} */
  describer = (panel) => (cell, value) => {
    const [first, rest] = this.endsIn(panel, cell);
    return this.word(`cell_${panel}`, { cell, first, rest, value: exact(value ?? 0) });
  };

  // What names two things at once: the first, and the rest.
  /** @type {(panel: PanelName, cell: Cell) => [first: Cell, rest: Cell]} */
  endsIn(_panel, cell) {
    return endsOf(this.stage.plan, cell);
  }

  // The operands' titles; and the output's, where it has a board of its own.
  /** @this {View & { output?: AnyBoard }} @param {Plan} plan */
  sayTitles(plan) {
    this.input.say(this.word("title_input", { size: sizeText(plan.inputShape) }));
    this.kernel.say(this.word("title_kernel", { size: sizeText(plan.weightShape) }));
    this.output?.say(this.word("title_output", { size: sizeText(plan.outputShape) }));
  }

  // A canvas's title: its size, and that of the picture where the crop appends to it.
  /** @param {Plan} plan */
  canvasTitle(plan) {
    const [canvas, extent, output] = [plan.canvasShape, extentOf(plan), plan.outputShape].map(sizeText);
    return this.word(canvas === extent ? "title_canvas" : "title_canvas_appended", { canvas, extent, output });
  }

  /** @param {Translate} t */
  translate(t) {
    this.t = t;
    // What its words were written for last; a view knows that of its own.
    /** @type {unknown} */
    this.said = null;
    for (const put of this.worded) put(t);
    for (const [panel, grid] of Object.entries(this.grids)) {
      grid.node.setAttribute("aria-label", this.word(`panel_${panel}`));
      const isOperand = OPERANDS.has(this.boardOf(panel).standsFor(panel));
      grid.node.setAttribute("aria-readonly", String(!isOperand || !this.edits(panel)));
      grid.describeAll();
    }
  }

  // A word that every page has, or one of this page's own panels.
  /** @type {Translate} */
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
  /** @param {Spot | null} spot */
  drawReadouts(spot) {
    this.stage.later.write("readouts", () => this.writeReadouts(spot));
  }

  /** @param {Spot | null} spot */
  writeReadouts(spot) {
    const board = spot && this.has(spot) ? this.boardOf(spot.panel) : null;
    for (const one of this.boards) {
      setText(
        one.readout,
        one === board
          ? `${this.nameOf(/** @type {Spot} */ (spot))} = ${exact(this.valueOf(/** @type {Spot} */ (spot)))}`
          : "",
      );
    }
  }

  // What a cell that is pointed at stands for, as a spot that every view knows; null: nothing.
  /** @type {(spot: Spot) => Spot | null} */
  spotOf({ panel, cell }) {
    return { panel: this.boardOf(panel).standsFor(panel), cell };
  }

  // Whether a spot can stay lit: only those that every view knows go along in the link.
  /** @type {(spot: Spot) => boolean} */
  pins() {
    return true;
  }

  // Whether a panel's numbers are the reader's own to change, where its cells stand for such.
  /** @type {(panel: PanelName) => boolean} */
  edits() {
    return true;
  }

  // ---- light ----------------------------------------------------------------------------------------------------

  // A spot is what is pointed at or pinned; without one, the step that is under way is lit, softly.
  /** @param {Spot | null} spot */
  drawLight(spot) {
    const lit = this.litBy(spot);
    this.lightAll(lit);
    showSumBeside(/** @type {Summing} */ (this), lit);
    this.drawReadouts(spot);
  }

  /** @param {Lighting} lit */
  lightAll(lit) {
    for (const board of this.boards) this.lightBoard(board, lit);
  }

  // {spot: what is lit, or null; light: all that is linked to it; soft}
  /** @type {(pointed: Spot | null) => Lighting} */
  litBy(pointed) {
    const there = pointed && this.has(pointed) ? pointed : null;
    const spot = there ?? this.current();
    const { plan } = this.stage;
    const isTap = !there && spot?.panel === "kernel";
    const light = isTap ? tapLight(plan, spot.cell) : lightOf(plan, spot);
    // A step takes in all of the other operand: nothing of it stands out.
    if (!there && FACTORS[/** @type {Spot} */ (spot)?.panel]) light[FACTORS[/** @type {Spot} */ (spot).panel]].clear();
    return { spot, light, soft: !there };
  }

  /** @type {(board: AnyBoard, lit: Lighting) => void} */
  lightBoard(board, { light, soft }) {
    board.lightUp(light, soft);
  }

  // ---- time -----------------------------------------------------------------------------------------------------

  /** @param {Plan} plan */
  steps(plan) {
    return product(plan[STEPS[this.order].shape]);
  }

  // The colour of each step on the timeline.
  /** @type {(plan: Plan, theme: Theme) => string[]} */
  stepColours(plan, theme) {
    if (this.order === "stamps") return theme.identityColours(plan);
    return Array.from({ length: this.steps(plan) }, (_, at) => (at % 2 ? theme.line : theme.faint));
  }

  // The spot of the step that was taken last, or is under way; null before the first and after the last.
  /** @returns {Spot | null} */
  current() {
    const { panel, shape } = STEPS[this.order];
    const at = this.stage.at();
    if (at <= 0 || at >= this.stage.steps()) return null;
    const { plan } = this.stage;
    // A tap is of every input channel: it is called by that of the first.
    return { panel, cell: unflatten(Math.ceil(at) - 1, panel === "kernel" ? plan.weightShape : plan[shape]) };
  }

  // The output cell that is being worked on, or null.
  currentSpot() {
    return this.order === "cells" ? this.current() : null;
  }

  // The output cell whose sum the present step adds to: of all that it reaches, the one with most terms so far. Null without a
  // step, or where nothing of it is in the frame.
  growingSum() {
    const [at, { plan }] = [this.stage.at(), this.stage];
    if (this.order === "cells" || !this.current()) return this.currentSpot();
    const step = Math.ceil(at);
    if (this.growing?.plan !== plan || this.growing.step !== step) {
      const isDone = (/** @type {Link} */ [input, tap]) => (this.order === "stamps" ? input : tap) < step;
      this.growing = { plan, step, spot: richestOf(plan, this.litBy(null).light.output ?? [], isDone) };
    }
    return this.growing.spot;
  }

  // The numbers on screen inside the frame, row-major, map after map, which may stand side by side.
  shown() {
    const { places, values } = this.grids.output;
    /** @type {string[]} */
    const numbers = new Array(places.length);
    places.forEach(({ at }, n) => (numbers[at] = exact(values[n])));
    return numbers;
  }

  /** @param {PanelName} panel */
  boardOf(panel) {
    return this.owners[panel];
  }
}

// Whether each map is one tile.
/** @param {Plan} plan */
const isOnePicture = ({ axes, channels: { inputs, outputs } }) => axes.length < 3 && inputs === 1 && outputs === 1;

// Boards, and signs between them, as elements.
/** @type {(parts: (string | { node: Node })[]) => Node[]} */
export const inRow = (parts) =>
  parts.map((part) =>
    typeof part === "string" ? el("div", { class: "sign", "aria-hidden": "true" }, part) : part.node,
  );
