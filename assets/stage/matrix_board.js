// The matrix in front, between its two vectors, with the rows that padding removes where they are asked for.

import { hatch } from "./board.js";
import { Cells, rectangle } from "./cells.js";
import { EntriesBoard, NOT_YET, REMOVED } from "./entries_board.js";
import { NO_LINK } from "./matrix.js";
import { laidOut } from "./matrix_layout.js";
import { spotText } from "./linked.js";
import { unflatten } from "./links.js";
import { paintStrips } from "./strips.js";
import { short } from "./values.js";

const PANELS = ["removed", "cropped", "x_vector", "y_vector", "forward", "matrix"];

export class MatrixBoard extends EntriesBoard {
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
    const before = this.cornerBefore(plan, side);
    const anew = this.fitMatrix(plan, lines, side);
    const changed = (...keys) => anew || keys.some((key) => memo[key] !== this.memo[key]);
    if (!changed(...Object.keys(memo))) return;
    Object.assign(this, { plan, lines, x, w, canvas, y, result, side, done, laid, theme });
    const laidAnew = changed("lines", "side");
    const weighed = changed("lines", "side", "w");
    this.memo = memo;
    if (laidAnew) this.lay();
    if (weighed) [this.grids.matrix, this.grids.removed].forEach((grid) => this.showEntries(grid));
    this.showVectors();
    this.paint();
    if (before) this.flip(before);
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
      grid.moveTo(layout.left, layout.top);
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
    this.numberLines();
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

  showVectors() {
    const { grids, y, x, result, plan, canvas } = this;
    grids.y_vector.show(grids.y_vector.places.map(({ cell: [at] }) => y[at]));
    grids.cropped.show(grids.cropped.places.map(({ cell: [r, c] }) => canvas[r * plan.canvasShape[1] + c]));
    if (this.isForward) grids.forward.show([...result]);
    else grids.x_vector.show([...x]);
  }

  // ---- the picture ----------------------------------------------------------------------------------------------

  paint() {
    const pen = this.pen();
    this.takeColours();
    this.lines.forEach((line, at) => this.paintLine(pen, line, at));
    range(this.plan.inputs).forEach((input) => this.paintInput(pen, input));
    this.paintGrid(pen);
    if (this.layout.labels) this.paintLabels(pen);
  }

  paintLine(pen, line, at) {
    if (line.output < 0) this.paintRemoved(pen, at);
    this.paintEntries(pen, line, at);
    this.paintSum(pen, line, at);
  }

  paintRemoved(pen, at) {
    const { size, theme } = this;
    const [x, y] = this.entryAt(at, 0);
    const [height, width] = this.turned([1, this.plan.inputs]);
    pen.fillStyle = size >= 8 ? hatch(pen, theme) : theme.raised;
    pen.fillRect(x * size, y * size, width * size, height * size);
  }

  paintSum(pen, line, at) {
    const { size, theme, plan } = this;
    if (line.output >= this.done) return;
    const [x, y] = this.stripAt("line", at);
    const cell = line.spot.cell.map((index, axis) => index + (line.output < 0 ? 0 : plan.axes[axis].cropBefore));
    pen.globalAlpha = line.output < 0 ? REMOVED : 1;
    const isLinked = line.taps.some((tap) => tap !== NO_LINK);
    const painted = isLinked && paintStrips(pen, plan, cell, [x * size, y * size, size, size], this.colours, this.laid);
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
    this.paintBlocks(pen);
    if (this.size < 5) return;
    const { theme, layout: { left, top, strip } } = this;
    const [down, across] = this.turned([this.lines.length, this.plan.inputs]);
    this.rule(pen, [left + strip, top, 1, down], range(down + 1), [0, 1], theme.line, 1);
    this.rule(pen, [left, top + strip, across, 1], [0, 1], range(across + 1), theme.line, 1);
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

  // The place of a strip's cell on the picture: [x, y], in cells.
  stripAt(kind, at) {
    const { x, y } = this.stripPlace(kind, at);
    return [this.layout.left + x, this.layout.top + y];
  }

  // ---- light ----------------------------------------------------------------------------------------------------

  // links: pairs [input, spot]; inputs: a set; spots: of output or cropped cells; band: the spot whose row or column is
  // framed, or null.
  lightUp({ links, inputs, spots, band }, soft) {
    const lines = spots.map((spot) => this.lineOf.get(spotText(spot))).filter((at) => at !== undefined);
    const entries = this.placesOf(links);
    const strips = [...lines.map((at) => this.stripAt("line", at)), ...[...inputs].map((at) => this.stripAt("input", at))];
    const lit = [...entries, ...strips];
    this.light(lit, { soft, ...(band && lit.length && { frames: this.bandOf(band) }) });
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
}

const labelOf = ({ spot: { panel, cell } }) => (panel === "output" ? `y[${cell}]` : `[${cell}]`);
const inputLabels = (plan, name = "Cy") => range(plan.inputs).map((at) => `${name}[${unflatten(at, plan.inputShape)}]`);
const longest = (texts) => Math.max(...texts.map((text) => text.length));
const range = (count) => Array.from({ length: count }, (_, at) => at);
