// TensorFlow's forward convolution of x, tf.nn.conv2d with SAME or VALID. Its sizes stand here and in
// deconv_core/frameworks/tensorflow_forward.py; a test holds both together.

import { uncropped, plan } from "./links.js";
import { CHANNELS_FIRST, dilated, list } from "./framework_lines.js";
import { perAxis } from "./settings.js";

export const PADDINGS = ["same", "valid"];

// The same links, read the other way: the plan of the transposed convolution that leads from conv2d's output back to a map
// of x's size. Its crop before is the zeros padded before; after, what is dropped is a negative crop. null: nothing comes out.
export function conv2dPlan({ axes }, padding) {
  const own = axes.map((axis) => axisOf(axis, padding));
  return own.every(({ input }) => input > 0) ? plan(own) : null;
}

function axisOf({ input: size, kernel, stride, dilation }, padding) {
  const reach = dilation * (kernel - 1) + 1;
  const input = padding === "same" ? Math.ceil(size / stride) : Math.floor((size - reach) / stride) + 1;
  const axis = { input, kernel, stride, dilation };
  const zeros = padding === "same" ? Math.max(0, uncropped(axis) - size) : 0;
  const cropBefore = Math.floor(zeros / 2);
  return { ...axis, cropBefore, cropAfter: uncropped(axis) - cropBefore - size };
}

// Per axis: zeros padded before and after, and cells dropped at the end.
export const zerosBefore = ({ axes }) => axes.map(({ cropBefore }) => cropBefore);
export const zerosAfter = ({ axes }) => axes.map(({ cropAfter }) => Math.max(0, cropAfter));
export const droppedOf = ({ axes }) => axes.map(({ cropAfter }) => Math.max(0, -cropAfter));

export const conv2dLine = ({ stride, dilation }, padding) => `tf.nn.conv2d(x, w, strides=${list(stride)}, `
  + `padding="${padding.toUpperCase()}"${dilated(dilation, `dilations=${list(dilation)}`)})  # x [N, H, W, in], w [H, W, in, out]`;

// PyTorch's line with the same numbers: its own padding is the same on both sides, so zeros go in beforehand.
export function pytorchConv2d({ stride, dilation }, own) {
  const [before, after] = [zerosBefore(own), zerosAfter(own)];
  const pads = [1, 0].flatMap((axis) => [before[axis], after[axis]]);
  const x = pads.some(Boolean) ? `F.pad(x, (${pads.join(", ")}))` : "x";
  return `F.conv2d(${x}, w, stride=${perAxis(stride)}${dilated(dilation, `dilation=${perAxis(dilation)}`)})`
    + `  # ${CHANNELS_FIRST.replace("[in, out,", "[out, in,")}`;
}
