// One framework's output beside PyTorch's: the numbers, those that differ marked, the crops, and two lines of code.

import { Cells } from "./cells.js";
import { el, setHidden, setText } from "./dom.js";
import { askedPlan, pytorchWords, refuses } from "./crops.js";
import { explicitOf } from "./framework_crops.js";
import { lineOf, pytorchLine } from "./framework_lines.js";
import { crop } from "./links.js";
import { OutputBoard } from "./output_board.js";
import { oneOfBoth, ownWords } from "./own_words.js";
import { refusedSize } from "./sizes_taken.js";
import { sentences } from "./words.js";

// Most cells may differ: a corner is enough to say so and leaves the number readable.
class CardBoard extends OutputBoard {
  cross(pen, x, y) {
    const { size, theme } = this;
    const corner = Math.min(10, size / 3);
    pen.fillStyle = theme.bad;
    pen.beginPath();
    pen.moveTo((x + 1) * size - corner, y * size);
    pen.lineTo((x + 1) * size, y * size);
    pen.lineTo((x + 1) * size, y * size + corner);
    pen.fill();
  }
}

export class FrameworkCard {
  // stage: {set(patch), copy(text, button), catalogue}
  constructor(name, describe, stage) {
    this.name = name;
    this.own = stage.catalogue.own_words;
    this.board = new CardBoard(describe, new Cells(name, describe));
    this.board.node.classList.add("card");
    this.crops = el("p", { class: "crops" });
    this.verdict = el("p", { class: "verdict", "data-control": `${name}-verdict` });
    this.line = codeLine(`${name}-line`, stage);
    this.twin = codeLine(`${name}-pytorch`, stage);
    this.offer = el("button", { type: "button", "data-control": `${name}-nearest`,
      onclick: () => stage.set(this.refusal.offer.patch) });
    this.whose = el("span", {});
    this.said = el("code", { "data-control": `${name}-own` });
    this.says = el("div", { class: "says", hidden: true }, this.whose, this.said);
    this.board.tools.append(this.crops, this.line.node, this.verdict, this.says, this.offer, this.twin.node);
    this.memo = {};
  }

  // plan, canvas, output: PyTorch's, the canvas with the stamps laid down so far; drawn: the cards before this one.
  draw({ plan, canvas, output, state, laid, theme, drawn }) {
    const { ask, output_shape } = state;
    const memo = { plan, canvas, ask, output_shape };
    if (Object.keys(memo).some((key) => memo[key] !== this.memo[key])) {
      if (["plan", "ask", "output_shape"].some((key) => memo[key] !== this.memo[key])) this.ask(plan, state);
      this.memo = memo;
      this.values = crop(this.plan, canvas);
      this.wrong = differing(this.values, this.plan.outputShape, output, plan.outputShape);
    }
    this.state = state;
    const done = this.refusal ? 0 : this.values.length;
    const like = drawn.find((card) => !card.refusal === !this.refusal && sameCrops(card.plan, this.plan))?.board;
    this.board.draw({ plan: this.plan, values: this.values, done, laid, wrong: this.wrong, theme, like });
  }

  get isDrawn() {
    return Boolean(this.memo.plan);
  }

  // Nothing is shown: nothing is left to be read either.
  clear() {
    if (!this.isDrawn) return;
    this.memo = this.board.memo = {};
    this.board.cells.layout([]);
  }

  // What the framework takes, or why it refuses: then the nearest that it would take stands there, empty.
  ask(plan, state) {
    const { ask } = state;
    this.wanted = ask === "crops" ? null : state.output_shape;
    this.refusal = ask === "crops" ? null : this.refusalOf(plan, state);
    this.plan = askedPlan(plan, this.name, ask, this.refusal ? this.refusal.nearest : this.wanted);
  }

  // {nearest: the size nearest to the one wanted, offer: {patch, name} or null, own: the framework's own words or null}.
  refusalOf(plan, state) {
    const { name, wanted, own: { templates } } = this;
    const own = () => ownWords(name, plan, state.ask, wanted, templates);
    if (refuses(name, plan.axes)) return { nearest: null, own: own(), offer: oneOfBoth(state) };
    const refused = wanted && refusedSize(name, plan, state.ask, wanted);
    if (!refused) return null;
    const { nearest } = refused;
    return { ...refused, own: own(), offer: nearest && { patch: { output_shape: nearest }, name: nearest.join("×") } };
  }

