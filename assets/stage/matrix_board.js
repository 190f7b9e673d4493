// The matrix between its two vectors. An entry that is a link has its input element's colour, in the shade of its tap;
// heavier lines part the blocks of one output row and one input row.

import { Board, hatch, READABLE } from "./board.js";
import { Cells, rectangle } from "./cells.js";
import { NO_LINK } from "./matrix.js";
import { laidOut } from "./matrix_layout.js";
import { spotText } from "./linked.js";
import { unflatten } from "./links.js";
import { paintStrips } from "./strips.js";
import { short } from "./values.js";

const NOT_YET = 0.35;
const REMOVED = 0.4;
const FLIP_MS = 900;
const PANELS = ["removed", "cropped", "x_vector", "y_vector", "forward", "matrix"];

// The lightest tap is still seen, the darkest still lets its number be read.
export const shade = (tap, taps) => (taps > 1 ? 0.4 + (0.6 * tap) / (taps - 1) : 1);

export class MatrixBoard extends Board {
  constructor(describer) {
    const grids = Object.fromEntries(PANELS.map((panel) => [panel, new Cells(panel, describer(panel))]));
    super("matrix", Object.values(grids));
    this.grids = grids;
    this.memo = {};
  }

  // lines: see matrix.js; side: "transposed" or "forward"; canvas: the sums so far; y: the output so far; result: the
  // forward convolution of y; done: how many output cells, laid: how many input elements are in.
  draw({ plan, lines, x, w, canvas, y, result, side, done, laid, theme }) {
    const memo = { plan, lines, x, w, canvas, y, side, done, laid, theme, room: this.room };
    if (!this.room) this.measure();
    const flipped = this.memo.plan === plan && this.memo.side !== side && this.cornerOf(this.layout);
    const anew = this.fitMatrix(plan, lines, side);
    const changed = (...keys) => anew || keys.some((key) => memo[key] !== this.memo[key]);
    if (!changed(...Object.keys(memo))) return;
    Object.assign(this, { plan, lines, x, w, canvas, y, result, side, done, laid, theme });
    const laidAnew = changed("lines", "side");
    const weighed = changed("lines", "side", "w");
    this.memo = memo;
    if (laidAnew) this.lay();
    if (weighed) this.showEntries();
    this.showVectors();
    this.paint();
    if (flipped) this.flip(flipped);
  }

  // Nothing to draw: no cells may stay behind.
  clear() {
    if (!this.memo.lines) return;
    this.memo = {};
    for (const grid of Object.values(this.grids)) {
      grid.layout([]);
      grid.show([]);
    }
  }

  get isForward() {
    return this.side === "forward";
  }

  fitMatrix(plan, lines, side) {
    const names = { lines: longest(lines.map(labelOf)), inputs: longest(inputLabels(plan)) };
    const [down, across] = side === "forward" ? ["inputs", "lines"] : ["lines", "inputs"];
    const count = { lines: lines.length, inputs: plan.inputs };
    this.layout = laidOut({ down: count[down], across: count[across], room: this.room,
      longest: { down: names[down], across: names[across] } });
    this.minimum = this.maximum = this.layout.size;
    return this.fit(this.layout.top + count[down], this.layout.left + count[across]);
  }

  // ---- the cells ------------------------------------------------------------------------------------------------

  lay() {
    const { lines, plan, layout } = this;
    for (const grid of Object.values(this.grids)) {
      grid.node.setAttribute("transform", `translate(${layout.left} ${layout.top})`);
    }
    const removed = lines.some((line) => line.output < 0);
    const [kept, gone] = removed ? this.entryPlaces() : [this.fullRectangle(), []];
    this.grids.matrix.layout(kept);
    this.grids.removed.layout(gone);
    const inputs = range(plan.inputs).map((input) => this.stripPlace("input", input, [input]));
    this.grids[this.isForward ? "forward" : "x_vector"].layout(this.rowsOf(inputs, "input"));
    this.grids[this.isForward ? "x_vector" : "forward"].layout([]);
    const [outputs, cropped] = [true, false].map((keep) => lines.map((line, at) => ({ line, at }))
      .filter(({ line }) => line.output >= 0 === keep)
      .map(({ line, at }) => this.stripPlace("line", at, keep ? [line.output] : line.spot.cell)));
    this.grids.y_vector.layout(this.rowsOf(outputs, "line"));
    this.grids.cropped.layout(this.rowsOf(cropped, "line"));
    this.lineOf = new Map(lines.map((line, at) => [line.key, at]));
  }

