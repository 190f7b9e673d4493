// One framework's output beside PyTorch's: the numbers, those that differ marked, the crops, and two lines of code.

import { Cells } from "./cells.js";
import { el, setHidden, setText } from "./dom.js";
import { askedPlan, pytorchWords, refuses } from "./crops.js";
import { explicitOf } from "./framework_crops.js";
import { lineOf, pytorchLine } from "./framework_lines.js";
import { crop } from "./links.js";
import { OutputBoard } from "./output_board.js";

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
  // copy(text, button)
  constructor(name, describe, copy) {
    this.name = name;
    this.board = new CardBoard(describe, new Cells(name, describe));
    this.board.node.classList.add("card");
    this.crops = el("p", { class: "crops" });
    this.verdict = el("p", { class: "verdict", "data-control": `${name}-verdict` });
    this.line = codeLine(`${name}-line`, copy);
    this.twin = codeLine(`${name}-pytorch`, copy);
    this.board.tools.append(this.crops, this.line.node, this.verdict, this.twin.node);
    this.memo = {};
  }

  // plan, canvas, output: PyTorch's, the canvas with the stamps laid down so far.
  draw({ plan, canvas, output, state, laid, theme, ask }) {
    const memo = { plan, canvas, ask };
    if (Object.keys(memo).some((key) => memo[key] !== this.memo[key])) {
      if (plan !== this.memo.plan || ask !== this.memo.ask) this.plan = askedPlan(plan, this.name, ask);
      this.memo = memo;
      this.values = crop(this.plan, canvas);
      this.wrong = differing(this.values, this.plan.outputShape, output, plan.outputShape);
    }
    this.refused = ask !== "crops" && refuses(this.name, plan.axes);
    this.state = state;
    const done = this.refused ? 0 : this.values.length;
    this.board.draw({ plan: this.plan, values: this.values, done, laid, wrong: this.wrong, theme });
  }

  // What is said of it; t: the page's words.
  write(t, ask) {
    const { plan } = this;
    const sizes = { size: plan.outputShape.join("×"), before: shown(plan.axes, "cropBefore"), after: shown(plan.axes, "cropAfter") };
    this.board.say(t(`frameworks.name_${this.name}_${ask}`));
    const appends = plan.axes.some(({ cropAfter }) => cropAfter < 0);
    setText(this.crops, t("frameworks.crops", sizes) + (appends ? ` ${t("frameworks.appends")}` : ""));
    const { line, verdict, twin } = this.refused ? { verdict: t("frameworks.keras_refuses") }
      : ask === "crops" ? this.explicit(t) : this.compared(t, ask);
    setText(this.verdict, verdict);
    for (const [part, text] of [[this.line, line], [this.twin, twin]]) {
      setHidden(part.node, !text);
      if (text) part.write(text, t);
    }
  }

  // The line that gives PyTorch's numbers, and how it does.
  explicit(t) {
    const { way, values, line } = explicitOf(this.name, this.state, this.plan);
    return { line, verdict: t(`frameworks.${way}_${this.name}`, values) };
  }

  // The framework's line, and PyTorch's for the same numbers.
  compared(t, ask) {
    const { plan, state, wrong } = this;
    const words = pytorchWords(plan);
    const verdict = [
      t(wrong.size ? "frameworks.differs" : "frameworks.agrees", { count: wrong.size, total: this.values.length }),
      t(words ? "frameworks.has_words" : "frameworks.no_words")].join(" ");
    return { line: lineOf(this.name, state, plan, ask), verdict, twin: pytorchLine(state, plan, words) };
  }
}

function codeLine(name, copy) {
  const code = el("code", { "data-control": name, tabindex: 0 });
  const button = el("button", { type: "button", "data-control": `copy-${name}`, onclick: () => copy(code.textContent, button) });
  return {
    node: el("div", { class: "line" }, code, button),
    write(text, t) {
      setText(code, text);
      setText(button, t("stage.copy"));
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

function shown(axes, key) {
  const [height, width] = axes.map((axis) => axis[key]);
  return height === width ? `${height}` : `${height}, ${width}`;
}
