// A picture that is drawn now and shown with the next frame. What is on screen is a finished bitmap: a canvas that can still
// be drawn on is copied for every frame of the page, also where nothing was drawn.

import { el } from "./dom.js";

export class Print {
  constructor() {
    this.paper = new OffscreenCanvas(1, 1);
    this.ink = this.paper.getContext("2d");
    this.node = el("canvas", { "aria-hidden": "true" });
    this.shown = this.node.getContext("bitmaprenderer");
    this.isPlanned = false;
  }

  // scale: the screen's pixels to one of the page's.
  resize(width, height, scale) {
    this.fit({ width: Math.ceil(width * scale), height: Math.ceil(height * scale) });
  }

  // In pixels of the screen. Another size is a blank picture, and an ink that has forgotten its font.
  fit({ width, height }) {
    if (this.paper.width === width && this.paper.height === height) return;
    Object.assign(this.paper, { width, height });
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
      this.ink.drawImage(this.node, 0, 0, this.paper.width, this.paper.height);
    }
    this.plan();
    return this.ink;
  }

  // Whether another's picture can be taken: it is drawn by this script and not on the screen yet.
  fits({ paper, isPlanned }) {
    return isPlanned && paper.width === this.paper.width && paper.height === this.paper.height;
  }

  copy({ paper }) {
    const pen = this.anew();
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.drawImage(paper, 0, 0);
  }

  blank() {
    this.ink.setTransform(1, 0, 0, 1, 0, 0);
    this.ink.clearRect(0, 0, this.paper.width, this.paper.height);
  }

  // Once this script has drawn all it wants: showing takes the paper's picture away and leaves it blank.
  plan() {
    if (this.isPlanned) return;
    this.isPlanned = true;
    queueMicrotask(() => {
      this.isPlanned = false;
      this.shown.transferFromImageBitmap(this.paper.transferToImageBitmap());
    });
  }
}
