// The six settings in PyTorch's words: what is legal, how far each may go, and PyTorch's line of code.
// The limits come from the table of fields that Python sends; the rules are PyTorch's two, per axis.

import { outputSize, plan } from "./links.js";

export const SETTINGS = ["input_size", "kernel_size", "stride", "padding", "output_padding", "dilation"];
export const AXES = [0, 1];

const axisOf = (state, axis) => ({
  input: state.input_size[axis],
  kernel: state.kernel_size[axis],
  stride: state.stride[axis],
  dilation: state.dilation[axis],
  cropBefore: state.padding[axis],
  cropAfter: state.padding[axis] - state.output_padding[axis],
});

export const planOf = (state) => plan(AXES.map((axis) => axisOf(state, axis)));

// The rule that one axis breaks: "output_padding", "output_size", or null.
export function brokenRule(state, axis) {
  if (state.output_padding[axis] >= Math.max(state.stride[axis], state.dilation[axis])) return "output_padding";
  return outputSize(axisOf(state, axis)) < 1 ? "output_size" : null;
}

// How far one setting may go while the others stay: {low, high, lowRule, highRule}; a rule is null where the table ends.
// Each rule is monotone in each setting, so what is legal is one interval around the present, legal value.
export function legalRange(state, field, axis) {
  const ruleAt = (value) => brokenRule(withSetting(state, field.key, axis, value), axis);
  const present = state[field.key][axis];
  let [low, high] = [present, present];
  while (low > field.low && !ruleAt(low - 1)) low--;
  while (high < field.high && !ruleAt(high + 1)) high++;
  return {
    low, high,
    lowRule: low > field.low ? ruleAt(low - 1) : null,
    highRule: high < field.high ? ruleAt(high + 1) : null,
  };
}

export function withSetting(state, key, axis, value) {
  const values = [...state[key]];
  values[axis] = value;
  return { ...state, [key]: values };
}

// The nearest legal state: output_padding lowered, then padding, as the core does it.
export function lowered(state) {
  let near = state;
  for (const axis of AXES) {
    for (let rule = brokenRule(near, axis); rule; rule = brokenRule(near, axis)) {
      const key = rule === "output_padding" ? "output_padding" : "padding";
      near = withSetting(near, key, axis, near[key][axis] - 1);
    }
  }
  return near;
}

export const isEven = (state) => SETTINGS.every((key) => state[key][0] === state[key][1]);

export const perAxis = ([height, width]) => (height === width ? `${height}` : `(${height}, ${width})`);

export function sourceText(state) {
  const defaults = { stride: 1, padding: 0, output_padding: 0, dilation: 1 };
  const named = Object.keys(defaults).filter((key) => state[key].some((value) => value !== defaults[key]));
  const words = ["kernel_size", ...named].map((key) => `${key}=${perAxis(state[key])}`);
  return `nn.ConvTranspose2d(1, 1, ${words.join(", ")})`;
}
