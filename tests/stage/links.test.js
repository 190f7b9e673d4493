import assert from "node:assert/strict";
import test from "node:test";
import * as links from "../../assets/stage/rule/links.js";
import { always, cellsOf, geometry, linksOf, outputOf, same } from "./cases.js";

const operands = (random, plan) => [random.numbers(plan.inputs), random.numbers(plan.taps)];

test("two by two on paper", () => {
  const axis = { input: 2, kernel: 2, stride: 1, dilation: 1, cropBefore: 0, cropAfter: 0 };
  const plan = links.plan([axis, axis]);
  assert.deepEqual(plan.canvasShape, [3, 3]);
  assert.deepEqual([...links.scatter(plan, [2, 4, 0, 1], [3, 1, 1, 5])], [6, 14, 4, 2, 17, 21, 0, 1, 5]);
  assert.deepEqual([...links.scatter(plan, [2, 4, 0, 1], [3, 1, 1, 5], 1)], [6, 2, 0, 2, 10, 0, 0, 0, 0]);
});

test("stride spreads the stamps, dilation the taps, crops take away and append", () => {
  const plan = links.plan([{ input: 2, kernel: 2, stride: 3, dilation: 2, cropBefore: 1, cropAfter: -2 }]);
  assert.deepEqual([...links.scatter(plan, [1, 10], [1, 2])], [1, 0, 2, 10, 0, 20]);
  assert.deepEqual([...links.crop(plan, links.scatter(plan, [1, 10], [1, 2]))], [0, 2, 10, 0, 20, 0, 0]);
});

test("the output is the sum over the links that arrive", () =>
  always((random) => {
    const plan = geometry(random);
    const [x, w] = operands(random, plan);
    assert.deepEqual([...links.crop(plan, links.scatter(plan, x, w))], outputOf(plan, x, w));
  }));

test("offsets add up to where each link lands", () =>
  always((random) => {
    const plan = geometry(random);
    for (const { i, k, position } of linksOf(plan)) {
      assert.equal(plan.inputOffset[i] + plan.tapOffset[k], links.flatten(position, plan.canvasShape));
    }
  }));

test("a canvas cell is fed by its links, inputs in order, and the coverage counts them", () =>
  always((random) => {
    const plan = geometry(random);
    const all = linksOf(plan);
    for (const cell of cellsOf(plan.canvasShape)) {
      const own = all.filter(({ position }) => same(position, cell)).map(({ i, k }) => [i, k]);
      assert.deepEqual(links.feeds(plan, cell), own);
      assert.equal(links.coverage(plan, cell), own.length);
    }
  }));

test("off the canvas there is nothing", () =>
  always((random) => {
    const plan = geometry(random);
    const at = random.whole(0, plan.axes.length - 1);
    const cell = plan.canvasShape.map((size) => random.whole(0, size - 1));
    cell[at] = random.of([-1, plan.canvasShape[at], plan.canvasShape[at] + 3]);
    assert.deepEqual(links.feeds(plan, cell), []);
    assert.equal(links.coverage(plan, cell), 0);
    assert.equal(links.canvasIndex(plan, cell), -1);
  }));

test("a canvas on the way holds the first stamps, with the first taps of each", () =>
  always((random) => {
    const plan = geometry(random);
    const [x, w] = operands(random, plan);
    const [count, taps] = [random.whole(0, plan.inputs), random.whole(0, plan.taps)];
    const first = (list, most) => list.map((value, at) => (at < most ? value : 0));
    assert.deepEqual(links.scatter(plan, x, w, count, taps), links.scatter(plan, first(x, count), first(w, taps)));
  }));

test("flat indices run through the cells in order, and back", () =>
  always((random) => {
    const { outputShape } = geometry(random);
    cellsOf(outputShape).forEach((cell, at) => {
      assert.equal(links.flatten(cell, outputShape), at);
      assert.deepEqual(links.unflatten(at, outputShape), cell);
    });
  }));
