// Handles on the edges of the crop frame: dragged, by mouse or finger, or moved with the arrow keys. The near edge of an axis
// is its padding, the far edge its output_padding.

import { el, setHidden } from "../../dom/dom.js";
import { later } from "../../dom/later.js";
import { MARGIN } from "../../paint/board.js";
import { frameBoxes } from "../../paint/frame.js";

/** @import { PerAxis, Plan } from "../../types.js" */
/** @import { CropBoard } from "./crop_board.js" */
/** @typedef {"near" | "far"} End */
/** @typedef {Record<End, PerAxis>} Edges  What the edges stand for, {near: [height, width], far: […]}. */
/** @typedef {(end: End, axis: number, value: number) => void} OnMove */
/** @typedef {(end: End, axis: number) => { low: number, high: number }} RangeOf */
/** @typedef {{ end: End, axis: number, value: number, node: HTMLElement, from: { place: number, value: number, size: number } | null }} Handle */

/** @type {Record<End, "padding" | "output_padding">} */
export const ENDS = { near: "padding", far: "output_padding" };

export class CropHandles {
  // onMove: a hand moved an edge; rangeOf: how far it may go.
  /** @param {CropBoard} board @param {OnMove} onMove @param {RangeOf} rangeOf */
  constructor(board, onMove, rangeOf) {
    this.board = board;
    this.onMove = onMove;
    this.rangeOf = rangeOf;
    this.axes = 2;
    const ends = /** @type {End[]} */ (Object.keys(ENDS));
    this.handles = [0, 1].flatMap((axis) => ends.map((end) => this.handle(end, axis)));
    this.nodes = this.handles.map(({ node }) => node);
  }

  /** @type {(end: End, axis: number) => Handle} */
  handle(end, axis) {
    const node = el("div", {
      class: `handle ${end}`,
      role: "slider",
      tabindex: 0,
      "data-control": `${end}-${axis}`,
      "data-axis": axis,
      "aria-orientation": axis ? "horizontal" : "vertical",
      onpointerdown: (/** @type {PointerEvent} */ event) => this.take(event, handle),
      onpointermove: (/** @type {PointerEvent} */ event) => this.drag(event, handle),
      onpointerup: () => this.drop(handle),
      onlostpointercapture: () => this.drop(handle),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event, handle),
    });
    /** @type {Handle} */
    const handle = { end, axis, value: 0, node, from: null };
    return handle;
  }

  /** @param {(end: End, axis: number) => string} name */
  name(name) {
    for (const { end, axis, node } of this.handles) node.setAttribute("aria-label", name(end, this.ownAxis(axis)));
  }

  // Which of the layer's axes runs down (0) or across (1): where there is one, it runs across.
  /** @param {number} axis */
  ownAxis(axis) {
    return Math.max(0, axis + this.axes - 2);
  }

  /** @param {{ plan: Plan, edges: Edges }} given */
  draw({ plan, edges }) {
    const { size } = this.board;
    this.axes = plan.axes.length;
    // On the first map that has a frame.
    const [[left, top, width, height]] = frameBoxes(plan, this.board.tiling);
    const middle = [left + width / 2, top + height / 2];
    for (const handle of this.handles) {
      const { node, axis, end } = handle;
      const edge = (axis ? left : top) + (end === "far" ? (axis ? width : height) : 0);
      const [x, y] = axis ? [edge, middle[1]] : [middle[0], edge];
      node.style.transform = `translate(${MARGIN + x * size}px, ${MARGIN + y * size}px)`;
      setHidden(node, axis + this.axes < 2);
      handle.value = edges[end][this.ownAxis(axis)];
      later.write(node, () => this.say(handle));
    }
  }

  /** @param {Handle} handle */
  say({ node, end, axis, value }) {
    const { low, high } = this.rangeOf(end, this.ownAxis(axis));
    const said = {
      "aria-valuemin": low,
      "aria-valuemax": high,
      "aria-valuenow": value,
      "aria-valuetext": `${ENDS[end]} ${value}`,
      "aria-disabled": low === high,
    };
    for (const [name, text] of Object.entries(said)) {
      if (node.getAttribute(name) !== String(text)) node.setAttribute(name, String(text));
    }
  }

  /** @type {(event: PointerEvent, handle: Handle) => void} */
  take(event, handle) {
    if (event.button) return;
    event.preventDefault();
    handle.node.setPointerCapture(event.pointerId);
    handle.node.focus({ preventScroll: true });
    handle.from = { place: placeOf(event, handle), value: handle.value, size: this.board.size };
  }

  /** @type {(event: PointerEvent, handle: Handle) => void} */
  drag(event, handle) {
    if (!handle.from) return;
    const { place, value, size } = handle.from;
    this.move(handle, value + Math.round((placeOf(event, handle) - place) / size));
  }

  /** @param {Handle} handle */
  drop(handle) {
    handle.from = null;
  }

  // Each edge goes where its own arrows point; across its axis, arrows raise and lower it as any slider's.
  /** @type {(event: KeyboardEvent, handle: Handle) => void} */
  key(event, handle) {
    const [less, more] = handle.axis ? ["ArrowDown", "ArrowUp"] : ["ArrowUp", "ArrowDown"];
    const { low, high } = this.rangeOf(handle.end, this.ownAxis(handle.axis));
    /** @type {Record<string, number>} */
    const keys = {
      ArrowLeft: handle.value - 1,
      ArrowRight: handle.value + 1,
      [less]: handle.value - 1,
      [more]: handle.value + 1,
      Home: low,
      End: high,
    };
    const to = keys[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.move(handle, to);
  }

  /** @type {(handle: Handle, to: number) => void} */
  move(handle, to) {
    const { low, high } = this.rangeOf(handle.end, this.ownAxis(handle.axis));
    const value = Math.min(high, Math.max(low, to));
    if (value !== handle.value) this.onMove(handle.end, this.ownAxis(handle.axis), value);
  }
}

/** @type {(event: PointerEvent, handle: Handle) => number} */
const placeOf = (event, { axis }) => (axis ? event.clientX : event.clientY);
