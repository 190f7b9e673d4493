// Three proofs of one number: the stamps that reach an output cell, the window over it, its matrix row; and their terms under
// each other, with the same sum three times. Of an input element: its stamp, the windows that see it, its matrix column.
// A step is one output cell.

import { el, setText } from "../dom.js";
import { LineBoard } from "../line_board.js";
import { richest, sameSpot } from "../linked.js";
import { crop, flatten, scatter, unflatten } from "../links.js";
import { OutputBoard } from "../output_board.js";
import { givenBy, matrixRow, proofsOf, SYMBOLS, WAYS, zerosOf } from "../proofs.js";
import { StampsBoard } from "../stamps_board.js";
import { windowOnItsWay } from "../stretched.js";
import { StretchedBoard } from "../stretched_board.js";
import { TermsTable } from "../terms_table.js";
import { ValueBoard } from "../value_board.js";
import { exact, short } from "../values.js";
import { View } from "./view.js";

const SUBJECTS = new Set(["output", "input"]);

export default class ProofsView extends View {
  constructor(stage) {
    super(stage);
    this.order = "cells";
    const say = (panel) => this.describer(panel);
    this.input = new ValueBoard("input", say("input"));
    this.kernel = new ValueBoard("kernel", say("kernel"));
    this.output = new OutputBoard(say("output"));
    this.stamps = new StampsBoard(say("buffers"));
    this.stretched = new StretchedBoard(say("stretched"), say("unused"));
    this.line = new LineBoard(say);
    for (const name of ["input", "kernel", "output"]) this.add(this[name], { [name]: this[name].cells });
    this.add(this.stamps, { buffers: this.stamps.cells });
    this.add(this.stretched, { stretched: this.stretched.cells, unused: this.stretched.unused });
    this.add(this.line, this.line.grids);
    this.addFills(this.input, "x");
    this.addFills(this.kernel, "w");
    this.hint = el("span", { class: "hint" });
    this.output.tools.append(this.hint);
    this.worded.push((t) => setText(this.hint, t("proofs.hint")));
    this.table = new TermsTable(WAYS);
    this.worded.push((t) => this.table.node.setAttribute("aria-label", t("proofs.table")));
    this.node = this.arrange("proofs-view", [this.input, this.kernel, this.output],
      this.stamps, this.stretched, this.line, this.table);
  }

  translate(t) {
    super.translate(t);
    this.proved = null;
  }

  steps(plan) {
    return plan.outputShape[0] * plan.outputShape[1];
  }

  stepColours(plan, theme) {
    return Array.from({ length: this.steps(plan) }, (_, at) => (at % 2 ? theme.line : theme.faint));
  }

  draw(theme) {
    const { state: { x, w }, plan } = this.stage;
    this.input.draw({ shape: plan.inputShape, values: x, theme,
      colourOf: (index) => theme.identityColour(plan.inputShape, index) });
    this.kernel.draw({ shape: plan.kernelShape, values: w, theme, colourOf: () => theme.kernel });
    this.output.draw({ plan, values: this.valuesOf(plan, x, w), done: Math.floor(this.stage.at()), theme });
    this.stretched.draw({ plan, x, theme });
    const size = (shape) => shape.join("×");
    this.input.say(this.t("stage.title_input", { size: size(plan.inputShape) }));
    this.kernel.say(this.t("stage.title_kernel", { size: size(plan.kernelShape) }));
    this.output.say(this.t("stage.title_output", { size: size(plan.outputShape) }));
  }

  valuesOf(plan, x, w) {
    const memo = this.values;
    if (memo?.plan === plan && memo.x === x && memo.w === w) return memo.output;
    const output = crop(plan, scatter(plan, x, w));
    this.values = { plan, x, w, output };
    return output;
  }

