import assert from "node:assert/strict";
import test from "node:test";
import { beyond } from "../../assets/stage/shell/controls/range_words.js";
import { axesOf, brokenRule, legalRange, SETTINGS, withSetting } from "../../assets/stage/state/settings.js";
import { always, settings } from "./cases.js";

const FIELDS = SETTINGS.map((key) => ({
  key,
  low: key.endsWith("padding") ? 0 : 1,
  high: key === "padding" ? 64 : 8,
  highs: [],
}));

// How many windows of the forward convolution fit into so many cells: counted.
function windows(output, padding, stride, dilation, kernel) {
  let count = 0;
  while (count * stride + dilation * (kernel - 1) < output + 2 * padding) count++;
  return count;
}

test("why a setting goes no further is what the next step would do", () => {
  const seen = new Set();
  always((random) => {
    const state = settings(random, undefined, random.whole(1, 2));
    for (const field of FIELDS) {
      for (const axis of axesOf(state)) {
        for (const by of [-1, 1]) {
          const { low, high } = legalRange(state, field, axis);
          const { key, values } = beyond(state, field, axis, by);
          seen.add(key);
          const wanted = (by < 0 ? low : high) + by;
          const next = withSetting(state, field.key, axis, wanted);
          if (key === "beyond_page") {
            assert.ok(wanted < field.low || wanted > field.high);
            continue;
          }
          assert.ok(brokenRule(next, axis));
          const of = (name) => next[name][axis];
          const canvas = (of("input_size") - 1) * of("stride") + of("dilation") * (of("kernel_size") - 1) + 1;
          const output = canvas - 2 * of("padding") + of("output_padding");
          if (key === "beyond_output_size") {
            assert.deepEqual([values.canvas, values.cropped], [canvas, canvas - output]);
            assert.ok(output < 1);
          } else if (key === "beyond_output_padding") {
            const back = windows(output, of("padding"), of("stride"), of("dilation"), of("kernel_size"));
            assert.equal(values.back, back);
            assert.equal(values.input, of("input_size"));
            assert.ok(back > values.input);
          } else {
            assert.equal(key, "beyond_max_needed");
            assert.ok(Math.max(of("stride"), of("dilation")) <= values.output_padding);
          }
        }
      }
    }
  });
  assert.deepEqual([...seen].sort(), [
    "beyond_max_needed",
    "beyond_output_padding",
    "beyond_output_size",
    "beyond_page",
  ]);
});
