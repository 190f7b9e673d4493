// Conv2d with dilation and padding="same", in terms of links: a forward convolution whose big map and small map are of one
// size. Where the padding is odd, PyTorch puts the cell that is left over at the far side.

import { plan, range, uncropped } from "./links.js";

/** @import { Axis, Numbers, Plan } from "../types.js" */

// What the window spans on an axis.
/** @type {(axis: Omit<Axis, "cropBefore" | "cropAfter">) => number} */
export const seen = (axis) => uncropped({ ...axis, input: 1 });

// The plan of the dilated convolution that spreads the layer's kernel by the layer's stride; see forward.js. It leads from the
// layer's own input channels to its output channels.
/** @type {(plan: Plan) => Plan} */
export function dilatedPlan({ axes, channels: { inputs, outputs, groups } }) {
  return plan(
    axes.map(({ input, kernel, stride }) => {
      const axis = { input, kernel, stride: 1, dilation: stride };
      const around = seen(axis) - 1;
      const cropBefore = Math.floor(around / 2);
      return { ...axis, cropBefore, cropAfter: around - cropBefore };
    }),
    { inputs: outputs, outputs: inputs, groups },
  );
}

// The layer's weights [in, out of the group, taps] as that convolution's, [out, in of the group, taps].
/** @type {(plan: Plan, w: Numbers) => number[]} */
export function exchanged({ channels: { inputs, outputs, groups }, taps }, w) {
  const [into, out] = [inputs / groups, outputs / groups];
  const own = taps / out;
  return range(outputs).flatMap((channel) =>
    range(into).flatMap((from) => {
      const first = (Math.floor(channel / out) * into + from) * taps + (channel % out) * own;
      return range(own).map((tap) => w[first + tap]);
    }),
  );
}
