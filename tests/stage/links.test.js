import assert from "node:assert/strict";
import test from "node:test";
import * as links from "../../assets/stage/rule/links.js";
import { always, cellsOf, geometry, linksOf, numbersOf, outputOf, same } from "./cases.js";

test("two by two on paper", () => {
  const axis = { input: 2, kernel: 2, stride: 1, dilation: 1, cropBefore: 0, cropAfter: 0 };
  const plan = links.plan([axis, axis]);
  assert.deepEqual(plan.canvasShape, [3, 3]);
  assert.deepEqual([...links.scatter(plan, { x: [2, 4, 0, 1], w: [3, 1, 1, 5] })], [6, 14, 4, 2, 17, 21, 0, 1, 5]);
  assert.deepEqual([...links.scatter(plan, { x: [2, 4, 0, 1], w: [3, 1, 1, 5] }, 1)], [6, 2, 0, 2, 10, 0, 0, 0, 0]);
});

test("stride spreads the stamps, dilation the taps, crops take away and append", () => {
  const plan = links.plan([{ input: 2, kernel: 2, stride: 3, dilation: 2, cropBefore: 1, cropAfter: -2 }]);
  assert.deepEqual([...links.scatter(plan, { x: [1, 10], w: [1, 2] })], [1, 0, 2, 10, 0, 20]);
  assert.deepEqual([...links.crop(plan, links.scatter(plan, { x: [1, 10], w: [1, 2] }))], [0, 2, 10, 0, 20, 0, 0]);
});

test("the output is the sum over the links that arrive", () =>
  always((random) => {
    const plan = geometry(random);
    const numbers = numbersOf(random, plan);
    const sums = links.scatter(plan, numbers);
    assert.deepEqual([...links.crop(plan, sums, numbers.bias)], outputOf(plan, numbers));
  }));

test("offsets add up to where each link lands", () =>
  always((random) => {
    const plan = geometry(random);
    for (const { i, k, weightAt, position } of linksOf(plan)) {
      assert.equal(plan.inputOffset[i] + plan.tapOffset[k], links.flatten(position, plan.canvasShape));
      assert.equal(links.weightOf(plan, i, k), weightAt);
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
    const at = plan.canvasShape.length - 1 - random.whole(0, plan.axes.length - 1);
    const cell = plan.canvasShape.map((size) => random.whole(0, size - 1));
    cell[at] = random.of([-1, plan.canvasShape[at], plan.canvasShape[at] + 3]);
    assert.deepEqual(links.feeds(plan, cell), []);
    assert.equal(links.coverage(plan, cell), 0);
    assert.equal(links.canvasIndex(plan, cell), -1);
  }));

test("a canvas on the way holds the first stamps, with the first taps of each", () =>
  always((random) => {
    const plan = geometry(random);
    const { x, w, bias } = numbersOf(random, plan);
    const [count, taps] = [random.whole(0, plan.inputs), random.whole(0, plan.taps)];
    const first = (list, isIn) => list.map((value, at) => (isIn(at) ? value : 0));
    const less = { x: first(x, (at) => at < count), w: first(w, (at) => at % plan.taps < taps), bias };
    assert.deepEqual(links.scatter(plan, { x, w, bias }, count, taps), links.scatter(plan, less));
  }));

test("flat indices run through the cells in order, and back", () =>
  always((random) => {
    const { outputShape } = geometry(random);
    cellsOf(outputShape).forEach((cell, at) => {
      assert.equal(links.flatten(cell, outputShape), at);
      assert.deepEqual(links.unflatten(at, outputShape), cell);
    });
  }));

test("two channels to three, on paper", () => {
  const axis = { input: 1, kernel: 1, stride: 1, dilation: 1, cropBefore: 0, cropAfter: -1 };
  const plan = links.plan([axis], { inputs: 2, outputs: 3, groups: 1 });
  assert.deepEqual(
    [plan.inputShape, plan.weightShape, plan.outputShape],
    [
      [2, 1],
      [2, 3, 1],
      [3, 2],
    ],
  );
  const numbers = { x: [1, 10], w: [1, 2, 3, 4, 5, 6], bias: [100, 200, 300] };
  // Beyond the canvas there is nothing but bias.
  assert.deepEqual([...links.outputOf(plan, numbers.x, numbers.w, numbers.bias)], [141, 100, 252, 200, 363, 300]);
});

test("in a layer of groups, each input channel has the output channels of its own", () => {
  const axis = { input: 1, kernel: 1, stride: 1, dilation: 1, cropBefore: 0, cropAfter: 0 };
  const plan = links.plan([axis], { inputs: 2, outputs: 4, groups: 2 });
  assert.deepEqual([...links.outputOf(plan, [1, 10], [1, 2, 3, 4])], [1, 2, 30, 40]);
});
