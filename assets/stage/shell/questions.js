// What only Python can say: what a link, a pasted layer or an illegal setting means, why it is refused, and what is
// nearest. While it is asked, the last good picture stays.

import { settingsQuery } from "../state/query.js";
import { isEven, perAxis, sourceText } from "../state/settings.js";
import { OPERANDS, received } from "../state/state.js";
import { ProblemCard } from "./problem_card.js";

// As much as Python reads, which is told how long the text was.
const SOURCE_LIMIT = 100_000;
const ECHO_LIMIT = 40;
// Says that there are others; it stands beside them, and not below the line of code.
const SEVERAL = "note_several";
// What PyTorch's line does not say, and an offer may change.
/** @type {("input_size" | "t" | "seed" | "lang")[]} */
const UNSAID = ["input_size", "t", "seed", "lang"];

/** @import { Answer, SentState, Operand, Problem, Question, SettingKey, State, Told, Translate } from "../types.js" */
/** @import { Choice, Saying } from "./problem_card.js" */
/** @import { Stage } from "./stage.js" */

/** @typedef {Required<Omit<Answer, "id" | "title" | "take">> & Pick<Answer, "title" | "take">} Refused */
/** Why a matrix was refused. @typedef {{ code: string, values: Record<string, unknown> }} Reason */

export class Questions {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.card = new ProblemCard();
    /** @type {Omit<Question, "id">} */
    this.asked = { kind: "source", text: "" };
    /** @type {() => Saying} */
    this.say = () => ({ title: "", problems: [] });
  }

  /** @param {string} text */
  askLink(text) {
    this.stage.talk.ask({ kind: "link", text });
  }

  // Settings that cannot be, as a person typed them.
  /** @param {Partial<Record<SettingKey, (string | number)[]>>} patch */
  askSettings(patch) {
    this.stage.talk.ask({ kind: "settings", text: settingsQuery({ ...this.stage.state, ...patch }) });
  }

  /** @param {string} text */
  askSource(text) {
    this.asked = {
      kind: "source",
      text: text.slice(0, SOURCE_LIMIT),
      length: text.length,
      settings: settingsQuery(this.stage.state),
    };
    this.stage.talk.ask(this.asked);
  }

  // The same question, with what was chosen changed in it.
  /** @param {Partial<Question>} again */
  askAgain(again) {
    this.asked = { ...this.asked, ...again, settings: settingsQuery(this.stage.state) };
    this.stage.talk.ask(this.asked);
  }

  // A number for a cell needs no asking.
  /** @param {string} text */
  refuseNumber(text) {
    const value = text.slice(0, ECHO_LIMIT);
    this.show(() => ({ title: "stage.refused", problems: [{ text: this.stage.t("stage.not_a_number", { value }) }] }));
  }

  // Nor does a matrix.
  /** @type {(key: Operand, problem: Reason) => void} */
  refuseMatrix(key, problem) {
    this.show(() => ({ title: "stage.refused", problems: [{ text: this.explainMatrix(key, problem) }] }));
  }

  /** @type {(key: Operand, problem: Reason) => string} */
  explainMatrix(key, { code, values }) {
    const { t } = this.stage;
    if (!code.startsWith("matrix_")) return this.explain({ code, field: key, values });
    return t(`stage.${code}`, { ...values, field: OPERANDS[key], why: t(`stage.why_${values.rule}`) });
  }

  // say(): what stands on the card; asked again when the language changes.
  /** @param {() => Saying} say */
  show(say) {
    this.say = say;
    this.card.show(this.stage.t, say());
  }

  /** @param {Translate} t */
  translate(t) {
    if (this.card.isOpen) this.card.show(t, this.say());
  }

  /** @param {Omit<Answer, "id">} answer */
  answered({ kind, state, problems, notes = [], offer = null, choices = [], title, take: takes }) {
    const { stage } = this;
    const take = () => {
      stage.controls.forget();
      if (!state) return;
      if (kind === "link") stage.replace(received(/** @type {SentState} */ (state), stage.state.lang));
      // No more than settings, which are the same on both sides. One slider for both axes cannot show unlike ones.
      else {
        const after = { ...stage.state, .../** @type {Partial<State>} */ (state) };
        stage.set({ .../** @type {Partial<State>} */ (state), square: after.square && isEven(after) });
      }
    };
    if (problems.length) return this.refuse({ kind, state, problems, notes, offer, choices, title, take: takes }, take);
    take();
    stage.code.restore();
    this.card.hide();
    this.tell(notes);
    if (choices.length) this.offerOthers(notes, choices);
  }

  // What stands below the line of code, for as long as that says the same.
  /** @param {Problem[]} notes */
  tell(notes) {
    this.stage.code.tell(() => notes.filter(({ code }) => code !== SEVERAL).map((note) => this.explain(note)));
  }

  // The layer is shown; the text has others.
  /** @type {(notes: Problem[], choices: NonNullable<Answer["choices"]>) => void} */
  offerOthers(notes, choices) {
    this.show(() => ({
      title: "stage.other_layers",
      problems: notes.filter(({ code }) => code === SEVERAL).map((note) => this.told(note)),
      choices: this.named(choices),
    }));
  }

  /** @type {(choices: NonNullable<Answer["choices"]>) => Choice[]} */
  named(choices) {
    return choices.map(({ name, again }) => ({ name, take: () => this.askAgain(again) }));
  }

  /** @type {(answer: Refused, take: () => void) => void} */
  refuse({ kind, state, problems, notes, offer, choices, title, take: takes }, take) {
    const { stage } = this;
    if (kind === "source") stage.code.refused();
    // What was said beside the refusal holds of what is taken instead.
    const accept = () => {
      take();
      if (kind === "source") this.tell(notes);
    };
    this.show(() => ({
      title: title ?? (choices.length ? "stage.choose" : "stage.refused"),
      problems: [...problems, ...notes].map((problem) => this.told(problem)),
      offer: state && accept,
      take: takes,
      name: offer ?? (state ? this.nameOf(/** @type {State} */ ({ ...stage.state, ...state }), problems) : ""),
      choices: this.named(choices),
    }));
  }

  // An offer in words: PyTorch's line, after whatever else was refused and is another now.
  /** @type {(state: State, problems: Problem[]) => string} */
  nameOf(state, problems) {
    const fields = UNSAID.filter((key) => state[key] !== null && problems.some(({ field }) => field === key));
    const said = fields.map((key) => `${key}=${Array.isArray(state[key]) ? perAxis(state[key]) : state[key]}`);
    return [...said, sourceText(state)].join(", ");
  }

  /** @type {(problem: Problem) => Told} */
  told({ message, ...problem }) {
    const { library, fact } = /** @type {{ library?: string, fact?: string }} */ (problem.values);
    return {
      text: this.explain(problem),
      fact: fact && this.stage.t(`problems.${fact}`, { library }),
      message,
      library,
    };
  }

  /** @param {Omit<Problem, "message">} problem */
  explain({ code, field, values }) {
    const {
      t,
      state: { lang },
    } = this.stage;
    const axis = values.axis && t(`problems.axis_${values.axis}`);
    // Where no framework is named it is this page that refuses; Chinese sets no space after it.
    const page = t("problems.this_page");
    const said = t(`problems.${code}`, { ...values, field, axis, framework: values.framework || page });
    return lang === "en" ? said : said.replace(`${page} `, page);
  }
}
