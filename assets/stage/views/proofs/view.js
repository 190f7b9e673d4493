// Three proofs of one number: the stamps that reach an output cell, the window over it, its matrix row; and their terms under
// each other, with the same sum three times. Of an input element: its stamp, the windows that see it, its matrix column.
// A step is one output cell.

import { OutputBoard } from "../../boards/output_board.js";
import { StretchedBoard } from "../../boards/stretched_board.js";
import { el, setText } from "../../dom/dom.js";
import { Memory, remembering } from "../../paint/memory.js";
import { toScale } from "../../paint/scale.js";
import { flatten, outputOf, product, unflatten, weightOf } from "../../rule/links.js";
import { columnsOf } from "../../rule/plane.js";
import { indicesOf, richest, spotText } from "../../rule/spots.js";
import { windowOnItsWay } from "../../rule/stretched.js";
import { short } from "../../rule/values.js";
import { View } from "../view.js";
import { LineBoard } from "./line_board.js";
import { StampsBoard } from "./stamps_board.js";
import { TermsTable } from "./terms_table.js";
import { givenBy, matrixRow, proofsOf, SYMBOLS, WAYS, zerosOf } from "./ways.js";

/** @import { Stage } from "../../shell/stage.js" */
/** @import { AnyBoard } from "../view.js" */
/**
 * @import { Cell, Link, Numbered, PanelName, Plan, Spot, Theme, View as Page } from "../../types.js"
 * @import { Stamp } from "./stamps_board.js"
 * @import { Rest, Said } from "./terms_table.js"
 * @import { LinkTerm, Way, Ways } from "./ways.js"
 */

/**
 * What is said of a subject: the ways and the matrix row of an output cell, or the links of an input element.
 * @typedef {{
 *   terms: LinkTerm[], stamps: Stamp[], across: number, termsOf: (way: Way) => LinkTerm[],
 *   ways?: Ways, taps?: number[], input?: number, links?: [tap: number, output: Cell][],
 * }} OwnProof
 * @typedef {OwnProof & { subject: Spot }} Proof
 */

const SUBJECTS = new Set(["output", "input"]);

/** @implements {Page} */
export default class ProofsView extends View {
  /** @param {Stage} stage */
  constructor(stage) {
    super(stage);
    this.addOperands();
    this.output = this.add(new OutputBoard(this.describer));
    this.stamps = this.add(new StampsBoard(this.describer));
    this.stretched = this.add(new StretchedBoard(this.describer));
    this.line = this.add(new LineBoard(this.describer));
    this.outputOf = remembering(outputOf);
    this.proofMemory = new Memory();
    this.tableMemory = new Memory();
    this.hint = el("span", { class: "hint" });
    this.output.tools.append(this.hint);
    this.worded.push((t) => setText(this.hint, t("proofs.hint")));
    this.table = new TermsTable(WAYS);
    this.worded.push((t) => this.table.node.setAttribute("aria-label", t("proofs.table")));
    this.node = this.arrange(
      "proofs-view",
      [this.input, this.kernel, this.output, this.stamps, this.stretched, this.line],
      this.table,
    );
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
    this.stretched.draw({ plan, x, theme });
    this.sayTitles(plan);
  }

  /** @param {Spot | null} spot */
  drawLight(spot) {
    const { plan, theme } = this.stage;
    const subject = this.subjectOf(spot);
    const proof = this.proofOf(subject, theme);
    const meant = new Set(proof.terms.filter((term) => this.isMeant(spot, term)));
    const lit = [...meant];
    const inputs = new Set(
      subject.panel === "input" ? [/** @type {number} */ (proof.input)] : lit.map(({ input }) => input),
    );
    const outputs = subject.panel === "output" ? [subject.cell] : lit.map(({ output }) => output);
    this.input.lightUp({ input: inputs });
    const weights = new Set(lit.map(({ input, tap }) => weightOf(plan, input, tap)));
    this.kernel.lightUp({ kernel: weights }, weights.size === product(plan.weightShape));
    this.output.lightUp({ output: new Set(outputs.map((cell) => flatten(cell, plan.outputShape))) }, true);
    this.drawWindow(spot, subject, proof, lit);
    // New pictures, which take longer than lighting what is there.
    this.stage.later.write("proofs", () => {
      this.drawStamps(proof, lit, theme);
      this.drawLine(proof, lit, theme);
      this.drawTable(proof, meant, theme);
    });
    this.drawReadouts(spot);
  }

