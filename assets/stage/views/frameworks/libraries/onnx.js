// ONNX: the node ConvTranspose, in ONNX Runtime. It has two kinds of SAME, UPPER and LOWER, a card each.

import { uncropped } from "../../../rule/links.js";
import { appended, half, kept, whyNot } from "../crops.js";
import { channelsFirst, dilated, list } from "../source_text.js";

/** @import { Axis, Crops, Layer, Library, Padding, PerAxis } from "../../../types.js" */

// What lies beyond the size is cropped, the smaller half before (UPPER) or after (LOWER). Of its own it gives input·stride
// cells, but never appends any. A size that is asked for is cropped to as LOWER does, VALID or not.
/** @type {(axis: Axis, ask: Padding, wanted: number | null, isLower: boolean) => Crops} */
function crops(axis, ask, wanted, isLower) {
  if (ask === "valid" && wanted === null) return { cropBefore: 0, cropAfter: 0 };
  const total = Math.max(0, uncropped(axis) - (wanted ?? axis.input * axis.stride));
  const before = isLower || ask === "valid" ? total - half(total) : half(total);
  return kept(axis, before, wanted ?? uncropped(axis) - total);
}

/** @type {(settings: Layer, more: string, result?: string) => string} */
const node = ({ stride, dilation, groups = 1 }, more, result = "y") =>
  `onnx.helper.make_node("ConvTranspose", ["x", "w"], ["${result}"], `
  + `strides=${list(stride)}${more}${groups > 1 ? `, group=${groups}` : ""}${dilated(dilation, `dilations=${list(dilation)}`)})`;

/** @type {(settings: Layer, auto: string, wanted: PerAxis | null) => string} */
const line = (state, auto, wanted) =>
  `${node(state, `, auto_pad="${auto}"${wanted ? `, output_shape=${list(wanted)}` : ""}`)}  # ${channelsFirst(state.stride.length)}`;

/** @type {Library} */
export const onnx = {
  hasGroups: true,
  crops: (axis, ask, wanted) => crops(axis, ask, wanted, false),
  sizes: (axis) => [1, uncropped(axis) + axis.stride - 1],
  line: (state, _plan, ask, wanted) => line(state, ask === "same" ? "SAME_UPPER" : "VALID", wanted),

  // pads has all begins, then all ends; what is appended is output_padding, below the stride in ONNX Runtime.
  explicit(state, { axes }) {
    const { way, values } = whyNot(axes);
    const begins = axes.map(({ cropBefore }) => cropBefore);
    if (way === "own") {
      const more = appended(axes);
      const pads = [...begins, ...axes.map(({ cropAfter }) => Math.max(0, cropAfter))];
      const extra = more.some(Boolean) ? `, output_padding=${list(more)}` : "";
      return { way, line: `${node(state, `, pads=${list(pads)}${extra}`)}  # ${channelsFirst(axes.length)}` };
    }
    const ends = [0, 0, ...begins.map((cells) => 0 - cells), 0, 0, ...axes.map(({ cropAfter }) => 0 - cropAfter)];
    const nodes = [
      node(state, "", "canvas"),
      `onnx.helper.make_node("Constant", [], ["ends"], value_ints=${list(ends)})`,
      'onnx.helper.make_node("Pad", ["canvas", "ends"], ["y"])',
    ];
    return { way, values, line: `[${nodes.join(", ")}]  # ${channelsFirst(axes.length)}` };
  },

  famous(axes, _ask, wanted) {
    const expected = axes.map(
      (axis, at) => axis.input + Math.floor(Math.max(0, wanted[at] - uncropped(axis)) / axis.stride),
    );
    const at = axes.findIndex(({ input }, axis) => expected[axis] > input);
    if (at < 0) return null;
    const { input, kernel, stride, dilation } = axes[at];
    const values = { input, kernel, stride, dilation, expected: expected[at], value: wanted[at], output_padding: 0 };
    return { code: "output_shape_outside", values };
  },
};

/** @type {Library} */
export const onnx_lower = {
  ...onnx,
  isAsked: (ask) => ask === "same",
  crops: (axis, ask, wanted) => crops(axis, ask, wanted, true),
  line: (state, _plan, _ask, wanted) => line(state, "SAME_LOWER", wanted),
};
