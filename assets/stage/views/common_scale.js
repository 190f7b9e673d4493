// The scale that the pictures of a view have in common: as large as the least of them has room for. Under a hand that holds a
// setting it is chosen for the next value too, and stays as long as it fits: at a press the canvas grows then, and no cell.

import { scaleOf } from "../paint/scale.js";
import { extentOf } from "../rule/links.js";
import { axesOf, planOf, withSetting } from "../state/settings.js";

/** @import { Scaled } from "../paint/scale.js" */
/** @import { Plan, SettingKey, Settings } from "../types.js" */

// Cells that could be this many times as large are too small, even under a hand.
const TOO_SMALL = 2;

export class CommonScale {
  // A cell's side, in px.
  side = 0;

  /** @type {(pictures: Scaled[], layer: { plan: Plan, state: Settings, held: SettingKey | null }) => number} */
  of(pictures, { plan, state, held }) {
    const most = Math.min(...pictures.map((picture) => picture.largest()));
    const stays = held && this.side <= most && most <= this.side * TOO_SMALL;
    if (!stays) this.side = scaleOf(held ? most / growth(plan, state, held) : most);
    return this.side;
  }
}

// How many times as long the longest side gets with a setting's next value; where it gets no longer, 1.
/** @type {(plan: Plan, state: Settings, held: SettingKey) => number} */
function growth(plan, state, held) {
  const further = axesOf(state).reduce((next, axis) => withSetting(next, held, axis, state[held][axis] + 1), state);
  const [now, then] = [plan, planOf(further)].map((one) => [...extentOf(one), ...one.inputShape, ...one.kernelShape]);
  return Math.max(1, Math.max(...then) / Math.max(...now));
}
