// What other frameworks take of the same canvas when they are asked for SAME or VALID, and perhaps for a size. Each rule
// gives the crops of one axis {input, kernel, stride, dilation, cropBefore, cropAfter}, whose crops are PyTorch's; `wanted`:
// its cells, null for the framework's own choice. They stand here and in deconv_core/frameworks; a test holds both together.

import { outputSize, plan, uncropped } from "./links.js";

export const reach = (axis) => uncropped({ ...axis, input: 1 });
const half = (cells) => Math.floor(cells / 2);

// Crops for so many cells of output, of which the first is the canvas's cell `before`.
const kept = (axis, before, output) => ({ cropBefore: before, cropAfter: uncropped(axis) - before - output });

// TensorFlow: SAME gives input·stride cells and crops the smaller half before; VALID has room for every stride.
function tensorflow(axis, ask, wanted = null) {
  const usual = ask === "same" ? axis.input * axis.stride : uncropped(axis) + Math.max(0, axis.stride - reach(axis));
  const output = wanted ?? usual;
  return kept(axis, ask === "same" ? half(Math.max(0, uncropped(axis) - output)) : 0, output);
}

// ONNX: what lies beyond the size is cropped, the smaller half before (UPPER) or after (LOWER). Of its own it gives
// input·stride cells, but never appends any. A size that is asked for is cropped to as LOWER does, VALID or not.
function onnx(axis, ask, wanted, lower = false) {
  if (ask === "valid" && wanted === null) return { cropBefore: 0, cropAfter: 0 };
  const total = Math.max(0, uncropped(axis) - (wanted ?? axis.input * axis.stride));
  const before = lower || ask === "valid" ? total - half(total) : half(total);
  return kept(axis, before, wanted ?? uncropped(axis) - total);
}

// JAX says how far the stretched input is padded: what its padding leaves of reach - 1 is cropped. A size it is not asked
// for: its pairs can give any, here with TensorFlow's crops.
function jax(axis, ask, wanted) {
  if (wanted !== null) return tensorflow(axis, ask, wanted);
  const most = reach(axis) - 1;
  const all = most + axis.stride - 1 + (ask === "valid" ? Math.max(0, most + 1 - axis.stride) : 0);
  const before = ask === "valid" || axis.stride > most ? most : all - half(all);
  return { cropBefore: most - before, cropAfter: most - (all - before) };
}

export const FRAMEWORKS = ["tensorflow", "keras", "jax", "onnx", "onnx_lower", "pytorch"];
const RULES = {
  tensorflow, keras: tensorflow, jax, onnx,
  onnx_lower: (axis, ask, wanted) => onnx(axis, ask, wanted, true),
  pytorch: (axis, _ask, wanted) => (wanted === null ? axis : kept(axis, axis.cropBefore, wanted)),
};

// Keras's layer takes a stride or a dilation, not both.
export function refuses(framework, axes) {
  return framework === "keras" && axes.some(({ stride }) => stride > 1) && axes.some(({ dilation }) => dilation > 1);
}

// Only ONNX has two kinds of SAME; PyTorch itself is asked for a size only.
export function answers(framework, ask, wanted) {
  if (framework === "onnx_lower") return ask === "same";
  return framework !== "pytorch" || (ask !== "crops" && wanted !== null);
}

// The plan of PyTorch's with the framework's crops; asked for PyTorch's own, every framework gives them in some way.
export const askedPlan = (pytorch, framework, ask, wanted = null) => (ask === "crops" ? pytorch
  : plan(pytorch.axes.map((axis, at) => ({ ...axis, ...RULES[framework](axis, ask, wanted?.[at] ?? null) }))));

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
