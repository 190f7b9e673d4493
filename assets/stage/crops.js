// What other frameworks take of the same canvas when they are asked for SAME or VALID. Each rule gives the crops of one axis
// {input, kernel, stride, dilation}; they stand here and in deconv_core/frameworks, and a test holds both together.

import { outputSize, plan, uncropped } from "./links.js";

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

// The plan of PyTorch's with the framework's crops; asked for PyTorch's own, every framework gives them in some way.
export const askedPlan = (pytorch, framework, ask) =>
  (ask === "crops" ? pytorch : plan(pytorch.axes.map((axis) => ({ ...axis, ...RULES[framework](axis, ask) }))));

// Keras's words for the crops of these axes, {padding, output_padding}, with "same" or "valid"; null where it has none.
// output_padding null is to leave it out, which is not 0: then same gives input·stride cells, valid room for every stride.
export function kerasPadding(axes, padding) {
  const usual = axes.every((axis) => isCut(axis, tensorflow(axis, padding)));
  if (usual) return { padding, output_padding: null };
  const extra = axes.map((axis) => outputSize(axis) - (axis.input - 1) * axis.stride
    - (padding === "same" ? reach(axis) % 2 : reach(axis)));
  const legal = axes.every((axis, at) => extra[at] >= 0 && extra[at] < axis.stride
    && (padding === "valid" || reach(axis) % 2 + extra[at] > 0)
    && axis.cropBefore === (padding === "valid" ? 0 : half(Math.max(0, uncropped(axis) - outputSize(axis)))));
  return legal ? { padding, output_padding: extra } : null;
}

const isCut = (axis, { cropBefore, cropAfter }) => axis.cropBefore === cropBefore && axis.cropAfter === cropAfter;

// PyTorch's words for a plan's crops, {padding, output_padding}; null where it has none.
export function pytorchWords({ axes }) {
  const padding = axes.map(({ cropBefore }) => cropBefore);
  const output_padding = axes.map(({ cropBefore, cropAfter }) => cropBefore - cropAfter);
  const legal = axes.every(({ stride, dilation }, at) => padding[at] >= 0 && output_padding[at] >= 0
    && output_padding[at] < Math.max(stride, dilation));
  return legal ? { padding, output_padding } : null;
}
