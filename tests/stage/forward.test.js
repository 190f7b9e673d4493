import assert from "node:assert/strict";
import test from "node:test";
import { dilatedPlan, exchanged, seen } from "../../assets/stage/rule/dilated.js";
import * as forward from "../../assets/stage/rule/forward.js";
import { channelOf, outputSize, plan as planOf, product } from "../../assets/stage/rule/links.js";
import { always, cellsOf, geometry, linksOf, numbersOf, outputOf } from "./cases.js";

const dot = (a, b) => a.reduce((sum, value, at) => sum + value * b[at], 0);

test("on paper: a window of two over four, two steps wide", () => {
  const axis = { input: 2, kernel: 2, stride: 2, dilation: 1, cropBefore: 0, cropAfter: 0 };
  const one = { input: 1, kernel: 1, stride: 1, dilation: 1, cropBefore: 0, cropAfter: 0 };
  for (const axes of [[axis], [axis, one], [one, one, axis]]) {
    assert.deepEqual([...forward.forward(planOf(axes), [1, 2, 3, 4], [10, 1])], [12, 34]);
  }
});

test("forward and transposed are each other's transpose: <C z, x> = <z, Cᵀ x>", () =>
  always((random) => {
    const plan = geometry(random);
    const { x, w } = numbersOf(random, plan);
    const z = random.numbers(product(plan.outputShape));
    assert.deepEqual([...forward.transposed(plan, x, w)], outputOf(plan, { x, w }));
    assert.equal(dot([...forward.forward(plan, z, w)], x), dot(z, [...forward.transposed(plan, x, w)]));
  }));

test("the window over a small cell reads the cells of that input's stamp", () =>
  always((random) => {
    const plan = geometry(random);
    const big = cellsOf(plan.outputShape);
    for (const [i, cell] of cellsOf(plan.inputShape).entries()) {
      const stamp = linksOf(plan).filter((link) => link.i === i);
      const reads = forward.windowOver(plan, cell);
      assert.deepEqual(
        reads.map(({ tap, cell }) => [tap, cell]),
        stamp.map(({ k, output }) => [k, output]),
      );
      for (const { cell, index } of reads) assert.deepEqual(big[index], index < 0 ? undefined : cell);
      assert.equal(
        reads.filter(({ index }) => index >= 0).length,
        stamp.filter(({ output }) => output.every((at, axis) => at >= 0 && at < plan.outputShape[axis])).length,
      );
    }
  }));

test("Conv2d's size is how many windows fit, and the rest is what none of them reaches", () =>
  always((random) => {
    const {
      axes: [axis],
    } = geometry(random, 1);
    const span = axis.dilation * (axis.kernel - 1) + 1;
    const padded = span + random.whole(0, 12);
    const { reach, size, rest } = forward.forwardAxis(axis, padded - 2 * axis.cropBefore);
    const fitting = Array.from({ length: padded }, (_, i) => i * axis.stride + span <= padded).filter(Boolean);
    assert.equal(reach, padded - span);
    assert.equal(size, fitting.length);
    assert.equal(rest, padded - ((size - 1) * axis.stride + span));
  }));

test("the padded map is the big map with the crop on both sides", () =>
  always((random) => {
    const plan = geometry(random);
    assert.deepEqual(
      forward.paddedShape(plan).slice(-plan.axes.length),
      plan.axes.map((axis) => outputSize(axis) + 2 * axis.cropBefore),
    );
  }));

test("the dilated convolution keeps its size, and the cell that is left over is at the far side", () =>
  always((random) => {
    const plan = geometry(random);
    const dilated = dilatedPlan(plan);
    assert.deepEqual(dilated.outputShape, plan.inputShape);
    dilated.axes.forEach((axis, at) => {
      assert.equal(axis.dilation, plan.axes[at].stride);
      assert.equal(seen(axis), axis.dilation * (axis.kernel - 1) + 1);
      assert.ok([0, 1].includes(axis.cropAfter - axis.cropBefore));
    });
  }));

test("the dilated convolution takes the layer's own channels there: each weight is between the same two", () =>
  always((random) => {
    const plan = geometry(random);
    const dilated = dilatedPlan(plan);
    const between = (link) => `${link.weightAt}`;
    const own = new Map(
      linksOf(plan).map((link) => [between(link), [channelOf(plan, link.input), channelOf(plan, link.position)]]),
    );
    const weights = exchanged(plan, [...cellsOf(plan.weightShape).keys()]);
    for (const link of linksOf(dilated)) {
      const ends = [channelOf(dilated, link.position), channelOf(dilated, link.input)];
      assert.deepEqual(own.get(`${weights[link.weightAt]}`), ends);
    }
  }));
