// The output that a group of libraries shares, beside PyTorch's: the numbers, cells that PyTorch's has not, the crops, and
// PyTorch's line for the same numbers.

import { OutputBoard } from "../../boards/output_board.js";
import { el, setHidden, setText } from "../../dom/dom.js";
import { sentences } from "../../dom/words.js";
import { Memory } from "../../paint/memory.js";
import { crop } from "../../rule/links.js";
import { sizeText } from "../../rule/values.js";
import { alike } from "../../state/settings.js";
import { codeLine } from "./code_line.js";
import { pytorchWords } from "./crops.js";
import { compared } from "./groups.js";
import { pytorchLine } from "./source_text.js";

/** @import { Describer, Group, Numbers, PerAxis, Plan, State, Theme, Translate } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */
/** @import { Stage } from "../../shell/stage.js" */

// Many cells may be marked: a corner is enough to say so and leaves the number readable.
class MarkedBoard extends OutputBoard {
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

// Signs of a shift on each axis: back and forth.
const WAYS = [
  ["back", "forth"],
  ["up", "down"],
  ["left", "right"],
];

export class OutputCard {
  // name: of the library that comes first in its group.
  /** @param {string} name @param {Describer} describer @param {Pick<Stage, "copy">} stage */
  constructor(name, describer, stage) {
    this.name = name;
    this.board = new MarkedBoard(describer, { panel: name });
    this.board.node.classList.add("card");
    this.board.node.hidden = true;
    this.crops = el("p", { class: "crops" });
    this.verdict = el("p", { class: "verdict", "data-control": `${name}-numbers` });
    this.twin = codeLine(`${name}-pytorch`, stage);
    this.board.tools.append(this.crops, this.verdict, this.twin.node);
    this.memory = new Memory();
    /** @type {Group | null} */
    this.group = null;
    /** @type {Numbers} */
    this.values = [];
  }

  // own: PyTorch's plan; canvas: the numbers on it with the stamps laid down so far.
  /** @param {{ own: Plan, canvas: Numbers, state: State, laid: number, theme: Theme }} given */
  draw({ own, canvas, state, laid, theme }) {
    const { plan } = /** @type {Group} */ (this.group);
    const changes = this.memory.changes({ plan, own, canvas });
    if (changes.has("plan") || changes.has("own")) this.found = compared(plan, own);
    if (changes.size) this.values = crop(plan, canvas, state.bias);
    this.plan = plan;
    this.own = own;
    this.state = state;
    const { alone } = /** @type {ReturnType<typeof compared>} */ (this.found);
    this.board.draw({ plan, values: this.values, done: this.values.length, laid, wrong: alone, theme });
  }

  // Nothing is shown: nothing is left to be read either.
  clear() {
    if (!this.memory.known) return;
    this.memory.forget();
    this.board.clear();
  }

  // t: the page's words.
  /** @param {Translate} t */
  write(t) {
    const { group, state, own } = this;
    if (!group || !state || !own) return;
    const { frameworks_ask: ask } = state;
    this.board.say(group.names.map((name) => t(`frameworks.name_${name}_${ask}`)).join(" = "));
    this.board.title.className = `title key ${group.look}`;
    setText(this.crops, cropped(group.plan, t));
    const words = pytorchWords(group.plan);
    const way = t(words ? "frameworks.has_words" : "frameworks.no_words");
    setText(this.verdict, group.isOwn ? this.comparison(t) : sentences(t, this.comparison(t), way));
    // PyTorch's own line stands above.
    const line = ask === "crops" ? null : pytorchLine(state, group.plan, words);
    setHidden(this.twin.node, !line);
    if (line) this.twin.write(line, t);
  }

  // Where PyTorch's numbers stand in it, and how many cells PyTorch's output has not.
  /** @param {Translate} t */
  comparison(t) {
    const { plan, own, found } = /** @type {this & { plan: Plan, own: Plan, found: ReturnType<typeof compared> }} */ (
      this
    );
    const [size, owns] = [plan, own].map(({ outputShape }) => sizeText(outputShape));
    if (!found.alone.size && size === owns) return t("frameworks.agrees");
    const said = [];
    if (found.common) {
      const how = shifts(found.moved, t);
      said.push(how ? t("frameworks.shifted", { how }) : t("frameworks.agrees_in_part", { size, own: owns }));
    }
    const values = { count: found.alone.size, total: this.values.length };
    if (found.alone.size) said.push(t("frameworks.alone", values));
    return sentences(t, ...said);
  }
}

/** @type {(moved: PerAxis, t: Translate) => string} */
function shifts(moved, t) {
  const ways = WAYS.slice(-moved.length);
  return moved
    .map((cells, at) => (cells ? t(`frameworks.${ways[at][Number(cells > 0)]}`, { count: Math.abs(cells) }) : ""))
    .filter(Boolean)
    .reduce((first, second) => (first ? t("frameworks.and", { first, second }) : second), "");
}

/** @type {(plan: Plan, t: Translate) => string} */
function cropped({ axes, outputShape }, t) {
  const ends = [axes.map(({ cropBefore }) => cropBefore), axes.map(({ cropAfter }) => cropAfter)];
  const [before, after] = ends.map((crops) => shown(crops.map((cells) => Math.max(0, cells))));
  const parts = [t("frameworks.crops", { size: sizeText(outputShape), before, after })];
  if (ends.flat().some((cells) => cells < 0)) {
    const [first, last] = ends.map((crops) => shown(crops.map((cells) => Math.max(0, -cells))));
    parts.push(t("frameworks.appends", { before: first, after: last }));
  }
  return sentences(t, ...parts);
}

/** @type {(crops: PerAxis) => string} */
const shown = (crops) => (alike(crops) ? `${crops[0]}` : crops.join(", "));
