// One framework's output beside PyTorch's: the numbers, those that differ marked, the crops, and two lines of code.

import { OutputBoard } from "../../boards/output_board.js";
import { el, setHidden, setText } from "../../dom/dom.js";
import { sentences } from "../../dom/words.js";
import { Memory } from "../../paint/memory.js";
import { crop } from "../../rule/links.js";
import { shapeInPlane } from "../../rule/plane.js";
import { sizeText } from "../../rule/values.js";
import { alike } from "../../state/settings.js";
import { pytorchWords, sameCrops } from "./crops.js";
import { askedPlan, explicitOf, famousOf, isUnchecked, lineOf, oneOfBoth, refusedSize, refuses } from "./libraries.js";
import { pytorchLine } from "./source_text.js";

/** @import { AskedState, Describer, Line, Numbers, Offer, Padding, PerAxis, Plan } from "../../types.js" */
/** @import { Refusal, State, Theme, Translate } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */
/** @import { Stage } from "../../shell/stage.js" */
/** @typedef {FrameworkCard & { refusal: Refusal }} Refused */
/** @typedef {FrameworkCard & { refusal: { offer: Offer } }} Offering */
/** @typedef {{ verdict: string, line?: string, twin?: string }} Said */

// Most cells may differ: a corner is enough to say so and leaves the number readable.
class CardBoard extends OutputBoard {
  /** @type {(pen: Pen, x: number, y: number) => void} */
  cross({ ink, size, theme }, x, y) {
    const corner = Math.min(10, size / 3);
    ink.fillStyle = theme.bad;
    ink.beginPath();
    ink.moveTo((x + 1) * size - corner, y * size);
    ink.lineTo((x + 1) * size, y * size);
    ink.lineTo((x + 1) * size, y * size + corner);
    ink.fill();
  }
}

export class FrameworkCard {
  /** @param {string} name @param {Describer} describer @param {Pick<Stage, "set" | "copy" | "catalogue">} stage */
  constructor(name, describer, stage) {
    this.name = name;
    this.own = stage.catalogue.own_words[name];
    this.board = new CardBoard(describer, { panel: name });
    this.board.node.classList.add("card");
    this.crops = el("p", { class: "crops" });
    this.verdict = el("p", { class: "verdict", "data-control": `${name}-verdict` });
    this.line = codeLine(`${name}-line`, stage);
    this.twin = codeLine(`${name}-pytorch`, stage);
    this.offer = el("button", {
      type: "button",
      "data-control": `${name}-nearest`,
      onclick: () => stage.set(/** @type {Offering} */ (this).refusal.offer.patch),
    });
    this.whose = el("span", {});
    this.said = el("code", { "data-control": `${name}-own` });
    this.says = el("div", { class: "says", hidden: true }, this.whose, this.said);
    this.board.tools.append(this.crops, this.line.node, this.verdict, this.says, this.offer, this.twin.node);
    this.memory = new Memory();
    // Its numbers, and the indices of those that are not PyTorch's.
    /** @type {Numbers} */
    this.values = [];
    /** @type {Set<number>} */
    this.wrong = new Set();
  }

  // plan, canvas, output: PyTorch's, the canvas with the stamps laid down so far; drawn: the cards before this one.
  /**
   * @param {{
   *   plan: Plan, canvas: Numbers, output: Numbers, state: State, laid: number, theme: Theme, drawn: FrameworkCard[],
   * }} given
   */
  draw({ plan, canvas, output, state, laid, theme, drawn }) {
    const { frameworks_ask: ask, frameworks_output_shape: output_shape } = state;
    const changes = this.memory.changes({ plan, canvas, ask, output_shape });
    if (["plan", "ask", "output_shape"].some((key) => changes.has(key))) this.ask(plan, state);
    if (changes.size) {
      this.values = crop(this.plan, canvas);
      this.wrong = differing(this.values, this.plan.outputShape, output, plan.outputShape);
    }
    /** @type {PerAxis} */
    this.pytorchShape = plan.outputShape;
    /** @type {State} */
    this.state = state;
    const done = this.refusal ? 0 : this.values.length;
    const like = drawn.find((card) => !card.refusal === !this.refusal && sameCrops(card.plan, this.plan))?.board;
    this.board.like = like ?? null;
    this.board.draw({ plan: this.plan, values: this.values, done, laid, wrong: this.wrong, theme });
  }

