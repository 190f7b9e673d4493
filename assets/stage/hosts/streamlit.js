// The stage in Streamlit: data comes with every run of the script, state goes back as the component's.
// loader.js makes a place for each on the page, and tells it of every change of data or theme.

import { loadView, mount } from "../shell/main.js";
import { Examples } from "../state/examples.js";
import { Address, stepState } from "./address.js";
import { comesFirst } from "./first_visit.js";
import { pageKeys } from "./keys.js";
import { packed } from "./packed.js";
import { isDark, styled, toTop, unlist, watchPage } from "./streamlit_page.js";

/** @import { Answer, Catalogue, Host, Mounting, Report, Texts, Verdict } from "../types.js" */
/** @import { Stage } from "../shell/stage.js" */

/**
 * What Streamlit brings to a component, with each run of the script.
 * @typedef {Omit<Mounting, "host" | "catalogue" | "texts" | "kept" | "own">
 *   & { typed: string, verdict: Verdict | null, answer: Answer | null }} Data
 * @typedef {{ data: Data, parentElement: Element, setStateValue: (name: string, value: object) => void }} Component
 */

/** @type {Map<string, Promise<unknown>>} */
const fetched = new Map();
// The stage of the page before: what a learner made there goes along.
/** @type {Stage | null} */
let last = null;

// What is said on the way to another page would call Streamlit back to this one: it waits until this page is left, or until
// nothing came of it. A slow line takes its time to the server and back.
const LEAVING_MS = 20000;
let left = -Infinity;
// Streamlit sends what it is told a moment later: a click on a tab waits for that, or it would overtake it.
let isSaying = false;

/** @type {ReturnType<typeof watchPage> | null} */
let page = null;

// The page that a first visit begins by itself on.
const FIRST_PAGE = "buffers";

// What a browser tells of a pointer that moves.
const MOVES = ["pointerover", "pointerout", "pointermove", "mouseover", "mouseout", "mousemove"];

export class Place {
  // room: the node that the stage takes all of.
  /** @param {Component} component @param {Element} room */
  constructor(component, room) {
    this.room = room;
    page ??= watchPage({
      onLeave: () => (left = performance.now()),
      isSaying: () => isSaying,
      onTab: (name) => last?.announce(name && last.t("stage.tab_away", { page: name })),
    });
    this.component = component;
    this.ownWords = page.ownWords;
    /** @type {Address | null} */
    this.address = null;
    this.isLeft = false;
    /** @type {Stage | null} */
    this.stage = null;
    /** @type {Report | null} */
    this.reported = null;
  }

  // News of Streamlit's: another run's data, or another theme.
  /** @param {Component} component */
  tell(component) {
    this.component = component;
    page?.heard();
    if (!this.stage) return;
    const {
      stage,
      component: { data },
    } = this;
    stage.retheme();
    this.address?.hold(data.typed, stage.state);
    stage.heard(data.verdict);
    stage.answered(data.answer);
  }

  // Fails where the network drops what the stage needs, and may be called again then.
  async build() {
    const { data } = this.component;
    const step = stepState();
    const before = !step && last?.page !== data.page ? last : null;
    const lang = (step ?? before?.state)?.lang ?? data.lang;
    const [catalogue, texts] = await Promise.all([
      /** @type {Promise<Catalogue>} */ (get("catalogue.json")),
      words(lang),
      styled(),
      loadView(data.page),
    ]);
    const kept = step ?? (before && new Examples(catalogue).after(before, data.page));
    if (before) toTop(this.room);
    unlist();
    const isFirstVisit = comesFirst() && data.page === FIRST_PAGE && !kept;
    this.address = new Address(catalogue.fields, this.component.data.typed, this.ownWords);
    this.stage = await mount(
      this.room,
      { ...data, lang, kept, own: last?.own, isFirstVisit, catalogue, texts, host: this.host() },
      () => !this.isLeft,
    );
    last = this.stage ?? last;
    left = -Infinity;
    page?.arrived();
  }

  /** @returns {Host} */
  host() {
    return {
      report: (report) => this.report(report),
      // Not as a trigger: a report that follows at once would interrupt the run, and the question would be lost.
      ask: async (question) => {
        await this.staying();
        if (!this.isLeft) this.tellStreamlit("question", question);
      },
      words,
      address: this.address,
      keys: pageKeys,
      theme: (root) => (isDark(root) ? "dark" : "light"),
      // Streamlit's own texts on the page are in this language too.
      language: (lang) => {
        document.documentElement.lang = lang;
      },
      pointer,
      link: (name, query) => new URL(`${name}?${query}`, location.href).href,
      // A server that was started again knows none of the page's parts, and is silent to the stage where it is one.
      again: () => /** @type {HTMLElement | null} */ (document.querySelector(".st-key-again button"))?.click(),
    };
  }

  /** @param {Report} report */
  async report(report) {
    this.reported = report;
    const small = await packed(report);
    await this.staying();
    // The last one only: packing takes a long one longer.
    if (this.reported === report && !this.isLeft) this.tellStreamlit("report", small);
  }

  /** @type {(name: string, value: object) => void} */
  tellStreamlit(name, value) {
    isSaying = true;
    this.component.setStateValue(name, value);
    setTimeout(() => (isSaying = false));
  }

  async staying() {
    for (let rest; (rest = left + LEAVING_MS - performance.now()) > 0; )
      await new Promise((go) => setTimeout(go, rest));
  }

  close() {
    this.isLeft = true;
    this.stage?.close();
  }
}

// Before the page hears of it: from cell to cell Streamlit need not think about the pointer, which takes it longer than us to
// light them.
/** @type {NonNullable<Host["pointer"]>} */
function pointer(move) {
  /** @param {Event} event */
  const moved = (event) => {
    if (event instanceof MouseEvent && move(event)) event.stopPropagation();
  };
  for (const type of MOVES) window.addEventListener(type, moved, { capture: true });
  return () => MOVES.forEach((type) => window.removeEventListener(type, moved, { capture: true }));
}

// A failure is not kept: the server may be back for the next try.
/** @type {(path: string) => Promise<unknown>} */
function get(path) {
  const known = fetched.get(path);
  if (known) return known;
  const answer = fetch(new URL(`../../${path}`, import.meta.url)).then((response) => {
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  });
  answer.catch(() => fetched.delete(path));
  fetched.set(path, answer);
  return answer;
}

/** @type {Host["words"]} */
const words = (lang) => /** @type {Promise<Texts>} */ (get(`words/${lang}.json`));
