// Keras: the layer Conv2DTranspose.

import { outputSize, uncropped } from "../../../rule/links.js";
import { perAxis } from "../../../state/settings.js";
import { appended, broughtBack, cellsOf, half, isCut, reach, sameOrValid } from "../crops.js";
import { channelsLast, dilated, pair, sliced } from "../source_text.js";

/** @import { Axis, Library, Padding, PerAxis, Plan, Settings } from "../../../types.js" */
/** @typedef {{ padding: Padding, output_padding: PerAxis | null }} Words */

/** @type {Library & Required<Pick<Library, "refuses">>} */
export const keras = {
  crops: sameOrValid,
  // By output_padding below the stride. Without it, same gives input·stride: a size for all axes or none (see takes).
  sizes: broughtBack,
  takes: (plan, ask) => kerasPadding(plan.axes, ask) !== null,
  // Of these a size is the nearest: one cell less where same cannot have input·stride on one axis alone, and the usual one.
  others(axes, ask, high) {
    const few = axes.map((axis, at) => high[at] - (ask === "same" && reach(axis) % 2 === 0 ? 1 : 0));
    const usual = cellsOf(axes.map((axis) => ({ ...axis, ...sameOrValid(axis, ask) })));
    return { few, usual };
  },
  // The layer takes a stride or a dilation, not both.
  refuses: (axes) => axes.some(({ stride }) => stride > 1) && axes.some(({ dilation }) => dilation > 1),
  line: (state, plan, ask) =>
    `${layer(state, plan, /** @type {Words} */ (kerasPadding(plan.axes, ask)))}  # ${channelsLast(plan.axes.length)}`,

  // No crops of its own, but some of PyTorch's are those of "same" or "valid"; else further layers crop.
  explicit(state, plan) {
    const { axes } = plan;
    if (keras.refuses(axes)) return { way: "both", line: slice(state, axes) };
    const words = kerasPadding(axes, "valid") ?? kerasPadding(axes, "same");
    if (words) return { way: "own", line: `${layer(state, plan, words)}  # ${channelsLast(axes.length)}` };
    const more = appended(axes);
    const inside = axes.every(({ stride }, at) => more[at] < stride);
    const layers = [layer(state, plan, { padding: "valid", output_padding: inside ? more : more.map(() => 0) })];
    if (!inside) layers.push(`keras.layers.ZeroPadding${axes.length}D(${borders(more.map((cells) => [0, cells]))})`);
    const cut = axes.map(({ cropBefore, cropAfter }) => [cropBefore, Math.max(0, cropAfter)]);
    if (cut.flat().some(Boolean)) layers.push(`keras.layers.Cropping${axes.length}D(${borders(cut)})`);
    return { way: "layers", line: `keras.Sequential([${layers.join(", ")}])  # ${channelsLast(axes.length)}` };
  },

  famous(axes, ask, wanted) {
    const [strides, dilations] = /** @satisfies {(keyof Axis)[]} */ (["stride", "dilation"]).map((key) =>
      axes.map((axis) => axis[key]),
    );
    if (keras.refuses(axes)) {
      return { code: "strides_with_dilation_rate", values: { strides: pair(strides), dilation_rate: pair(dilations) } };
    }
    const extra = extraOf(axes, ask, wanted);
    const at = axes.findIndex(({ stride }, axis) => extra[axis] >= stride);
    if (at < 0 || extra.some((one) => one < 0)) return null;
    const values = { dimension: at, value: extra[at], stride: strides[at] };
    return {
      code: "output_padding_outside",
      values: { ...values, output_padding: pair(extra), strides: pair(strides) },
    };
  },
};

/** @type {(axes: Axis[], ask: Padding, sizes: PerAxis) => PerAxis} */
const extraOf = (axes, ask, sizes) =>
  axes.map((axis, at) => sizes[at] - (axis.input - 1) * axis.stride - (ask === "same" ? reach(axis) % 2 : reach(axis)));

// Keras's words for the crops of these axes, {padding, output_padding}, with "same" or "valid"; null where it has none.
// output_padding null is to leave it out, which is not 0: then same gives input·stride cells, valid room for every stride.
/** @type {(axes: Axis[], padding: Padding) => Words | null} */
export function kerasPadding(axes, padding) {
  const usual = axes.every((axis) => isCut(axis, sameOrValid(axis, padding)));
  if (usual) return { padding, output_padding: null };
  const extra = extraOf(axes, padding, cellsOf(axes));
  const legal = axes.every(
    (axis, at) =>
      extra[at] >= 0
      && extra[at] < axis.stride
      && (padding === "valid" || (reach(axis) % 2) + extra[at] > 0)
      && axis.cropBefore === (padding === "valid" ? 0 : half(Math.max(0, uncropped(axis) - outputSize(axis)))),
  );
  return legal ? { padding, output_padding: extra } : null;
}

/** @type {(settings: Settings, plan: Plan, words: Words) => string} */
function layer({ kernel_size, stride, dilation }, { channels }, { padding, output_padding }) {
  const extra = output_padding ? `, output_padding=${perAxis(output_padding)}` : "";
  return (
    `keras.layers.Conv${stride.length}DTranspose(${channels.outputs}, ${perAxis(kernel_size)}, strides=${perAxis(stride)}, padding="${padding}"${extra}`
    + `${dilated(dilation, `dilation_rate=${perAxis(dilation)}`)})`
  );
}

// The layer refuses a stride together with a dilation; the function beneath it does not.
/** @type {(settings: Settings, axes: Axis[]) => string} */
function slice({ stride, dilation }, axes) {
  const canvas = `keras.ops.conv_transpose(x, w, ${perAxis(stride)}, "valid", dilation_rate=${perAxis(dilation)})`;
  return `${sliced("keras.ops.pad", canvas, axes)}  # ${channelsLast(axes.length)}`;
}

/** @type {(rows: number[][]) => string} */
const borders = (rows) => (rows.length === 1 ? pair(rows[0]) : `(${rows.map(pair).join(", ")})`);