  get isDrawn() {
    return Boolean(this.memory.known);
  }

  // Nothing is shown: nothing is left to be read either.
  clear() {
    if (!this.isDrawn) return;
    this.memory.forget();
    this.board.clear();
  }

  // What the framework takes, or why it refuses: then the nearest that it would take stands there, empty.
  /** @type {(plan: Plan, state: State) => void} */
  ask(plan, state) {
    const { frameworks_ask: ask } = state;
    /** @type {PerAxis | null} */
    this.wanted = ask === "crops" ? null : state.frameworks_output_shape;
    /** @type {Refusal | null} */
    this.refusal = ask === "crops" ? null : this.refusalOf(plan, /** @type {AskedState} */ (state));
    /** @type {Plan} */
    this.plan = askedPlan(plan, this.name, ask, this.refusal ? this.refusal.nearest : this.wanted);
  }

  // {nearest: the size nearest to the one wanted, offer: {patch, name} or null, own: its own sentence or null}.
  /** @type {(plan: Plan, state: AskedState) => Refusal | null} */
  refusalOf(plan, state) {
    const { name, wanted } = this;
    const own = () => famousOf(name, plan, state.frameworks_ask, wanted, this.own.famous);
    if (refuses(name, plan.axes)) return { nearest: null, own: own(), offer: oneOfBoth(state) };
    const refused = wanted && refusedSize(name, plan, state.frameworks_ask, wanted);
    if (!refused) return null;
    const { nearest } = refused;
    return {
      ...refused,
      own: own(),
      offer: nearest && { patch: { frameworks_output_shape: nearest }, name: sizeText(nearest) },
    };
  }

  // What is said of it; t: the page's words.
  /** @param {Translate} t */
  write(t) {
    const {
      refusal,
      state: { frameworks_ask: ask },
    } = this;
    this.board.say(t(`frameworks.name_${this.name}_${ask}`));
    setText(this.crops, refusal ? "" : this.cropped(t));
    const { line, verdict, twin } = refusal
      ? { verdict: /** @type {Refused} */ (this).refused(t) }
      : ask === "crops"
        ? this.explicit(t)
        : this.compared(t, ask);
    setText(this.verdict, verdict);
    this.writeOwn(t);
    setHidden(this.offer, !refusal?.offer);
    if (refusal?.offer) setText(this.offer, t("frameworks.take_nearest", { size: refusal.offer.name }));
    for (const [part, text] of /** @satisfies {[Line, string?][]} */ ([
      [this.line, line],
      [this.twin, twin],
    ])) {
      setHidden(part.node, !text);
      if (text) part.write(text, t);
    }
  }

  // The library's own sentence, if it is famous; where it may compute all the same, that.
  /** @param {Translate} t */
  writeOwn(t) {
    const { refusal, own, name, plan } = this;
    const says = refusal?.own ? "stage.library_says" : isUnchecked(name, plan.axes) ? "problems.own_unchecked" : null;
    const isShown = !!refusal && !!says;
    setHidden(this.says, !isShown);
    if (!isShown) return;
    setText(this.whose, t(says, { library: own.library }));
    setHidden(this.said, !refusal.own);
    setText(this.said, refusal.own ?? "");
  }

  /** @param {Translate} t */
  cropped(t) {
    const { axes, outputShape } = this.plan;
    const ends = [axes.map(({ cropBefore }) => cropBefore), axes.map(({ cropAfter }) => cropAfter)];
    const [before, after] = ends.map((crops) => shown(crops.map((cells) => Math.max(0, cells))));
    const parts = [t("frameworks.crops", { size: sizeText(outputShape), before, after })];
    if (ends.flat().some((cells) => cells < 0)) {
      const [first, last] = ends.map((crops) => shown(crops.map((cells) => Math.max(0, -cells))));
      parts.push(t("frameworks.appends", { before: first, after: last }));
    }
    if (this.wanted && this.name !== "tensorflow") parts.push(t(`frameworks.size_${this.name}`));
    return sentences(t, ...parts);
  }

