// How far a setting goes, in words: the range with what holds it there; and, for who pushes on, what the next step would do.

import { outputSize, uncropped } from "../../rule/links.js";
import { axesOf, axisOf, highOf, legalRange, withSetting } from "../../state/settings.js";

/** @import { SettingField, Layer, SettingKey, State, Translate } from "../../types.js" */

// "0 to 4", or why it cannot move.
/** @type {(t: Translate, state: State, field: SettingField, axis: number) => string} */
export function span(t, state, field, axis) {
  const { low, high, lowRule, highRule } = legalRange(state, field, axis);
  const [stride, dilation] = [state.stride[axis], state.dilation[axis]];
  const values = { low, high, limit: Math.max(stride, dilation), output_padding: state.output_padding[axis] };
  const said = t(low === high ? "stage.only" : "stage.span", values);
  const reasons = [...new Set([lowRule, highRule])]
    .filter((rule) => rule !== null)
    .map((rule) => t(`stage.why_${isNeeded(rule, field.key) ? "max_needed" : rule}`, values));
  return reasons.reduce((all, why) => t("stage.because", { said: all, why }), said);
}

// Why not one more, or, where `by` is -1, one less: a text's key and what stands in it.
/** @type {(state: Layer, field: Pick<SettingField, "key" | "low" | "high" | "highs">, axis: number, by: number) => { key: string, values: Record<string, string | number> }} */
export function beyond(state, field, axis, by) {
  const { low, high, lowRule, highRule } = legalRange(state, field, axis);
  const rule = by < 0 ? lowRule : highRule;
  if (!rule)
    return {
      key: "beyond_page",
      values: { setting: field.key, low: field.low, high: highOf(field, axesOf(state).length) },
    };
  const wanted = (by < 0 ? low : high) + by;
  const next = withSetting(state, field.key, axis, wanted);
  const input = next.input_size[axis];
  const [stride, outputPadding] = [next.stride[axis], next.output_padding[axis]];
  if (isNeeded(rule, field.key)) return { key: "beyond_max_needed", values: { output_padding: outputPadding } };
  const values = { setting: field.key, wanted };
  if (rule === "budget") return { key: "beyond_budget", values };
  if (rule === "output_padding") {
    // What the forward convolution of the output has: floor((output + 2 padding - dilation (kernel - 1) - 1) / stride) + 1.
    const back = input + Math.floor(outputPadding / stride);
    return { key: "beyond_output_padding", values: { ...values, back, input } };
  }
  const span = axisOf(next, axis);
  const canvas = uncropped(span);
  return { key: "beyond_output_size", values: { ...values, canvas, cropped: canvas - outputSize(span) } };
}

// Whether a setting is held by the output_padding that another one has.
/** @type {(rule: string, key: SettingKey) => boolean} */
const isNeeded = (rule, key) => rule === "output_padding" && key !== "output_padding";
