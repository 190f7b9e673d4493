// The matrix in front, between its two vectors, with the rows that padding removes where they are asked for.

import { placesOf } from "../../paint/places.js";
import { paintStrips } from "../../paint/strips.js";
import { flatten, range, unflatten } from "../../rule/links.js";
import { canvasCell, spotText } from "../../rule/spots.js";
import { EntriesBoard, NOT_YET, REMOVED } from "./entries_board.js";
import { laidOut } from "./layout.js";
import { NO_LINK } from "./lines.js";

/** @import { Cell, Describer, Numbers, Place, Plan, Spot } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */
/** @import { Entries, LitEntries } from "./entries_board.js" */
/** @import { Corner } from "./layout.js" */
/** @import { Line } from "./lines.js" */
/** @typedef {Entries & { x: Numbers, canvas: Numbers, y: Numbers, result: Numbers }} Given */
/** @typedef {"line" | "input"} Strip  What a vector's cells belong to. */

const PANELS = ["removed", "cropped", "x_vector", "y_vector", "forward", "matrix"];
const ENTRIES = ["matrix", "removed"];

// Given: plan, lines, x, w, side, done, laid; canvas: the sums so far; y: the output so far; result: the forward convolution
// of y.
/** @extends {EntriesBoard<Given>} */
export class MatrixBoard extends EntriesBoard {
  /** @param {Describer} describer */
  constructor(describer) {
    super("matrix", PANELS, describer);
    /** @type {Corner} */
    this.corner = { size: 1, left: 0, top: 0, strip: 0, labels: null };
  }

  /** @param {Given} given */
  fitTo({ plan, lines, side }) {
    const names = { lines: lengthOf(lines.map(labelOf)), inputs: lengthOf(inputLabels(plan)) };
    const isForward = side === "forward";
    const [down, across] = isForward ? [plan.inputs, lines.length] : [lines.length, plan.inputs];
    const longest = isForward
      ? { down: names.inputs, across: names.lines }
      : { down: names.lines, across: names.inputs };
    this.corner = laidOut({ down, across, room: this.room, longest });
    this.minimum = this.maximum = this.corner.size;
    return this.fit(this.corner.top + down, this.corner.left + across);
  }

  // ---- the cells ------------------------------------------------------------------------------------------------

  places() {
    const { lines, plan } = this.given;
    const inputs = range(plan.inputs).map((input) => this.stripPlace("input", input, input, [input]));
    const sums = lines.map((line, at) =>
      this.stripPlace("line", at, at, line.output < 0 ? line.spot.cell : [line.output]),
    );
    /** @type {Record<string, Place[][]>} */
    const rows = {
      ...this.entryPlaces(),
      [this.isForward ? "forward" : "x_vector"]: this.rowsOf(inputs, "input"),
      y_vector: this.rowsOf(
        sums.filter(({ at }) => lines[at].output >= 0),
        "line",
      ),
      cropped: this.rowsOf(
        sums.filter(({ at }) => lines[at].output < 0),
        "line",
      ),
    };
    const { left, top } = this.corner;
    return Object.fromEntries(Object.entries(rows).map(([panel, own]) => [panel, { rows: own, left, top }]));
  }

  // The entries of the rows that stay, and of those that are removed.
  /** @returns {Record<string, Place[][]>} */
  entryPlaces() {
    const { lines, plan } = this.given;
    const entries = placesOf(this.turned([lines.length, plan.inputs])).rows;
    if (lines.every((line) => line.output >= 0)) return { matrix: entries };
    /** @param {boolean} keep */
    const own = (keep) =>
      entries
        .map((row) => row.map((place) => this.entryPlace(place)).filter(({ isKept }) => isKept === keep))
        .filter((row) => row.length);
    return { matrix: own(true), removed: own(false) };
  }

  /** @param {Place} place */
  entryPlace(place) {
    const [at, input] = this.turned([place.y, place.x]);
    const line = this.given.lines[at];
    const isKept = line.output >= 0;
    return { ...place, isKept, cell: isKept ? this.turned([line.output, input]) : [...line.spot.cell, input] };
  }

  /** @type {(kind: Strip, along: number, at: number, cell: Cell) => Place} */
  stripPlace(kind, along, at, cell) {
    const across = (kind === "line") === this.isForward;
    const { strip } = this.corner;
    return across ? { x: along, y: strip, cell, at } : { x: strip, y: along, cell, at };
  }

  // A strip that lies across is one row of cells; one that stands has a row for each.
  /** @type {(places: Place[], kind: Strip) => Place[][]} */
  rowsOf(places, kind) {
    if (!places.length) return [];
    return (kind === "line") === this.isForward ? [places] : places.map((place) => [place]);
  }

  /** @type {(place: Place, panel: string) => number} */
  valueAt(place, panel) {
    if (ENTRIES.includes(panel)) return this.weightAt(place);
    const { x, result, lines } = this.given;
    if (panel === "x_vector") return x[place.at];
    return panel === "forward" ? result[place.at] : this.sumOf(lines[place.at]);
  }

  /** @param {Line} line */
  sumOf({ output, spot }) {
    const { canvas, plan, y } = this.given;
    return output < 0 ? canvas[flatten(spot.cell, plan.canvasShape)] : y[output];
  }

  // ---- the picture ----------------------------------------------------------------------------------------------

  /** @param {Pen} pen */
  paintGround(pen) {
    const { lines, plan } = this.given;
    lines.forEach((line, at) => {
      if (line.output < 0) {
        const [height, width] = this.turned([1, plan.inputs]);
        const [x, y] = this.entryAt(at, 0);
        pen.hatch(x, y, width, height);
      }
      this.paintEntries(pen, line, at);
    });
  }

