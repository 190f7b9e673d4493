// What follows from the forward convolution's window, as two strips of boards below it: the gradient with both sides of
// the identity, and the round trip. They show nothing that moves: new maps are drawn as soon as the page has time, so that
// the window above answers first.

import { el, setText } from "./dom.js";
import { ForwardIdentity } from "./forward_identity.js";
import { FewCells, MapBoard } from "./map_board.js";
import { OutputBoard } from "./output_board.js";
import { short } from "./values.js";

const LATEST_MS = 300;

const SMALL = ["arriving"];
const BIG = ["leaving", "original", "returned", "difference"];

const whenIdle = window.requestIdleCallback?.bind(window) ?? ((run) => setTimeout(run, 16));

export class ForwardStrips {
  // describer(panel) -> describe; strip(name, parts, words) -> an element.
  constructor(describer, strip) {
    const identity = (theme, shape, at) => theme.identityColour(shape, at);
    this.arriving = new MapBoard("arriving", describer("arriving"), { colourOf: identity });
    this.leaving = new OutputBoard(null, new FewCells("leaving", describer("leaving")));
    this.original = new MapBoard("original", describer("original"));
    this.returned = new MapBoard("returned", describer("returned"));
    this.difference = new MapBoard("difference", describer("difference"), { shade: "bad" });
    this.identity = new ForwardIdentity();
    this.trip = el("p", { class: "why", "data-control": "trip" });
    this.nodes = [strip("gradient", [this.arriving, "→", this.leaving], this.identity.node),
      strip("trip", [this.original, "→", this.returned, "Δ", this.difference], this.trip)];
  }

  get boards() {
    return Object.fromEntries([...SMALL, ...BIG].map((panel) => [panel, this[panel]]));
  }

  translate(t) {
    this.t = t;
    this.said = null;
    this.identity.translate(t);
  }

  // maps: {plan, x, y, small, returned, difference}; then(): when they are drawn, if that is later.
  draw(maps, theme, then) {
    this.next = { maps, theme, then };
    if (!this.drawn || this.drawn.maps === maps) return this.drawNow();
    this.busy(true);
    this.waiting ??= whenIdle(() => this.drawLater(), { timeout: LATEST_MS });
  }

  drawLater() {
    this.waiting = null;
    const { then } = this.next;
    this.drawNow();
    then();
  }

  drawNow() {
    const { maps, theme } = this.next;
    const { plan, x, y, small, returned, difference } = maps;
    this.drawn = this.next;
    this.arriving.draw({ shape: plan.inputShape, values: x, theme });
    this.leaving.draw({ plan, values: y, done: y.length, theme });
    for (const [panel, values] of Object.entries({ original: y, returned, difference })) {
      this[panel].draw({ shape: plan.outputShape, values, theme });
    }
    const colourOf = (at) => theme.identityColour(plan.inputShape, at);
    this.identity.draw({ x, small, big: y, theme, colourOf });
    if (this.said !== maps) this.say(maps);
    this.busy(false);
  }

  busy(yes) {
    for (const node of this.nodes) {
      if (yes) node.setAttribute("aria-busy", "true");
      else node.removeAttribute("aria-busy");
    }
  }

  say(maps) {
    this.said = maps;
    const { plan, difference } = maps;
    const [small, big] = [plan.inputShape, plan.outputShape].map((shape) => shape.join("×"));
    for (const panel of SMALL) this[panel].say(this.t(`back.title_${panel}`, { size: small }));
    for (const panel of BIG) this[panel].say(this.t(`back.title_${panel}`, { size: big }));
    const changes = difference.filter((value) => value !== 0);
    const largest = changes.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    setText(this.trip, this.t("back.trip_said",
      { small, big, changed: changes.length, total: difference.length, largest: short(largest) }));
  }

  // Of these maps, or of none: others are not drawn yet.
  lightUp(maps, inputs, outputs) {
    if (this.drawn?.maps !== maps) return;
    for (const panel of SMALL) this[panel].lightUp(inputs);
    for (const panel of BIG) this[panel].lightUp(outputs);
  }
}
