import assert from "node:assert/strict";
import test from "node:test";
import { flatten, product } from "../../assets/stage/rule/links.js";
import * as values from "../../assets/stage/rule/values.js";
import { always, cellsOf } from "./cases.js";

const shape = (random, rank = random.whole(1, 3)) => Array.from({ length: rank }, () => random.whole(1, 6));
const two = (random) => {
  const one = shape(random);
  return [one, shape(random, one.length)];
};
// One map of this size.
const one = (size) => ({ channels: [1], size });
const at = (numbers, shape, cell) => numbers[flatten(cell, shape)];
const shared = (a, b) => cellsOf(a.map((size, axis) => Math.min(size, b[axis])));

test("each fill on paper", () => {
  assert.deepEqual(values.filled("x", "ones", 1, one([2, 2])), [1, 1, 1, 1]);
  assert.deepEqual(values.filled("x", "ramp", 1, one([2, 3])), [1, 2, 3, 1, 2, 3]);
  assert.deepEqual(values.filled("w", "count", 1, one([2, 3])), [1, 2, 3, 4, 5, 6]);
});

test("random numbers are small, stay when a size changes, and come back with their seed", () =>
  always((random) => {
    const [[a, b], seed] = [two(random), random.whole(0, 999_999)];
    const [small, other] = [a, b].map((size) => values.filled("x", "random", seed, one(size)));
    assert.ok(small.every((value) => Number.isInteger(value) && value >= 0 && value <= 5));
    for (const cell of shared(a, b)) assert.equal(at(small, a, cell), at(other, b, cell));
    assert.deepEqual(values.filled("x", "random", seed, one(a)), small);
  }));

test("input and kernel, and two seeds, have random numbers of their own", () => {
  const [x, w, next] = [
    ["x", 1],
    ["w", 1],
    ["x", 2],
  ].map(([key, seed]) => values.filled(key, "random", seed, one([6, 6])));
  assert.notDeepEqual(x, w);
  assert.notDeepEqual(x, next);
});

test("a line has the random numbers of a map's first row, and a map those of a volume's first slice", () => {
  const [volume, map, line] = [[2, 3, 4], [3, 4], [4]].map((size) => values.filled("w", "random", 5, one(size)));
  assert.deepEqual([volume.slice(0, 12), map.slice(0, 4)], [map, line]);
  assert.notDeepEqual(volume.slice(12), map);
});

test("an untouched fill is made anew for another size", () =>
  always((random) => {
    const [[from, to], seed, kind] = [two(random), random.whole(0, 99), random.of(values.FILLS)];
    const before = values.filled("w", kind, seed, one(from));
    assert.deepEqual(
      values.resized("w", before, one(from), one(to), kind, seed, new Map()),
      values.filled("w", kind, seed, one(to)),
    );
  }));

test("own numbers keep their places, and those that were cut off come back", () =>
  always((random) => {
    const [[from, to], kind] = [two(random), random.of(values.FILLS)];
    const own = random.numbers(product(from)).map((value) => value + 0.5);
    const memory = new Map();
    const there = values.resized("x", own, one(from), one(to), kind, 1, memory);
    const fill = values.filled("x", kind, 1, one(to));
    for (const cell of cellsOf(to)) {
      const kept = cell.every((index, axis) => index < from[axis]);
      assert.equal(at(there, to, cell), kept ? at(own, from, cell) : at(fill, to, cell));
    }
    assert.deepEqual(values.resized("x", there, one(to), one(from), kind, 1, memory), own);
  }));

test("channels have random numbers of their own, which stay when others come", () =>
  always((random) => {
    const size = shape(random, 2);
    const extent = (...channels) => ({ channels, size });
    const [few, more] = [extent(1, 2), extent(3, 4)].map((own) => values.filled("w", "random", 3, own));
    const cells = product(size);
    const kernel = (numbers, at) => numbers.slice(at * cells, (at + 1) * cells);
    assert.deepEqual([kernel(few, 0), kernel(few, 1)], [kernel(more, 0), kernel(more, 1)]);
    if (cells > 4) assert.equal(new Set([...Array(12).keys()].map((n) => kernel(more, n).join())).size, 12);
    const own = random.numbers(2 * cells).map((value) => value + 0.5);
    const memory = new Map();
    const there = values.resized("w", own, extent(1, 2), extent(3, 1), "ones", 1, memory);
    assert.deepEqual(kernel(there, 0), kernel(own, 0));
    assert.deepEqual(values.resized("w", there, extent(3, 1), extent(1, 2), "ones", 1, memory), own);
  }));

test("a number that is written is read again", () =>
  always((random) => {
    const value = random.whole(-999_999, 999_999) / random.of([1, 2, 8, 1000]);
    for (const text of [values.exact(value), ` ${values.exact(value)} `, values.exact(value).replace("-", "−")]) {
      assert.equal(values.readNumber(text), value);
    }
  }));

test("what is not one finite number within the limits is none", () => {
  for (const text of [
    "",
    " ",
    "a",
    "1,5",
    "1 2",
    "0x10",
    "1e7",
    "-1000001",
    "Infinity",
    "NaN",
    "--1",
    "1.2.3",
    ".",
    "1e",
    "1_0",
    `0.${"0".repeat(30)}`,
  ]) {
    assert.equal(values.readNumber(text), null, text);
  }
  for (const [text, value] of [
    ["1e6", 1e6],
    ["+.5", 0.5],
    ["2.", 2],
    ["1E-2", 0.01],
  ])
    assert.equal(values.readNumber(text), value);
});

test("zero has no sign, and a negative factor stands in brackets", () => {
  assert.ok(Object.is(values.readNumber("-0"), 0));
  assert.equal(values.exact(-0), "0");
  assert.deepEqual([-2, 0, 3].map(values.signed), ["(-2)", "0", "3"]);
});

test("a number in a cell has at most six digits, and is near; a whole one has all of its own", () =>
  always((random) => {
    const [whole, value] = [random.whole(-1e6, 1e6), random.whole(-9_999_999, 9_999_999) / 9973];
    assert.equal(values.short(whole), values.exact(whole));
    const digits = values.short(value).replace(/^-?0*\.?0*|\./g, "");
    assert.ok(digits.length <= 6, values.short(value));
    assert.ok(Math.abs(Number(values.short(value)) - value) <= Math.abs(value) * 5e-6);
  }));
