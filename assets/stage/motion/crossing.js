// Numbers on their way from one board to another, each on a tile of its colour: over all boards.

import { el, setHidden } from "../dom/dom.js";
import { Bitmap } from "../paint/bitmap.js";
import { Pen } from "../paint/pen.js";
import { mix } from "./flights.js";

/** @import { Theme } from "../types.js" */

/**
 * A corner and a side, in px from the view's own corner.
 * @typedef {{ left: number, top: number, size: number }} Square
 * @typedef {{ value: number, colour: string, from: Square, to: Square }} Tile
 */

export class Crossing {
  constructor() {
    this.bitmap = new Bitmap();
    this.node = el("div", { class: "traveller", "aria-hidden": "true", hidden: true }, this.bitmap.node);
  }

  // way: from 0, where every tile lies in its `from`, to 1; room: the view's size.
  /** @type {(tiles: Tile[], way: number, room: { width: number, height: number }, scale: number, theme: Theme) => void} */
  show(tiles, way, { width, height }, scale, theme) {
    Object.assign(this.node.style, { width: `${width}px`, height: `${height}px` });
    this.bitmap.resize(width, height, scale);
    const ink = this.bitmap.anew();
    for (const { value, colour, from, to } of tiles) {
      const [left, top, size] = [
        mix(from.left, to.left, way),
        mix(from.top, to.top, way),
        mix(from.size, to.size, way),
      ];
      ink.setTransform(scale, 0, 0, scale, left * scale, top * scale);
      const pen = new Pen(ink, { rows: 1, columns: 1, size, scale, theme });
      pen.fill(colour, 0, 0);
      pen.number(value, 0, 0);
      pen.frame(0, 0, 1, 1, { colour: theme.glow, thick: 1 });
    }
    setHidden(this.node, false);
  }

  hide() {
    setHidden(this.node, true);
  }
}
