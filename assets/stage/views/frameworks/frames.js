// On the one canvas, the frame of every group of libraries that crops it elsewhere than PyTorch does.

import { el, setText, svg } from "../../dom/dom.js";
import { frameBoxes } from "../../paint/frame.js";

/** @import { Group, Translate } from "../../types.js" */
/** @import { Tiling } from "../../paint/places.js" */

export class Frames {
  constructor() {
    this.node = svg("svg", { class: "frames", "aria-hidden": "true" });
    this.legend = el("span", { class: "frames-legend", "data-control": "frames" });
    /** @type {Group[]} */
    this.groups = [];
  }

  // board: the canvas that they are all drawn on.
  /** @type {(groups: Group[], board: { rows: number, columns: number, size: number, tiling: Tiling }) => void} */
  draw(groups, { rows, columns, size, tiling }) {
    this.groups = groups.filter(({ isOwn }) => !isOwn);
    const [width, height] = [columns, rows].map((cells) => `${cells * size}px`);
    this.node.setAttribute("viewBox", `0 0 ${columns} ${rows}`);
    Object.assign(this.node.style, { width, height });
    this.node.replaceChildren(...this.groups.filter(({ look }) => look).flatMap((group) => framesOf(group, tiling)));
  }

  // ask: what the libraries were asked for.
  /** @type {(t: Translate, ask: string) => void} */
  write(t, ask) {
    while (this.legend.children.length < this.groups.length) this.legend.append(el("span", { class: "key" }));
    [...this.legend.children].forEach((key, at) => {
      const group = this.groups[at];
      key.className = `key ${group ? group.look : "none"}`;
      setText(key, group?.names.map((name) => t(`frameworks.name_${name}_${ask}`)).join(" = ") ?? "");
    });
  }
}

/** @type {(group: Group, tiling: Tiling) => SVGElement[]} */
const framesOf = ({ plan, look }, tiling) =>
  frameBoxes(plan, tiling).map(([x, y, width, height]) => svg("rect", { class: look, x, y, width, height }));
