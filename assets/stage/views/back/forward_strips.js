// What follows from the forward convolution's window, as two strips of boards below it: the gradient with both sides of
// the identity, and the round trip. They show nothing that moves: new maps are drawn as soon as the page has time, so that
// the window above answers first.

import { OutputBoard } from "../../boards/output_board.js";
import { identity, MOST, ValueBoard } from "../../boards/value_board.js";
import { el, setText } from "../../dom/dom.js";
import { whenIdle } from "../../dom/later.js";
import { inputTiling, outputTiling } from "../../paint/places.js";
import { short, sizeText } from "../../rule/values.js";
import { ForwardIdentity } from "./forward_identity.js";

/** @import { Describer, Plan, Theme, Translate } from "../../types.js" */
/** @import { AnyBoard } from "../view.js" */
/** @typedef {Record<"y" | "leaving" | "small" | "returned" | "difference", Float64Array>} Results */
/** @typedef {{ plan: Plan, x: number[], w: number[] } & Results} Maps */
/** @typedef {{ maps: Maps, theme: Theme, then: () => void }} Drawing */

const LATEST_MS = 300;

/** @type {"arriving"[]} */
const SMALL = ["arriving"];
/** @type {("leaving" | "original" | "returned" | "difference")[]} */
const BIG = ["leaving", "original", "returned", "difference"];

export class ForwardStrips {
  // describer(panel) -> describe; strip(name, parts, words) -> an element.
  /**
   * @param {Describer} describer
   * @param {(name: string, parts: (string | AnyBoard)[], words: Node) => HTMLElement} strip
   */
  constructor(describer, strip) {
    const output = { links: "output" };
    this.arriving = new ValueBoard("arriving", describer, { colourOf: identity, links: "input" });
    this.leaving = new OutputBoard(describer, { panel: "leaving", most: MOST });
    this.original = new ValueBoard("original", describer, output);
    this.returned = new ValueBoard("returned", describer, output);
    this.difference = new ValueBoard("difference", describer, { ...output, shade: "bad" });
    this.identity = new ForwardIdentity();
    this.trip = el("p", { class: "why", "data-control": "trip" });
    this.nodes = [
      strip("gradient", [this.arriving, "→", this.leaving], this.identity.node),
      strip("trip", [this.original, "→", this.returned, "Δ", this.difference], this.trip),
    ];
  }

  /** @returns {Record<string, AnyBoard>} */
  get boards() {
    return Object.fromEntries([...SMALL, ...BIG].map((panel) => [panel, this[panel]]));
  }

  /** @param {Translate} t */
  translate(t) {
    /** @type {Translate} */
    this.t = t;
    /** @type {Maps | null} */
    this.said = null;
    this.identity.translate(t);
  }

  // maps: {plan, x, y, small, returned, difference}; then(): when they are drawn, if that is later.
  /** @type {(maps: Maps, theme: Theme, then: () => void) => void} */
  draw(maps, theme, then) {
    /** @type {Drawing} */
    this.next = { maps, theme, then };
    if (!this.drawn || this.drawn.maps === maps) return this.drawNow();
    this.busy(true);
    this.waiting ??= whenIdle(() => this.drawLater(), { timeout: LATEST_MS });
  }

  drawLater() {
    /** @type {number | null | undefined} */
    this.waiting = null;
    const { then } = this.next;
    this.drawNow();
    then();
  }

  drawNow() {
    const { maps, theme } = this.next;
    const { plan, x, y, leaving, small, returned, difference } = maps;
    /** @type {Drawing | undefined} */
    this.drawn = this.next;
    const { inputs } = plan.channels;
    this.arriving.draw({ shape: plan.inputShape, tiling: inputTiling(plan), inputs, values: x, theme });
    this.leaving.draw({ plan, values: leaving, done: y.length, theme });
    for (const [panel, values] of Object.entries({ original: y, returned, difference })) {
      this[/** @type {"original" | "returned" | "difference"} */ (panel)].draw({
        shape: plan.outputShape,
        tiling: outputTiling(plan),
        values,
        theme,
      });
    }
    /** @type {(at: number) => string} */
    const colourOf = (at) => theme.identityColour(plan, at);
    this.identity.draw({ x, small, big: y, leaving, theme, colourOf });
    if (this.said !== maps) this.say(maps);
    this.busy(false);
  }

  /** @param {boolean} yes */
  busy(yes) {
    for (const node of this.nodes) {
      if (yes) node.setAttribute("aria-busy", "true");
      else node.removeAttribute("aria-busy");
    }
  }

  /** @param {Maps} maps */
  say(maps) {
    this.said = maps;
    const { plan, difference } = maps;
    const [small, big] = [plan.inputShape, plan.outputShape].map(sizeText);
    for (const panel of SMALL) this[panel].say(this.t(`back.title_${panel}`, { size: small }));
    for (const panel of BIG) this[panel].say(this.t(`back.title_${panel}`, { size: big }));
    const changes = difference.filter((value) => value !== 0);
    const largest = changes.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    setText(
      this.trip,
      this.t("back.trip_said", {
        small,
        big,
        changed: changes.length,
        total: difference.length,
        largest: short(largest),
      }),
    );
  }

  /** @param {AnyBoard} board */
  has(board) {
    return Object.values(this.boards).includes(board);
  }

  // Whether these maps are drawn, and not others.
  /** @param {Maps} maps */
  shows(maps) {
    return this.drawn?.maps === maps;
  }
}
