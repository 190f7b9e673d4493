// The talk with the host: reports and their verdicts, questions and their answers. If no verdict comes, the stage works
// on, says so, and tries again.

/** @import { Answer, Host, Judgement, Question, Shown, Texts, Verdict } from "../types.js" */

// When to say again what was not answered: later each time, and not in step with other visitors, so that a server which
// is slow because many ask is not asked the more.
const SILENCE = { first: 5000, longest: 60_000 };
const ASKED_AGAIN = 1500;
const LOADING = { first: 700, longest: 2000 };
/** @type {Clock} */
const CLOCK = {
  set: (run, ms) => setTimeout(run, ms),
  clear: (timer) => clearTimeout(/** @type {number} */ (timer)),
  chance: Math.random,
};

/** @typedef {{ set: (run: () => void, ms: number) => unknown, clear: (timer: unknown) => void, chance: () => number }} Clock */

export class Talk {
  /** @param {Host} host @param {(verdict: Judgement) => void} onVerdict @param {Clock} clock */
  constructor(host, onVerdict, clock = CLOCK) {
    this.host = host;
    this.onVerdict = onVerdict;
    this.clock = clock;
    /** @type {Judgement} */
    this.verdict = { kind: "asking" };
    // What is on screen, once the hand rests; how often it was said again; which answer came last.
    /** @type {Shown & { id: number } | null} */
    this.shown = null;
    this.times = 0;
    this.heardAnswer = 0;
    /** @type {unknown} */
    this.waiting = undefined;
    /** @type {unknown} */
    this.asking = undefined;
    // Never those of a page before, whose last answers the host may still hold.
    this.sent = this.questions = Date.now();
  }

  // What is on screen is no longer what was checked; nor will a verdict that is still on its way be about it.
  changed() {
    this.forget("asking");
  }

  // What is on screen goes on by itself: it is checked when it rests.
  moving() {
    this.forget("moving");
  }

  /** @param {"asking" | "moving"} kind */
  forget(kind) {
    this.clock.clear(this.waiting);
    this.shown = null;
    this.say({ kind: this.verdict.kind === "away" ? "away" : kind });
  }

  // The same numbers have the same id: whichever time they were sent is answered, it is about what is on screen.
  /** @param {Shown} numbers */
  report(numbers) {
    this.shown = { ...numbers, id: numberOf(JSON.stringify(numbers)) };
    this.times = 0;
    this.send();
  }

  send() {
    // An answer that is like the one before would not be handed on: each time has a number, which comes back with it.
    if (!this.shown) return;
    this.host.report({ ...this.shown, sent: ++this.sent });
    this.wait(SILENCE.first, () => this.missed());
  }

  // No answer came, which may still come: meanwhile the last numbers are sent again, less and less often.
  missed() {
    this.say({ kind: "away" });
    this.host.again?.();
    if (this.shown) this.wait(this.rest(SILENCE), () => this.send());
  }

  /** @param {Verdict | null} [verdict] */
  heard(verdict) {
    if (!this.shown || verdict?.id !== this.shown.id) return;
    this.clock.clear(this.waiting);
    if (verdict.loading) {
      this.say({ kind: "loading" });
      this.wait(this.rest(LOADING), () => this.send());
      return;
    }
    const cell = verdict.worst ? `[${verdict.worst}]` : "";
    const kind = verdict.problem ? "refused" : verdict.ok ? "agrees" : "differs";
    this.say({ ...verdict, kind, cell, difference: numberText(verdict.difference) });
  }

  /** @param {Omit<Question, "id">} question */
  ask(question) {
    const asked = { ...question, id: ++this.questions };
    this.host.ask(asked);
    this.clock.clear(this.asking);
    // A question that was sent while a report was on its way may be lost on the host's way; the same one has one answer.
    this.asking = this.clock.set(() => {
      this.host.ask({ ...asked, sent: ++this.sent });
      this.asking = this.clock.set(() => this.missed(), SILENCE.first - ASKED_AGAIN);
    }, ASKED_AGAIN);
  }

  // Whether this answer is to the last question, and new.
  /** @type {(answer: Answer | null) => answer is Answer} */
  isNew(answer) {
    if (!answer || answer.id !== this.questions || answer.id === this.heardAnswer) return false;
    this.heardAnswer = answer.id;
    this.clock.clear(this.asking);
    // The host is there after all.
    if (this.verdict.kind === "away" && this.shown) this.send();
    return true;
  }

  // The texts of a language; null without the server.
  /** @type {(lang: string) => Promise<Texts | null>} */
  words(lang) {
    return this.host.words(lang).catch(() => {
      this.missed();
      return null;
    });
  }

  /** @param {Patience} kind */
  rest(kind) {
    return restOf(kind, this.times++, this.clock.chance());
  }

  /** @type {(ms: number, then: () => void) => void} */
  wait(ms, then) {
    this.clock.clear(this.waiting);
    this.waiting = this.clock.set(then, ms);
  }

  /** @param {Judgement} verdict */
  say(verdict) {
    this.verdict = verdict;
    this.onVerdict(verdict);
  }

  close() {
    this.clock.clear(this.waiting);
    this.clock.clear(this.asking);
  }
}

/** @param {number} [value] */
const numberText = (value) => (value ? Number(value.toPrecision(2)).toString() : "0");

// In ms, after it was said `times` times before; chance: from 0 to 1.
/** @typedef {{ first: number, longest: number }} Patience */
/** @type {(patience: Patience, times: number, chance: number) => number} */
const restOf = ({ first, longest }, times, chance) => Math.min(first * 2 ** times, longest) * (1 + chance);

// A number for a text, the same for the same: the hash of Fowler, Noll and Vo with two factors, 53 bits in all.
/** @type {(text: string) => number} */
export function numberOf(text) {
  let [one, other] = [0x811c9dc5, 0xc9dc5118];
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    one = Math.imul(one ^ sign, 0x01000193);
    other = Math.imul(other ^ sign, 0x85ebca6b);
  }
  return (other & 0x1fffff) * 2 ** 32 + (one >>> 0);
}
