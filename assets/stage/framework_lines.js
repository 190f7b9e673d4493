// Each framework's line of code for the present settings, with the order of axes that its tensors have. They stand here and
// in deconv_core/frameworks, source(); a test holds both to the same letters.

import { kerasPadding } from "./crops.js";
import { perAxis, sourceText } from "./settings.js";

export const list = (sizes) => `[${sizes.join(", ")}]`;
export const pair = (sizes) => `(${sizes.join(", ")})`;
export const pairs = (rows) => list(rows.map(list));
export const CHANNELS_LAST = "x [N, H, W, in], w [H, W, out, in]";
export const CHANNELS_FIRST = "x [N, in, H, W], w [in, out, H, W]";

const LINES = {
  tensorflow: ({ stride, dilation }, plan, ask) => `tf.nn.conv2d_transpose(x, w, ${list([1, ...plan.outputShape, 1])}, `
    + `strides=${list(stride)}, padding="${ask.toUpperCase()}"${dilated(dilation, `dilations=${list(dilation)}`)})  # ${CHANNELS_LAST}`,
  keras: (state, { axes }, ask) => `${kerasLayer(state, kerasPadding(axes, ask))}  # ${CHANNELS_LAST}`,
  jax: (state, { axes }, ask, wanted) => jaxCall(state, wanted ? jaxPairs(axes) : `"${ask.toUpperCase()}"`),
  onnx: (state, _plan, ask, wanted) => node(state, ask === "same" ? "SAME_UPPER" : "VALID", wanted),
  onnx_lower: (state, _plan, _ask, wanted) => node(state, "SAME_LOWER", wanted),
  pytorch: (state, _plan, _ask, wanted) => `${sourceText({ ...state, output_padding: [0, 0] })}(x, output_size=${list(wanted)})`
    + `  # ${CHANNELS_FIRST}`,
};

// wanted: the size asked for, or null.
export const lineOf = (framework, state, plan, ask, wanted = null) => LINES[framework](state, plan, ask, wanted);

export const dilated = (dilation, text) => (dilation.every((one) => one === 1) ? "" : `, ${text}`);

export function kerasLayer({ kernel_size, stride, dilation }, { padding, output_padding }) {
  const extra = output_padding ? `, output_padding=${perAxis(output_padding)}` : "";
  return `keras.layers.Conv2DTranspose(1, ${perAxis(kernel_size)}, strides=${perAxis(stride)}, padding="${padding}"${extra}`
    + `${dilated(dilation, `dilation_rate=${perAxis(dilation)}`)})`;
}

// JAX says how far the stretched input is padded: what that leaves of the border is cropped.
export const jaxPairs = (axes) => `[${axes.map((axis) => {
  const border = axis.dilation * (axis.kernel - 1);
  return pair([border - axis.cropBefore, border - axis.cropAfter]);
}).join(", ")}]`;

export const jaxCall = ({ stride, dilation }, padding) => `jax.lax.conv_transpose(x, w, ${pair(stride)}, ${padding}`
  + `${dilated(dilation, `rhs_dilation=${pair(dilation)}`)}, dimension_numbers=("NCHW", "OIHW", "NCHW"), `
  + `transpose_kernel=True)  # ${CHANNELS_FIRST}`;

const node = ({ stride, dilation }, auto, wanted) => `onnx.helper.make_node("ConvTranspose", ["x", "w"], ["y"], `
  + `strides=${list(stride)}, auto_pad="${auto}"${wanted ? `, output_shape=${list(wanted)}` : ""}`
  + `${dilated(dilation, `dilations=${list(dilation)}`)})  # ${CHANNELS_FIRST}`;

// PyTorch's way to the same numbers: words where it has them, else the whole canvas, cropped afterwards.
export function pytorchLine(state, { axes }, words) {
  if (words) return sourceText({ ...state, ...words });
  const whole = ["stride", "dilation"].filter((key) => state[key].some((one) => one !== 1))
    .map((key) => `, ${key}=${perAxis(state[key])}`).join("");
  const pad = axes.toReversed().flatMap(({ cropBefore, cropAfter }) => [0 - cropBefore, 0 - cropAfter]);
  return `F.pad(F.conv_transpose2d(x, w${whole}), (${pad.join(", ")}))`;
}
