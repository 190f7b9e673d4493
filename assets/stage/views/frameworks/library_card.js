// One library: its line of code, or why it refuses and the nearest that it takes; and the way there for real weights.

import { el, setHidden, setText } from "../../dom/dom.js";
import { sentences } from "../../dom/words.js";
import { Memory } from "../../paint/memory.js";
import { sizeText } from "../../rule/values.js";
import { nameOfAxis } from "../../state/settings.js";
import { codeLine } from "./code_line.js";
import { explicitOf, famousOf, isUnchecked, lineOf, oneOfBoth, planOfCall, refusedSize, refuses } from "./libraries.js";
import { WeightsCode } from "./weights_code.js";

/** @import { Ask, AskedState, Group, Offer, PerAxis, Plan, Refusal, State, Translate } from "../../types.js" */
/** @import { Stage } from "../../shell/stage.js" */
/** @typedef {LibraryCard & { refusal: Refusal }} Refused */
/** @typedef {LibraryCard & { refusal: { offer: Offer } }} Offering */
/** @typedef {{ verdict: string, line?: string }} Said */

export class LibraryCard {
  /** @param {string} name @param {Pick<Stage, "set" | "copy" | "catalogue">} stage */
  constructor(name, stage) {
    this.name = name;
    this.own = stage.catalogue.own_words[name];
    this.title = el("h3", { class: "key" });
    this.line = codeLine(`${name}-line`, stage);
    this.verdict = el("p", { class: "verdict", "data-control": `${name}-verdict` });
    this.offer = el("button", {
      type: "button",
      "data-control": `${name}-nearest`,
      onclick: () => stage.set(/** @type {Offering} */ (this).refusal.offer.patch),
    });
    this.whose = el("span", {});
    this.said = el("code", { "data-control": `${name}-own` });
    this.says = el("div", { class: "says", hidden: true }, this.whose, this.said);
    this.weights = new WeightsCode(name, this.own.name, this.own.weights, stage);
    this.node = el(
      "section",
      { class: "library", "data-library": name },
      this.title,
      this.line.node,
      this.verdict,
      this.says,
      this.offer,
      this.weights.node,
    );
    this.memory = new Memory();
    /** @type {Refusal | null} */
    this.refusal = null;
    /** @type {PerAxis | null} */
    this.wanted = null;
  }

  // Whether the library refuses what it is asked for, and what it would take.
  /** @type {(plan: Plan, state: State) => void} */
  ask(plan, state) {
    const { frameworks_ask: ask, frameworks_output_shape: output_shape } = state;
    this.plan = plan;
    this.state = state;
    if (!this.memory.changes({ plan, ask, output_shape }).size) return;
    this.wanted = ask === "crops" ? null : output_shape;
    this.refusal = ask === "crops" ? null : this.refusalOf(plan, /** @type {AskedState} */ (state));
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

  // What is said of it; t: the page's words; group: whose numbers it gives, none where it refuses.
  /** @type {(t: Translate, group: Group | undefined) => void} */
  write(t, group) {
    const { refusal, name, state } = this;
    if (!state) return;
    setText(this.title, t(`frameworks.name_${name}_${state.frameworks_ask}`));
    this.title.className = `key ${group?.look ?? "refused"}`;
    const { line, verdict } = group ? this.answered(t, group) : { verdict: /** @type {Refused} */ (this).refused(t) };
    setText(this.verdict, verdict);
    setHidden(this.verdict, !verdict);
    this.writeOwn(t);
    setHidden(this.offer, !refusal?.offer);
    if (refusal?.offer) setText(this.offer, t("frameworks.take_nearest", { size: refusal.offer.name }));
    setHidden(this.line.node, !line);
    if (line) this.line.write(line, t);
  }

  // Its line; and for PyTorch's own crops, or a size, how it comes to them.
  /** @type {(t: Translate, group: Group) => Said} */
  answered(t, { plan }) {
    const { name, wanted } = this;
    const state = /** @type {State} */ (this.state);
    const call = planOfCall(name, plan);
    /** @type {Ask} */
    const ask = state.frameworks_ask;
    if (ask === "crops") {
      const { way, values, line } = explicitOf(name, state, call);
      return { line, verdict: sentences(t, t(`frameworks.${way}_${name}`, values), ...this.besides(t, plan)) };
    }
    const size = wanted && name !== "tensorflow" ? [t(`frameworks.size_${name}`)] : [];
    return { line: lineOf(name, state, call, ask, wanted), verdict: sentences(t, ...size, ...this.besides(t, plan)) };
  }

  // What its line does not do of the layer: groups, a bias.
  /** @type {(t: Translate, plan: Plan) => string[]} */
  besides(t, plan) {
    const { groups } = plan.channels;
    const said = planOfCall(this.name, plan) === plan ? [] : [t("frameworks.no_groups", { groups })];
    const isSilent = this.name !== "pytorch" && /** @type {State} */ (this.state).bias;
    return isSilent ? [...said, t("frameworks.plus_bias")] : said;
  }

  // The library's own sentence, if it is famous; where it may compute all the same, that.
  /** @param {Translate} t */
  writeOwn(t) {
    const { refusal, own, name, plan } = this;
    const axes = /** @type {Plan} */ (plan).axes;
    const says = refusal?.own ? "stage.library_says" : isUnchecked(name, axes) ? "problems.own_unchecked" : null;
    const isShown = !!refusal && !!says;
    setHidden(this.says, !isShown);
    if (!isShown) return;
    setText(this.whose, t(says, { library: own.library }));
    setHidden(this.said, !refusal.own);
    setText(this.said, refusal.own ?? "");
  }

  /** @this {Refused} @param {Translate} t */
  refused(t) {
    const {
      refusal: { low, high, nearest },
      wanted,
    } = this;
    if (!low) return t("frameworks.keras_refuses");
    const spans = low.map((least, at) =>
      t(least === high[at] ? "stage.only" : "stage.span", { low: least, high: high[at] }),
    );
    const values = {
      size: sizeText(/** @type {PerAxis} */ (wanted)),
      padding: /** @type {State} */ (this.state).frameworks_ask.toUpperCase(),
      input: sizeText(/** @type {Plan} */ (this.plan).axes.map((axis) => axis.input)),
      span: [...new Set(spans)]
        .map((span, at, all) =>
          all.length > 1 ? `${t(`stage.axis_name_${nameOfAxis(all.length, at)}`)} ${span}` : span,
        )
        .join(", "),
    };
    if (!nearest) return t("frameworks.no_size", values);
    const inside = /** @type {PerAxis} */ (wanted).every((size, at) => size >= low[at] && size <= high[at]);
    return t(inside ? "frameworks.mixed_keras" : `frameworks.refused_${this.name}`, values);
  }
}
