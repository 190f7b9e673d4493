// PyTorch's crops in each framework's own words: {way, values, line}, a line that gives exactly PyTorch's numbers. Where a
// framework has no words for these crops, the line takes the whole canvas, appends what is missing and crops afterwards.
// `way` says which it is ("own", or why not) and names its words; `values` fill them in.

import { kerasPadding, refuses } from "./crops.js";
import { CHANNELS_FIRST, CHANNELS_LAST, dilated, jaxCall, jaxPairs, kerasLayer, list, pair, pairs } from "./framework_lines.js";
import { outputSize } from "./links.js";
import { perAxis } from "./settings.js";

export const explicitOf = (framework, state, plan) => EXPLICIT[framework](state, plan);

const EXPLICIT = {
  // Pairs (before, after); output_shape says how many cells are appended, fewer than the stride.
  tensorflow(state, plan) {
    const { axes, outputShape } = plan;
    const few = whyNot(axes);
    const way = state.dilation.some((one) => one > 1) ? "dilated" : few.way;
    if (way !== "own") return { ...few, way, line: tensorflowSlice(state, plan) };
    const padding = pairs([[0, 0], ...axes.map(({ cropBefore, cropAfter }) => [cropBefore, Math.max(0, cropAfter)]), [0, 0]]);
    return { way, line: `tf.nn.conv2d_transpose(x, w, ${list([1, ...outputShape, 1])}, strides=${list(state.stride)}, `
      + `padding=${padding})  # ${CHANNELS_LAST}` };
  },

  // No crops of its own, but some of PyTorch's are those of "same" or "valid"; else further layers crop.
  keras(state, { axes }) {
    if (refuses("keras", axes)) return { way: "both", line: kerasSlice(state, axes) };
    const words = kerasPadding(axes, "valid") ?? kerasPadding(axes, "same");
    if (words) return { way: "own", line: `${kerasLayer(state, words)}  # ${CHANNELS_LAST}` };
    const more = appended(axes);
    const inside = axes.every(({ stride }, at) => more[at] < stride);
    const layers = [kerasLayer(state, { padding: "valid", output_padding: inside ? more : [0, 0] })];
    if (!inside) layers.push(`keras.layers.ZeroPadding2D(${borders(more.map((cells) => [0, cells]))})`);
    const cut = axes.map(({ cropBefore, cropAfter }) => [cropBefore, Math.max(0, cropAfter)]);
    if (cut.flat().some(Boolean)) layers.push(`keras.layers.Cropping2D(${borders(cut)})`);
    return { way: "layers", line: `keras.Sequential([${layers.join(", ")}])  # ${CHANNELS_LAST}` };
  },

  jax: (state, { axes }) => ({ way: "own", line: jaxCall(state, jaxPairs(axes)) }),

  // pads has all begins, then all ends; what is appended is output_padding, below the stride in ONNX Runtime.
  onnx({ stride, dilation }, { axes }) {
    const { way, values } = whyNot(axes);
    const begins = axes.map(({ cropBefore }) => cropBefore);
    const node = (result, more) => `onnx.helper.make_node("ConvTranspose", ["x", "w"], ["${result}"], `
      + `strides=${list(stride)}${more}${dilated(dilation, `dilations=${list(dilation)}`)})`;
    if (way === "own") {
      const more = appended(axes);
      const pads = [...begins, ...axes.map(({ cropAfter }) => Math.max(0, cropAfter))];
      const extra = more.some(Boolean) ? `, output_padding=${list(more)}` : "";
      return { way, line: `${node("y", `, pads=${list(pads)}${extra}`)}  # ${CHANNELS_FIRST}` };
    }
    const ends = [0, 0, ...begins.map((cells) => 0 - cells), 0, 0, ...axes.map(({ cropAfter }) => 0 - cropAfter)];
    const nodes = [node("canvas", ""), `onnx.helper.make_node("Constant", [], ["ends"], value_ints=${list(ends)})`,
      'onnx.helper.make_node("Pad", ["canvas", "ends"], ["y"])'];
    return { way, values, line: `[${nodes.join(", ")}]  # ${CHANNELS_FIRST}` };
  },
};

// Cells beyond the canvas, per axis.
const appended = (axes) => axes.map(({ cropAfter }) => Math.max(0, -cropAfter));

// TensorFlow and ONNX Runtime append fewer cells than the stride.
function whyNot(axes) {
  const more = appended(axes);
  const at = axes.findIndex(({ stride }, axis) => more[axis] >= stride);
  return at < 0 ? { way: "own" } : { way: "appends", values: { count: more[at], stride: axes[at].stride } };
}

function tensorflowSlice({ stride, dilation }, { axes, canvasShape }) {
  const canvas = `tf.nn.conv2d_transpose(x, w, ${list([1, ...canvasShape, 1])}, strides=${list(stride)}, padding="VALID"`
    + `${dilated(dilation, `dilations=${list(dilation)}`)})`;
  return `${sliced("tf.pad", canvas, axes)}  # ${CHANNELS_LAST}`;
}

// The layer refuses a stride together with a dilation; the function beneath it does not.
function kerasSlice({ stride, dilation }, axes) {
  const canvas = `keras.ops.conv_transpose(x, w, ${perAxis(stride)}, "valid", dilation_rate=${perAxis(dilation)})`;
  return `${sliced("keras.ops.pad", canvas, axes)}  # ${CHANNELS_LAST}`;
}

function sliced(pad, canvas, axes) {
  const more = appended(axes);
  const whole = more.some(Boolean) ? `${pad}(${canvas}, ${pairs([[0, 0], ...more.map((cells) => [0, cells]), [0, 0]])})` : canvas;
  const cells = axes.map((axis) => `${axis.cropBefore}:${axis.cropBefore + outputSize(axis)}`);
  return `${whole}[:, ${cells.join(", ")}, :]`;
}

const borders = (rows) => `(${rows.map(pair).join(", ")})`;