  drawLight(spot, theme) {
    const { plan } = this.stage;
    const subject = this.subjectOf(spot);
    const proof = this.proofOf(subject, theme);
    const meant = new Set(proof.terms.filter((term) => this.isMeant(spot, term)));
    const lit = [...meant];
    this.input.lightUp(new Set(subject.panel === "input" ? [proof.input] : lit.map(({ input }) => input)), plan.inputShape, theme);
    this.kernel.lightUp(new Set(lit.map(({ tap }) => tap)), plan.kernelShape, theme, lit.length === plan.taps);
    this.output.lightUp(subject.panel === "output" ? [flatten(subject.cell, plan.outputShape)]
      : lit.map(({ output }) => flatten(output, plan.outputShape)), true);
    this.drawWindow(spot, subject, proof, lit, theme);
    // New pictures, which take longer than lighting what is there.
    this.stage.later.write("proofs", () => {
      this.drawStamps(proof, lit, theme);
      this.drawLine(subject, proof, lit, theme);
      this.drawTable(proof, meant, theme);
    });
    this.drawReadouts(spot);
  }

  // The cell that is explained: one that is pointed at or pinned, the one that is being computed, or the last one.
  subjectOf(spot) {
    const { state, plan } = this.stage;
    const choice = [spot, state.pin, this.currentSpot(), this.subject]
      .find((one) => one && SUBJECTS.has(one.panel) && this.has(one));
    return (this.subject = choice ?? richest(plan));
  }

  // All that is said of the subject, kept until it or the numbers change.
  proofOf(subject, theme) {
    const { state: { x, w }, plan } = this.stage;
    const memo = this.proved;
    if (memo && memo.plan === plan && memo.x === x && memo.w === w && memo.theme === theme && sameSpot(memo.subject, subject)) {
      return memo.proof;
    }
    const proof = subject.panel === "output" ? this.outputProof(plan, x, w, subject) : this.inputProof(plan, subject);
    for (const term of proof.terms) term.colour = theme.identityColour(plan.inputShape, term.input);
    this.proved = { plan, x, w, theme, subject, proof };
    this.stage.later.write("proof titles", () => this.drawProofTitles(plan, subject, proof));
    return proof;
  }

  outputProof(plan, x, w, { cell }) {
    const ways = proofsOf(plan, x, w, this.valuesOf(plan, x, w), cell);
    const term = ([input, tap]) => ({ input, tap, output: cell });
    const terms = ways.scatter.links.map(term);
    const stamps = terms.map(({ input, tap }) => ({ input, taps: new Set([tap]) }));
    const across = new Set(terms.map(({ input }) => input % plan.inputShape[1])).size;
    return { ways, terms, stamps, across: Math.max(1, across), taps: matrixRow(plan, cell),
      termsOf: (way) => ways[way].links.map(term) };
  }

  inputProof(plan, { cell }) {
    const input = flatten(cell, plan.inputShape);
    const links = givenBy(plan, input);
    const terms = links.map(([tap, output]) => ({ input, tap, output }));
    return { input, links, terms, stamps: [{ input, taps: new Set(links.map(([tap]) => tap)) }], across: 1, termsOf: () => terms };
  }

  // Whether a term is the one that is pointed at, or of the tap that is; otherwise all are meant.
  isMeant(spot, { input, tap }) {
    const { plan } = this.stage;
    if (spot?.panel === "kernel") return tap === flatten(spot.cell, plan.kernelShape);
    if (spot?.panel !== "buffers") return true;
    return input === flatten(spot.cell.slice(0, 2), plan.inputShape) && tap === flatten(spot.cell.slice(2), plan.kernelShape);
  }

  drawStamps(proof, lit, theme) {
    const { state: { x, w }, plan } = this.stage;
    this.stamps.draw({ plan, x, w, stamps: proof.stamps, across: proof.across, theme });
    this.stamps.lightUp(this.someOf(proof, lit, ({ input, tap }) => input * plan.taps + tap));
  }

  drawWindow(spot, subject, proof, lit, theme) {
    const { state, plan } = this.stage;
    const places = this.stretched.placesOf(new Set(lit.map(({ input }) => input)));
    if (subject.panel === "input") {
      const corners = lit.map(({ output }) => this.stretched.placeOf(...output));
      this.stretched.lightWindows(corners, this.stretched.placesOf([proof.input]));
      return;
    }
    const at = this.stage.at();
    const moves = at % 1 && !spot;
    this.stretched.drawWindow(moves ? windowOnItsWay(plan, at) : subject.cell, [...state.w].reverse(), places);
  }

