// A picture that is drawn now and shown with the next frame. What is on screen is a finished bitmap: a canvas that can still
// be drawn on is copied for every frame of the page, also where nothing was drawn.

import { el } from "../dom/dom.js";

/** @import { Ink } from "../types.js" */

export class Bitmap {
  constructor() {
    this.drawing = new OffscreenCanvas(1, 1);
    this.ink = /** @type {Ink} */ (this.drawing.getContext("2d"));
    this.node = el("canvas", { "aria-hidden": "true" });
    this.shown = /** @type {ImageBitmapRenderingContext} */ (this.node.getContext("bitmaprenderer"));
    this.isPlanned = false;
  }

  // scale: the screen's pixels to one of the page's.
  /** @type {(width: number, height: number, scale: number) => void} */
  resize(width, height, scale) {
    this.fit({ width: Math.ceil(width * scale), height: Math.ceil(height * scale) });
  }

  // In pixels of the screen. Another size is a blank picture, and an ink that has forgotten its font.
  /** @type {(size: { width: number, height: number }) => void} */
  fit({ width, height }) {
    if (this.drawing.width === width && this.drawing.height === height) return;
    Object.assign(this.drawing, { width, height });
    this.ink.font_ = "";
  }

  // An ink on blank paper.
  anew() {
    if (this.isPlanned) this.blank();
    this.plan();
    return this.ink;
  }

  // An ink on what is drawn or shown.
  over() {
    if (!this.isPlanned) {
      this.ink.setTransform(1, 0, 0, 1, 0, 0);
      this.ink.drawImage(this.node, 0, 0, this.drawing.width, this.drawing.height);
    }
    this.plan();
    return this.ink;
  }

  // Its own size is that of its picture: on paper it is drawn by that.
  takeShape() {
    const {
      node,
      drawing: { width, height },
    } = this;
    if (node.width !== width || node.height !== height) Object.assign(node, { width, height });
  }

  blank() {
    this.ink.setTransform(1, 0, 0, 1, 0, 0);
    this.ink.clearRect(0, 0, this.drawing.width, this.drawing.height);
  }

  // Once this script has drawn all it wants: showing takes the drawing away and leaves it blank.
  plan() {
    if (this.isPlanned) return;
    this.isPlanned = true;
    queueMicrotask(() => {
      this.isPlanned = false;
      this.takeShape();
      this.shown.transferFromImageBitmap(this.drawing.transferToImageBitmap());
    });
  }
}
