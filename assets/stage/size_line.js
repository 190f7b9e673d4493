// The number line of one axis: sizes of the forward convolution's input, grouped by the output size that they fall on. The
// transposed convolution returns the first of its group; a click on another one sets output_padding.

import { el, setHidden, setText } from "./dom.js";
import { added, families, farthest, outputPadding, sizeBack } from "./edges.js";
import { sentences } from "./words.js";

export class SizeLine {
  // onPick(output_padding): a size was picked.
  constructor(at, onPick) {
    this.onPick = onPick;
    this.heading = el("div", { class: "heading" });
    this.groups = el("div", { class: "families", role: "group" });
    this.floor = el("p", { class: "note", "data-control": "floor-note" });
    this.far = el("p", { class: "note", "data-control": "far-note" });
    this.node = el("section", { class: "size-line", "data-control": "size-line", "data-axis": at },
      this.heading, this.groups, this.floor, this.far);
  }

  draw({ axis, name, hidden }, t) {
    setHidden(this.node, hidden);
    if (hidden) return;
    const first = sizeBack(axis);
    this.build(axis, first, t);
    setText(this.heading, t("sizes.line", { axis: name }));
    this.groups.setAttribute("aria-label", t("sizes.line", { axis: name }));
    const present = first + outputPadding(axis);
    for (const button of this.groups.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", Number(button.dataset.size) === present);
    }
    setText(this.floor, floorNote(axis, first, t));
    setText(this.far, farNote(axis, t));
  }

  // The elements stay while the sizes do.
  build(axis, first, t) {
    const key = [axis.input, axis.stride, axis.dilation, first, t("sizes.default")].join();
    if (key === this.built) return;
    this.built = key;
    const last = first + farthest(axis);
    const nodes = families(axis).map(({ small, sizes }) => el("div", { class: "family", "data-small": small },
      el("div", { class: "members" }, ...sizes.map((size) => this.member(size, first, last, t))),
      el("div", { class: "falls" }, t(small === axis.input ? "sizes.falls_here" : "sizes.falls", { small }))));
    nodes.forEach((node) => node.classList.toggle("own", Number(node.dataset.small) === axis.input));
    this.groups.replaceChildren(...nodes);
  }

  member(size, first, last, t) {
    const mark = size === first ? el("small", {}, t("sizes.default")) : "";
    if (size < first || size > last) return el("span", { class: "member", "data-size": size }, `${size}`);
    return el("button", { type: "button", class: "member", "data-size": size, title: `output_padding=${size - first}`,
      onclick: () => this.onPick(size - first) }, `${size}`, mark);
  }
}

function floorNote(axis, first, t) {
  const op = outputPadding(axis);
  const values = { small: axis.input, first: Math.max(1, first), last: first + axis.stride - 1, count: axis.stride, op,
    picked: first + op, default: first, stride: axis.stride };
  if (op >= axis.stride) return t("sizes.floor_beyond", { ...values, next: families(axis).find(({ sizes }) => sizes.includes(first + op)).small });
  if (axis.stride === 1) return t("sizes.floor_one", values);
  return t(first < 1 ? "sizes.floor_nothing" : op ? "sizes.floor_picked" : "sizes.floor_default", values);
}

function farNote(axis, t) {
  const { real, zeros } = added(axis);
  const op = outputPadding(axis);
  const values = { op, real, zeros, stride: axis.stride, dilation: axis.dilation, limit: farthest(axis), padding: axis.cropBefore };
  const name = !op ? "sizes.far_none" : !zeros ? "sizes.far_real" : !real ? "sizes.far_zeros" : "sizes.far_both";
  const rule = axis.dilation > axis.stride ? "sizes.rule_dilation" : "sizes.rule_stride";
  return sentences(t, t(name, values), t(rule, values));
}
