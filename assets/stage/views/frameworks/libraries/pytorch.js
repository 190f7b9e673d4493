// PyTorch itself, asked for a size: the layer's output_size.

import { uncropped } from "../../../rule/links.js";
import { sourceText } from "../../../state/settings.js";
import { kept } from "../crops.js";
import { channelsFirst, list, pair } from "../source_text.js";

/** @import { Axis, Library, PerAxis } from "../../../types.js" */

/** @type {(axis: Axis) => number} */
const least = (axis) => uncropped(axis) - 2 * axis.cropBefore;

/** @type {Library} */
export const pytorch = {
  hasGroups: true,
  isAsked: (ask, wanted) => ask !== "crops" && wanted !== null,
  crops: (axis, _ask, wanted) => (wanted === null ? axis : kept(axis, axis.cropBefore, wanted)),
  // From its usual size on, whose padding crops as much before as after.
  sizes: (axis) => [Math.max(1, least(axis)), least(axis) + axis.stride - 1],
  line: (state, _plan, _ask, /** @type {PerAxis} */ wanted) =>
    `${sourceText({ ...state, output_padding: wanted.map(() => 0) })}(x, output_size=${list(wanted)})  # ${channelsFirst(wanted.length)}`,
  famous(axes, _ask, wanted) {
    const smallest = axes.map(least);
    const largest = smallest.map((size, at) => size + axes[at].stride - 1);
    const input = list(axes.map((axis) => axis.input));
    return {
      code: "output_size_outside",
      values: { asked: pair(wanted), smallest: list(smallest), largest: list(largest), input },
    };
  },
};
