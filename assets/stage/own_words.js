// What a framework itself says where it refuses the size that it is asked for, or Keras a stride together with a dilation:
// its own words, filled with the numbers. The templates come from Python, which predicts the same; a test holds both
// together, as it holds Python to the libraries. null: it does not refuse.

import { reach } from "./crops.js";
import { uncropped } from "./links.js";
import { lowered, perAxis } from "./settings.js";
import { wordsOf } from "./words.js";

// plan: PyTorch's; wanted: the size asked for, or null.
export function ownWords(framework, { axes }, ask, wanted, templates) {
  return SAID[framework](wordsOf(templates), axes, ask, wanted);
}

const tuple = (numbers) => `(${numbers.join(", ")})`;
const list = (numbers) => `[${numbers.join(", ")}]`;
const first = (axes, message) => axes.map(message).find(Boolean) ?? null;

const SAID = {
  tensorflow(say, axes, ask, wanted) {
    const found = axes.map((axis, at) => forwardSize(axis, ask, wanted[at]));
    const negative = found.findIndex((computed) => computed < 0);
    const below = (at) => say("tensorflow_negative",
      { computed: found[at], size: wanted[at], reach: reach(axes[at]), stride: axes[at].stride });
    if (axes.every(({ dilation }) => dilation === 1)) {
      return first(axes, ({ input, kernel, stride }, at) => (found[at] < 0 ? below(at) : found[at] !== input
        && say("tensorflow_size", { input, computed: found[at], dimension: at + 1, size: wanted[at], kernel, stride })));
    }
    if (negative >= 0) return below(negative);
    return axes.every((axis, at) => oneDnnTakes(axis, ask, wanted[at])) ? null : say("tensorflow_onednn");
  },

  keras(say, axes, ask, wanted) {
    const [strides, dilations] = ["stride", "dilation"].map((key) => axes.map((axis) => axis[key]));
    if (strides.some((one) => one > 1) && dilations.some((one) => one > 1)) {
      return say("keras_both", { strides: tuple(strides), dilation_rate: tuple(dilations) });
    }
    const extra = axes.map((axis, at) => wanted[at] - (axis.input - 1) * axis.stride
      - (ask === "same" ? reach(axis) % 2 : reach(axis)));
    const below = [...new Set(extra.filter((one) => one < 0))];
    if (below.length) {
      const start = say("keras_tuple", { field: "output_padding", value: tuple(extra) });
      // Of several values Python shows a set, in an order of its own.
      return below.length > 1 ? start : `${start}, including values {${below}} that do not satisfy \`value >= 0\``;
    }
    return first(axes, ({ stride }, at) => extra[at] >= stride && say("keras_output_padding",
      { dimension: at, value: extra[at], stride, output_padding: tuple(extra), strides: tuple(strides) }))
      ?? SAID.tensorflow(say, axes, ask, wanted);
  },

  onnx(say, axes, _ask, wanted) {
    return first(axes, (axis, at) => {
      const { input, kernel, stride, dilation } = axis;
      const expected = input + Math.floor(Math.max(0, wanted[at] - uncropped(axis)) / stride);
      return expected > input
        && say("onnx_size", { expected, input, size: wanted[at], kernel, stride, dilation, output_padding: 0 });
    });
  },

  onnx_lower: (...asked) => SAID.onnx(...asked),

  pytorch(say, axes, _ask, wanted) {
    const least = axes.map((axis) => uncropped(axis) - 2 * axis.cropBefore);
    const most = axes.map(({ stride }, at) => least[at] + stride - 1);
    return say("pytorch_size", { asked: tuple(wanted), smallest: list(least), largest: list(most),
      input: list(axes.map(({ input }) => input)) });
  },
};

// Cells that TensorFlow's forward convolution makes of so many; as in C++, a division rounds towards nothing.
function forwardSize(axis, ask, size) {
  const room = ask === "same" ? size : size - reach(axis) + 1;
  // Not -0, which would be read as such.
  return Math.trunc((room + axis.stride - 1) / axis.stride) + 0;
}

function oneDnnTakes(axis, ask, size) {
  if (ask === "same") return forwardSize(axis, ask, size) === axis.input;
  return Math.trunc((size - reach(axis)) / axis.stride) + 1 === axis.input;
}

// What has to change before Keras takes these settings: the smaller of stride and dilation becomes 1, and what PyTorch then
// no longer takes is lowered.
export function oneOfBoth(state) {
  const above = (key) => state[key].reduce((sum, one) => sum + one - 1, 0);
  const key = above("dilation") <= above("stride") ? "dilation" : "stride";
  const near = lowered({ ...state, [key]: [1, 1] });
  const changed = [key, "output_padding", "padding"].filter((one) => near[one].join() !== state[one].join());
  return {
    patch: Object.fromEntries(changed.map((one) => [one, near[one]])),
    name: changed.map((one) => `${one}=${perAxis(near[one])}`).join(", "),
  };
}
