// The number line of one axis: sizes of the forward convolution's input, grouped by the output size that they fall on. The
// transposed convolution returns the first of its group; a click on another one sets output_padding.

import { el, setHidden, setText } from "../../dom/dom.js";
import { sentences } from "../../dom/words.js";
import { inCorner, inOutput, outputPadding } from "../../rule/added_cells.js";
import { forwardAxis } from "../../rule/forward.js";
import { families, farthest, sizeBack } from "./edges.js";

/** @import { Added, Axis, Plan, Translate } from "../../types.js" */

export class SizeLine {
  // onPick(output_padding): a size was picked; onRefuse(why): one that no output_padding gives.
  /** @param {number} at @param {(output_padding: number) => void} onPick @param {(why: string) => void} onRefuse */
  constructor(at, onPick, onRefuse) {
    this.onPick = onPick;
    this.onRefuse = onRefuse;
    this.heading = el("div", { class: "heading" });
    this.groups = el("div", { class: "families", role: "group" });
    this.floor = el("p", { class: "note", "data-control": "floor-note" });
    this.far = el("p", { class: "note", "data-control": "far-note" });
    this.node = el(
      "section",
      { class: "size-line", "data-control": "size-line", "data-axis": at },
      this.heading,
      this.groups,
      this.floor,
      this.far,
    );
  }

  // added: what output_padding adds on this axis, see added_cells.js.
  /** @type {(given: { axis: Axis, added: Added, name: string, hidden: boolean }, t: Translate) => void} */
  draw({ axis, added, name, hidden }, t) {
    setHidden(this.node, hidden);
    if (hidden) return;
    const first = sizeBack(axis);
    this.build(axis, first, t);
    setText(this.heading, t("sizes.line", { axis: name }));
    this.groups.setAttribute("aria-label", t("sizes.line", { axis: name }));
    const present = first + outputPadding(axis);
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (
      this.groups.querySelectorAll("button:not([aria-disabled])")
    )) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.size) === present));
    }
    setText(this.floor, floorNote(axis, first, t));
    setText(this.far, farNote(axis, added, t));
  }

  // The elements stay while the sizes do.
  /** @type {(axis: Axis, first: number, t: Translate) => void} */
  build(axis, first, t) {
    const key = [axis.input, axis.stride, axis.dilation, first, t("sizes.default")].join();
    if (key === this.built) return;
    /** @type {string | undefined} */
    this.built = key;
    const last = first + farthest(axis);
    const nodes = families(axis).map(({ small, sizes }) =>
      el(
        "div",
        { class: "family", "data-small": small },
        el("div", { class: "members" }, ...sizes.map((size) => this.member(axis, size, first, last, t))),
        el("div", { class: "falls" }, t(small === axis.input ? "sizes.falls_here" : "sizes.falls", { small })),
      ),
    );
    nodes.forEach((node) => node.classList.toggle("own", Number(node.dataset.small) === axis.input));
    this.groups.replaceChildren(...nodes);
  }

  /** @type {(axis: Axis, size: number, first: number, last: number, t: Translate) => HTMLElement} */
  member(axis, size, first, last, t) {
    const mark = size === first ? el("small", {}, t("sizes.default")) : "";
    if (size < first || size > last) return this.refused(size, whyNot(axis, size, first, t));
    return el(
      "button",
      {
        type: "button",
        class: "member",
        "data-size": size,
        title: `output_padding=${size - first}`,
        onclick: () => this.onPick(size - first),
      },
      `${size}`,
      mark,
    );
  }

  // It can be pressed, to hear why.
  /** @type {(size: number, why: string) => HTMLElement} */
  refused(size, why) {
    const attributes = { type: "button", class: "member", "data-size": size, "aria-disabled": "true", title: why };
    return el("button", { ...attributes, onclick: () => this.onRefuse(why) }, `${size}`);
  }
}

// Why no output_padding makes the output as large as that.
/** @type {(axis: Axis, size: number, first: number, t: Translate) => string} */
function whyNot(axis, size, first, t) {
  if (size < first) return t("sizes.below", { default: first });
  const back = forwardAxis(axis, size).size;
  return t("stage.beyond_output_padding", { wanted: size - first, back, input: axis.input });
}

/** @type {(axis: Axis, first: number, t: Translate) => string} */
function floorNote(axis, first, t) {
  const op = outputPadding(axis);
  const values = {
    small: axis.input,
    first: Math.max(1, first),
    last: first + axis.stride - 1,
    count: axis.stride,
    op,
    picked: first + op,
    default: first,
    stride: axis.stride,
  };
  if (op >= axis.stride) {
    const next = forwardAxis(axis, first + op).size;
    return t("sizes.floor_beyond", { ...values, next, more: next - axis.input });
  }
  if (axis.stride === 1) return t("sizes.floor_one", values);
  return t(first < 1 ? "sizes.floor_nothing" : op ? "sizes.floor_picked" : "sizes.floor_default", values);
}

/** @type {(axis: Axis, added: Added, t: Translate) => string} */
function farNote(axis, added, t) {
  const op = outputPadding(axis);
  const values = {
    op,
    ...added,
    stride: axis.stride,
    dilation: axis.dilation,
    limit: farthest(axis),
    padding: axis.cropBefore,
  };
  const name = !op ? "none" : !added.inside ? "nothing" : added.gaps ? "gaps" : "reached";
  const beyond = added.beyond ? [t("sizes.far_beyond", values)] : [];
  const rule = axis.dilation > axis.stride ? "sizes.rule_dilation" : "sizes.rule_stride";
  return sentences(t, t(`sizes.far_${name}`, values), ...beyond, t(rule, values));
}

// What output_padding adds on both axes, and the corner; nothing where it is 0.
/** @type {(plan: Plan, t: Translate) => string} */
export function addedNote(plan, t) {
  const { inside, gaps, beyond } = inOutput(plan);
  const corner = inCorner(plan);
  const cells = corner.inside + corner.beyond;
  const said = [];
  if (inside + beyond) said.push(t("sizes.added", { cells: inside + beyond, inside, gaps, beyond }));
  if (cells) said.push(t("sizes.added_corner", { cells, zeros: corner.gaps + corner.beyond }));
  return said.length ? sentences(t, ...said) : "";
}
