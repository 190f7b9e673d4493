// What is said beside a cell, over all boards.

import { el, setHidden, setText } from "../dom/dom.js";
import { later } from "../dom/later.js";

const GAP = 8;
// Of a letter, and of the callout's own edges.
const LETTER = 7.85;
const EDGES = 14;

export class Callout {
  constructor() {
    this.text = el("span", {});
    this.node = el("div", { class: "callout", "aria-hidden": "true", hidden: true }, this.text);
  }

  // text: "" for nothing; middleOf: the middle of its cell and the cell's side, in px. The picture goes before.
  /** @type {(text: string, middleOf: () => number[]) => void} */
  say(text, middleOf) {
    later.write(this.node, () => {
      setHidden(this.node, !text);
      if (!text) return;
      setText(this.text, text);
      const [left, top, side] = middleOf();
      // On the side where there is more room, and no further than that goes.
      const room = this.node.parentElement?.clientWidth ?? 0;
      const width = text.length * LETTER + EDGES;
      const isRight = left < room / 2;
      const across = left + (isRight ? 1 : -1) * (side / 2 + GAP);
      const at = [isRight ? Math.min(across, room - width) : Math.max(across, width), top - side / 2 - GAP];
      this.node.classList.toggle("leftward", !isRight);
      this.node.style.transform = `translate(${at[0]}px, ${at[1]}px)`;
    });
  }
}
