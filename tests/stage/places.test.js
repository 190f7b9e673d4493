import assert from "node:assert/strict";
import test from "node:test";
import * as places from "../../assets/stage/paint/places.js";
import { cropsBefore, flatten, plan as planOf, product, unflatten } from "../../assets/stage/rule/links.js";
import { always, cellsOf, geometry } from "./cases.js";

// A panel as it is read on screen: each place's name, "." where there is none.
function drawn(...shape) {
  const { rows, columns } = places.tilingOf(...shape);
  const picture = Array.from({ length: rows }, () => Array(columns).fill("."));
  for (const { x, y, cell } of places.placesOf(...shape).rows.flat()) picture[y][x] = cell.join();
  return picture.map((row) => row.join(" "));
}

test("one axis is a row, a cell is one number", () => assert.deepEqual(drawn([3]), ["0 1 2"]));

test("two axes are rows and columns", () => assert.deepEqual(drawn([2, 3]), ["0,0 0,1 0,2", "1,0 1,1 1,2"]));

test("the slices of three axes stand side by side, with room for their names", () =>
  assert.deepEqual(drawn([2, 2, 2]), [". . . . .", "0,0,0 0,0,1 . 1,0,0 1,0,1", "0,1,0 0,1,1 . 1,1,0 1,1,1"]));

test("many slices stand in two rows", () =>
  assert.deepEqual(drawn([4, 1, 1]), [". . .", "0,0,0 . 1,0,0", ". . .", "2,0,0 . 3,0,0"]));

test("three maps are two and one where they are wrapped", () =>
  assert.deepEqual(drawn([3, 1, 1], 2, ["wrapped"]), [". . .", "0,0,0 . 1,0,0", ". . .", "2,0,0 . ."]));

test("channels come first in a cell's name, and stand as they are wanted", () => {
  assert.deepEqual(drawn([2, 2], 1, ["down"]), [". .", "0,0 0,1", ". .", "1,0 1,1"]);
  assert.deepEqual(drawn([2, 1, 2], 2, ["across"]), [". . . . .", "0,0,0 0,0,1 . 1,0,0 1,0,1"]);
  assert.deepEqual(drawn([2, 2, 1, 1], 2, ["down", "across"]), [
    ". . .",
    "0,0,0,0 . 0,1,0,0",
    ". . .",
    "1,0,0,0 . 1,1,0,0",
  ]);
});

// What a board shows: the shapes of a plan's maps, and how they stand.
const MAPS = {
  input: [(plan) => plan.inputShape, places.inputTiling],
  kernel: [(plan) => plan.weightShape, places.kernelTiling],
  output: [(plan) => plan.outputShape, places.outputTiling],
  stamp: [(plan) => plan.kernelShape, places.stampTiling],
};

test("every element of every map has one place, and room", () =>
  always((random) => {
    const plan = geometry(random);
    const [shapeOf, tilingOf] = MAPS[random.of(Object.keys(MAPS))];
    const [shape, tiling] = [shapeOf(plan), tilingOf(plan)];
    const all = places.placesIn(tiling, shape).rows.flat();
    assert.deepEqual(
      all.map(({ at }) => at).toSorted((a, b) => a - b),
      [...Array(product(shape)).keys()],
    );
    assert.equal(new Set(all.map(({ x, y }) => `${x},${y}`)).size, all.length);
    for (const { x, y, cell, at } of all) {
      assert.equal(flatten(cell, shape), at);
      assert.deepEqual(places.placeOfCell(tiling, cell), [x, y]);
    }
    assert.equal(Math.max(...all.map(({ x }) => x)), tiling.columns - 1);
    assert.equal(Math.max(...all.map(({ y }) => y)), tiling.rows - 1);
  }));

test("rows are read as they lie on screen", () =>
  always((random) => {
    const plan = geometry(random);
    const { rows } = places.placesIn(places.kernelTiling(plan), plan.weightShape);
    const all = rows.flat();
    for (const row of rows) assert.ok(row.every(({ x, y }, at) => y === row[0].y && (!at || x > row[at - 1].x)));
    assert.deepEqual(
      all,
      all.toSorted((a, b) => a.y - b.y || a.x - b.x),
    );
  }));

test("a tiling is made once for a plan", () =>
  always((random) => {
    const plan = geometry(random);
    assert.equal(places.canvasTiling(plan), places.canvasTiling(plan));
  }));

test("a row of which no place is wanted is none", () => {
  const { rows } = places.only(places.placesOf([3, 2]), ({ cell: [row, column] }) => row !== 1 && column > 0);
  assert.deepEqual(
    rows.map((row) => row.map(({ cell }) => cell)),
    [[[0, 1]], [[2, 1]]],
  );
});

test("the output lies within the crop frame: each of its cells where its canvas cell is", () =>
  always((random) => {
    const plan = geometry(random);
    if (plan.axes.some(({ cropBefore }) => cropBefore < 0)) return;
    const tiling = places.canvasTiling(plan);
    const crops = cropsBefore(plan);
    const all = places.framed(plan).rows.flat();
    assert.equal(all.length, product(plan.outputShape));
    for (const { x, y, cell, at } of all) {
      assert.deepEqual(cell, unflatten(at, plan.outputShape));
      const first = cell.length - crops.length;
      const canvas = cell.map((index, axis) => (axis < first ? index : index + crops[axis - first]));
      assert.deepEqual(places.placeOfCell(tiling, canvas), [x, y]);
    }
    assert.equal(cellsOf(plan.outputShape).length, all.length);
  }));

// A board is drawn anew only where what it is given is another: here another stride changes nothing of the input and the kernel.
test("maps of the same shape stand as one and the same tiling, whatever else of the layer is another", () =>
  always((random) => {
    const one = geometry(random);
    const axes = one.axes.map((axis) => ({ ...axis, stride: axis.stride + 1 }));
    const other = planOf(axes, { ...one.channels });
    assert.equal(places.inputTiling(other), places.inputTiling(one));
    assert.equal(places.kernelTiling(other), places.kernelTiling(one));
  }));
