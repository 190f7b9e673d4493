// Each framework's line of code for the present settings, with the order of axes that its tensors have.

import { perAxis, sourceText } from "./settings.js";

export const list = (sizes) => `[${sizes.join(", ")}]`;
export const pair = (sizes) => `(${sizes.join(", ")})`;
export const pairs = (rows) => list(rows.map(list));
export const CHANNELS_LAST = "x [N, H, W, in], w [H, W, out, in]";
export const CHANNELS_FIRST = "x [N, in, H, W], w [in, out, H, W]";

const LINES = {
  tensorflow: ({ stride, dilation }, plan, ask) => `tf.nn.conv2d_transpose(x, w, ${list([1, ...plan.outputShape, 1])}, `
    + `strides=${list(stride)}, padding="${ask.toUpperCase()}"${dilated(dilation, `dilations=${list(dilation)}`)})  # ${CHANNELS_LAST}`,
  keras: (state, _plan, ask) => `${kerasLayer(state, { padding: ask, output_padding: null })}  # ${CHANNELS_LAST}`,
  jax: ({ stride, dilation }, _plan, ask) => `jax.lax.conv_transpose(x, w, ${pair(stride)}, "${ask.toUpperCase()}"`
    + `${dilated(dilation, `rhs_dilation=${pair(dilation)}`)}, dimension_numbers=("NCHW", "OIHW", "NCHW"), `
    + `transpose_kernel=True)  # ${CHANNELS_FIRST}`,
  onnx: (state, _plan, ask) => node(state, ask === "same" ? "SAME_UPPER" : "VALID"),
  onnx_lower: (state) => node(state, "SAME_LOWER"),
};

export const lineOf = (framework, state, plan, ask) => LINES[framework](state, plan, ask);

export const dilated = (dilation, text) => (dilation.every((one) => one === 1) ? "" : `, ${text}`);

export function kerasLayer({ kernel_size, stride, dilation }, { padding, output_padding }) {
  const extra = output_padding ? `, output_padding=${perAxis(output_padding)}` : "";
  return `keras.layers.Conv2DTranspose(1, ${perAxis(kernel_size)}, strides=${perAxis(stride)}, padding="${padding}"${extra}`
    + `${dilated(dilation, `dilation_rate=${perAxis(dilation)}`)})`;
}

const node = ({ stride, dilation }, auto) => `onnx.helper.make_node("ConvTranspose", ["x", "w"], ["y"], `
  + `strides=${list(stride)}, auto_pad="${auto}"${dilated(dilation, `dilations=${list(dilation)}`)})  # ${CHANNELS_FIRST}`;

// PyTorch's way to the same numbers: words where it has them, else the whole canvas, cropped afterwards.
export function pytorchLine(state, { axes }, words) {
  if (words) return sourceText({ ...state, ...words });
  const whole = ["stride", "dilation"].filter((key) => state[key].some((one) => one !== 1))
    .map((key) => `, ${key}=${perAxis(state[key])}`).join("");
  const pad = axes.toReversed().flatMap(({ cropBefore, cropAfter }) => [0 - cropBefore, 0 - cropAfter]);
  return `F.pad(F.conv_transpose2d(x, w${whole}), (${pad.join(", ")}))`;
}
