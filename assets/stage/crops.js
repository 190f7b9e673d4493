// What other frameworks take of the same canvas when they are asked for SAME or VALID. Each rule gives the crops of one axis
// {input, kernel, stride, dilation}; they stand here and in deconv_core/frameworks, and a test holds both together.

import { plan, uncropped } from "./links.js";

const reach = (axis) => uncropped({ ...axis, input: 1 });
const half = (cells) => Math.floor(cells / 2);

// Crops for so many cells of output, of which the first is the canvas's cell `before`.
const kept = (axis, before, output) => ({ cropBefore: before, cropAfter: uncropped(axis) - before - output });

// TensorFlow: SAME gives input·stride cells and crops the smaller half before.
function tensorflow(axis, ask) {
  if (ask === "valid") return { cropBefore: 0, cropAfter: -Math.max(0, axis.stride - reach(axis)) };
  const output = axis.input * axis.stride;
  return kept(axis, half(Math.max(0, uncropped(axis) - output)), output);
}

// ONNX never appends cells: what lies beyond input·stride is cropped, the smaller half before (UPPER) or after (LOWER).
function onnx(axis, ask, lower = false) {
  if (ask === "valid") return { cropBefore: 0, cropAfter: 0 };
  const total = Math.max(0, uncropped(axis) - axis.input * axis.stride);
  return lower ? { cropBefore: total - half(total), cropAfter: half(total) }
    : { cropBefore: half(total), cropAfter: total - half(total) };
}

// JAX says how far the stretched input is padded: what its padding leaves of reach - 1 is cropped.
function jax(axis, ask) {
  const most = reach(axis) - 1;
  const all = most + axis.stride - 1 + (ask === "valid" ? Math.max(0, most + 1 - axis.stride) : 0);
  const before = ask === "valid" || axis.stride > most ? most : all - half(all);
  return { cropBefore: most - before, cropAfter: most - (all - before) };
}

export const FRAMEWORKS = ["tensorflow", "keras", "jax", "onnx", "onnx_lower"];
const RULES = { tensorflow, keras: tensorflow, jax, onnx, onnx_lower: (axis, ask) => onnx(axis, ask, true) };

// Keras takes a stride or a dilation, not both; only ONNX has two kinds of SAME.
export function refuses(framework, axes) {
  return framework === "keras" && axes.some(({ stride }) => stride > 1) && axes.some(({ dilation }) => dilation > 1);
}
export const answers = (framework, ask) => framework !== "onnx_lower" || ask === "same";

// The plan of these axes with the framework's crops.
export const askedPlan = ({ axes }, framework, ask) =>
  plan(axes.map((axis) => ({ ...axis, ...RULES[framework](axis, ask) })));

// PyTorch's words for a plan's crops, {padding, output_padding}; null where it has none.
export function pytorchWords({ axes }) {
  const padding = axes.map(({ cropBefore }) => cropBefore);
  const output_padding = axes.map(({ cropBefore, cropAfter }) => cropBefore - cropAfter);
  const legal = axes.every(({ stride, dilation }, at) => padding[at] >= 0 && output_padding[at] >= 0
    && output_padding[at] < Math.max(stride, dilation));
  return legal ? { padding, output_padding } : null;
}
