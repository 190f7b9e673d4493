// Typing a number into a cell: an input that lies over the cell while one types.

import { el } from "./dom.js";
import { exact, readNumber } from "./values.js";

export class Editor {
  // stage: {numberAt(spot), edit(spot, value), questions, focusCell(spot)}
  constructor(stage) {
    this.stage = stage;
    this.input = el("input", { type: "text", inputmode: "decimal", class: "cell-editor", autocomplete: "off",
      "data-control": "cell-editor", onkeydown: (event) => this.key(event), onblur: () => this.finish() });
  }

  open(board, spot, text, label) {
    this.finish();
    this.spot = spot;
    const { x, y } = this.stage.grids[spot.panel].places.find((place) => place.cell.join() === spot.cell.join());
    Object.assign(this.input.style, {
      left: `${x * board.size}px`, top: `${y * board.size}px`,
      width: `${Math.max(board.size, 56)}px`, height: `${Math.max(board.size, 26)}px`,
    });
    this.input.value = text ?? exact(this.stage.numberAt(spot));
    this.input.setAttribute("aria-label", label);
    this.input.removeAttribute("aria-invalid");
    board.sheet.append(this.input);
    this.input.focus({ preventScroll: true });
    if (text === undefined) this.input.select();
  }

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
    const { spot } = this;
    const value = readNumber(this.input.value);
    if (value !== null) {
      this.stage.edit(spot, value);
      this.close(stay);
    } else {
      this.stage.questions.refuseNumber(this.input.value);
      if (stay) this.input.setAttribute("aria-invalid", "true");
      else this.close(false);
    }
  }

  close(focus = true) {
    const { spot } = this;
    this.spot = null;
    this.input.remove();
    if (focus && spot) this.stage.focusCell(spot);
  }
}
