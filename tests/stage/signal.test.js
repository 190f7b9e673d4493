import assert from "node:assert/strict";
import test from "node:test";
import { heightsOf, placeOf, TALL, valueAt } from "../../assets/stage/views/buffers/signal.js";
import { always } from "./cases.js";

test("every number of a signal lies inside its picture, the larger one higher", () =>
  always((random) => {
    const values = random.numbers(random.whole(1, 20)).map((value) => value / 4);
    const places = values.map((value) => placeOf(value, heightsOf(values)));
    places.forEach((place, at) => {
      assert.ok(place > 0 && place < TALL);
      places.forEach((other, at_) => assert.equal(place < other, values[at] > values[at_]));
    });
  }));

test("numbers at the edge of what a number can be have their places too", () => {
  const edges = [0, 1e308, -1e308, Infinity, -Infinity, Number.NaN];
  for (const value of edges) {
    for (const other of edges) {
      const place = placeOf(value, heightsOf([value, other]));
      assert.ok(place > 0 && place < TALL);
    }
  }
});

test("a hand at a number's place means that number", () =>
  always((random) => {
    const heights = heightsOf(random.numbers(random.whole(1, 20)), { low: -2, high: 5 });
    const value = random.whole(heights.low, heights.high);
    assert.equal(valueAt(placeOf(value, heights), heights), value);
    // And one beyond the picture the number at its edge.
    assert.deepEqual([valueAt(-50, heights), valueAt(TALL + 50, heights)], [heights.high, heights.low]);
  }));
