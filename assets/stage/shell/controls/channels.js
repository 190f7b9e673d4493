// How many input and output channels the layer has, in how many groups, and whether it has a bias, and which.

import { el, setHidden, setText } from "../../dom/dom.js";
import { later } from "../../dom/later.js";
import { range } from "../../rule/links.js";
import { exact, readNumber } from "../../rule/values.js";
import { isTooMuch } from "../../state/settings.js";

/** @import { ChannelKey, State, Translate } from "../../types.js" */
/** @import { Stage } from "../stage.js" */

/** @type {ChannelKey[]} */
const KEYS = ["in_channels", "out_channels", "groups"];
// As the table has it.
const MOST = 4;

export class ChannelChoice {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.counts = KEYS.map((key) => {
      /** @type {HTMLSelectElement} */
      const select = el("select", {
        "data-control": key,
        onchange: () => stage.set(withCount(stage.state, key, Number(select.value))),
      });
      return { key, select, node: el("label", {}, el("code", {}, key), select) };
    });
    /** @type {HTMLInputElement} */
    this.hasBias = el("input", {
      type: "checkbox",
      "data-control": "bias",
      onchange: () => stage.set({ bias: this.hasBias.checked ? range(stage.state.out_channels).map(() => 1) : null }),
    });
    this.numbers = range(MOST).map((channel) => {
      /** @type {HTMLInputElement} */
      const input = el("input", {
        type: "text",
        inputmode: "decimal",
        class: "number",
        autocomplete: "off",
        "data-control": `bias-${channel}`,
        onchange: () => this.typed(channel, input),
      });
      return input;
    });
    const bias = el("label", {}, this.hasBias, el("code", {}, "bias"));
    this.summary = el("summary", { "data-control": "channels" });
    // Open where there is more than a pair of channels.
    this.node = el(
      "details",
      { class: "channels" },
      this.summary,
      el("div", { role: "group" }, ...this.counts.map(({ node }) => node), bias, ...this.numbers),
    );
  }

  /** @param {Translate} t */
  translate(t) {
    /** @type {Translate} */
    this.t = t;
    for (const { key, node } of this.counts) node.title = t(this.stage.fields[key].words);
    /** @type {HTMLElement} */ (this.hasBias.parentElement).title = t(this.stage.fields.bias.words);
    this.numbers.forEach((input, channel) => input.setAttribute("aria-label", `bias[${channel}]`));
    this.drawn = null;
  }

  draw() {
    const { state } = this.stage;
    const drawn = JSON.stringify([KEYS.map((key) => choicesOf(state, key)), KEYS.map((key) => state[key]), state.bias]);
    if (drawn === this.drawn) return;
    /** @type {string | null} */
    this.drawn = drawn;
    later.write(this.node, () => this.write(state));
  }

  /** @param {State} state */
  write(state) {
    const { in_channels, out_channels, groups } = state;
    const hasMore = in_channels > 1 || out_channels > 1 || state.bias !== null;
    if (hasMore && this.drawn && !this.hadMore) this.node.open = true;
    /** @type {boolean | undefined} */
    this.hadMore = hasMore;
    setText(this.summary, this.t?.("stage.channels", { in_channels, out_channels, groups }) ?? "");
    for (const { key, select } of this.counts) {
      const choices = choicesOf(state, key);
      const texts = choices.join();
      if (select.dataset.choices !== texts) {
        select.dataset.choices = texts;
        select.replaceChildren(...choices.map((count) => el("option", { value: count }, `${count}`)));
      }
      select.value = String(state[key]);
      select.disabled = choices.length === 1;
    }
    this.hasBias.checked = state.bias !== null;
    this.numbers.forEach((input, channel) => {
      const value = state.bias?.[channel];
      setHidden(input, value === undefined);
      if (value !== undefined && input.value !== exact(value)) input.value = exact(value);
      input.removeAttribute("aria-invalid");
    });
  }

  /** @type {(channel: number, input: HTMLInputElement) => void} */
  typed(channel, input) {
    const value = readNumber(input.value);
    if (value === null) {
      input.setAttribute("aria-invalid", "true");
      this.stage.questions.refuseNumber(input.value);
      return;
    }
    const bias = [...(this.stage.state.bias ?? [])];
    bias[channel] = value;
    this.stage.set({ bias });
  }
}

// With as many groups as all channels can be dealt out to, no more than before.
/** @type {(state: State, key: ChannelKey, count: number) => Record<ChannelKey, number>} */
function withCount({ in_channels, out_channels, groups }, key, count) {
  const next = { in_channels, out_channels, groups, [key]: count };
  const fitting = range(next.groups).map((at) => at + 1);
  const whole = fitting.filter((one) => !(next.in_channels % one) && !(next.out_channels % one));
  return { ...next, groups: Math.max(...whole) };
}

// What can be chosen: counts that leave the layer within what the stage shows in all, and groups without a rest.
/** @type {(state: State, key: ChannelKey) => number[]} */
function choicesOf(state, key) {
  return range(MOST)
    .map((at) => at + 1)
    .filter((count) => {
      if (key === "groups") return !(state.in_channels % count) && !(state.out_channels % count);
      return count <= state[key] || !isTooMuch({ ...state, ...withCount(state, key, count) });
    });
}