  // What is said of it; t: the page's words.
  write(t) {
    const { refusal, state: { ask } } = this;
    this.board.say(t(`frameworks.name_${this.name}_${ask}`));
    setText(this.crops, refusal ? "" : this.cropped(t));
    const { line, verdict, twin } = refusal ? { verdict: this.refused(t) }
      : ask === "crops" ? this.explicit(t) : this.compared(t, ask);
    setText(this.verdict, verdict);
    this.writeOwn(t);
    setHidden(this.offer, !refusal?.offer);
    if (refusal?.offer) setText(this.offer, t("frameworks.take_nearest", { size: refusal.offer.name }));
    for (const [part, text] of [[this.line, line], [this.twin, twin]]) {
      setHidden(part.node, !text);
      if (text) part.write(text, t);
    }
  }

  // The library's own words; where it computes all the same, that.
  writeOwn(t) {
    const { refusal, own: { libraries }, name } = this;
    setHidden(this.says, !refusal);
    if (!refusal) return;
    const library = libraries[name];
    setText(this.whose, t(refusal.own ? "stage.library_says" : "problems.own_unchecked", { library }));
    setHidden(this.said, !refusal.own);
    setText(this.said, refusal.own ?? "");
  }

  cropped(t) {
    const { axes, outputShape } = this.plan;
    const sizes = { size: outputShape.join("×"), before: shown(axes, "cropBefore"), after: shown(axes, "cropAfter") };
    const parts = [t("frameworks.crops", sizes)];
    if (axes.some(({ cropAfter }) => cropAfter < 0)) parts.push(t("frameworks.appends"));
    if (this.wanted && this.name !== "tensorflow") parts.push(t(`frameworks.size_${this.name}`));
    return sentences(t, ...parts);
  }

  refused(t) {
    const { refusal: { low, high, nearest }, wanted, state: { ask } } = this;
    if (!low) return t("frameworks.keras_refuses");
    const spans = low.map((least, at) => t(least === high[at] ? "stage.only" : "stage.span", { low: least, high: high[at] }));
    const values = { size: wanted.join("×"), padding: ask.toUpperCase(), input: this.plan.inputShape.join("×"),
      span: [...new Set(spans)].map((span, at, all) => (all.length > 1 ? `${t(`stage.axis_name_${at}`)} ${span}` : span)).join(", ") };
    if (!nearest) return t("frameworks.no_size", values);
    const inside = wanted.every((size, at) => size >= low[at] && size <= high[at]);
    return t(inside ? "frameworks.mixed_keras" : `frameworks.refused_${this.name}`, values);
  }

  // The line that gives PyTorch's numbers, and how it does.
  explicit(t) {
    const { way, values, line } = explicitOf(this.name, this.state, this.plan);
    return { line, verdict: t(`frameworks.${way}_${this.name}`, values) };
  }

  // The framework's line, and PyTorch's for the same numbers.
  compared(t, ask) {
    const { plan, state } = this;
    const words = pytorchWords(plan);
    const verdict = sentences(t, this.comparison(t), t(words ? "frameworks.has_words" : "frameworks.no_words"));
    return { line: lineOf(this.name, state, plan, ask, this.wanted), verdict, twin: pytorchLine(state, plan, words) };
  }

  // How many of its numbers are PyTorch's; a smaller output may hold a part of them.
  comparison(t) {
    const { wrong, plan: { outputShape }, memo } = this;
    if (wrong.size) return t("frameworks.differs", { count: wrong.size, total: this.values.length });
    const [size, own] = [outputShape, memo.plan.outputShape].map((shape) => shape.join("×"));
    return t(size === own ? "frameworks.agrees" : "frameworks.agrees_in_part", { size, own });
  }
}

export function codeLine(name, stage) {
  const code = el("code", { "data-control": name, tabindex: 0 });
  const button = el("button", { type: "button", "data-control": `copy-${name}`, onclick: () => stage.copy(code.textContent, button) });
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
function differing(values, [rows, columns], others, [otherRows, otherColumns]) {
  const wrong = new Set();
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const at = r * columns + c;
      if (r >= otherRows || c >= otherColumns || values[at] !== others[r * otherColumns + c]) wrong.add(at);
    }
  }
  return wrong;
}

// Two plans of one canvas.
const sameCrops = (one, other) => one.axes.every(({ cropBefore, cropAfter }, at) =>
  cropBefore === other.axes[at].cropBefore && cropAfter === other.axes[at].cropAfter);

function shown(axes, key) {
  const [height, width] = axes.map((axis) => axis[key]);
  return height === width ? `${height}` : `${height}, ${width}`;
}