  fullRectangle() {
    const [lines, inputs] = [this.lines.length, this.plan.inputs];
    return this.isForward ? rectangle(inputs, lines) : rectangle(lines, inputs);
  }

  // The entries of the rows that stay, and of those that are removed.
  entryPlaces() {
    const { lines, plan } = this;
    const inputs = range(plan.inputs);
    const entries = this.isForward
      ? inputs.map((input) => lines.map((line, at) => [line, at, input]))
      : lines.map((line, at) => inputs.map((input) => [line, at, input]));
    return [true, false].map((keep) => entries
      .map((row) => row.filter(([line]) => line.output >= 0 === keep).map(([line, at, input]) => this.entryPlace(line, at, input)))
      .filter((row) => row.length));
  }

  entryPlace(line, at, input) {
    const cell = line.output < 0 ? [...line.spot.cell, input] : this.turned([line.output, input]);
    const [y, x] = this.turned([at, input]);
    return { x, y, cell };
  }

  stripPlace(kind, at, cell) {
    const across = (kind === "line") === this.isForward;
    return across ? { x: at, y: this.layout.strip, cell } : { x: this.layout.strip, y: at, cell };
  }

  // A strip that lies across is one row of cells; one that stands has a row for each.
  rowsOf(places, kind) {
    if (!places.length) return [];
    return (kind === "line") === this.isForward ? [places] : places.map((place) => [place]);
  }

  turned(pair) {
    return this.isForward ? pair.toReversed() : pair;
  }

  showEntries() {
    for (const panel of ["matrix", "removed"]) {
      this.grids[panel].show(this.grids[panel].places.map(({ x, y }) => {
        const [line, input] = this.turned([y, x]);
        return this.weight(this.lines[line].taps[input]);
      }));
    }
  }

  showVectors() {
    const { grids, y, x, result, plan, canvas } = this;
    grids.y_vector.show(grids.y_vector.places.map(({ cell: [at] }) => y[at]));
    grids.cropped.show(grids.cropped.places.map(({ cell: [r, c] }) => canvas[r * plan.canvasShape[1] + c]));
    if (this.isForward) grids.forward.show([...result]);
    else grids.x_vector.show([...x]);
  }

  weight(tap) {
    return tap === NO_LINK ? 0 : this.w[tap];
  }

  // ---- the picture ----------------------------------------------------------------------------------------------

  paint() {
    const pen = this.pen();
    const { plan, theme } = this;
    this.colours = range(plan.inputs).map((at) => theme.identityColour(plan.inputShape, at));
    this.lines.forEach((line, at) => this.paintLine(pen, line, at));
    range(plan.inputs).forEach((input) => this.paintInput(pen, input));
    this.paintGrid(pen);
    if (this.layout.labels) this.paintLabels(pen);
  }

  paintLine(pen, line, at) {
    const { size, theme, plan } = this;
    if (line.output < 0) this.paintRemoved(pen, at);
    line.taps.forEach((tap, input) => {
      if (tap === NO_LINK) return;
      const [x, y] = this.entryAt(at, input);
      const now = this.presence(line, input);
      pen.globalAlpha = now * shade(tap, plan.taps);
      pen.fillStyle = this.colours[input];
      pen.fillRect(x * size, y * size, size, size);
      pen.globalAlpha = now < 1 ? now + 0.2 : 1;
      this.write(pen, short(this.w[tap]), x, y, theme);
    });
    pen.globalAlpha = 1;
    this.paintSum(pen, line, at);
  }

  paintRemoved(pen, at) {
    const { size, theme } = this;
    const [x, y] = this.entryAt(at, 0);
    const [height, width] = this.turned([1, this.plan.inputs]);
    pen.fillStyle = size >= 8 ? hatch(pen, theme) : theme.raised;
    pen.fillRect(x * size, y * size, width * size, height * size);
  }

  // How much of an entry is there: not yet read, or removed, is faint.
  presence(line, input) {
    if (line.output < 0) return REMOVED;
    return line.output < this.done && input < this.laid ? 1 : NOT_YET;
  }

