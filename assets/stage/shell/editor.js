// Typing a number into a cell: an input that lies over the cell while one types. Where a whole matrix is put into it, the
// panel takes that.

import { el } from "../dom/dom.js";
import { exact, readNumber, sizeText } from "../rule/values.js";
import { isMatrix, readMatrix } from "../state/matrix_text.js";
import { axesOf, brokenRule, highOf } from "../state/settings.js";
import { OPERAND_OF, OPERANDS } from "../state/state.js";

/** @import { Operand, SettingField, Spot, View } from "../types.js" */
/** @import { Reason } from "./questions.js" */
/** @import { Stage } from "./stage.js" */

export class Editor {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    /** @type {Spot | null} */
    this.spot = null;
    this.input = el("input", {
      type: "text",
      inputmode: "decimal",
      class: "cell-editor",
      autocomplete: "off",
      "data-control": "cell-editor",
      onkeydown: (event) => this.key(event),
      onpaste: (event) => this.pasted(event),
      onblur: () => this.finish(),
    });
  }

  /** @type {(board: ReturnType<View["boardOf"]>, spot: Spot, text: string | undefined, label: string) => void} */
  open(board, spot, text, label) {
    this.finish();
    const place = this.stage.grids[spot.panel]?.places.find(({ cell }) => cell.join() === spot.cell.join());
    if (!place) return;
    this.spot = spot;
    Object.assign(this.input.style, {
      left: `${place.x * board.size}px`,
      top: `${place.y * board.size}px`,
      width: `${Math.max(board.size, 56)}px`,
      height: `${Math.max(board.size, 26)}px`,
    });
    this.input.value = text ?? exact(this.stage.numberAt(spot));
    this.input.setAttribute("aria-label", label);
    this.input.removeAttribute("aria-invalid");
    board.sheet.append(this.input);
    this.input.focus({ preventScroll: true });
    if (text === undefined) this.input.select();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    event.stopPropagation();
    if (event.key === "Escape") this.close();
    if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      this.finish(true);
    }
  }

  finish(stay = false) {
    if (!this.spot) return;
    if (this.put(this.spot, this.input.value)) this.close(stay);
    else if (stay) this.input.setAttribute("aria-invalid", "true");
    else this.close(false);
  }

  // The box has one line: a matrix is read as it was copied.
  /** @param {ClipboardEvent} event */
  pasted(event) {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!this.spot || !isMatrix(text)) return;
    event.preventDefault();
    if (this.put(this.spot, text)) this.close();
  }

  // A number into a cell, or a matrix into its panel: whether it was taken.
  /** @type {(spot: Spot, text: string) => boolean} */
  put(spot, text) {
    const key = OPERAND_OF[spot.panel];
    if (key && isMatrix(text)) return this.putMatrix(key, text, spot);
    const value = readNumber(text);
    if (value === null) this.stage.questions.refuseNumber(text);
    else this.stage.edit(spot, value);
    return value !== null;
  }

  /** @type {(key: Operand, text: string, spot: Spot) => boolean} */
  putMatrix(key, text, { cell }) {
    const read = readMatrix(text);
    const rows = "rows" in read ? this.laidFlat(read.rows) : [];
    const problem = "rows" in read ? this.problemOf(key, rows) : read;
    if (problem) this.stage.questions.refuseMatrix(key, problem);
    else this.stage.setNumbers(key, rows, cell);
    return !problem;
  }

  // With one axis, a column is as good as a row.
  /** @param {number[][]} rows */
  laidFlat(rows) {
    return this.stage.state.rank === 1 && rows[0].length === 1 ? [rows.flat()] : rows;
  }

  // Why a matrix that could be read cannot be an operand here, or null.
  /** @type {(key: Operand, rows: number[][]) => Reason | null} */
  problemOf(key, rows) {
    const { rank } = this.stage.state;
    if (rank === 1 && rows.length > 1) return { code: "several_rows", values: { count: rows.length } };
    const name = OPERANDS[key];
    const plane = [rows.length, rows[0].length].slice(-rank);
    const size = [...this.stage.state[name].slice(0, -plane.length), ...plane];
    const high = highOf(/** @type {SettingField} */ (this.stage.fields[name]), rank);
    const at = size.findIndex((count) => count > high);
    if (at >= 0) {
      const axis = rank === 1 ? "length" : ["depth", "height", "width"].slice(-rank)[at];
      return { code: "too_many_cells", values: { axis, count: size[at], high } };
    }
    const state = { ...this.stage.state, [name]: size };
    const rule = axesOf(state)
      .map((axis) => brokenRule(state, axis))
      .find(Boolean);
    return rule ? { code: "matrix_does_not_fit", values: { size: sizeText(size), rule } } : null;
  }

  close(focus = true) {
    const { spot } = this;
    this.spot = null;
    this.input.remove();
    if (focus && spot) this.stage.focusCell(spot);
  }
}
