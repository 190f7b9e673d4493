import assert from "node:assert/strict";
import test from "node:test";
import { feeds } from "../../assets/stage/rule/links.js";
import { canvasCell } from "../../assets/stage/rule/spots.js";
import * as stretched from "../../assets/stage/rule/stretched.js";
import { always, cellsOf, geometry, outputOf, reversed } from "./cases.js";

const range = (from, to) => Array.from({ length: to - from }, (_, at) => from + at);

test("the turned window over the stretched input gives the transposed convolution", () =>
  always((random) => {
    const plan = geometry(random);
    const [x, w] = [random.numbers(plan.inputs), random.numbers(plan.taps)];
    assert.deepEqual([...stretched.slide(plan, x, w, true)], outputOf(plan, x, w));
  }));

test("the window that is not turned is the turned one of the turned kernel", () =>
  always((random) => {
    const plan = geometry(random);
    const [x, w] = [random.numbers(plan.inputs), random.numbers(plan.taps)];
    assert.deepEqual(stretched.slide(plan, x, w, false), stretched.slide(plan, x, reversed(w), true));
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
      assert.equal(own.size, plan.outputShape[at] + dilation * (kernel - 1));
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
