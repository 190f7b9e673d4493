// The first row: examples, one or two numbers per setting, the link, the way back to the opening, the language.

import { el, setText } from "./dom.js";

export class Toolbar {
  // stage: {state, set, presets, languages, takePreset, setSquare, copyLink, reset, setLanguage}
  constructor(stage) {
    this.stage = stage;
    this.title = el("h1", {});
    this.examplesLabel = el("span", {});
    this.examples = el("select", { "data-control": "examples", onchange: () => stage.takePreset(this.examples.value) });
    this.square = el("input", { type: "checkbox", role: "switch", "data-control": "square",
      onchange: () => stage.setSquare(!this.square.checked) });
    this.squareLabel = el("span", {});
    this.link = el("button", { type: "button", "data-control": "copy-link", onclick: () => stage.copyLink(this.link) });
    this.reset = el("button", { type: "button", "data-control": "reset", onclick: () => stage.reset() });
    this.languages = el("div", { class: "languages", role: "group" },
      ...Object.entries(stage.languages).map(([lang, name]) => el("button", { type: "button", lang,
        "data-control": `lang-${lang}`, onclick: () => stage.setLanguage(lang) }, name)));
    this.look = el("p", { class: "look", "data-control": "look" });
    this.exampleLook = el("p", { class: "look example", "data-control": "example-look" });
    this.node = el("div", { class: "toolbar" }, this.title,
      el("label", { class: "examples" }, this.examplesLabel, this.examples),
      el("label", { class: "square" }, this.square, this.squareLabel),
      this.link, this.reset, this.languages);
  }

  translate(t) {
    this.t = t;
    setText(this.title, t(`${this.stage.page}.title`));
    setText(this.look, t(`${this.stage.page}.look`));
    setText(this.examplesLabel, t("stage.examples"));
    setText(this.squareLabel, t("stage.apart"));
    setText(this.link, t("stage.copy_link"));
    setText(this.reset, t("stage.reset"));
    this.languages.setAttribute("aria-label", t("stage.language"));
    this.examples.replaceChildren(el("option", { value: "" }, t("stage.own_settings")),
      ...this.stage.presets.map(({ key }) => el("option", { value: key }, t(`presets.${key}.title`))));
  }

  draw(preset) {
    const { state } = this.stage;
    if (this.square.checked === state.square) this.square.checked = !state.square;
    if (this.examples.value !== preset) this.examples.value = preset;
    setText(this.exampleLook, this.t(preset ? `presets.${preset}.look` : "stage.own_look"));
    for (const button of this.languages.children) {
      const pressed = String(button.lang === state.lang);
      if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
    }
  }
}
