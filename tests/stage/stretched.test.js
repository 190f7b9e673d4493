import assert from "node:assert/strict";
import test from "node:test";
import { feeds, outputSize, weightOf } from "../../assets/stage/rule/links.js";
import { canvasCell } from "../../assets/stage/rule/spots.js";
import * as stretched from "../../assets/stage/rule/stretched.js";
import { always, cellsOf, geometry, linksOf, numbersOf, outputOf, same } from "./cases.js";

const range = (from, to) => Array.from({ length: to - from }, (_, at) => from + at);

test("the turned window over the stretched input gives the transposed convolution", () =>
  always((random) => {
    const plan = geometry(random);
    const numbers = numbersOf(random, plan);
    assert.deepEqual([...stretched.slide(plan, numbers, true)], outputOf(plan, numbers));
  }));

test("the window that is not turned is the turned one of the turned kernel", () =>
  always((random) => {
    const plan = geometry(random);
    const numbers = numbersOf(random, plan);
    // Each kernel in itself.
    const taps = plan.axes.reduce((all, { kernel }) => all * kernel, 1);
    const w = numbers.w.map((_, at) => numbers.w[at - (at % taps) + taps - 1 - (at % taps)]);
    assert.deepEqual(stretched.slide(plan, numbers, false), stretched.slide(plan, { ...numbers, w }, true));
  }));

test("under the turned window lie the links of its output cell", () =>
  always((random) => {
    const plan = geometry(random);
    const axes = stretched.stretched(plan);
    for (const cell of cellsOf(plan.outputShape)) {
      const own = stretched.windowLinks(plan, axes, cell, true).map(({ input, tap }) => [input, tap]);
      assert.deepEqual(own, feeds(plan, canvasCell(plan, { panel: "output", cell })));
    }
  }));

test("stride - 1 zeros lie between neighbours, and the rest is border", () =>
  always((random) => {
    const plan = geometry(random);
    stretched.stretched(plan).forEach((own, at) => {
      const { input, kernel, stride, dilation } = plan.axes[at];
      const [from, to] = stretched.extent(own);
      const places = range(from, to);
      const kinds = places.map((place) => stretched.kindAt(own, stride, place));
      assert.equal(kinds.filter((kind) => kind === "inserted").length, (input - 1) * (stride - 1));
      const inputs = places.filter((_, n) => kinds[n] === "input");
      assert.deepEqual(
        inputs.map((place) => stretched.inputAt(own, stride, place)),
        range(0, input),
      );
      assert.equal(own.size, outputSize(plan.axes[at]) + dilation * (kernel - 1));
      assert.ok(from <= 0 && to >= own.size);
    });
  }));

test("the window is over the cell that is done, and on its way to the next between two", () =>
  always((random) => {
    const plan = geometry(random);
    const cells = cellsOf(plan.outputShape);
    const done = random.whole(1, cells.length);
    assert.deepEqual(stretched.windowOnItsWay(plan, done), cells[done - 1]);
    if (done === cells.length) return;
    const [from, to] = [cells[done - 1], cells[done]];
    const between = stretched.windowOnItsWay(plan, done + random.whole(1, 9) / 10);
    between.forEach((place, axis) => {
      const ends = [from[axis], to[axis]];
      const inside = place > Math.min(...ends) && place < Math.max(...ends);
      assert.ok(from[axis] === to[axis] ? place === from[axis] : inside);
    });
  }));

test("a window has all weights between its output channel and the input channels of the group", () =>
  always((random) => {
    const plan = geometry(random);
    const cell = random.of(cellsOf(plan.outputShape));
    const channel = plan.channels.outputs > 1 ? cell[0] : 0;
    const own = linksOf(plan).filter(({ output }) => plan.channels.outputs === 1 || output[0] === channel);
    const weights = stretched.windowWeights(plan, cell);
    assert.deepEqual(new Set(weights), new Set(own.map(({ i, k }) => weightOf(plan, i, k))));
    assert.ok(same(weights, [...new Set(weights)]));
  }));
