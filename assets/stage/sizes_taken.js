// Which output sizes each framework takes where it is asked for one, per axis. They follow from each framework's own rules, as
// deconv_core/frameworks has them; a test holds both together.

import { askedPlan, kerasPadding, reach } from "./crops.js";
import { outputSize, uncropped } from "./links.js";

const same = ({ input, stride }) => [(input - 1) * stride + 1, input * stride];
const whole = (axis) => [uncropped(axis), uncropped(axis) + axis.stride - 1];

// [smallest, largest] of one axis.
const TAKEN = {
  // What the forward convolution brings back to the input's size.
  tensorflow: (axis, ask) => (ask === "same" ? same(axis) : whole(axis)),
  // By output_padding below the stride. Without it, same gives input·stride: a size for all axes or none (see nearest).
  keras: (axis, ask) => (ask === "same" ? same(axis) : whole(axis)),
  jax: () => [1, Infinity],
  onnx: (axis) => [1, uncropped(axis) + axis.stride - 1],
  onnx_lower: (axis) => TAKEN.onnx(axis),
  // From its usual size on, whose padding crops as much before as after.
  pytorch: (axis) => {
    const least = uncropped(axis) - 2 * axis.cropBefore;
    return [Math.max(1, least), least + axis.stride - 1];
  },
};

// Why a size is refused: {low, high, nearest}, each per axis, nearest null where there is none; null if it is taken.
export function refusedSize(framework, { axes }, ask, wanted) {
  const [low, high] = [0, 1].map((end) => axes.map((axis) => TAKEN[framework](axis, ask)[end]));
  const inside = wanted.every((size, at) => size >= low[at] && size <= high[at]);
  if (inside && (framework !== "keras" || kerasTakes(axes, ask, wanted))) return null;
  return { low, high, nearest: nearest(framework, axes, ask, wanted, low, high) };
}

const kerasTakes = (axes, ask, sizes) => kerasPadding(askedPlan({ axes }, "keras", ask, sizes).axes, ask) !== null;

function nearest(framework, axes, ask, wanted, low, high) {
  if (low.some((least, at) => least > high[at])) return null;
  const clamped = (most) => wanted.map((size, at) => Math.min(most[at], Math.max(low[at], size)));
  if (framework !== "keras") return clamped(high);
  const few = axes.map((axis, at) => high[at] - (ask === "same" && reach(axis) % 2 === 0 ? 1 : 0));
  const usual = askedPlan({ axes }, "keras", ask).axes.map(outputSize);
  const far = (sizes) => sizes.reduce((sum, size, at) => sum + Math.abs(size - wanted[at]), 0);
  return [clamped(high), clamped(few), usual].filter((sizes) => kerasTakes(axes, ask, sizes))
    .reduce((best, sizes) => (far(sizes) < far(best) ? sizes : best));
}
