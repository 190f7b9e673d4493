// How lines of code are written, with the order of axes that their tensors have.

import { outputSize } from "../../rule/links.js";
import { perAxis, sourceText } from "../../state/settings.js";
import { appended } from "./crops.js";

/** @import { Axis, CropWords, Layer, PerAxis, Plan, SettingKey, Settings } from "../../types.js" */

/** @type {(sizes: (number | string)[]) => string} */
export const list = (sizes) => `[${sizes.join(", ")}]`;
// As Python writes a tuple, also of one.
/** @type {(sizes: number[]) => string} */
export const pair = (sizes) => (sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(", ")})`);
/** @type {(rows: number[][]) => string} */
export const pairs = (rows) => list(rows.map(list));
// What the axes are called, outermost first.
/** @param {number} axes */
export const lettersOf = (axes) => [..."DHW"].slice(-axes);
/** @param {number} axes */
const namesOf = (axes) => lettersOf(axes).join(", ");
/** @param {number} axes */
export const channelsLast = (axes) => `x [N, ${namesOf(axes)}, in], w [${namesOf(axes)}, out, in]`;
/** @param {number} axes */
export const channelsFirst = (axes) => `x [N, in, ${namesOf(axes)}], w [in, out, ${namesOf(axes)}]`;

/** @type {(dilation: PerAxis, text: string) => string} */
export const dilated = (dilation, text) => (dilation.every((one) => one === 1) ? "" : `, ${text}`);

// The whole canvas, with what is missing appended, and then cropped; `pad`: what appends.
/** @type {(pad: string, canvas: string, axes: Axis[]) => string} */
export function sliced(pad, canvas, axes) {
  const more = appended(axes);
  const whole = more.some(Boolean)
    ? `${pad}(${canvas}, ${pairs([[0, 0], ...more.map((cells) => [0, cells]), [0, 0]])})`
    : canvas;
  const cells = axes.map((axis) => `${axis.cropBefore}:${axis.cropBefore + outputSize(axis)}`);
  return `${whole}[:, ${cells.join(", ")}, :]`;
}

// PyTorch's way to the same numbers: words where it has them, else the whole canvas, cropped afterwards.
/** @type {(settings: Layer, plan: Plan, words: CropWords | null) => string} */
export function pytorchLine(state, { axes }, words) {
  if (words) return sourceText({ ...state, ...words });
  const whole = /** @satisfies {SettingKey[]} */ (["stride", "dilation"])
    .filter((key) => state[key].some((one) => one !== 1))
    .map((key) => `, ${key}=${perAxis(state[key])}`)
    .join("");
  const groups = (state.groups ?? 1) > 1 ? `, groups=${state.groups}` : "";
  const pad = axes.toReversed().flatMap(({ cropBefore, cropAfter }) => [0 - cropBefore, 0 - cropAfter]);
  return `F.pad(F.conv_transpose${axes.length}d(x, w${whole}${groups}), (${pad.join(", ")}))`;
}
