// The talk with the host: reports and their verdicts, questions and their answers. If no verdict comes, the stage works
// on, says so, and tries again.

const AWAY_MS = 5000;
const LOADING_MS = 700;

export class Host {
  // host: {report({id, lang, query, shown, order, done}), ask({id, kind, text}), words(lang)}; onVerdict(verdict)
  constructor(host, onVerdict) {
    Object.assign(this, { host, onVerdict });
    this.verdict = { kind: "asking" };
    // Never those of a page before, whose last answers the host may still hold.
    this.reports = this.questions = Date.now();
  }

  // What is on screen is no longer what was checked; nor will a verdict that is still on its way be about it.
  changed() {
    clearTimeout(this.waiting);
    this.reports++;
    this.say({ kind: this.verdict.kind === "away" ? "away" : "asking" });
  }

  report(numbers) {
    this.last = { ...numbers, id: ++this.reports };
    this.host.report(this.last);
    this.wait(AWAY_MS, () => this.missed());
  }

  // No answer came: the last numbers are sent until one does.
  missed() {
    this.say({ kind: "away" });
    if (this.last) this.report(this.last);
  }

  // verdict: {id, loading, ok, version, dtype, difference, worst}
  heard(verdict) {
    if (!verdict || verdict.id !== this.reports) return;
    clearTimeout(this.waiting);
    if (verdict.loading) {
      this.say({ kind: "loading" });
      this.wait(LOADING_MS, () => this.report(this.last));
      return;
    }
    const cell = verdict.worst ? `[${verdict.worst}]` : "";
    const kind = verdict.problem ? "refused" : verdict.ok ? "agrees" : "differs";
    this.say({ ...verdict, kind, cell, difference: numberText(verdict.difference) });
  }

  ask(question) {
    this.host.ask({ ...question, id: ++this.questions });
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.missed(), AWAY_MS);
  }

  // Whether this answer is to the last question, and new.
  isNew(answer) {
    if (!answer || answer.id !== this.questions || answer.id === this.heardAnswer) return false;
    this.heardAnswer = answer.id;
    clearTimeout(this.asking);
    return true;
  }

  // The texts of a language; null without the server.
  words(lang) {
    return this.host.words(lang).catch(() => {
      this.missed();
      return null;
    });
  }

  wait(ms, then) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(then, ms);
  }

  say(verdict) {
    this.verdict = verdict;
    this.onVerdict(verdict);
  }

  close() {
    clearTimeout(this.waiting);
    clearTimeout(this.asking);
  }
}

const numberText = (value) => (value ? Number(value.toPrecision(2)).toString() : "0");

// The clipboard is open to pages on https and localhost only; elsewhere a selected text is copied the old way.
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