  /** @type {(pen: Pen, x: number, y: number, place: Place, panel: string) => void} */
  paintCell(pen, x, y, { at }, panel) {
    if (ENTRIES.includes(panel)) return;
    if (panel === "x_vector" || panel === "forward") this.paintInput(pen, x, y, at);
    else this.paintSum(pen, x, y, this.given.lines[at]);
  }

  /** @type {(pen: Pen, x: number, y: number, line: Line) => void} */
  paintSum(pen, x, y, line) {
    const { theme, plan, laid, done } = this.given;
    if (line.output >= done) return;
    const { size } = pen;
    const cell = canvasCell(plan, line.spot);
    const colours = theme.identityColours(plan);
    pen.alpha = line.output < 0 ? REMOVED : 1;
    const isLinked = line.taps.some((tap) => tap !== NO_LINK);
    const painted = isLinked && paintStrips(pen.ink, plan, cell, [x * size, y * size, size, size], colours, laid);
    if (painted || !isLinked) pen.number(this.sumOf(line), x, y, isLinked ? theme.text : theme.faint);
    pen.alpha = 1;
  }

  // The other vector: x, or what the forward convolution makes of y, which is no input element.
  /** @type {(pen: Pen, x: number, y: number, input: number) => void} */
  paintInput(pen, x, y, input) {
    const { theme, plan, laid, x: values, result } = this.given;
    pen.alpha = this.isForward || input < laid ? 1 : NOT_YET;
    pen.fill(this.isForward ? theme.raised : theme.identityColour(plan, input), x, y);
    pen.alpha = 1;
    pen.number(this.isForward ? result[input] : values[input], x, y);
  }

  /** @param {Pen} pen */
  paintLines(pen) {
    super.paintLines(pen);
    if (this.corner.labels) this.paintLabels(pen, this.corner.labels);
    if (pen.size < 5) return;
    const { left, top, strip } = this.corner;
    const { lines, plan, theme } = this.given;
    const [down, across] = this.turned([lines.length, plan.inputs]);
    this.rule(pen, [left + strip, top, 1, down], range(down + 1), [0, 1], theme.line, 1);
    this.rule(pen, [left, top + strip, across, 1], [0, 1], range(across + 1), theme.line, 1);
  }

  /** @type {(pen: Pen, labels: NonNullable<Corner["labels"]>) => void} */
  paintLabels(pen, labels) {
    const { left, top } = this.corner;
    const inputs = inputLabels(this.given.plan, this.isForward ? "Cy" : "x");
    const [down, across] = this.turned([this.given.lines.map(labelOf), inputs]);
    down.forEach((text, at) => this.label(pen, text, labels.left - 5, (top + at + 0.53) * pen.size, "right", 0));
    across.forEach((text, at) => {
      const x = (left + at + 0.5) * pen.size;
      if (labels.upright) this.label(pen, text, x, labels.top - 5, "left", -Math.PI / 2);
      else this.label(pen, text, x, labels.top - 8, "center", 0);
    });
  }

  /** @type {(pen: Pen, text: string, x: number, y: number, align: CanvasTextAlign, angle: number) => void} */
  label(pen, text, x, y, align, angle) {
    pen.apart(() => {
      pen.ink.translate(x, y);
      pen.ink.rotate(angle);
      pen.text(text, 0, 0, { height: 11, align });
    });
  }

  // ---- light ----------------------------------------------------------------------------------------------------

  // Besides, input elements and the sums of output or cropped cells are lit.
  /** @type {(lit: LitEntries & { inputs: Set<number>, spots: Spot[] }, soft: boolean) => void} */
  lightEntries({ links, inputs, spots, band }, soft) {
    const lines = spots.flatMap((spot) => this.lineOf.get(spotText(spot)) ?? []);
    const entries = this.entriesOf(links);
    const strips = [
      ...lines.map((at) => this.stripAt("line", at)),
      ...[...inputs].map((at) => this.stripAt("input", at)),
    ];
    const lit = [...entries, ...strips];
    this.light(lit, { soft, ...(band && lit.length && { frames: this.bandOf(band) }) });
    if (soft && entries.length) this.reveal(entries);
  }

  // The place of a strip's cell on the picture: [x, y], in cells.
  /** @type {(kind: Strip, at: number) => number[]} */
  stripAt(kind, at) {
    const { x, y } = this.stripPlace(kind, at, at, []);
    return [this.corner.left + x, this.corner.top + y];
  }

  // What is being read comes into view, where the picture is larger than its box.
  /** @param {number[][]} cells */
  reveal(cells) {
    const { box, size, room } = this;
    if (this.rows * size <= room.height && this.columns * size <= room.width) return;
    const [x, y] = [0, 1].map((axis) => (Math.min(...cells.map((cell) => cell[axis])) + 0.5) * size);
    if (y < box.scrollTop + size || y > box.scrollTop + room.height - size) box.scrollTop = y - room.height / 2;
    if (x < box.scrollLeft + size || x > box.scrollLeft + room.width - size) box.scrollLeft = x - room.width / 2;
  }
}

/** @param {Line} line */
const labelOf = ({ spot: { panel, cell } }) => (panel === "output" ? `y[${cell}]` : `[${cell}]`);
/** @type {(plan: Plan, name?: string) => string[]} */
const inputLabels = (plan, name = "Cy") => range(plan.inputs).map((at) => `${name}[${unflatten(at, plan.inputShape)}]`);
/** @param {string[]} texts */
const lengthOf = (texts) => Math.max(...texts.map((text) => text.length));
