// The six settings in PyTorch's words, on any number of axes: what is legal, how far each may go, and PyTorch's line of
// code. The limits come from the table of fields that Python sends; the rules are PyTorch's two, per axis.

import { outputSize, plan } from "../rule/links.js";

/** @import { Axis, PerAxis, Plan, Range, Rule, SettingField, SettingKey, Settings, State } from "../types.js" */

/** @type {SettingKey[]} */
export const SETTINGS = ["input_size", "kernel_size", "stride", "padding", "output_padding", "dilation"];

// 0, 1, … for as many axes as there are.
/** @type {(state: Settings) => number[]} */
export const axesOf = (state) => [...state.input_size.keys()];

/** @type {(state: Settings, axis: number) => Axis} */
export const axisOf = (state, axis) => ({
  input: state.input_size[axis],
  kernel: state.kernel_size[axis],
  stride: state.stride[axis],
  dilation: state.dilation[axis],
  cropBefore: state.padding[axis],
  cropAfter: state.padding[axis] - state.output_padding[axis],
});

/** @type {(state: Settings) => Plan} */
export const planOf = (state) => plan(axesOf(state).map((axis) => axisOf(state, axis)));

// The rule that one axis breaks, or null.
/** @type {(state: Settings, axis: number) => Rule | null} */
export function brokenRule(state, axis) {
  if (state.output_padding[axis] >= Math.max(state.stride[axis], state.dilation[axis])) return "output_padding";
  return outputSize(axisOf(state, axis)) < 1 ? "output_size" : null;
}

// How far one setting may go while the others stay: a rule is null where the table ends. Each rule is monotone in each
// setting, so what is legal is one interval around the present, legal value.
/** @type {(state: Settings, field: Pick<SettingField, "key" | "low" | "high">, axis: number) => Range} */
export function legalRange(state, field, axis) {
  /** @type {(value: number) => Rule | null} */
  const ruleAt = (value) => brokenRule(withSetting(state, field.key, axis, value), axis);
  const present = state[field.key][axis];
  let [low, high] = [present, present];
  while (low > field.low && !ruleAt(low - 1)) low--;
  while (high < field.high && !ruleAt(high + 1)) high++;
  return {
    low,
    high,
    lowRule: low > field.low ? ruleAt(low - 1) : null,
    highRule: high < field.high ? ruleAt(high + 1) : null,
  };
}

/** @type {<S extends Settings>(state: S, key: SettingKey, axis: number, value: number) => S} */
export function withSetting(state, key, axis, value) {
  const values = [...state[key]];
  values[axis] = value;
  return { ...state, [key]: values };
}

// The nearest legal state: output_padding lowered, then padding, as the core does it.
/** @type {<S extends Settings>(state: S) => S} */
export function lowered(state) {
  let near = state;
  for (const axis of axesOf(state)) {
    for (let rule = brokenRule(near, axis); rule; rule = brokenRule(near, axis)) {
      const key = rule === "output_padding" ? "output_padding" : "padding";
      near = withSetting(near, key, axis, near[key][axis] - 1);
    }
  }
  return near;
}

// Whether all axes have the same.
/** @type {(values: (number | string)[]) => boolean} */
export const alike = (values) => values.every((value) => value === values[0]);

/** @type {(state: Settings) => boolean} */
export const isEven = (state) => SETTINGS.every((key) => alike(state[key]));

// The words that name an axis, or all of them where they have one number.
/** @type {(state: Pick<State, "rank" | "square">, axis: number) => string} */
export function axisName({ rank, square }, axis) {
  if (rank === 1) return "stage.one_axis";
  return square ? "stage.both_axes" : `stage.axis_name_${axis}`;
}

// The same settings on one axis, the first, or on two alike.
/** @type {(state: State, rank: number) => Partial<State>} */
export function withRank(state, rank) {
  /** @param {PerAxis} values */
  const along = ([first]) => Array.from({ length: rank }, () => first);
  const settings = Object.fromEntries(SETTINGS.map((key) => [key, along(state[key])]));
  const wanted = state.frameworks_output_shape;
  return { ...settings, rank, square: true, frameworks_output_shape: wanted && along(wanted) };
}

/** @type {(values: PerAxis) => string} */
export const perAxis = (values) => (alike(values) ? `${values[0]}` : `(${values.join(", ")})`);

/** @type {(state: Omit<Settings, "input_size">) => string} */
export function sourceText(state) {
  const defaults = { stride: 1, padding: 0, output_padding: 0, dilation: 1 };
  const words = Object.entries(defaults).map(([key, usual]) => {
    const values = state[/** @type {keyof typeof defaults} */ (key)];
    return values.every((value) => value === usual) ? "" : `, ${key}=${perAxis(values)}`;
  });
  const { kernel_size } = state;
  return `nn.ConvTranspose${kernel_size.length}d(1, 1, kernel_size=${perAxis(kernel_size)}${words.join("")})`;
}
