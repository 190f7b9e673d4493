// The signs on pictures, and on which pictures they are: a legend names no others.

import { paddedShape } from "../rule/forward.js";
import { extentOf, range } from "../rule/links.js";
import { stretched } from "../rule/stretched.js";

/** @import { Axis, Plan, PerAxis } from "../types.js" */
/** @typedef {"frame" | "cropped" | "taken" | "unreached" | "zero" | "appended" | "inserted" | "border" | "window" | "padded" | "missed"} Sign */

// Whether a picture that begins where the canvas does, and is of this shape, has cells that no link reaches.
/** @type {(plan: Plan, shape: PerAxis) => boolean} */
const hasUnreached = (plan, shape) =>
  plan.feeders.some((feeders, axis) => range(shape[axis]).some((at) => !feeders[at]?.length));

/** @type {(plan: Plan, test: (axis: Axis, canvas: number) => boolean) => boolean} */
const along = (plan, test) => plan.axes.some((axis, at) => test(axis, plan.canvasShape[at]));

/** @type {Record<Sign, (plan: Plan) => boolean>} */
export const SIGNS = {
  frame: () => true,
  cropped: (plan) => along(plan, ({ cropBefore, cropAfter }) => cropBefore > 0 || cropAfter > 0),
  taken: (plan) => along(plan, ({ cropBefore, cropAfter }) => cropBefore > Math.max(0, cropAfter)),
  unreached: (plan) => hasUnreached(plan, plan.canvasShape),
  zero: (plan) => hasUnreached(plan, extentOf(plan)),
  appended: (plan) => along(plan, ({ cropAfter }) => cropAfter < 0),
  inserted: (plan) => along(plan, ({ input, stride }) => input > 1 && stride > 1),
  border: (plan) => stretched(plan).some(({ border, length, size }) => border > 0 || border + length < size),
  window: () => true,
  padded: (plan) => along(plan, ({ cropBefore }) => cropBefore > 0),
  missed: (plan) => hasUnreached(plan, paddedShape(plan)),
};
