import assert from "node:assert/strict";
import test from "node:test";
import { scaleOf } from "../../assets/stage/paint/scale.js";
import { extentOf } from "../../assets/stage/rule/links.js";
import { growthOf, planOf, SETTINGS, withSetting } from "../../assets/stage/state/settings.js";
import { CommonScale } from "../../assets/stage/views/common_scale.js";
import { always, settings } from "./cases.js";

// A picture of the canvas, in a room of so many px.
const ROOM = 400;

function drawn(random) {
  const scale = new CommonScale();
  const state = settings(random);
  // The side of a cell at a value of a setting, and the largest that there would be room for.
  return (key, value, held) => {
    const next = state[key].reduce((all, _, axis) => withSetting(all, key, axis, value), state);
    const plan = planOf(next);
    const most = ROOM / Math.max(...extentOf(plan));
    return { side: scale.of([{ largest: () => most }], { held, growth: () => growthOf(next, key) }), most };
  };
}

test("cells are never larger than there is room for, whatever the hand has done before", () =>
  always((random) => {
    const draw = drawn(random);
    for (let n = 0; n < 20; n++) {
      const { side, most } = draw(random.of(SETTINGS), random.whole(1, 6), random.of([true, false]));
      assert.ok(side <= most);
    }
  }));

test("without a hand they are as large as there is room for", () =>
  always((random) => {
    const draw = drawn(random);
    draw("stride", random.whole(1, 6), true);
    const { side, most } = draw(random.of(SETTINGS), random.whole(1, 6), false);
    assert.equal(side, scaleOf(most));
  }));

test("a hand that goes one value on and back changes no cell after the first time", () =>
  always((random) => {
    const draw = drawn(random);
    const [key, value] = [random.of(SETTINGS), random.whole(1, 5)];
    draw(key, random.whole(1, 6), false);
    const sides = [0, 1, 0, 1, 0, 1, 0].map((more) => draw(key, value + more, true).side);
    assert.deepEqual(new Set(sides.slice(2)).size, 1);
  }));