  // The cell that is explained: one that is pointed at or pinned, the one that is being computed, or the last one.
  /** @type {(spot: Spot | null) => Spot} */
  subjectOf(spot) {
    const { state, plan } = this.stage;
    const choice = /** @type {Spot | undefined} */ (
      [spot, state.pin, this.currentSpot(), this.subject].find((one) => one && SUBJECTS.has(one.panel) && this.has(one))
    );
    return (this.subject = choice ?? richest(plan));
  }

  // All that is said of the subject, kept until it or the numbers change.
  /** @type {(subject: Spot, theme: Theme) => Proof} */
  proofOf(subject, theme) {
    const { plan, x, w, bias } = this.layer;
    const known = { plan, x, w, bias, theme, t: this.t, subject: spotText(subject) };
    if (!this.proofMemory.changes(known).size) return /** @type {Proof} */ (this.proof);
    const own =
      subject.panel === "output" ? this.outputProof(plan, { x, w, bias }, subject) : this.inputProof(plan, subject);
    for (const term of own.terms) term.colour = theme.identityColour(plan, term.input);
    /** @type {Proof | undefined} */
    this.proof = { ...own, subject };
    this.stage.later.write("proof titles", () => this.drawProofTitles(plan, /** @type {Proof} */ (this.proof)));
    return this.proof;
  }

  /** @type {(plan: Plan, numbers: Numbered, subject: Spot) => OwnProof} */
  outputProof(plan, numbers, { cell }) {
    const { x, w, bias } = numbers;
    const ways = proofsOf(plan, numbers, this.outputOf(plan, x, w, bias), cell);
    /** @type {(link: Link) => LinkTerm} */
    const term = ([input, tap]) => ({ input, tap, output: cell });
    const terms = ways.scatter.links.map(term);
    const stamps = terms.map(({ input, tap }) => ({ input, taps: new Set([tap]) }));
    const across = new Set(terms.map(({ input }) => input % columnsOf(plan.inputShape))).size;
    return {
      ways,
      terms,
      stamps,
      across: Math.max(1, across),
      taps: matrixRow(plan, cell),
      termsOf: (way) => ways[way].links.map(term),
    };
  }

  /** @type {(plan: Plan, subject: Spot) => OwnProof} */
  inputProof(plan, { cell }) {
    const input = flatten(cell, plan.inputShape);
    const links = givenBy(plan, input);
    const terms = links.map(([tap, output]) => ({ input, tap, output }));
    return {
      input,
      links,
      terms,
      stamps: [{ input, taps: new Set(links.map(([tap]) => tap)) }],
      across: 1,
      termsOf: () => terms,
    };
  }

  // Whether a term is the one that is pointed at, or of the tap that is; otherwise all are meant.
  /** @type {(spot: Spot | null, term: LinkTerm) => boolean} */
  isMeant(spot, { input, tap }) {
    const { plan } = this.stage;
    if (spot?.panel === "kernel") return weightOf(plan, input, tap) === flatten(spot.cell, plan.weightShape);
    if (spot?.panel !== "buffers") return true;
    const [from, to] = indicesOf(plan, spot.cell);
    return input === from && tap === to;
  }

  /** @type {(proof: Proof, lit: LinkTerm[], theme: Theme) => void} */
  drawStamps(proof, lit, theme) {
    const { plan, x, w } = this.layer;
    this.stamps.draw({ plan, x, w, stamps: proof.stamps, across: proof.across, theme });
    const links = this.someOf(proof, lit).map(({ input, tap }) => input * plan.taps + tap);
    this.stamps.lightUp({ buffers: new Set(links) }, true);
  }

  /** @type {(spot: Spot | null, subject: Spot, proof: Proof, lit: LinkTerm[]) => void} */
  drawWindow(spot, subject, proof, lit) {
    const { state, plan } = this.stage;
    if (subject.panel === "input") {
      const corners = lit.flatMap(({ input, output }) => this.stretched.windowsOver(output, input));
      this.stretched.lightWindows(
        corners,
        this.stretched.lit({ input: new Set([/** @type {number} */ (proof.input)]) }),
      );
      return;
    }
    const at = this.stage.at();
    const cell = at % 1 && !spot ? windowOnItsWay(plan, at) : subject.cell;
    const places = this.stretched.lit({ input: new Set(lit.map(({ input }) => input)) });
    this.stretched.lightWindow(this.stretched.windowsOver(cell), [...state.w].reverse(), places);
  }

  /** @type {(proof: Proof, lit: LinkTerm[], theme: Theme) => void} */
  drawLine(proof, lit, theme) {
    const { plan, x, w } = this.layer;
    const { taps, input, links } = proof;
    this.line.draw({ plan, x, w, taps, input, links, theme });
    const some = this.someOf(proof, lit);
    const ends = {
      input: new Set(some.map((term) => term.input)),
      output: new Set(some.map(({ output }) => flatten(output, plan.outputShape))),
    };
    this.line.lightUp(ends, true);
  }

