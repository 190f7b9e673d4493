// What is said of the state that is on the page: of an example its own sentence, else what follows from the settings; and
// while the time is not at its end, what the present step does.

import { el, setText } from "../dom/dom.js";
import { sentences } from "../dom/words.js";
import { beginning, channelFacts, factsAlong } from "../rule/facts.js";
import { coverage } from "../rule/links.js";
import { canvasCell } from "../rule/spots.js";
import { exact, sizeText } from "../rule/values.js";
import { nameOfAxis } from "../state/settings.js";

/** @import { Fact } from "../rule/facts.js" */
/** @import { Stage } from "./stage.js" */

export class Explanation {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.step = el("p", { class: "look step", "data-control": "step-look" });
    this.state = el("p", { class: "look example", "data-control": "example-look" });
    this.node = el("div", { class: "explanation" }, this.step, this.state);
  }

  // preset: the key of the example that is shown; "": none.
  /** @param {string} preset */
  draw(preset) {
    setText(this.step, this.ofStep());
    setText(this.state, preset ? this.stage.t(`presets.${preset}.look`) : this.ofSettings());
  }

  // What holds along both axes is said once, then of each what holds along it alone.
  ofSettings() {
    const { state, plan, t } = this.stage;
    const facts = plan.axes.map((_, axis) => factsAlong(plan, axis));
    const isShared = (/** @type {Fact} */ fact) => facts.every((own) => own.some((other) => isSame(fact, other)));
    const apart = facts.map((own, axis) => {
      const formula = this.said(own.filter((fact) => !isShared(fact)));
      const name = t(`stage.axis_name_${nameOfAxis(state.rank, axis)}`);
      return formula && t("stage.formula_of", { name, formula });
    });
    const channels = channelFacts(plan, state.bias !== null);
    return sentences(t, ...[this.said(facts[0].filter(isShared)), ...apart, this.said(channels)].filter(Boolean));
  }

  /** @param {Fact[]} facts */
  said(facts) {
    const { t } = this.stage;
    return sentences(t, ...facts.map(({ key, values }) => t(`explained.${key}`, values)));
  }

  ofStep() {
    const { plan, state, view, t } = this.stage;
    const [at, total] = [this.stage.at(), this.stage.steps()];
    const spot = view.current();
    if (!spot || at <= 0 || at >= total) return "";
    const { cell } = spot;
    const number = exact(view.valueOf(spot));
    const along = state.rank === 2 ? "" : `_${state.rank}`;
    if (view.order === "stamps") {
      const begin = beginning(plan, cell, cell.map(nothing));
      return t(`explained.step_stamps${along}`, { cell, number, ...placed(begin) });
    }
    if (view.order === "taps") {
      const begin = beginning(plan, cell.map(nothing), cell);
      const values = { cell, number, ...placed(begin), stride: sizeText(state.stride) };
      if (plan.channels.inputs === 1) return t(`explained.step_taps${along}`, values);
      // A row of every input channel's products, added up.
      return t(`explained.step_taps_channels${along}`, { ...values, cell: cell.slice(1) });
    }
    return view.isSum(spot) && spot.panel === "output"
      ? t("explained.step_cells", { cell, terms: coverage(plan, canvasCell(plan, spot)) })
      : "";
  }
}

/** @type {(one: Fact, other: Fact) => boolean} */
const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const nothing = () => 0;
// Where something is laid down, in the words' names.
/** @type {(begin: number[]) => { slice: number, row: number, column: number }} */
function placed(begin) {
  const [slice, row, column] = [0, 0, ...begin].slice(-3);
  return { slice, row, column };
}
