// What only Python can say: what a link, a pasted layer or an illegal setting means, why it is refused, and what is
// nearest. While it is asked, the last good picture stays.

import { settingsQuery } from "./address.js";
import { ProblemCard } from "./problem.js";
import { perAxis, sourceText } from "./settings.js";
import { received } from "./state.js";

// More than Python reads, which is told how long the text was.
export const SOURCE_LIMIT = 4000;
const ECHO_LIMIT = 40;
// What PyTorch's line does not say, and an offer may change.
const UNSAID = ["input_size", "t", "seed", "lang"];

export class Questions {
  // stage: {t, state, host, code, controls, set(patch), replace(state)}
  constructor(stage) {
    this.stage = stage;
    this.card = new ProblemCard();
  }

  askLink(text) {
    this.stage.host.ask({ kind: "link", text });
  }

  // Settings that cannot be, as a person typed them.
  askSettings(patch) {
    this.stage.host.ask({ kind: "settings", text: settingsQuery({ ...this.stage.state, ...patch }) });
  }

  askSource(text) {
    this.stage.host.ask({ kind: "source", text: text.slice(0, SOURCE_LIMIT), length: text.length,
      settings: settingsQuery(this.stage.state) });
  }

  // A number for a cell needs no asking.
  refuseNumber(text) {
    const value = text.slice(0, ECHO_LIMIT);
    this.show(() => ({ title: "stage.refused", problems: [{ text: this.stage.t("stage.not_a_number", { value }) }] }));
  }

  // say(): what stands on the card; asked again when the language changes.
  show(say) {
    this.say = say;
    this.card.show(this.stage.t, say());
  }

  translate(t) {
    if (this.card.isOpen) this.card.show(t, this.say());
  }

  // answer: {kind, state, problems, notes, offer}; with problems, `state` is on offer, or null; `offer` is its name in the
  // words of another framework.
  answered({ kind, state, problems, notes = [], offer = null }) {
    const { stage } = this;
    const take = () => {
      stage.controls.forget();
      return kind === "link" ? stage.replace(received(state, stage.state.lang)) : stage.set(state);
    };
    if (problems.length) return this.refuse({ kind, state, problems, offer }, take);
    take();
    stage.code.restore();
    this.card.hide();
    if (notes.length) {
      this.show(() => ({ title: "stage.noted", problems: notes.map((note) => ({ text: this.explain(note) })) }));
    }
  }

  refuse({ kind, state, problems, offer }, take) {
    const { stage } = this;
    if (kind === "source") stage.code.refused();
    this.show(() => ({
      title: "stage.refused",
      problems: problems.map((problem) => this.told(problem)),
      offer: state && take,
      name: offer ?? (state ? this.nameOf({ ...stage.state, ...state }, problems) : ""),
    }));
  }

  // An offer in words: PyTorch's line, after whatever else was refused and is another now.
  nameOf(state, problems) {
    const fields = UNSAID.filter((key) => state[key] !== null && problems.some(({ field }) => field === key));
    const said = fields.map((key) => `${key}=${Array.isArray(state[key]) ? perAxis(state[key]) : state[key]}`);
    return [...said, sourceText(state)].join(", ");
  }

  told({ message, ...problem }) {
    const { library, fact } = problem.values;
    return { text: this.explain(problem), fact: fact && this.stage.t(`problems.${fact}`, { library }), message, library };
  }

  explain({ code, field, values }) {
    const { t, state: { lang } } = this.stage;
    const axis = values.axis && t(`problems.axis_${values.axis}`);
    // Where no framework is named it is this page that refuses; Chinese sets no space after it.
    const page = t("problems.this_page");
    const said = t(`problems.${code}`, { ...values, field, axis, framework: values.framework || page });
    return lang === "en" ? said : said.replace(`${page} `, page);
  }
}