  // What is lit only where some of the terms are meant; all of them stand out as they are.
  /** @type {(proof: Proof, lit: LinkTerm[]) => LinkTerm[]} */
  someOf({ terms }, lit) {
    return lit.length < terms.length ? lit : [];
  }

  /** @type {(proof: Proof, meant: Set<LinkTerm>, theme: Theme) => void} */
  drawTable(proof, meant, theme) {
    const { plan, x, w } = this.layer;
    const terms = [...meant].map(({ tap, input }) => `${input}:${tap}`).join();
    if (!this.tableMemory.changes({ proof, t: this.t, theme, terms }).size) return;
    const lists = Object.fromEntries(WAYS.map((way) => [way, proof.termsOf(way)]));
    this.table.draw({
      names: Object.fromEntries(["head", ...WAYS, "products"].map((row) => [row, this.t(`proofs.row_${row}`)])),
      columns: proof.terms.map((term, at) => ({
        colour: /** @type {string} */ (term.colour),
        dim: !meant.has(term),
        texts: {
          head: proof.ways ? `x[${unflatten(term.input, plan.inputShape)}]` : `y[${term.output}]`,
          ...Object.fromEntries(WAYS.map((way) => [way, lists[way][at] ? SYMBOLS[way](plan, lists[way][at]) : ""])),
          products: productOf(x[term.input], w[weightOf(plan, term.input, term.tap)]),
        },
      })),
      sums: proof.ways && Object.fromEntries(WAYS.map((way) => [way, /** @type {Ways} */ (proof.ways)[way].value])),
      rests: this.restsOf(proof),
    });
  }

  /** @type {(proof: Proof) => Record<string, Rest>} */
  restsOf({ ways, terms, subject }) {
    if (!ways) return {};
    /** @type {[Way, Rest][]} */
    const rests = WAYS.filter((way) => ways[way].zeros).map((way) => [
      way,
      {
        folded: this.t("stage.sum_zeros", { count: ways[way].zeros }),
        fewer: this.t("stage.fewer"),
        out: () => zerosOf(this.stage.plan, way, ways[way].links, subject.cell),
      },
    ]);
    const bias = this.biasOf(subject).map(({ symbol, number }) => this.t("proofs.and_bias", { symbol, number }));
    const head = terms.length ? bias.join("") : this.t(bias.length ? "stage.only_bias" : "stage.no_stamp");
    return { ...Object.fromEntries(rests), head: /** @type {Said} */ (head) };
  }

  /** @type {(plan: Plan, proof: Proof) => void} */
  drawProofTitles(plan, { subject: { panel, cell }, terms, input }) {
    const number = panel === "output" ? flatten(cell, plan.outputShape) : input;
    for (const [way, board] of /** @type {[Way, AnyBoard][]} */ ([
      ["scatter", this.stamps],
      ["gather", this.stretched],
      ["matrix", this.line],
    ])) {
      board.say(this.t(`proofs.${way}_${panel}`, { cell, count: terms.length, number }));
    }
  }

  // A part of a proof is a link of the subject, so that pointing at it changes no picture under the pointer.
  /** @type {(spot: Spot) => Spot | null} */
  spotOf({ panel, cell }) {
    if (["input", "kernel", "output", "buffers"].includes(panel)) return { panel, cell };
    const term = this.proof?.terms.find((one) => this.isPart(one, panel, cell));
    return term ? { panel: "buffers", cell: this.linkCell(term) } : null;
  }

  /** @type {(term: LinkTerm, panel: PanelName, cell: Cell) => boolean} */
  isPart(term, panel, cell) {
    const { plan } = this.stage;
    if (panel === "column") return term.output.join() === cell.join();
    if (panel === "unused") return false;
    if (panel === "stretched")
      return (
        /** @type {Proof} */ (this.proof).subject.panel === "output"
        && term.input === this.stretched.inputIndex(...cell)
      );
    return term.input === flatten(cell, plan.inputShape);
  }

  /** @type {(term: LinkTerm) => Cell} */
  linkCell({ input, tap }) {
    const { plan } = this.stage;
    return [...unflatten(input, plan.inputShape), ...unflatten(tap, plan.kernelShape)];
  }
}

/** @param {number} value */
const factor = (value) => (value < 0 ? `(${short(value)})` : short(value));
/** @type {(x: number, w: number) => string} */
const productOf = (x, w) => `${factor(x)}·${factor(w)} = ${short(x * w)}`;
