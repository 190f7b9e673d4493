import assert from "node:assert/strict";
import test from "node:test";
import { framed, only, placesOf, roomOf } from "../../assets/stage/paint/places.js";
import { flatten, product } from "../../assets/stage/rule/links.js";
import { always, geometry } from "./cases.js";

// A panel as it is read on screen: each place's name, "." where there is none.
function drawn(shape, channels) {
  const [rows, columns] = roomOf(shape, channels);
  const picture = Array.from({ length: rows }, () => Array(columns).fill("."));
  for (const { x, y, cell } of placesOf(shape, channels).rows.flat()) picture[y][x] = cell.join();
  return picture.map((row) => row.join(" "));
}

test("one axis is a row, a cell is one number", () => assert.deepEqual(drawn([3]), ["0 1 2"]));

test("two axes are rows and columns", () => assert.deepEqual(drawn([2, 3]), ["0,0 0,1 0,2", "1,0 1,1 1,2"]));

test("the slices of three axes stand side by side", () =>
  assert.deepEqual(drawn([2, 2, 2]), ["0,0,0 0,0,1 . 1,0,0 1,0,1", "0,1,0 0,1,1 . 1,1,0 1,1,1"]));

test("channels come first in a cell's name", () => {
  assert.deepEqual(drawn([2], [2]), ["0,0 0,1", ". .", "1,0 1,1"]);
  assert.deepEqual(drawn([1, 2], [2]), ["0,0,0 0,0,1 . 1,0,0 1,0,1"]);
});

test("channels of slices are a grid of them", () =>
  assert.deepEqual(drawn([2, 1, 1], [2]), ["0,0,0,0 . 0,1,0,0", ". . .", "1,0,0,0 . 1,1,0,0"]));

test("channels both ways are a grid too", () =>
  assert.deepEqual(drawn([1, 1], [2, 2]), ["0,0,0,0 . 0,1,0,0", ". . .", "1,0,0,0 . 1,1,0,0"]));

test("one channel is not named", () => assert.deepEqual(drawn([2, 2], [1]), drawn([2, 2])));

test("every element has one place, in order, and room", () =>
  always((random) => {
    const sizes = (count) => Array.from({ length: count }, () => random.whole(1, 4));
    const [shape, channels] = [sizes(random.whole(1, 3)), sizes(random.whole(0, 2))];
    const all = [...channels.filter((count) => count > 1), ...shape];
    const [rows, columns] = roomOf(shape, channels);
    const places = placesOf(shape, channels).rows.flat();
    assert.deepEqual(
      places.map(({ at }) => at).toSorted((a, b) => a - b),
      [...Array(product(all)).keys()],
    );
    assert.equal(new Set(places.map(({ x, y }) => `${x},${y}`)).size, places.length);
    for (const { x, y, cell, at } of places) {
      assert.equal(flatten(cell, all), at);
      assert.ok(x >= 0 && x < columns && y >= 0 && y < rows);
    }
    assert.equal(Math.max(...places.map(({ x }) => x)), columns - 1);
    assert.equal(Math.max(...places.map(({ y }) => y)), rows - 1);
  }));

test("rows are read as they lie on screen", () =>
  always((random) => {
    const shape = Array.from({ length: random.whole(1, 3) }, () => random.whole(1, 4));
    const { rows } = placesOf(shape, [random.whole(1, 3), random.whole(1, 3)]);
    const places = rows.flat();
    for (const row of rows) assert.ok(row.every(({ x, y }, at) => y === row[0].y && (!at || x > row[at - 1].x)));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a.y - b.y || a.x - b.x),
    );
  }));

test("a row of which no place is wanted is none", () => {
  const { rows } = only(placesOf([3, 2]), ({ cell: [row, column] }) => row !== 1 && column > 0);
  assert.deepEqual(
    rows.map((row) => row.map(({ cell }) => cell)),
    [[[0, 1]], [[2, 1]]],
  );
});

test("the output lies within the crop frame", () =>
  always((random) => {
    const plan = geometry(random, 2);
    const { rows, left, top } = framed(plan);
    assert.deepEqual(
      [top, left],
      plan.axes.map((axis) => axis.cropBefore),
    );
    assert.equal(rows.flat().length, product(plan.outputShape));
  }));
