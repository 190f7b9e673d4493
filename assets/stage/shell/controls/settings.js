// The six settings in the order of PyTorch's call, how many axes there are, the switch between one number for all axes and one each, and what the setting
// in hand means, or why it goes no further.

import { el, setHidden, setText } from "../../dom/dom.js";
import { later } from "../../dom/later.js";
import { isEven, SETTINGS } from "../../state/settings.js";
import { ChannelChoice } from "./channels.js";
import { RankChoice } from "./rank.js";
import { Setting } from "./setting.js";

/** @import { SettingField, State, Translate } from "../../types.js" */
/** @import { Stage } from "../stage.js" */

export class Controls {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.settings = SETTINGS.map((key) => new Setting(stage, /** @type {SettingField} */ (stage.fields[key])));
    // What was drawn last.
    /** @type {{ plan: unknown, square: boolean } | null} */
    this.drawn = null;
    /** @type {Setting | undefined} */
    this.held = undefined;
    // What the setting in hand means, and how far it goes.
    this.meaning = el("p", { class: "meaning", "data-control": "meaning" });
    // In its place, once a hand pushes on at an end: why there is one.
    this.limit = el("p", { class: "limit", role: "status", "data-control": "limit" });
    /** @type {HTMLInputElement} */
    this.square = el("input", {
      type: "checkbox",
      role: "switch",
      "data-control": "square",
      onchange: () => stage.setSquare(!this.square.checked),
    });
    this.squareLabel = el("span", {});
    this.table = el("div", { class: "settings" }, ...this.settings.map((setting) => setting.node));
    this.rank = new RankChoice(stage);
    this.apart = el("label", { class: "square" }, this.square, this.squareLabel);
    this.channels = new ChannelChoice(stage);
    const axes = el("div", { class: "axes" }, this.rank.node, this.apart);
    this.node = el("div", { class: "controls" }, this.table, axes, this.channels.node, this.meaning, this.limit);
    this.node.addEventListener("focusin", ({ target }) => this.hold(target));
    this.node.addEventListener("pointerover", ({ target }) => this.hold(target));
    this.hold(this.settings[2].node);
  }

  // The setting in hand: the one that a part of has the focus, or that the pointer is over.
  /** @param {EventTarget | null} target */
  hold(target) {
    const held = this.settings.find(({ node }) => target instanceof Node && node.contains(target));
    if (!held || held === this.held) return;
    this.held = held;
    for (const setting of this.settings) setting.hold(setting === held);
    this.say();
  }

  say() {
    setText(this.limit, "");
    later.write(this.meaning, () => this.held && setText(this.meaning, this.held.meaning));
  }

  /** @param {string} text */
  sayLimit(text) {
    setText(this.limit, text);
  }

  /** @param {Translate} t */
  translate(t) {
    setText(this.squareLabel, t("stage.apart"));
    this.rank.translate(t);
    this.channels.translate(t);
    this.settings.forEach((setting) => setting.translate(t));
    this.drawn = null;
  }

  // A new plan means new settings: time and pins change nothing here.
  draw() {
    const {
      plan,
      state: { rank, square },
    } = this.stage;
    this.channels.draw();
    if (this.drawn?.plan === plan && this.drawn.square === square) return;
    this.drawn = { plan, square };
    this.table.classList.toggle("apart", !square);
    this.rank.draw();
    setHidden(this.apart, rank === 1);
    if (this.square.checked === square) this.square.checked = !square;
    this.settings.forEach((setting) => setting.draw());
    this.say();
  }

  // What was typed and refused still stands in its box: draw every box anew.
  forget() {
    this.drawn = null;
    this.settings.forEach((setting) => (setting.drawn = null));
  }
}

// Height and width apart, or one number for both: then width takes height's numbers.
/** @type {(state: State, square: boolean) => Partial<State>} */
export function squared(state, square) {
  if (!square || isEven(state)) return { square };
  return { square, ...Object.fromEntries(SETTINGS.map((key) => [key, state[key].map(() => state[key][0])])) };
}