  /** @this {Refused} @param {Translate} t */
  refused(t) {
    const {
      refusal: { low, high, nearest },
      wanted,
      state: { frameworks_ask: ask },
    } = this;
    if (!low) return t("frameworks.keras_refuses");
    const spans = low.map((least, at) =>
      t(least === high[at] ? "stage.only" : "stage.span", { low: least, high: high[at] }),
    );
    const values = {
      size: sizeText(/** @type {PerAxis} */ (wanted)),
      padding: ask.toUpperCase(),
      input: sizeText(this.plan.inputShape),
      span: [...new Set(spans)]
        .map((span, at, all) => (all.length > 1 ? `${t(`stage.axis_name_${at}`)} ${span}` : span))
        .join(", "),
    };
    if (!nearest) return t("frameworks.no_size", values);
    const inside = /** @type {PerAxis} */ (wanted).every((size, at) => size >= low[at] && size <= high[at]);
    return t(inside ? "frameworks.mixed_keras" : `frameworks.refused_${this.name}`, values);
  }

  // The line that gives PyTorch's numbers, and how it does.
  /** @param {Translate} t @returns {Said} */
  explicit(t) {
    const { way, values, line } = explicitOf(this.name, this.state, this.plan);
    return { line, verdict: t(`frameworks.${way}_${this.name}`, values) };
  }

  // The framework's line, and PyTorch's for the same numbers.
  /** @type {(t: Translate, ask: Padding) => Said} */
  compared(t, ask) {
    const { plan, state } = this;
    const words = pytorchWords(plan);
    const verdict = sentences(t, this.comparison(t), t(words ? "frameworks.has_words" : "frameworks.no_words"));
    return { line: lineOf(this.name, state, plan, ask, this.wanted), verdict, twin: pytorchLine(state, plan, words) };
  }

  // How many of its numbers are PyTorch's; a smaller output may hold a part of them.
  /** @param {Translate} t */
  comparison(t) {
    const {
      wrong,
      plan: { outputShape },
      pytorchShape,
    } = this;
    if (wrong.size) return t("frameworks.differs", { count: wrong.size, total: this.values.length });
    const [size, own] = [outputShape, pytorchShape].map(sizeText);
    return t(size === own ? "frameworks.agrees" : "frameworks.agrees_in_part", { size, own });
  }
}

/** @type {(name: string, stage: Pick<Stage, "copy">) => Line} */
export function codeLine(name, stage) {
  const code = el("code", { "data-control": name, tabindex: 0 });
  /** @type {HTMLButtonElement} */
  const button = el("button", {
    type: "button",
    "data-control": `copy-${name}`,
    onclick: () => stage.copy(code.textContent, button),
  });
  /** @type {Translate | null} */
  let words = null;
  return {
    node: el("div", { class: "line" }, code, button),
    write(text, t) {
      setText(code, text);
      // Else "copied" stands there for its while, whatever is drawn meanwhile.
      if (t !== words) setText(button, t("stage.copy"));
      words = t;
    },
  };
}

// Indices of cells that the other output does not have, or has with another number.
/** @type {(values: Numbers, shape: PerAxis, others: Numbers, othersShape: PerAxis) => Set<number>} */
function differing(values, shape, others, othersShape) {
  const [rows, columns] = shapeInPlane(shape);
  const [otherRows, otherColumns] = shapeInPlane(othersShape);
  const wrong = new Set();
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const at = r * columns + c;
      if (r >= otherRows || c >= otherColumns || values[at] !== others[r * otherColumns + c]) wrong.add(at);
    }
  }
  return wrong;
}

/** @type {(crops: PerAxis) => string} */
const shown = (crops) => (alike(crops) ? `${crops[0]}` : crops.join(", "));
