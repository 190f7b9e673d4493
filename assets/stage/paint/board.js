// A board is one panel's picture, or several panels': a canvas for the cells, and the cells as elements above it. Drawing on
// a canvas is what makes a thousand cells repaint within a frame; the elements stay untouched meanwhile.
//
// Here is what every board does. What is particular to one it declares: how much room it needs (extent), where its cells lie
// (places), the number in each (valueAt), their look (paintGround, paintCell, paintLines), and which links are behind them.

import { el, setText, svg, wantsLessMotion } from "../dom/dom.js";
import { later } from "../dom/later.js";
import { cellInPlane, shapeInPlane } from "../rule/plane.js";
import { Bitmap } from "./bitmap.js";
import { Cells } from "./cell_elements.js";
import { Memory } from "./memory.js";
import { Pen, TINY } from "./pen.js";

/** @import { Describer, Drawn, Light, LinkSet, LitHow, PanelName, Place, Places, Spot } from "../types.js" */
/** @import { Light as Lamp } from "./highlight.js" */

export const MARGIN = 3;
const SMOOTH_MS = 160;
// A picture on a common scale is drawn as if it had at least so many rows.
const ROOM_TO_GROW = 5;

/** @template {Drawn} G */
export class Board {
  /**
   * panels: of its cells, the lowest first. links: what a panel's places are the links of, if not of its own name (see lightOf
   * in rule/spots.js). minimum, maximum: of a cell, in px. most: where a panel has more cells, they cannot be pointed at.
   * steps: which of the given count cells: one more changes the look of one cell, and of nothing else.
   * @param {string} name
   * @param {PanelName[]} panels
   * @param {Describer} describer
   * @param {{ links?: Record<string, string>, minimum?: number, maximum?: number, most?: number, steps?: string[] }} [options]
   */
  constructor(name, panels, describer, { links = {}, minimum = 1, maximum = 100, most = Infinity, steps = [] } = {}) {
    this.links = links;
    this.minimum = minimum;
    this.maximum = maximum;
    this.most = most;
    this.steps = steps;
    // What stays free around the picture.
    this.inset = 0;
    this.rows = this.columns = this.size = 0;
    this.scale = 1;
    /** @type {Record<string, Cells>} */
    this.grids = Object.fromEntries(panels.map((panel) => [panel, new Cells(panel, describer(panel))]));
    /** @type {[PanelName, Places][]} */
    this.placed = [];
    this.memory = new Memory();
    // What is drawn; nothing yet.
    this.given = /** @type {G} */ ({});
    this.title = el("span", { class: "title", role: "heading", "aria-level": 2 });
    this.readout = el("output", { class: "readout", "aria-hidden": "true" });
    this.menus = el("span", { class: "menus" });
    this.tools = el("div", { class: "tools" });
    this.bitmap = new Bitmap();
    // Its view's light, or one of its own.
    /** @type {Lamp | null} */
    this.lamp = null;
    this.elements = svg("svg", { class: "cells" }, ...Object.values(this.grids).map((grid) => grid.node));
    this.sheet = el("div", { class: "sheet" }, this.bitmap.node, this.elements);
    this.box = el("div", { class: "box" }, this.sheet);
    this.node = el(
      "figure",
      { class: `board ${name}` },
      el("figcaption", {}, this.title, this.menus, this.readout),
      this.box,
      this.tools,
    );
    this.room = { width: 0, height: 0 };
    this.isMeasured = false;
    // The largest side of a cell, in px, where other boards are on the same scale.
    this.scaled = Infinity;
  }

  // ---- what a board declares ------------------------------------------------------------------------------------

  // How many rows and columns of cells its picture is; of one axis, how many columns.
  /** @type {(given: G) => number[]} */
  extent(_given) {
    return [1, 1];
  }

  // What of the given its places follow from.
  get laidBy() {
    return ["plan"];
  }

  // Where the cells of each panel lie.
  /** @type {() => Record<string, Places>} */
  places() {
    return {};
  }

  // The number in a place of a panel.
  /** @type {(place: Place, panel: PanelName) => number} */
  valueAt(_place, _panel) {
    return 0;
  }

  /** @type {(pen: Pen) => void} */
  paintGround(_pen) {}