  paintSum(pen, line, at) {
    const { size, theme, plan } = this;
    if (line.output >= this.done) return;
    const [x, y] = this.stripAt("line", at);
    const cell = line.spot.cell.map((index, axis) => index + (line.output < 0 ? 0 : plan.axes[axis].cropBefore));
    pen.globalAlpha = line.output < 0 ? REMOVED : 1;
    const isLinked = line.taps.some((tap) => tap !== NO_LINK);
    const painted = isLinked && paintStrips(pen, plan, cell, [x * size, y * size, size], this.colours, this.laid);
    if (painted || !isLinked) this.write(pen, short(this.sumOf(line)), x, y, theme, isLinked ? theme.text : theme.faint);
    pen.globalAlpha = 1;
  }

  sumOf({ output, spot }) {
    return output < 0 ? this.canvas[spot.cell[0] * this.plan.canvasShape[1] + spot.cell[1]] : this.y[output];
  }

  // The other vector: x, or what the forward convolution makes of y, which is no input element.
  paintInput(pen, input) {
    const { size, theme } = this;
    const [x, y] = this.stripAt("input", input);
    pen.globalAlpha = this.isForward || input < this.laid ? 1 : NOT_YET;
    pen.fillStyle = this.isForward ? theme.raised : this.colours[input];
    pen.fillRect(x * size, y * size, size, size);
    pen.globalAlpha = 1;
    this.write(pen, short(this.isForward ? this.result[input] : this.x[input]), x, y, theme);
  }

  paintGrid(pen) {
    const { theme, layout: { left, top, strip } } = this;
    const [down, across] = this.turned([this.lines.length, this.plan.inputs]);
    const starts = this.turned([blockStarts(this.lines.map(({ spot }) => this.rowOf(spot))),
      blockStarts(range(this.plan.inputs).map((at) => Math.floor(at / this.plan.inputShape[1])))]);
    const every = [down, across].map((count) => range(count + 1));
    if (this.size >= 5) this.rule(pen, [left, top, across, down], ...every, theme.line, 1);
    this.rule(pen, [left, top, across, down], ...starts, theme.faint, this.size >= 10 ? 2 : 1);
    if (this.size < 5) return;
    this.rule(pen, [left + strip, top, 1, down], every[0], [0, 1], theme.line, 1);
    this.rule(pen, [left, top + strip, across, 1], [0, 1], every[1], theme.line, 1);
  }

  // Lines across at `rows` and down at `columns` of a box [left, top, width, height], all in cells.
  rule(pen, [left, top, width, height], rows, columns, colour, thickness) {
    const { size } = this;
    const snap = (at) => Math.round(at * size) + (thickness % 2) / 2;
    pen.strokeStyle = colour;
    pen.lineWidth = thickness;
    pen.beginPath();
    for (const row of rows) {
      pen.moveTo(snap(left), snap(top + row));
      pen.lineTo(snap(left + width), snap(top + row));
    }
    for (const column of columns) {
      pen.moveTo(snap(left + column), snap(top));
      pen.lineTo(snap(left + column), snap(top + height));
    }
    pen.stroke();
  }

  rowOf({ panel, cell: [row] }) {
    return panel === "output" ? row + this.plan.axes[0].cropBefore : row;
  }

  paintLabels(pen) {
    const { theme, layout } = this;
    pen.font = `11px ${theme.font}`;
    pen.font_ = "";
    pen.textBaseline = "middle";
    const inputs = inputLabels(this.plan, this.isForward ? "Cy" : "x");
    const lines = this.lines.map(labelOf);
    const [down, across] = this.turned([lines, inputs]);
    down.forEach((text, at) => this.label(pen, text, layout.labels.left - 5, (layout.top + at + 0.53) * this.size, "right", 0));
    across.forEach((text, at) => {
      const place = [(layout.left + at + 0.5) * this.size, layout.labels.top - 5];
      if (layout.labels.upright) this.label(pen, text, ...place, "left", -Math.PI / 2);
      else this.label(pen, text, place[0], place[1] - 3, "center", 0);
    });
  }

  label(pen, text, x, y, align, angle) {
    pen.save();
    pen.translate(x, y);
    pen.rotate(angle);
    pen.textAlign = align;
    pen.fillStyle = this.theme.faint;
    pen.fillText(text, 0, 0);
    pen.restore();
  }

