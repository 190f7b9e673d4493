// Conv2d with dilation and padding="same", in terms of links: a forward convolution whose big map and small map are of one
// size. Where the padding is odd, PyTorch puts the cell that is left over at the far side.

import { plan, uncropped } from "./links.js";

/** @import { Axis, Plan } from "../types.js" */

// What the window spans on an axis.
/** @type {(axis: Omit<Axis, "cropBefore" | "cropAfter">) => number} */
export const seen = (axis) => uncropped({ ...axis, input: 1 });

// The plan of the dilated convolution that spreads the layer's kernel by the layer's stride; see forward.js.
/** @type {(plan: Plan) => Plan} */
export function dilatedPlan({ axes }) {
  return plan(
    axes.map(({ input, kernel, stride }) => {
      const axis = { input, kernel, stride: 1, dilation: stride };
      const around = seen(axis) - 1;
      const cropBefore = Math.floor(around / 2);
      return { ...axis, cropBefore, cropAfter: around - cropBefore };
    }),
  );
}