  // x, y: where the place is on the board.
  /** @type {(pen: Pen, x: number, y: number, place: Place, panel: PanelName) => void} */
  paintCell(_pen, _x, _y, _place, _panel) {}

  /** @type {(pen: Pen) => void} */
  paintLines(pen) {
    pen.outline();
  }

  // The cells [x, y] on which a light falls.
  /** @type {(light: Partial<Light>) => number[][]} */
  lit(light) {
    return this.placed.flatMap(([panel, { rows, left = 0, top = 0 }]) => {
      const links = light[/** @type {LinkSet} */ (this.standsFor(panel))];
      if (!links?.size) return [];
      const places = rows.flatMap((row) => row.filter(({ at }) => links.has(at)));
      return places.map(({ x, y }) => [left + x, top + y]);
    });
  }

  // ---- drawing --------------------------------------------------------------------------------------------------

  // given: all that the picture follows from. Returns what of it is new; null where the picture is there already.
  /** @type {(given: G) => Set<string> | null} */
  draw(given) {
    if (!this.isMeasured) this.measure();
    const before = this.given;
    const isFitted = this.fitTo(given);
    const changes = this.memory.changes({ ...given, room: this.room });
    if (!isFitted && !changes.size) return null;
    this.given = given;
    if (isFitted || this.laidBy.some((key) => changes.has(key))) this.lay();
    const stepped = isFitted || this.isTiny ? null : this.stepped(before, given, changes);
    if (stepped !== null) this.repaint(stepped);
    else this.paint();
    for (const [panel, grid] of Object.entries(this.grids)) {
      grid.show(grid.places.map((place) => this.valueAt(place, panel)));
    }
    return changes;
  }

  // Nothing is shown: nothing is left to be read either.
  clear() {
    if (!this.memory.known) return;
    this.memory.forget();
    this.placed = [];
    for (const grid of Object.values(this.grids)) {
      grid.layout({ rows: [] });
      grid.show([]);
    }
  }

  lay() {
    const places = this.places();
    this.placed = Object.entries(places);
    for (const [panel, grid] of Object.entries(this.grids)) {
      const own = places[panel] ?? { rows: [] };
      const count = own.rows.reduce((sum, row) => sum + row.length, 0);
      grid.layout(count > this.most ? { rows: [] } : own);
    }
  }

  paint() {
    const pen = this.pen();
    this.paintGround(pen);
    this.paintCells(pen);
    this.paintLines(pen);
  }

  /** @param {Pen} pen */
  paintCells(pen) {
    for (const [panel, { rows, left = 0, top = 0 }] of this.placed) {
      for (const row of rows) for (const place of row) this.paintCell(pen, left + place.x, top + place.y, place, panel);
    }
  }

  // The cell that came or went, where nothing else is new; else null.
  /** @type {(before: object, given: object, changes: Set<string>) => number | null} */
  stepped(before, given, changes) {
    const [key] = changes;
    if (changes.size !== 1 || !this.steps.includes(key)) return null;
    const [from, to] = [before, given].map((one) => Number(Reflect.get(one, key)));
    return Math.abs(to - from) === 1 ? Math.min(from, to) : null;
  }

  /** @param {number} at */
  repaint(at) {
    const pen = this.pen(this.bitmap.over());
    for (const [panel, { rows, left = 0, top = 0 }] of this.placed) {
      const place = rows.flat().find((one) => one.at === at);
      if (!place) continue;
      const [x, y] = [left + place.x, top + place.y];
      pen.within([x, y, 1, 1], () => {
        this.paintGround(pen);
        this.paintCell(pen, x, y, place, panel);
        this.paintLines(pen);
      });
    }
  }

  // For a new picture, unless the ink is of the one that is shown.
  pen(ink = this.bitmap.anew()) {
    const { scale, rows, columns, size } = this;
    ink.setTransform(scale, 0, 0, scale, MARGIN * scale, MARGIN * scale);
    return new Pen(ink, { rows, columns, size, scale, theme: this.given.theme });
  }

  // Too small for a pattern.
  get isTiny() {
    return this.size < TINY;
  }

  /** @param {string} title */
  say(title) {
    later.write(this.title, () => setText(this.title, title));
  }

  // ---- light ----------------------------------------------------------------------------------------------------

