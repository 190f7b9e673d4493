// The three signals of a layer with one axis and one channel: under the input, under the kernel, and under the output's cells.

import { DrawnSignal } from "./drawn_signal.js";
import { Signal } from "./signal.js";

/** @import { Stage } from "../../shell/stage.js" */
/** @import { Light, Numbers, Theme, Translate } from "../../types.js" */
/** @import { AnyBoard } from "../view.js" */

// In px.
const HAND = 12;

export class Signals {
  /** @param {Stage} stage @param {{ input: AnyBoard, kernel: AnyBoard, canvas: AnyBoard }} boards */
  constructor(stage, boards) {
    this.stage = stage;
    this.boards = boards;
    this.input = new DrawnSignal(stage, "input", "x");
    this.kernel = new DrawnSignal(stage, "kernel", "w");
    this.output = new Signal("output", false);
    this.output.picture.setAttribute("role", "img");
    boards.input.node.append(this.input.node);
    boards.kernel.node.append(this.kernel.node);
  }

  /** @param {Translate} t */
  translate(t) {
    this.input.say(t("buffers.signal_input"));
    this.kernel.say(t("buffers.signal_kernel"));
    this.output.say(t("buffers.signal_output"));
  }

  /** @param {Theme} theme */
  draw(theme) {
    const { plan, state } = this.stage;
    const { axes, channels, canvasShape, outputShape } = plan;
    const isOne = axes.length === 1 && channels.inputs === 1 && channels.outputs === 1;
    const { input, kernel, canvas } = this.boards;
    const colourOf = (/** @type {number} */ at) => theme.identityColour(plan, at);
    this.input.draw(isOne ? { values: state.x, size: widthOf(input, state.x), colourOf, theme } : null);
    this.kernel.draw(isOne ? { values: state.w, size: widthOf(kernel, state.w), theme } : null);
    const values = isOne ? outputOf(canvas, outputShape[0]) : [];
    this.output.draw(isOne ? { values, size: canvas.size, theme } : null);
    // Under its own cells: what padding crops stands before them.
    const before = isOne && canvasShape.length ? Math.max(0, axes[0].cropBefore) : 0;
    this.output.picture.style.marginLeft = `${before * canvas.size}px`;
  }

  /** @param {Partial<Light>} light */
  light({ input, kernel, output }) {
    const none = new Set();
    this.input.light(input ?? none);
    this.kernel.light(kernel ?? none);
    this.output.light(output ?? none);
  }
}

// As its cells, under them; where these are too narrow for a hand, as wide as there is room for.
/** @type {(board: AnyBoard, values: Numbers) => number} */
const widthOf = ({ size, room }, values) => Math.max(size, Math.min(HAND, room.width / values.length));

// The numbers that the canvas shows inside the frame.
/** @type {(canvas: AnyBoard, size: number) => number[]} */
function outputOf(canvas, size) {
  const values = new Array(size).fill(0);
  const { output } = canvas.grids;
  output.places.forEach(({ at }, n) => (values[at] = output.values[n]));
  return values;
}
