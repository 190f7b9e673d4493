// A signal that one draws: a point follows the hand up and down, the nearest one to where it takes hold. From the keyboard left
// and right go from point to point, up and down change its number.

import { MARGIN } from "../../paint/board.js";
import { exact } from "../../rule/values.js";
import { Signal, valueAt } from "./signal.js";

/** @import { PanelName } from "../../types.js" */
/** @import { Stage } from "../../shell/stage.js" */
/** @import { Given } from "./signal.js" */

export class DrawnSignal extends Signal {
  // panel: whose numbers it shows; symbol: what these are called in sums.
  /** @param {Stage} stage @param {PanelName} panel @param {string} symbol */
  constructor(stage, panel, symbol) {
    super(panel, true);
    this.stage = stage;
    this.panel = panel;
    this.symbol = symbol;
    // The point that the keyboard, or the hand, is at.
    this.at = 0;
    const { picture } = this;
    for (const [key, value] of Object.entries({ role: "slider", tabindex: 0, "aria-orientation": "vertical" }))
      picture.setAttribute(key, String(value));
    picture.addEventListener("pointerdown", (event) => this.take(event));
    picture.addEventListener("pointermove", (event) => this.move(event));
    picture.addEventListener("pointerleave", () => stage.hover(null));
    picture.addEventListener("lostpointercapture", () => this.drop());
    picture.addEventListener("keydown", (event) => this.key(event));
    picture.addEventListener("focus", () => this.point());
    picture.addEventListener("blur", () => stage.hover(null));
  }

  /** @param {Given | null} given */
  draw(given) {
    super.draw(given);
    if (!given) return;
    this.at = Math.min(this.at, given.values.length - 1);
    const value = given.values[this.at];
    const [low, high] = [Math.min(this.heights.low, value), Math.max(this.heights.high, value)];
    const said = {
      "aria-valuemin": low,
      "aria-valuemax": high,
      "aria-valuenow": value,
      "aria-valuetext": `${this.symbol}[${this.at}] = ${exact(value)}`,
    };
    for (const [key, text] of Object.entries(said)) this.set(this.picture, key, text);
  }

  // The point that a pointer is nearest to; the others are lit with it.
  /** @param {MouseEvent} event */
  pointUnder({ offsetX }) {
    const { values, size } = /** @type {Given} */ (this.given);
    this.at = Math.min(values.length - 1, Math.max(0, Math.floor((offsetX - MARGIN) / size)));
    this.point();
  }

  point() {
    this.stage.hover({ panel: this.panel, cell: [this.at] });
    this.draw(this.given);
  }

  /** @param {PointerEvent} event */
  take(event) {
    if (event.button) return;
    this.picture.setPointerCapture(event.pointerId);
    this.stage.timeline.stop();
    this.pointUnder(event);
    this.isHeld = true;
    this.follow(event);
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (this.isHeld) this.follow(event);
    else this.pointUnder(event);
  }

  /** @param {PointerEvent} event */
  follow({ offsetY }) {
    this.change(valueAt(offsetY, this.heights));
  }

  drop() {
    this.isHeld = false;
    this.draw(this.given);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!this.given || event.ctrlKey || event.metaKey || event.altKey) return;
    const value = this.given.values[this.at];
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowLeft: () => this.goTo(this.at - 1),
      ArrowRight: () => this.goTo(this.at + 1),
      Home: () => this.goTo(0),
      End: () => this.goTo(Infinity),
      ArrowUp: () => this.change(value + 1),
      ArrowDown: () => this.change(value - 1),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  }

  /** @param {number} at */
  goTo(at) {
    const last = /** @type {Given} */ (this.given).values.length - 1;
    this.at = Math.min(last, Math.max(0, at));
    this.point();
  }

  /** @param {number} value */
  change(value) {
    const spot = { panel: this.panel, cell: [this.at] };
    if (value !== this.stage.numberAt(spot)) this.stage.edit(spot, value);
  }
}
