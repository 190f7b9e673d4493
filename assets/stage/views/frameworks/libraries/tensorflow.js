// TensorFlow: tf.nn.conv2d_transpose.

import { outputSize, uncropped } from "../../../rule/links.js";
import { broughtBack, reach, sameOrValid, whyNot } from "../crops.js";
import { channelsLast, dilated, list, pairs, sliced } from "../source_text.js";

/** @import { Axis, Library, Plan, Settings } from "../../../types.js" */

/** @type {Library} */
export const tensorflow = {
  crops: sameOrValid,
  sizes: broughtBack,
  line: ({ stride, dilation }, plan, ask) =>
    `tf.nn.conv${stride.length}d_transpose(x, w, ${shapeOf(plan, outputSize)}, strides=${list(stride)}, `
    + `padding="${ask.toUpperCase()}"${dilated(dilation, `dilations=${list(dilation)}`)})  # ${channelsLast(plan.axes.length)}`,

  // Pairs (before, after), of two axes; output_shape says how many cells are appended, fewer than the stride.
  explicit(state, plan) {
    const { axes } = plan;
    const few = whyNot(axes);
    const way = axes.length !== 2 ? "one_axis" : state.dilation.some((one) => one > 1) ? "dilated" : few.way;
    if (way !== "own") return { ...few, way, line: slice(state, plan) };
    const padding = pairs([
      [0, 0],
      ...axes.map(({ cropBefore, cropAfter }) => [cropBefore, Math.max(0, cropAfter)]),
      [0, 0],
    ]);
    return {
      way,
      line:
        `tf.nn.conv2d_transpose(x, w, ${shapeOf(plan, outputSize)}, strides=${list(state.stride)}, `
        + `padding=${padding})  # ${channelsLast(2)}`,
    };
  },

  // Its own kernels, which say so of the first axis that is wrong, do not dilate.
  famous(axes, ask, wanted) {
    if (axes.some(({ dilation }) => dilation > 1)) return null;
    const rooms = axes.map((axis, at) => (ask === "same" ? wanted[at] : wanted[at] - reach(axis) + 1));
    const computed = rooms.map((room, at) => Math.ceil(room / axes[at].stride) + 0);
    const at = axes.findIndex(({ input }, axis) => computed[axis] !== input);
    if (at < 0 || computed[at] < 0) return null;
    const { input, kernel, stride } = axes[at];
    const values = { input, kernel, stride, computed: computed[at], value: wanted[at], dimension: at + 1 };
    return { code: "output_shape_outside", values };
  },
  // What is said instead where it dilates.
  unchecked: (axes) => axes.some(({ dilation }) => dilation > 1),
};

// The output of one picture, channels last.
/** @type {(plan: Plan, sizeOf: (axis: Axis) => number) => string} */
const shapeOf = ({ axes, channels }, sizeOf) => list([1, ...axes.map(sizeOf), channels.outputs]);

/** @type {(settings: Settings, plan: Plan) => string} */
function slice({ stride, dilation }, plan) {
  const { axes } = plan;
  const canvas =
    `tf.nn.conv${stride.length}d_transpose(x, w, ${shapeOf(plan, uncropped)}, strides=${list(stride)}, padding="VALID"`
    + `${dilated(dilation, `dilations=${list(dilation)}`)})`;
  return `${sliced("tf.pad", canvas, axes)}  # ${channelsLast(axes.length)}`;
}
