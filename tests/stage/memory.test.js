import assert from "node:assert/strict";
import test from "node:test";
import { firstOfAlike, Memory, remembering } from "../../assets/stage/paint/memory.js";

const changes = (memory, given) => [...memory.changes(given)];

test("at first all is new, then only what is another", () => {
  const memory = new Memory();
  const x = [1, 2, 3, 4, 5, 6];
  assert.deepEqual(changes(memory, { x, done: 1 }), ["x", "done"]);
  assert.deepEqual(changes(memory, { x, done: 1 }), []);
  assert.deepEqual(changes(memory, { x: [...x], done: 2 }), ["x", "done"]);
});

test("a shape made anew is the same shape", () => {
  const memory = new Memory();
  memory.changes({ shape: [2, 3] });
  assert.deepEqual(changes(memory, { shape: [2, 3] }), []);
  assert.deepEqual(changes(memory, { shape: [3, 2] }), ["shape"]);
  assert.deepEqual(changes(memory, { shape: [3] }), ["shape"]);
  assert.deepEqual(changes(memory, { shape: null }), ["shape"]);
  memory.changes({ shape: [1, 2, 3, 4, 5] });
  assert.deepEqual(changes(memory, { shape: [1, 2, 3, 4, 5] }), []);
});

test("what is forgotten is new", () => {
  const memory = new Memory();
  memory.changes({ done: 1 });
  memory.forget();
  assert.deepEqual(changes(memory, { done: 1 }), ["done"]);
});

test("a result is made once for what it is made from", () => {
  let times = 0;
  const sum = remembering((a, b) => {
    times++;
    return a + b;
  });
  assert.deepEqual([sum(1, 2), sum(1, 2), sum(2, 2), sum(1, 2)], [3, 3, 4, 3]);
  assert.equal(times, 3);
});

test("of those that are alike the first is given, until another comes", () => {
  const first = firstOfAlike(({ key }) => key);
  const [one, alike, other] = [{ key: "a" }, { key: "a" }, { key: "b" }];
  assert.deepEqual([one, alike, other, alike].map(first), [one, one, other, alike]);
  assert.equal(first(one), alike);
});
