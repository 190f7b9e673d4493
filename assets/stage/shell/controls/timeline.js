// Time: how many steps of the view are done. 0 is the beginning, the view's number of steps the finished output; between
// two whole numbers a step is on its way. What is shown depends on that number alone, however one came to it.

import { el, setHidden, setText, svg, wantsLessMotion } from "../../dom/dom.js";
import { later } from "../../dom/later.js";
import { paceAt, SPEEDS, STEP_MS } from "../pace.js";

/** @import { Translate } from "../../types.js" */
/** @import { Stage } from "../stage.js" */

const ICONS = {
  start: "M4 3v12M15 3 6 9l9 6z",
  back: "M13 3 4 9l9 6z",
  play: "M4 2v14l11-7z",
  pause: "M5 3v12M13 3v12",
  forward: "M5 3l9 6-9 6z",
  end: "M14 3v12M3 3l9 6-9 6z",
};

export class Timeline {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    // The part of the time that is over, and the count that is read aloud, as they were drawn last.
    this.part = Number.NaN;
    this.spoken = "";
    this.speed = 1;
    this.playing = false;
    this.buttons = {
      start: this.button("start", () => this.jump(0)),
      back: this.button("back", () => this.step(-1)),
      play: this.button("play", () => this.toggle()),
      forward: this.button("forward", () => this.step(1)),
      end: this.button("end", () => this.jump(Infinity)),
    };
    /** @type {HTMLInputElement} */
    this.slider = el("input", {
      type: "range",
      min: 0,
      step: "any",
      class: "scrub",
      "data-control": "time",
      oninput: () => this.jump(Number(this.slider.value)),
    });
    this.ticks = el("div", { class: "ticks", "aria-hidden": "true" });
    this.count = el("span", { class: "count" });
    this.speedLabel = el("span", {});
    /** @type {HTMLSelectElement} */
    this.speeds = el(
      "select",
      { "data-control": "speed", onchange: () => (this.speed = Number(this.speeds.value)) },
      ...SPEEDS.map((speed) => el("option", { value: speed, selected: speed === 1 }, `${speed}×`)),
    );
    // Of several input channels, all stamps of one at a time.
    /** @type {HTMLInputElement} */
    this.byChannel = el("input", { type: "checkbox", "data-control": "by-channel" });
    this.byChannelLabel = el("span", {});
    this.byChannelChoice = el("label", { class: "by-channel", hidden: true }, this.byChannel, this.byChannelLabel);
    this.node = el(
      "div",
      { class: "timeline", role: "group" },
      el("div", { class: "transport" }, ...Object.values(this.buttons)),
      el("div", { class: "track" }, this.slider, this.ticks),
      this.count,
      this.byChannelChoice,
      el("label", { class: "speed" }, this.speedLabel, this.speeds),
    );
  }

  /** @type {(name: IconName, onclick: () => void) => HTMLButtonElement} */
  button(name, onclick) {
    return el("button", { type: "button", class: "icon", "data-control": name, onclick }, icon(name));
  }

  /** @param {Translate} t */
  translate(t) {
    for (const [name, button] of Object.entries(this.buttons)) label(button, t(`stage.${name}`));
    if (this.playing) label(this.buttons.play, t("stage.pause"));
    this.node.setAttribute("aria-label", t("stage.timeline"));
    this.slider.setAttribute("aria-label", t("stage.time"));
    setText(this.byChannelLabel, t("stage.by_channel"));
    setText(this.speedLabel, t("stage.speed"));
    this.speeds.setAttribute("aria-label", t("stage.speed"));
  }

  focus() {
    this.buttons.play.focus();
  }

  draw() {
    const at = this.stage.at();
    const total = this.stage.steps();
    setHidden(this.byChannelChoice, this.ofChannel === 1);
    const isStill = at / total === this.part;
    this.part = at / total;
    later.write(this.slider, () => this.slide(at, total), isStill);
    const text = this.stage.t(`${this.stage.page}.steps`, { count: Math.floor(at), total });
    later.write(this.count, () => {
      setText(this.count, text);
      if (this.spoken !== text) this.slider.setAttribute("aria-valuetext", (this.spoken = text));
    });
  }

  /** @type {(at: number, total: number) => void} */
  slide(at, total) {
    if (Number(this.slider.max) !== total) this.slider.max = String(total);
    if (Number(this.slider.value) !== at) this.slider.value = String(at);
  }

  // One coloured stretch for each step; its end is where the step is done.
  /** @param {string[]} colours */
  drawTicks(colours) {
    const part = 100 / colours.length;
    later.write(this.ticks, () => {
      const stops = colours.map((colour, at) => `${colour} ${at * part}% ${(at + 1) * part}%`);
      this.ticks.style.background = `linear-gradient(to right, ${stops.join(",")})`;
    });
  }

  // How many steps lay down all stamps of one input channel; 1 where no step is a stamp, or there is one channel.
  get ofChannel() {
    const { plan, view } = this.stage;
    return view.order === "stamps" && plan.channels.inputs > 1 ? plan.inputs / plan.channels.inputs : 1;
  }

  // How many steps are taken together.
  get together() {
    return this.byChannel.checked ? this.ofChannel : 1;
  }

  toggle() {
    if (this.playing) this.stop();
    else this.play();
  }

  // until: the step to stop at, the last one if none is said.
  play(until = Infinity) {
    this.playing = true;
    this.show();
    const from = this.stage.at();
    let t = from >= this.stage.steps() ? 0 : from;
    /** @type {number | null} */
    let before = null;
    // Who wants less motion gets whole steps, one after the other.
    const isStill = wantsLessMotion();
    /** @param {number} now */
    const frame = (now) => {
      if (!this.playing) return;
      const steps = this.stage.steps();
      const end = Math.min(steps, until);
      const { together } = this;
      const pace = together * paceAt(t / together, steps / together);
      t += before === null ? 0 : ((now - before) / STEP_MS) * this.speed * pace;
      before = now;
      if (t >= end) this.stop();
      const isWhole = isStill || together > 1;
      this.stage.go(Math.min(isWhole ? Math.floor(t / together) * together : t, end));
      if (this.playing) requestAnimationFrame(frame);
    };
    this.stage.go(t);
    this.stage.moving();
    requestAnimationFrame(frame);
  }

  stop() {
    if (!this.playing) return;
    this.playing = false;
    this.show();
    this.stage.go(this.stage.at());
  }

  // Forward: the next step done; back: the last one undone.
  /** @param {number} direction */
  step(direction) {
    const { together } = this;
    const at = this.stage.at() / together;
    this.jump((direction > 0 ? Math.floor(at) + 1 : Math.ceil(at) - 1) * together);
  }

  /** @param {number} to */
  jump(to) {
    this.stop();
    later.follow(() => this.stage.go(Math.max(0, Math.min(to, this.stage.steps()))));
  }

  show() {
    const name = this.playing ? "pause" : "play";
    this.buttons.play.replaceChildren(icon(name));
    label(this.buttons.play, this.stage.t(`stage.${name}`));
  }
}

/** @type {(button: HTMLElement, text: string) => void} */
function label(button, text) {
  button.setAttribute("aria-label", text);
  button.title = text;
}

/** @typedef {keyof typeof ICONS} IconName */
/** @param {IconName} name */
function icon(name) {
  return svg("svg", { viewBox: "0 0 18 18", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));
}
