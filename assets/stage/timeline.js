// Time: how many steps of the view are done. 0 is the beginning, the view's number of steps the finished output; between
// two whole numbers a step is on its way. What is shown depends on that number alone, however one came to it.

import { el, setText, wantsLessMotion } from "./dom.js";
import { later } from "./later.js";

const STAMP_MS = 500;
const SPEEDS = [0.25, 0.5, 1, 2, 4];

const ICONS = {
  start: "M4 3v12M15 3 6 9l9 6z", back: "M13 3 4 9l9 6z", play: "M4 2v14l11-7z",
  pause: "M5 3v12M13 3v12", forward: "M5 3l9 6-9 6z", end: "M14 3v12M3 3l9 6-9 6z",
};

export class Timeline {
  // stage: {page, steps(), at(), go(t)}
  constructor(stage) {
    this.stage = stage;
    this.speed = 1;
    this.playing = false;
    this.buttons = {
      start: this.button("start", () => this.jump(0)),
      back: this.button("back", () => this.step(-1)),
      play: this.button("play", () => this.toggle()),
      forward: this.button("forward", () => this.step(1)),
      end: this.button("end", () => this.jump(Infinity)),
    };
    this.slider = el("input", { type: "range", min: 0, step: "any", class: "scrub", "data-control": "time",
      oninput: () => this.jump(Number(this.slider.value)) });
    this.ticks = el("div", { class: "ticks", "aria-hidden": "true" });
    this.count = el("span", { class: "count" });
    this.speedLabel = el("span", {});
    this.speeds = el("select", { "data-control": "speed", onchange: () => (this.speed = Number(this.speeds.value)) },
      ...SPEEDS.map((speed) => el("option", { value: speed, selected: speed === 1 }, `${speed}×`)));
    this.node = el("div", { class: "timeline", role: "group" },
      el("div", { class: "transport" }, ...Object.values(this.buttons)),
      el("div", { class: "track" }, this.slider, this.ticks), this.count,
      el("label", { class: "speed" }, this.speedLabel, this.speeds));
  }

  button(name, onclick) {
    return el("button", { type: "button", class: "icon", "data-control": name, onclick }, icon(name));
  }

  translate(t) {
    for (const [name, button] of Object.entries(this.buttons)) label(button, t(`stage.${name}`));
    if (this.playing) label(this.buttons.play, t("stage.pause"));
    this.node.setAttribute("aria-label", t("stage.timeline"));
    this.slider.setAttribute("aria-label", t("stage.time"));
    setText(this.speedLabel, t("stage.speed"));
    this.speeds.setAttribute("aria-label", t("stage.speed"));
    this.t = t;
  }

  draw() {
    const at = this.stage.at();
    const total = this.stage.steps();
    const isStill = at / total === this.part;
    this.part = at / total;
    later.write(this.slider, () => this.slide(at, total), isStill);
    const text = this.t(`${this.stage.page}.steps`, { count: Math.floor(at), total });
    later.write(this.count, () => {
      setText(this.count, text);
      if (this.spoken !== text) this.slider.setAttribute("aria-valuetext", (this.spoken = text));
    });
  }

  slide(at, total) {
    if (Number(this.slider.max) !== total) this.slider.max = total;
    if (Number(this.slider.value) !== at) this.slider.value = at;
  }

  // One coloured stretch for each step; its end is where the step is done.
  drawTicks(colours) {
    const part = 100 / colours.length;
    later.write(this.ticks, () => {
      const stops = colours.map((colour, at) => `${colour} ${at * part}% ${(at + 1) * part}%`);
      this.ticks.style.background = `linear-gradient(to right, ${stops.join(",")})`;
    });
  }

  toggle() {
    if (this.playing) return this.stop();
    this.playing = true;
    this.show();
    const from = this.stage.at();
    let t = from >= this.stage.steps() ? 0 : from;
    let before = null;
    // Who wants less motion gets whole steps, one after the other.
    const isStill = wantsLessMotion();
    const frame = (now) => {
      if (!this.playing) return;
      t += before === null ? 0 : ((now - before) / STAMP_MS) * this.speed;
      before = now;
      const end = this.stage.steps();
      if (t >= end) this.stop();
      this.stage.go(Math.min(isStill ? Math.floor(t) : t, end));
      if (this.playing) requestAnimationFrame(frame);
    };
    this.stage.go(t);
    requestAnimationFrame(frame);
  }

  stop() {
    if (!this.playing) return;
    this.playing = false;
    this.show();
    this.stage.go(this.stage.at());
  }

  // Forward: the next step done; back: the last one undone.
  step(direction) {
    const at = this.stage.at();
    this.jump(direction > 0 ? Math.floor(at) + 1 : Math.ceil(at) - 1);
  }

  jump(to) {
    this.stop();
    later.follow(() => this.stage.go(Math.max(0, Math.min(to, this.stage.steps()))));
  }

  show() {
    const name = this.playing ? "pause" : "play";
    this.buttons.play.replaceChildren(icon(name));
    label(this.buttons.play, this.t(`stage.${name}`));
  }
}

function label(button, text) {
  button.setAttribute("aria-label", text);
  button.title = text;
}

function icon(name) {
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("viewBox", "0 0 18 18");
  picture.setAttribute("aria-hidden", "true");
  picture.append(path);
  return picture;
}
