// On the one canvas, the frame of every library that crops it elsewhere than PyTorch does; those that agree share one.

import { el, setText, svg } from "../../dom/dom.js";
import { planInPlane } from "../../rule/plane.js";
import { sameCrops } from "./crops.js";
import { askedPlan, refusedSize, refuses } from "./libraries.js";

/** @import { Plan, State, Translate } from "../../types.js" */
/** @typedef {{ names: string[], plan: Plan }} Group */

// Colours and dashes tell them apart: see style.css.
const MOST = 4;

export class Frames {
  constructor() {
    this.node = svg("svg", { class: "frames", "aria-hidden": "true" });
    this.legend = el("span", { class: "frames-legend", "data-control": "frames" });
    /** @type {Group[]} */
    this.groups = [];
  }

  // names: of the cards that answer; own: PyTorch's plan; board: the canvas that they are all drawn on.
  /** @type {(names: string[], own: Plan, state: State, board: { rows: number, columns: number, size: number }) => void} */
  draw(names, own, state, { rows, columns, size }) {
    this.ask = state.frameworks_ask;
    this.groups = grouped(names, own, state).filter(({ plan }) => !sameCrops(plan, own));
    const [width, height] = [columns, rows].map((cells) => `${cells * size}px`);
    this.node.setAttribute("viewBox", `0 0 ${columns} ${rows}`);
    Object.assign(this.node.style, { width, height });
    this.node.replaceChildren(...this.groups.slice(0, MOST).map(({ plan }, at) => frameOf(plan, at)));
  }

  /** @param {Translate} t */
  write(t) {
    while (this.legend.children.length < this.groups.length) this.legend.append(el("span", { class: "key" }));
    [...this.legend.children].forEach((key, at) => {
      const group = this.groups[at];
      key.className = `key of-${at}${group ? "" : " none"}`;
      const names = group?.names.map((name) => t(`frameworks.name_${name}_${this.ask}`)) ?? [];
      setText(key, names.join(" = "));
    });
  }
}

/** @type {(names: string[], own: Plan, state: State) => Group[]} */
function grouped(names, own, state) {
  /** @type {Group[]} */
  const groups = [];
  for (const name of names) {
    const plan = planOf(name, own, state);
    const group = plan && groups.find((one) => sameCrops(one.plan, plan));
    if (group) group.names.push(name);
    else if (plan) groups.push({ names: [name], plan });
  }
  return groups;
}

// null: the library refuses.
/** @type {(name: string, own: Plan, state: State) => Plan | null} */
function planOf(name, own, { frameworks_ask: ask, frameworks_output_shape }) {
  if (ask === "crops") return own;
  const wanted = frameworks_output_shape;
  if (refuses(name, own.axes) || (wanted && refusedSize(name, own, ask, wanted))) return null;
  return askedPlan(own, name, ask, wanted);
}

/** @type {(plan: Plan, at: number) => SVGElement} */
function frameOf(plan, at) {
  const {
    axes,
    outputShape: [height, width],
  } = planInPlane(plan);
  const [y, x] = axes.map(({ cropBefore }) => cropBefore);
  return svg("rect", { class: `of-${at}`, x, y, width, height });
}
