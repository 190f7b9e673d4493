import assert from "node:assert/strict";
import test from "node:test";
import { canvasIndex, coverage, flatten, plan } from "../../assets/stage/rule/links.js";
import * as spots from "../../assets/stage/rule/spots.js";
import { always, cellsOf, geometry, linksOf, same } from "./cases.js";

// Whether a link belongs to a spot, panel by panel.
const BELONGS = {
  input: (link, cell) => same(link.input, cell),
  kernel: (link, cell) => same(link.weight, cell),
  buffers: (link, cell) => same([...link.input, ...link.tap], cell),
  output: (link, cell) => same(link.output, cell),
  cropped: (link, cell) => same(link.position, cell),
};

function randomSpot(random, made) {
  const canvas = random.of(cellsOf(made.canvasShape));
  const panel = random.of(["input", "kernel", "buffers", "canvas", "output"]);
  const inside = (shape) => shape.map((size) => random.whole(0, size - 1));
  if (panel === "canvas") return spots.spotOf(made, canvas);
  if (panel === "buffers") return { panel, cell: inside([...made.inputShape, ...made.kernelShape]) };
  return { panel, cell: inside(panel === "kernel" ? made.weightShape : made[`${panel}Shape`]) };
}

test("a spot lights the ends of its links, and nothing else", () =>
  always((random) => {
    const made = geometry(random);
    const spot = randomSpot(random, made);
    const own = linksOf(made).filter((link) => BELONGS[spot.panel](link, spot.cell));
    const light = spots.lightOf(made, spot);
    assert.deepEqual(light.input, new Set(own.map(({ i }) => i)));
    assert.deepEqual(light.kernel, new Set(own.map(({ weightAt }) => weightAt)));
    assert.deepEqual(light.canvas, new Set(own.map(({ position }) => flatten(position, made.canvasShape))));
    assert.deepEqual(light.buffers, new Set(own.map(({ i, k }) => i * made.taps + k)));
    const isInside = ({ output }) => output.every((at, axis) => at >= 0 && at < made.outputShape[axis]);
    const outputs = own.filter(isInside).map(({ output }) => output);
    // One that no link reaches lights itself.
    if (spot.panel === "output") outputs.push(spot.cell);
    assert.deepEqual(light.output, new Set(outputs.map((cell) => flatten(cell, made.outputShape))));
  }));

test("no spot, no light", () =>
  always((random) => {
    const { spot, ...sets } = spots.lightOf(geometry(random), null);
    assert.equal(spot, null);
    for (const set of Object.values(sets)) assert.equal(set.size, 0);
  }));

test("a canvas cell is an output cell or a cropped one, and lies where it was", () =>
  always((random) => {
    const made = geometry(random);
    for (const cell of cellsOf(made.canvasShape)) {
      const spot = spots.spotOf(made, cell);
      assert.ok(spots.isSum(spot) && spots.exists(made, spot));
      assert.deepEqual(spots.canvasCell(made, spot), cell);
      assert.equal(spots.exists(made, { panel: "cropped", cell }), spot.panel === "cropped");
    }
  }));

test("a spot is there until its panel is smaller", () =>
  always((random) => {
    const made = geometry(random);
    const spot = randomSpot(random, made);
    assert.ok(spots.exists(made, spot));
    const at = random.whole(0, spot.cell.length - 1);
    const gone = { ...spot, cell: spot.cell.map((index, axis) => index + (axis === at ? 100 : 0)) };
    assert.ok(!spots.exists(made, gone));
  }));

test("the richest cell is the first of those with most links", () =>
  always((random) => {
    const made = geometry(random);
    const counts = cellsOf(made.outputShape).map((cell) =>
      coverage(made, spots.canvasCell(made, { panel: "output", cell })),
    );
    const richest = spots.richest(made);
    const most = Math.max(...counts);
    assert.equal(counts[flatten(richest.cell, made.outputShape)], most);
    if (most > 0) assert.equal(flatten(richest.cell, made.outputShape), counts.indexOf(most));
  }));

test("the richest of some cells is the first of those with most links that count", () =>
  always((random) => {
    const made = geometry(random);
    const outputs = cellsOf(made.outputShape).filter(() => random.whole(0, 1));
    const last = random.whole(0, made.inputs);
    const counts = outputs.map(
      (cell) => linksOf(made).filter(({ i, output }) => i < last && same(output, cell)).length,
    );
    const at = counts.indexOf(Math.max(...counts));
    const found = spots.richestOf(
      made,
      outputs.map((cell) => flatten(cell, made.outputShape)),
      ([input]) => input < last,
    );
    assert.deepEqual(found, counts[at] ? { panel: "output", cell: outputs[at] } : null);
  }));

test("an appended cell beyond the canvas is an output cell that nothing feeds", () => {
  const appended = plan([{ input: 2, kernel: 1, stride: 1, dilation: 1, cropBefore: 0, cropAfter: -1 }]);
  const spot = { panel: "output", cell: [2] };
  assert.ok(spots.exists(appended, spot));
  assert.equal(canvasIndex(appended, spots.canvasCell(appended, spot)), -1);
  assert.equal(spots.lightOf(appended, spot).canvas.size, 0);
});

test("two spots are the same where panel and cell are", () => {
  const spot = { panel: "output", cell: [1, 2] };
  assert.equal(spots.spotText(spot), "output:1,2");
  assert.ok(spots.sameSpot(spot, { panel: "output", cell: [1, 2] }) && spots.sameSpot(null, null));
  for (const other of [{ panel: "cropped", cell: [1, 2] }, { panel: "output", cell: [12] }, null]) {
    assert.ok(!spots.sameSpot(spot, other) && !spots.sameSpot(other, spot));
  }
});
