// What is said of the state that is on the page: of an example its own sentence, else what follows from the settings; and
// while the time is not at its end, what the present step does.

import { el, setText } from "../dom/dom.js";
import { sentences } from "../dom/words.js";
import { beginning, channelFacts, factsAlong } from "../rule/facts.js";
import { coverage } from "../rule/links.js";
import { canvasCell } from "../rule/spots.js";
import { exact, sizeText } from "../rule/values.js";
import { isEven, nameOfAxis } from "../state/settings.js";

/** @import { Plan } from "../types.js" */
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
    setText(
      this.state,
      preset ? this.stage.t(`presets.${preset}.look`) : sentences(this.stage.t, ...this.ofSettings()),
    );
  }

  // Said once where it holds for both axes, else of each.
  ofSettings() {
    const { state, plan, t } = this.stage;
    const channels = channelFacts(plan, state.bias !== null).map(({ key, values }) => t(`explained.${key}`, values));
    if (isEven(state)) return [this.along(plan, 0), ...channels];
    const axes = plan.axes.map((_, axis) => {
      const name = t(`stage.axis_name_${nameOfAxis(state.rank, axis)}`);
      return t("stage.formula_of", { name, formula: this.along(plan, axis) });
    });
    return [axes.join(" "), ...channels];
  }

  /** @type {(plan: Plan, axis: number) => string} */
  along(plan, axis) {
    const { t } = this.stage;
    return sentences(t, ...factsAlong(plan, axis).map(({ key, values }) => t(`explained.${key}`, values)));
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

const nothing = () => 0;
// Where something is laid down, in the words' names.
/** @type {(begin: number[]) => { slice: number, row: number, column: number }} */
function placed(begin) {
  const [slice, row, column] = [0, 0, ...begin].slice(-3);
  return { slice, row, column };
}
