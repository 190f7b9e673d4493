// The first row: examples, by groups or one after the other, the link, the way back to the opening, the language.

import { el, setText } from "../../dom/dom.js";
import { queryOf } from "../../state/query.js";

/** @import { Translate } from "../../types.js" */
/** @import { Stage } from "../stage.js" */

// The page that says how this one's operation relates to what the reader knows.
/** @type {Record<string, string>} */
const RELATED = { buffers: "back" };

export class Toolbar {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.title = el("h1", {});
    this.examplesLabel = el("span", {});
    /** @type {HTMLSelectElement} */
    this.examples = el("select", { "data-control": "examples", onchange: () => stage.takePreset(this.examples.value) });
    /** @type {HTMLButtonElement} */
    this.link = el("button", {
      type: "button",
      "data-control": "copy-link",
      // A page that keeps its address has no link to what is shown.
      hidden: !stage.host.address,
      onclick: () => stage.copyLink(this.link),
    });
    this.reset = el("button", { type: "button", "data-control": "reset", onclick: () => stage.reset() });
    /** @type {HTMLSelectElement} */
    this.languages = el(
      "select",
      { class: "languages", "data-control": "language", onchange: () => stage.setLanguage(this.languages.value) },
      ...Object.entries(stage.languages).map(([lang, name]) => el("option", { value: lang, lang }, name)),
    );
    this.look = el("p", { class: "look", "data-control": "look" });
    const { page, host } = stage;
    this.related = el("a", { class: "related", "data-control": "related", hidden: !RELATED[page] || !host.link });
    this.before = el("button", { type: "button", "data-control": "example-before", onclick: () => this.turn(-1) }, "‹");
    this.next = el("button", { type: "button", "data-control": "example-next", onclick: () => this.turn(1) }, "›");
    const list = el("label", { class: "list" }, this.examplesLabel, this.examples);
    this.node = el(
      "div",
      { class: "toolbar" },
      this.title,
      el("div", { class: "examples" }, list, this.before, this.next),
      this.link,
      this.reset,
      this.languages,
    );
  }

  /** @param {Translate} t */
  translate(t) {
    setText(this.title, t(`${this.stage.page}.title`));
    setText(this.look, t(`${this.stage.page}.look`));
    setText(this.related, t(`${this.stage.page}.related`));
    setText(this.examplesLabel, t("stage.examples"));
    this.examples.setAttribute("aria-label", t("stage.examples"));
    setText(this.link, t("stage.copy_link"));
    setText(this.reset, t("stage.reset"));
    this.languages.setAttribute("aria-label", t("stage.language"));
    for (const [button, key] of /** @type {const} */ ([
      [this.before, "stage.example_before"],
      [this.next, "stage.example_next"],
    ])) {
      button.setAttribute("aria-label", t(key));
      button.title = t(key);
    }
    const { presets } = this.stage.catalogue;
    this.examples.replaceChildren(
      el("option", { value: "" }, t("stage.own_settings")),
      ...[...new Set(presets.map(({ group }) => group))].map((group) =>
        el(
          "optgroup",
          { label: t(`presets.group_${group}`) },
          ...presets
            .filter((preset) => preset.group === group)
            .map(({ key }) => el("option", { value: key }, t(`presets.${key}.title`))),
        ),
      ),
    );
  }

  // To the next example in the order of the list, or the one before; from settings of one's own to the first.
  /** @param {1 | -1} by */
  turn(by) {
    const { presets } = this.stage.catalogue;
    const at = presets.findIndex(({ key }) => key === this.examples.value);
    this.stage.takePreset(presets[(at + (at < 0 && by < 0 ? 0 : by) + presets.length) % presets.length].key);
  }

  // preset: its key; "": none.
  /** @param {string} preset */
  draw(preset) {
    const { state, host, page, catalogue } = this.stage;
    // To the same state.
    const link = RELATED[page] && host.link?.(RELATED[page], queryOf(catalogue.fields, state));
    if (link) this.related.setAttribute("href", link);
    if (this.examples.value !== preset) this.examples.value = preset;
    const [own] = this.examples.options;
    if (own) own.disabled = !this.stage.own;
    if (this.languages.value !== state.lang) this.languages.value = state.lang;
  }
}
