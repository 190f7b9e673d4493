// Handles on the edges of the crop frame: dragged, by mouse or finger, or moved with the arrow keys. The near edge of an axis
// is its padding, the far edge its output_padding.

import { el } from "./dom.js";
import { later } from "./later.js";

const MARGIN = 3;
export const ENDS = { near: "padding", far: "output_padding" };

export class CropHandles {
  // board: {size, sheet, plan, left, top}; onMove(end, axis, value): a hand moved an edge; rangeOf(end, axis) -> {low, high}.
  constructor(board, onMove, rangeOf) {
    Object.assign(this, { board, onMove, rangeOf });
    this.handles = [0, 1].flatMap((axis) => Object.keys(ENDS).map((end) => this.handle(end, axis)));
    this.nodes = this.handles.map(({ node }) => node);
  }

  handle(end, axis) {
    const handle = { end, axis, value: 0 };
    handle.node = el("div", { class: `handle ${end}`, role: "slider", tabindex: 0, "data-control": `${end}-${axis}`,
      "data-axis": axis, "aria-orientation": axis ? "horizontal" : "vertical",
      onpointerdown: (event) => this.take(event, handle), onpointermove: (event) => this.drag(event, handle),
      onpointerup: () => this.drop(handle), onlostpointercapture: () => this.drop(handle),
      onkeydown: (event) => this.key(event, handle) });
    return handle;
  }

  translate(name) {
    for (const { end, axis, node } of this.handles) node.setAttribute("aria-label", name(end, axis));
  }

  // values: what the edges stand for, {near: [height, width], far: […]}.
  draw({ plan, values }) {
    const { size, top, left } = this.board;
    const [height, width] = plan.outputShape;
    const middle = [left + width / 2, top + height / 2];
    for (const handle of this.handles) {
      const { node, axis, end } = handle;
      const edge = (axis ? left : top) + (end === "far" ? (axis ? width : height) : 0);
      const [x, y] = axis ? [edge, middle[1]] : [middle[0], edge];
      node.style.transform = `translate(${MARGIN + x * size}px, ${MARGIN + y * size}px)`;
      handle.value = values[end][axis];
      later.write(node, () => this.say(handle));
    }
  }

  say({ node, end, axis, value }) {
    const { low, high } = this.rangeOf(end, axis);
    const said = { "aria-valuemin": low, "aria-valuemax": high, "aria-valuenow": value,
      "aria-valuetext": `${ENDS[end]} ${value}`, "aria-disabled": low === high };
    for (const [name, text] of Object.entries(said)) {
      if (node.getAttribute(name) !== String(text)) node.setAttribute(name, text);
    }
  }

  take(event, handle) {
    if (event.button) return;
    event.preventDefault();
    handle.node.setPointerCapture(event.pointerId);
    handle.node.focus({ preventScroll: true });
    handle.from = { place: placeOf(event, handle), value: handle.value, size: this.board.size };
  }

  drag(event, handle) {
    if (!handle.from) return;
    const { place, value, size } = handle.from;
    this.move(handle, value + Math.round((placeOf(event, handle) - place) / size));
  }

  drop(handle) {
    handle.from = null;
  }

  // Each edge goes where its own arrows point; across its axis, arrows raise and lower it as any slider's.
  key(event, handle) {
    const [less, more] = handle.axis ? ["ArrowDown", "ArrowUp"] : ["ArrowUp", "ArrowDown"];
    const { low, high } = this.rangeOf(handle.end, handle.axis);
    const to = { ArrowLeft: handle.value - 1, ArrowRight: handle.value + 1, [less]: handle.value - 1, [more]: handle.value + 1,
      Home: low, End: high }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.move(handle, to);
  }

  move(handle, to) {
    const { low, high } = this.rangeOf(handle.end, handle.axis);
    const value = Math.min(high, Math.max(low, to));
    if (value !== handle.value) this.onMove(handle.end, handle.axis, value);
  }
}

const placeOf = (event, { axis }) => (axis ? event.clientX : event.clientY);