  // Where a sum's cell lies, [x, y].
  /** @param {Spot} spot */
  placeOfSum({ cell }) {
    return cellInPlane(cell).toReversed();
  }

  // Whose cells a panel's are: its own, or those of the panel that every view knows.
  /** @param {PanelName} panel */
  standsFor(panel) {
    return this.links[panel] ?? panel;
  }

  /** @type {(light: Partial<Light>, soft?: boolean) => void} */
  lightUp(light, soft = false) {
    if (this.placed.length) this.light(this.lit(light), { soft });
  }

  // Light these cells [[x, y], …]: the rest steps back (unless soft), the lit are ringed. more: see highlight.js.
  /** @type {(cells: number[][], how?: LitHow) => void} */
  light(cells, { soft = false, ...more } = {}) {
    const isLit = cells.length > 0 || Object.keys(more).length > 0;
    this.lamp?.show(this, isLit ? { cells, clear: soft || !cells.length ? null : cells, ...more } : null);
  }

  // ---- size -----------------------------------------------------------------------------------------------------

  // The room for the picture; read when the page's layout changes, never while a learner plays.
  measure() {
    const [width, height] = [this.box.clientWidth - 2 * this.inset, this.box.clientHeight - 2 * this.inset];
    const changed = this.room.width !== width || this.room.height !== height;
    this.room = { width, height };
    this.isMeasured = true;
    return changed;
  }

  // True if the size of the picture or of a cell is another one now.
  /** @type {(given: G) => boolean} */
  fitTo(given) {
    const [rows, columns] = shapeInPlane(this.extent(given));
    return this.fit(rows, columns);
  }

  // The largest side of a cell for which the picture has room: of a few cells it is no more than a part of that, so that a
  // picture has room to grow.
  /** @param {G} given */
  largestFor(given) {
    if (!this.isMeasured) this.measure();
    const extent = this.extent(given);
    const [rows, columns] = shapeInPlane(extent);
    // One row stays one.
    const most = extent.length > 1 ? this.room.height / ROOM_TO_GROW : Infinity;
    return Math.min(this.sideFor(rows, columns, Infinity), most);
  }

  /** @type {(rows: number, columns: number, scaled?: number) => number} */
  sideFor(rows, columns, scaled = this.scaled) {
    const { width, height } = this.room;
    const most = Math.min((width - 2 * MARGIN) / columns, (height - 2 * MARGIN) / rows);
    const side = most >= 8 ? Math.floor(most) : Math.floor(most * 4) / 4;
    return Math.max(this.minimum, Math.min(this.maximum, scaled, side));
  }

  /** @type {(rows: number, columns: number) => boolean} */
  fit(rows, columns) {
    const size = this.sideFor(rows, columns);
    const scale = devicePixelRatio || 1;
    if (rows === this.rows && columns === this.columns && size === this.size && scale === this.scale) return false;
    const before = this.size;
    Object.assign(this, { rows, columns, size, scale });
    this.resize();
    if (before && before !== size) this.growFrom(before);
    return true;
  }

  resize() {
    const [across, down] = this.sheetSize;
    this.bitmap.resize(across, down, this.scale);
    this.sheet.style.width = `${across}px`;
    this.sheet.style.height = `${down}px`;
    // Cells are no picture: laying out a thousand of them anew can wait, as can writing their numbers.
    later.write(this.elements, () => {
      this.elements.setAttribute("viewBox", `0 0 ${this.columns} ${this.rows}`);
      this.elements.style.width = `${this.columns * this.size}px`;
      this.elements.style.height = `${this.rows * this.size}px`;
    });
  }

  // Sizes change smoothly: the new picture starts at the old one's scale. Only the compositor moves it.
  /** @param {number} before */
  growFrom(before) {
    if (wantsLessMotion()) return;
    const from = Math.min(2, Math.max(0.5, before / this.size));
    this.sheet.animate([{ transform: `scale(${from})` }, { transform: "none" }], {
      duration: SMOOTH_MS,
      easing: "ease-out",
    });
  }

  // Width and height of the sheet.
  get sheetSize() {
    return [this.columns, this.rows].map((cells) => cells * this.size + 2 * MARGIN);
  }

  // Where the first cell's corner is in the box, worked out: to ask for it would lay out the page.
  offset() {
    return [MARGIN + this.inset, MARGIN + this.inset];
  }
}
