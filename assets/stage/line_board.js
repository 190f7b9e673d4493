// One line of the matrix Cᵀ: the row of an output cell over the input that it is multiplied with, or the column of an input
// element. A long line is written as several, each of whole rows of the map that it runs through.

import { Board } from "./board.js";
import { Cells } from "./cells.js";
import { flatten, unflatten } from "./links.js";
import { short } from "./values.js";

const LARGEST_CELL = 40;
const SMALLEST_READABLE = 18;
const ROW_LINES = 2.8;
const COLUMN_LINES = 1.4;
const NOT_MEANT = 0.3;

export class LineBoard extends Board {
  constructor(describe) {
    const [row, factor, column] = ["row", "factor", "column"].map((panel) => new Cells(panel, describe(panel)));
    super("line", [row, factor, column], { maximum: LARGEST_CELL });
    this.grids = { row, factor, column };
    this.memo = {};
  }

  // taps: of the row, one an input element, -1 for zero.
  drawRow({ plan, x, w, taps, theme }) {
    if (!this.begin({ plan, x, w, line: taps, theme }, plan.inputShape, ROW_LINES)) return;
    const cells = taps.map((_, input) => unflatten(input, plan.inputShape));
    const places = cells.map((cell, input) => ({ ...this.placeAt(input), cell }));
    this.grids.row.layout([places]);
    this.grids.row.show(taps.map((tap) => (tap < 0 ? 0 : w[tap])));
    this.grids.factor.layout([places.map(({ x: left, y, cell }) => ({ x: left, y: y + 1, cell }))]);
    this.grids.factor.show([...x]);
    this.grids.column.layout([]);
    const pen = this.clean();
    taps.forEach((tap, input) => this.paintPair(pen, input, tap));
    this.outlineLines(pen, plan.inputs, 2);
  }

  // links: the column's entries [[tap, output cell], …]; all else in it is zero.
  drawColumn({ plan, x, w, input, links, theme }) {
    if (!this.begin({ plan, x, w, line: links, theme }, plan.outputShape, COLUMN_LINES)) return;
    this.grids.row.layout([]);
    this.grids.factor.layout([]);
    const at = (cell) => this.placeAt(flatten(cell, plan.outputShape));
    this.grids.column.layout([links.map(([, cell]) => ({ ...at(cell), cell }))]);
    this.grids.column.show(links.map(([tap]) => w[tap]));
    const pen = this.clean();
    const total = plan.outputShape[0] * plan.outputShape[1];
    if (this.textHeight("0")) for (let o = 0; o < total; o++) this.writeZero(pen, this.placeAt(o));
    const colour = theme.identityColour(plan.inputShape, input);
    for (const [tap, cell] of links) this.paintEntry(pen, at(cell), colour, w[tap]);
    this.outlineLines(pen, total, 1);
  }

  begin(given, shape, lineHeight) {
    const fitted = this.fitLines(shape, lineHeight);
    const memo = { ...given, room: this.room, lineHeight };
    if (!fitted && Object.keys(memo).every((key) => memo[key] === this.memo[key])) return false;
    this.memo = memo;
    Object.assign(this, given);
    return true;
  }

  // As few lines as can be read; where none can, as large as it gets.
  fitLines([rows, columns], lineHeight) {
    if (!this.room) this.measure();
    const size = (together) => Math.min(LARGEST_CELL, this.room.width / (columns * together),
      this.room.height / (Math.ceil(rows / together) * lineHeight));
    const choices = Array.from({ length: rows }, (_, at) => rows - at);
    const together = choices.find((one) => size(one) >= SMALLEST_READABLE) ??
      choices.reduce((best, one) => (size(one) > size(best) ? one : best));
    this.per = columns * together;
    // Lines lie closer where their cells are too small to need the space between.
    this.lineHeight = size(together) >= 6 ? lineHeight : Math.floor(lineHeight);
    return this.fit(Math.ceil(rows / together) * this.lineHeight, this.per);
  }

  placeAt(index) {
    return { x: index % this.per, y: Math.floor(index / this.per) * this.lineHeight };
  }

  clean() {
    const pen = this.pen();
    pen.fillStyle = this.theme.raised;
    return pen;
  }

  // An entry of the row over the input element that it is multiplied with.
  paintPair(pen, input, tap) {
    const { plan, theme, size, w } = this;
    const place = this.placeAt(input);
    const colour = theme.identityColour(plan.inputShape, input);
    if (tap < 0) this.writeZero(pen, place);
    else this.paintEntry(pen, place, colour, w[tap]);
    pen.globalAlpha = tap < 0 ? NOT_MEANT : 1;
    pen.fillStyle = colour;
    pen.fillRect(place.x * size, (place.y + 1) * size, size, size);
    pen.globalAlpha = 1;
    this.write(pen, short(this.x[input]), place.x, place.y + 1, theme, tap < 0 ? theme.faint : theme.text);
  }

  paintEntry(pen, { x, y }, colour, weight) {
    pen.fillStyle = colour;
    pen.fillRect(x * this.size, y * this.size, this.size, this.size);
    this.write(pen, short(weight), x, y, this.theme);
  }

  writeZero(pen, { x, y }) {
    this.write(pen, "0", x, y, this.theme, this.theme.faint);
  }

  outlineLines(pen, count, height) {
    for (let from = 0; from < count; from += this.per) {
      this.outline(pen, this.theme, [0, this.placeAt(from).y, Math.min(this.per, count - from), height]);
    }
    if (this.size >= 5) return;
    pen.strokeStyle = this.theme.line;
    pen.lineWidth = 1;
    pen.strokeRect(0.5, 0.5, this.columns * this.size - 1, this.rows * this.size - 1);
  }

  // names: cells of the row or of the column, as texts.
  lightUp(names) {
    const places = Object.values(this.grids).flatMap((grid) => grid.places);
    this.light(places.filter(({ cell }) => names.has(cell.join())).map(({ x, y }) => [x, y]), { soft: true });
  }
}
