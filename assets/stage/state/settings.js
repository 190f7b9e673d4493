// The six settings in PyTorch's words, on any number of axes: what is legal, how far each may go, and PyTorch's line of
// code. The limits come from the table of fields that Python sends; the rules are PyTorch's two, per axis.

import { extentOf, outputSize, plan, product, uncropped } from "../rule/links.js";

/**
 * @import {
 *   Axis, ChannelKey, Channels, Field, Layer, PerAxis, Plan, Range, Rule, SettingField, SettingKey, Settings, State,
 * } from "../types.js"
 */

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

/** @type {(state: Layer) => Channels} */
export const channelsOf = ({ in_channels = 1, out_channels = 1, groups = 1 }) => ({
  inputs: in_channels,
  outputs: out_channels,
  groups,
});

/** @type {(state: Layer) => Plan} */
export const planOf = (state) =>
  plan(
    axesOf(state).map((axis) => axisOf(state, axis)),
    channelsOf(state),
  );

// The rule that one axis breaks, or that the layer breaks in all; null: none.
/** @type {(state: Layer, axis: number) => Rule | null} */
export function brokenRule(state, axis) {
  if (state.output_padding[axis] >= Math.max(state.stride[axis], state.dilation[axis])) return "output_padding";
  return outputSize(axisOf(state, axis)) < 1 ? "output_size" : isTooMuch(state) ? "budget" : null;
}

// How much the stage shows of a layer in all: as deconv_core/state/budget.py has it, which a test compares.
const CELLS = [1024, 36_864, 4096];
const ALL_CELLS = 36_864;
const LINKS = 65_536;

/** @type {(state: Layer) => boolean} */
export function isTooMuch(state) {
  const cells = product(axesOf(state).map((axis) => uncropped(axisOf(state, axis))));
  const { inputs, outputs, groups } = channelsOf(state);
  const links = (product(state.input_size) * product(state.kernel_size) * inputs * outputs) / groups;
  return cells > CELLS[axesOf(state).length - 1] || cells * outputs > ALL_CELLS || links > LINKS;
}

// The highest of the table in a layer with so many axes.
/** @type {(field: Pick<SettingField, "high" | "highs">, rank: number) => number} */
export const highOf = ({ high, highs }, rank) => (highs.length ? highs[rank - 1] : high);

// How far one setting may go while the others stay: a rule is null where the table ends. Each rule is monotone in each
// setting, so what is legal is one interval around the present, legal value.
/** @type {(state: Layer, field: Pick<SettingField, "key" | "low" | "high" | "highs">, axis: number) => Range} */
export function legalRange(state, field, axis) {
  const highest = highOf(field, axesOf(state).length);
  // Where all axes have one number, all go together.
  const axes = state.square ? axesOf(state) : [axis];
  /** @type {(value: number) => Rule | null} */
  const ruleAt = (value) =>
    brokenRule(
      axes.reduce((near, at) => withSetting(near, field.key, at, value), state),
      axis,
    );
  const present = state[field.key][axis];
  let [low, high] = [present, present];
  while (low > field.low && !ruleAt(low - 1)) low--;
  while (high < highest && !ruleAt(high + 1)) high++;
  return {
    low,
    high,
    lowRule: low > field.low ? ruleAt(low - 1) : null,
    highRule: high < highest ? ruleAt(high + 1) : null,
  };
}

// How many times as long the longest side of any map gets with a setting's next value; where it gets no longer, 1.
/** @type {(state: Layer, key: SettingKey) => number} */
export function growthOf(state, key) {
  const further = axesOf(state).reduce((next, axis) => withSetting(next, key, axis, state[key][axis] + 1), state);
  const [now, then] = [state, further].map((one) => {
    const plan = planOf(one);
    return Math.max(...extentOf(plan), ...plan.inputShape, ...plan.kernelShape);
  });
  return Math.max(1, then / now);
}

/** @type {<S extends Settings>(state: S, key: SettingKey, axis: number, value: number) => S} */
export function withSetting(state, key, axis, value) {
  const values = [...state[key]];
  values[axis] = value;
  return { ...state, [key]: values };
}

// The nearest legal state: a smaller input or kernel where it is too much in all, then output_padding lowered, then padding,
// as the core does it.
/** @type {<S extends Layer>(state: S) => S} */
export function lowered(state) {
  let near = lessOf(state);
  for (const axis of axesOf(state)) {
    for (let rule = brokenRule(near, axis); rule && rule !== "budget"; rule = brokenRule(near, axis)) {
      const key = rule === "output_padding" ? "output_padding" : "padding";
      near = withSetting(near, key, axis, near[key][axis] - 1);
    }
  }
  return near;
}

/** @type {<S extends Layer>(state: S) => S} */
function lessOf(state) {
  let near = state;
  for (const key of /** @type {SettingKey[]} */ (["input_size", "kernel_size"])) {
    while (isTooMuch(near) && Math.max(...near[key]) > 1) {
      const largest = Math.max(...near[key]);
      near = { ...near, [key]: near[key].map((value) => (value === largest ? value - 1 : value)) };
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
  if (square) return rank === 2 ? "stage.both_axes" : "stage.all_axes";
  return `stage.axis_name_${nameOfAxis(rank, axis)}`;
}

// Height and width are 0 and 1, however many axes there are; depth has its own name.
/** @type {(rank: number, axis: number) => number | "depth"} */
export const nameOfAxis = (rank, axis) => (axis < rank - 2 ? "depth" : axis - (rank - 2));

// The same settings on so many axes, as far as the table and the layer as a whole allow.
/** @type {(state: State, rank: number, fields: Record<string, Field>) => Partial<State>} */
export function withRank(state, rank, fields) {
  /** @type {(key: SettingKey) => PerAxis} */
  const along = (key) => {
    const high = highOf(/** @type {SettingField} */ (fields[key]), rank);
    const whole = [...new Array(Math.max(0, rank - state.rank)).fill(state[key][0]), ...state[key].slice(0, rank)];
    return whole.map((value) => Math.min(high, value));
  };
  const settings = /** @type {Settings} */ (Object.fromEntries(SETTINGS.map((key) => [key, along(key)])));
  const wanted = state.frameworks_output_shape;
  const near = lowered({ ...state, ...settings, rank });
  return {
    ...Object.fromEntries(SETTINGS.map((key) => [key, near[key]])),
    rank,
    square: rank === 1 || isEven(near),
    frameworks_output_shape:
      wanted && [...new Array(Math.max(0, rank - wanted.length)).fill(wanted[0]), ...wanted].slice(0, rank),
  };
}

/** @type {(values: PerAxis) => string} */
export const perAxis = (values) => (alike(values) ? `${values[0]}` : `(${values.join(", ")})`);

/** @type {(state: Omit<Settings, "input_size"> & Partial<Pick<State, ChannelKey | "bias">>) => string} */
export function sourceText(state) {
  const defaults = { stride: 1, padding: 0, output_padding: 0, dilation: 1 };
  const words = Object.entries(defaults).map(([key, usual]) => {
    const values = state[/** @type {keyof typeof defaults} */ (key)];
    return values.every((value) => value === usual) ? "" : `, ${key}=${perAxis(values)}`;
  });
  const { kernel_size, in_channels = 1, out_channels = 1, groups = 1, bias } = state;
  const more = `${groups > 1 ? `, groups=${groups}` : ""}${bias ? ", bias=True" : ""}`;
  const size = `${in_channels}, ${out_channels}, kernel_size=${perAxis(kernel_size)}`;
  return `nn.ConvTranspose${kernel_size.length}d(${size}${words.join("")}${more})`;
}
