// JAX: jax.lax.conv_transpose.

import { half, reach, sameOrValid } from "../crops.js";
import { channelsFirst, dilated, lettersOf, list, pair } from "../source_text.js";

/** @import { Axis, Library, Settings } from "../../../types.js" */

/** @type {Library} */
export const jax = {
  // It says how far the stretched input is padded: what its padding leaves of reach - 1 is cropped. A size it is not asked
  // for: its pairs can give any, here with TensorFlow's crops.
  crops(axis, ask, wanted) {
    if (wanted !== null) return sameOrValid(axis, ask, wanted);
    const most = reach(axis) - 1;
    const all = most + axis.stride - 1 + (ask === "valid" ? Math.max(0, most + 1 - axis.stride) : 0);
    const before = ask === "valid" || axis.stride > most ? most : all - half(all);
    return { cropBefore: most - before, cropAfter: most - (all - before) };
  },
  sizes: () => [1, Infinity],
  line: (state, { axes }, ask, wanted) => call(state, wanted ? paddings(axes) : `"${ask.toUpperCase()}"`),
  explicit: (state, { axes }) => ({ way: "own", line: call(state, paddings(axes)) }),
};

/** @type {(axes: Axis[]) => string} */
const paddings = (axes) =>
  list(axes.map((axis) => pair([reach(axis) - 1 - axis.cropBefore, reach(axis) - 1 - axis.cropAfter])));

/** @type {(settings: Settings, padding: string) => string} */
const call = ({ stride, dilation }, padding) =>
  `jax.lax.conv_transpose(x, w, ${pair(stride)}, ${padding}`
  + `${dilated(dilation, `rhs_dilation=${pair(dilation)}`)}, dimension_numbers=(${["NC", "OI", "NC"].map((outer) => `"${outer}${lettersOf(stride.length).join("")}"`).join(", ")}), `
  + `transpose_kernel=True)  # ${channelsFirst(stride.length)}`;