  // ---- places on the picture: [x, y], in cells --------------------------------------------------------------------

  entryAt(line, input) {
    const [y, x] = this.turned([line, input]);
    return [this.layout.left + x, this.layout.top + y];
  }

  stripAt(kind, at) {
    const { x, y } = this.stripPlace(kind, at);
    return [this.layout.left + x, this.layout.top + y];
  }

  // ---- light ----------------------------------------------------------------------------------------------------

  // links: pairs [input, tap]; inputs: a set; spots: of output or cropped cells; band: the spot whose row or column is
  // framed, or null.
  lightUp({ links, inputs, spots, band }, soft) {
    const lines = spots.map((spot) => this.lineOf.get(spotText(spot))).filter((at) => at !== undefined);
    const entries = links.map(([input, spot]) => [this.lineOf.get(spotText(spot)), input])
      .filter(([line]) => line !== undefined).map(([line, input]) => this.entryAt(line, input));
    const strips = [...lines.map((at) => this.stripAt("line", at)), ...[...inputs].map((at) => this.stripAt("input", at))];
    const lit = [...entries, ...strips];
    this.light(lit, { soft });
    if (band && lit.length) this.frameBand(this.ink(), band);
    if (soft && entries.length) this.reveal(entries);
  }

  // What is being read comes into view, where the picture is larger than its box.
  reveal(cells) {
    const { box, size, room } = this;
    if (!room || (this.rows * size <= room.height && this.columns * size <= room.width)) return;
    const [x, y] = [0, 1].map((axis) => (Math.min(...cells.map((cell) => cell[axis])) + 0.5) * size);
    if (y < box.scrollTop + size || y > box.scrollTop + room.height - size) box.scrollTop = y - room.height / 2;
    if (x < box.scrollLeft + size || x > box.scrollLeft + room.width - size) box.scrollLeft = x - room.width / 2;
  }

  frameBand(pen, spot) {
    const isInput = spot.panel === "input";
    const at = isInput ? spot.cell[0] * this.plan.inputShape[1] + spot.cell[1] : this.lineOf.get(spotText(spot));
    if (at === undefined) return;
    const [x, y] = isInput ? this.entryAt(0, at) : this.entryAt(at, 0);
    const [height, width] = this.turned(isInput ? [this.lines.length, 1] : [1, this.plan.inputs]);
    pen.strokeStyle = this.theme.glow;
    pen.lineWidth = this.size >= READABLE ? 2 : 1;
    pen.strokeRect(x * this.size, y * this.size, width * this.size, height * this.size);
  }

  // ---- from one matrix to the other -----------------------------------------------------------------------------

  cornerOf(layout) {
    return layout && { x: layout.left * layout.size, y: layout.top * layout.size, size: layout.size,
      width: this.columns * this.size, height: this.rows * this.size };
  }

  // The sheet turns over about the diagonal, from where the other matrix lay. Only the compositor moves it.
  flip(before) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const now = this.cornerOf(this.layout);
    const dx = (now.width - before.width) / 2 + before.x - now.x;
    const dy = (now.height - before.height) / 2 + before.y - now.y;
    const transformOrigin = `${now.x + 3}px ${now.y + 3}px`;
    this.sheet.animate([
      { transformOrigin, transform: `translate(${dx}px, ${dy}px) rotate3d(1, 1, 0, 180deg) scale(${before.size / now.size})` },
      { transformOrigin, transform: "translate(0, 0) rotate3d(1, 1, 0, 0deg) scale(1)" },
    ], { duration: FLIP_MS, easing: "ease-in-out" });
  }
}

const labelOf = ({ spot: { panel, cell } }) => (panel === "output" ? `y[${cell}]` : `[${cell}]`);
const inputLabels = (plan, name = "Cy") => range(plan.inputs).map((at) => `${name}[${unflatten(at, plan.inputShape)}]`);
const longest = (texts) => Math.max(...texts.map((text) => text.length));
const range = (count) => Array.from({ length: count }, (_, at) => at);

// Where a new block begins, and the end of the last.
function blockStarts(blocks) {
  return [...blocks.keys()].filter((at) => blocks[at] !== blocks[at - 1]).concat(blocks.length);
}
