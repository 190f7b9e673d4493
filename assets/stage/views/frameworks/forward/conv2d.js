// TensorFlow's forward convolution of x, tf.nn.conv2d with SAME or VALID. Its sizes stand here and in
// tests/oracles/tensorflow_forward.py, which is held to TensorFlow; a test holds both together.

import { plan, uncropped } from "../../../rule/links.js";
import { perAxis } from "../../../state/settings.js";
import { channelsFirst, channelsLast, dilated, list } from "../source_text.js";

/** @import { Axis, Padding, PerAxis, Plan, Settings } from "../../../types.js" */

/** @type {Padding[]} */
export const PADDINGS = ["same", "valid"];

// The same links, read the other way: the plan of the transposed convolution that leads from conv2d's output back to a map
// of x's size. Its crop before is the zeros padded before; after, what is dropped is a negative crop. null: nothing comes out.
/** @type {(own: Plan, padding: Padding) => Plan | null} */
export function conv2dPlan({ axes, channels: { inputs, outputs, groups } }, padding) {
  const own = axes.map((axis) => axisOf(axis, padding));
  // It leads from the layer's own input channels to its output channels.
  return own.every(({ input }) => input > 0) ? plan(own, { inputs: outputs, outputs: inputs, groups }) : null;
}

/** @type {(axis: Axis, padding: Padding) => Axis} */
function axisOf({ input: size, kernel, stride, dilation }, padding) {
  const reach = dilation * (kernel - 1) + 1;
  const input = padding === "same" ? Math.ceil(size / stride) : Math.floor((size - reach) / stride) + 1;
  const axis = { input, kernel, stride, dilation };
  const zeros = padding === "same" ? Math.max(0, uncropped(axis) - size) : 0;
  const cropBefore = Math.floor(zeros / 2);
  return { ...axis, cropBefore, cropAfter: uncropped(axis) - cropBefore - size };
}

// Per axis: zeros padded before and after, and cells dropped at the end.
/** @type {(plan: Plan) => PerAxis} */
export const zerosBefore = ({ axes }) => axes.map(({ cropBefore }) => cropBefore);
/** @type {(plan: Plan) => PerAxis} */
export const zerosAfter = ({ axes }) => axes.map(({ cropAfter }) => Math.max(0, cropAfter));
/** @type {(plan: Plan) => PerAxis} */
export const droppedOf = ({ axes }) => axes.map(({ cropAfter }) => Math.max(0, -cropAfter));

/** @type {(settings: Settings, padding: Padding) => string} */
export const conv2dLine = ({ stride, dilation }, padding) =>
  `tf.nn.conv${stride.length}d(x, w, strides=${list(stride)}, `
  + `padding="${padding.toUpperCase()}"${dilated(dilation, `dilations=${list(dilation)}`)})  # ${channelsLast(stride.length).replace("out, in]", "in, out]")}`;

// PyTorch's line with the same numbers: its own padding is the same on both sides, so zeros go in beforehand.
/** @type {(settings: Settings, own: Plan) => string} */
export function pytorchConv2d({ stride, dilation }, own) {
  const [before, after] = [zerosBefore(own), zerosAfter(own)];
  const pads = [...before.keys()].toReversed().flatMap((axis) => [before[axis], after[axis]]);
  const x = pads.some(Boolean) ? `F.pad(x, (${pads.join(", ")}))` : "x";
  return (
    `F.conv${stride.length}d(${x}, w, stride=${perAxis(stride)}${dilated(dilation, `dilation=${perAxis(dilation)}`)})`
    + `  # ${channelsFirst(stride.length).replace("[in, out,", "[out, in,")}`
  );
}