  drawLine(subject, proof, lit, theme) {
    const { state: { x, w }, plan } = this.stage;
    if (subject.panel === "output") this.line.drawRow({ plan, x, w, taps: proof.taps, theme });
    else this.line.drawColumn({ plan, x, w, input: proof.input, links: proof.links, theme });
    const nameOf = subject.panel === "output" ? ({ input }) => unflatten(input, plan.inputShape).join() : ({ output }) => output.join();
    this.line.lightUp(this.someOf(proof, lit, nameOf));
  }

  // What is lit only where some of the terms are meant; all of them stand out as they are.
  someOf(proof, lit, nameOf) {
    return new Set(lit.length < proof.terms.length ? lit.map(nameOf) : []);
  }

  drawTable(proof, meant, theme) {
    const { state: { x, w }, plan } = this.stage;
    const memo = [proof, this.t, theme, [...meant].map(({ tap, input }) => `${input}:${tap}`).join()];
    if (this.tabled?.every((one, at) => one === memo[at])) return;
    this.tabled = memo;
    const lists = Object.fromEntries(WAYS.map((way) => [way, proof.termsOf(way)]));
    this.table.draw({
      names: Object.fromEntries(["head", ...WAYS, "products"].map((row) => [row, this.t(`proofs.row_${row}`)])),
      columns: proof.terms.map((term, at) => ({ colour: term.colour, dim: !meant.has(term), texts: {
        head: proof.ways ? `x[${unflatten(term.input, plan.inputShape)}]` : `y[${term.output}]`,
        ...Object.fromEntries(WAYS.map((way) => [way, lists[way][at] ? SYMBOLS[way](plan, lists[way][at]) : ""])),
        products: `${factor(x[term.input])}·${factor(w[term.tap])} = ${short(x[term.input] * w[term.tap])}` } })),
      sums: proof.ways && Object.fromEntries(WAYS.map((way) => [way, proof.ways[way].value])),
      rests: this.restsOf(proof),
    });
  }

  restsOf({ ways, terms }) {
    if (!ways) return {};
    const rests = WAYS.filter((way) => ways[way].zeros)
      .map((way) => [way, { folded: this.t("stage.sum_zeros", { count: ways[way].zeros }), fewer: this.t("stage.fewer"),
        out: () => zerosOf(this.stage.plan, way, ways[way].links) }]);
    return { ...Object.fromEntries(rests), head: terms.length ? "" : this.t("stage.no_stamp") };
  }

  drawProofTitles(plan, { panel, cell }, { terms, input }) {
    const number = panel === "output" ? flatten(cell, plan.outputShape) : input;
    for (const [way, board] of [["scatter", this.stamps], ["gather", this.stretched], ["matrix", this.line]]) {
      board.say(this.t(`proofs.${way}_${panel}`, { cell, count: terms.length, number }));
    }
  }

  // The cell that is being computed.
  currentSpot() {
    const at = this.stage.at();
    if (at <= 0 || at >= this.stage.steps()) return null;
    return { panel: "output", cell: unflatten(Math.ceil(at) - 1, this.stage.plan.outputShape) };
  }

  // A part of a proof is a link of the subject, so that pointing at it changes no picture under the pointer.
  spotOf({ panel, cell }) {
    if (["input", "kernel", "output", "buffers"].includes(panel)) return { panel, cell };
    const term = this.proved?.proof.terms.find((one) => this.isPart(one, panel, cell));
    return term ? { panel: "buffers", cell: this.linkCell(term) } : null;
  }

  isPart(term, panel, cell) {
    const { plan } = this.stage;
    if (panel === "column") return term.output.join() === cell.join();
    if (panel === "unused") return false;
    if (panel === "stretched") return this.proved.subject.panel === "output" && term.input === this.stretched.inputIndex(...cell);
    return term.input === flatten(cell, plan.inputShape);
  }

  linkCell({ input, tap }) {
    const { plan } = this.stage;
    return [...unflatten(input, plan.inputShape), ...unflatten(tap, plan.kernelShape)];
  }

  outputAt(cell, panel) {
    return panel === "output" ? this.output.shownAt(flatten(cell, this.stage.plan.outputShape)) : 0;
  }

  shown() {
    return [...this.output.cells.values].map(exact);
  }
}

const factor = (value) => (value < 0 ? `(${short(value)})` : short(value));
