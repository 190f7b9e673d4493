// The stage in Streamlit: data comes with every run of the script, state goes back as the component's.
// Streamlit calls `run` again on every change of data or theme; the stage is built once for each place on the page.

import { stepState } from "./address.js";
import { mount } from "./main.js";
import { loadView } from "./views/views.js";

const places = new WeakMap();
const fetched = new Map();
// The stage of the page before: what a learner made there goes along.
let last = null;

// A report on the way to another page would call Streamlit back to this one: it waits until that page has had its time.
const LEAVING_MS = 3000;
let left = -Infinity;
addEventListener("click", ({ target }) => {
  if (target.closest?.("a[href]")) left = performance.now();
}, { capture: true });

function whenStaying(place, send) {
  const rest = left + LEAVING_MS - performance.now();
  if (rest > 0) setTimeout(() => places.get(place.component.parentElement) === place && whenStaying(place, send), rest);
  else send();
}

// A failure is not kept: the server may be back for the next try.
function get(path) {
  if (!fetched.has(path)) {
    const answer = fetch(new URL(path, document.baseURI)).then((response) => response.json());
    answer.catch(() => fetched.delete(path));
    fetched.set(path, answer);
  }
  return fetched.get(path);
}
const words = (lang) => get(`words/${lang}.json`);

export function run(component) {
  const { parentElement, data } = component;
  const place = places.get(parentElement) ?? { stage: null, building: null };
  places.set(parentElement, place);
  Object.assign(place, { component, data });
  if (place.stage) update(place);
  else place.building ??= build(place);
  return () => {
    place.stage?.close();
    places.delete(parentElement);
  };
}

async function build(place) {
  const { component: { parentElement }, data } = place;
  const kept = stepState() ?? (last?.page !== data.page ? last?.state : null) ?? null;
  const lang = kept?.lang ?? data.lang;
  const [catalogue, texts] = await Promise.all([get("catalogue.json"), words(lang), styled(), loadView(data.page)]);
  const host = {
    report: (report) => whenStaying(place, () => place.component.setStateValue("report", report)),
    // Not as a trigger: a report that follows at once would interrupt the run, and the question would be lost.
    ask: (question) => place.component.setStateValue("question", question),
    words,
  };
  const still = () => places.get(parentElement) === place;
  place.stage = await mount(parentElement, { ...data, lang, kept, catalogue, texts, host }, still);
  last = place.stage ?? last;
  left = -Infinity;
}

function update({ stage, data }) {
  stage.retheme();
  stage.address.hold(data.typed, stage.state);
  stage.host.heard(data.verdict);
  if (stage.host.isNew(data.answer)) stage.questions.answered(data.answer);
}

// The stylesheet, once for the page, and loaded before anything is shown.
let sheet;
function styled() {
  return (sheet ??= new Promise((resolve) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: new URL("stage.css", import.meta.url).href, onload: resolve, onerror: resolve });
    document.head.append(link);
  }));
}

// Streamlit's dialog about a lost connection would lie over a stage that works on; the badge says it already.
new MutationObserver(() => {
  document.querySelector('[data-testid="stDialog"]:has([data-testid="stErrorCodeBlock"]) button[aria-label="Close"]')?.click();
}).observe(document.body, { childList: true });
