import assert from "node:assert/strict";
import test from "node:test";
import { product } from "../../assets/stage/rule/links.js";
import { queryOf, settingsQuery } from "../../assets/stage/state/query.js";
import { lowered, SETTINGS } from "../../assets/stage/state/settings.js";
import { changed as changedIn, completed, extentOf, OPERANDS, received } from "../../assets/stage/state/state.js";
import { always, settings } from "./cases.js";

// The choices that a state has beside its settings and numbers, first the one that a link does not name.
const CHOICES = {
  x_fill: ["random", "ones", "ramp", "count"],
  w_fill: ["random", "ones", "ramp", "count"],
  seed: [1, 0, 999_999],
  matrix_order: ["rows", "columns"],
  matrix_side: ["transposed", "forward"],
  frameworks_side: ["transposed", "forward"],
  frameworks_output_shape: [null, [7, 7], [3, 12]],
};
// A table such as Python's: tests/stage/test_text.py has Python's own.
const row = (key, kind, usual = null, more = {}) => ({ key, kind, default: usual, was: "", ...more });
const FIELDS = [
  ...SETTINGS.map((key) => row(key, "setting")),
  row("rank", "whole", 2),
  row("in_channels", "whole", 1),
  row("out_channels", "whole", 1),
  row("groups", "whole", 1),
  ...Object.entries(OPERANDS).map(([key, size]) => row(key, "numbers", null, { size })),
  row("bias", "vector"),
  row("x_fill", "choice", "random"),
  row("w_fill", "choice", "random"),
  row("seed", "whole", 1),
  row("square", "flag"),
  row("t", "time"),
  row("pin", "pin"),
  row("matrix_order", "choice", "rows"),
  row("matrix_side", "choice", "transposed", { was: "side" }),
  row("frameworks_side", "choice", "transposed", { was: "side" }),
  row("frameworks_output_shape", "size"),
  row("lang", "choice"),
];

// Of a page on which every setting goes as far as it is drawn here.
const LIMITS = Object.fromEntries(SETTINGS.map((key) => [key, { key, low: 0, high: 99, highs: [] }]));
const changed = (before, change, memory) => changedIn(before, change, memory, LIMITS);

// As many numbers as an operand has.
const countOf = (state, key) => {
  const { channels, size } = extentOf(state, key);
  return product(channels) * product(size);
};

// Numbers as a link says them: the last axis in a row.
const rows = (shape, numbers) => {
  const width = shape.at(-1);
  return Array.from({ length: numbers.length / width }, (_, at) => numbers.slice(at * width, (at + 1) * width));
};

const CHANNELS = [
  { in_channels: 1, out_channels: 1, groups: 1, bias: null },
  { in_channels: 1, out_channels: 1, groups: 1, bias: null },
  { in_channels: 2, out_channels: 1, groups: 1, bias: [3] },
  { in_channels: 2, out_channels: 4, groups: 2, bias: [1, 2, 3, 4] },
];

// As Python sends it.
function sent(random) {
  const own = { ...lowered(settings(random)), ...random.of(CHANNELS) };
  const choices = Object.fromEntries(Object.entries(CHOICES).map(([key, list]) => [key, random.of(list)]));
  const numbers = Object.fromEntries(
    Object.entries(OPERANDS).map(([key, size]) => [
      key,
      random.of([null, rows(own[size], random.numbers(countOf(own, key)))]),
    ]),
  );
  const cells = countOf(own, "x");
  const corner = [own.in_channels, ...own.input_size].map((size) => random.whole(0, size - 1));
  if (own.in_channels === 1) corner.shift();
  return {
    ...own,
    rank: own.stride.length,
    ...choices,
    ...numbers,
    square: random.of([true, false]),
    lang: random.of(["en", "zh-Hant", null]),
    t: random.of([null, 0, cells, cells / 2]),
    pin: random.of([null, `input:${corner}`]),
  };
}

const state = (random) => received(sent(random), "en");

test("what Python leaves open is filled, and its own numbers stay", () =>
  always((random) => {
    const given = sent(random);
    const got = received(given, "zh-Hans");
    for (const [key, size] of Object.entries(OPERANDS)) {
      assert.equal(got[key].length, countOf(got, key));
      if (given[key]) assert.deepEqual(rows(got[size], got[key]), given[key]);
    }
    for (const key of SETTINGS) assert.deepEqual(got[key], given[key]);
    assert.equal(got.lang, given.lang ?? "zh-Hans");
    assert.equal(got.pin && `${got.pin.panel}:${got.pin.cell}`, given.pin);
  }));

test("one slider for all axes needs axes that agree", () =>
  always((random) => {
    const given = sent(random);
    const agree = SETTINGS.every((key) => new Set(given[key]).size === 1);
    assert.equal(received(given, "en").square, given.square && agree);
  }));

test("a state kept before a field was there has the opening's", () =>
  always((random) => {
    const [opening, whole] = [sent(random), state(random)];
    const missing = random.of(Object.keys(CHOICES));
    const { [missing]: _, ...kept } = whole;
    assert.deepEqual(completed(whole, { fields: FIELDS, opening }), whole);
    assert.deepEqual(completed(kept, { fields: FIELDS, opening }), { ...whole, [missing]: opening[missing] });
  }));

test("a state kept before a field had its name is what it was", () =>
  always((random) => {
    const [opening, whole] = [sent(random), state(random)];
    const { matrix_side: _, frameworks_side: __, ...kept } = whole;
    const side = random.of(CHOICES.matrix_side);
    const own = { ...whole, matrix_side: side, frameworks_side: side };
    assert.deepEqual(completed({ ...kept, side }, { fields: FIELDS, opening }), own);
    assert.deepEqual(completed({ ...own, side: "forward" }, { fields: FIELDS, opening }), own);
  }));

test("numbers follow their sizes, and come back with them", () =>
  always((random) => {
    const before = state(random);
    const memory = { x: new Map(), w: new Map() };
    const [key, size] = random.of(Object.entries(OPERANDS));
    const own = { ...before, [key]: before[key].map((value) => value + 0.5) };
    const other = own[size].map(() => random.whole(1, 6));
    const there = changed(own, { [size]: other }, memory);
    assert.equal(there[key].length, countOf(there, key));
    assert.deepEqual(there[size], other);
    assert.deepEqual(changed(there, { [size]: own[size] }, memory)[key], own[key]);
  }));

test("a smaller input ends time earlier and lets go of a pin that it lost", () =>
  always((random) => {
    const before = { ...state(random), t: null, pin: null };
    const shape = before.input_size;
    const channel = before.in_channels > 1 ? [0] : [];
    const on = {
      ...before,
      t: countOf(before, "x"),
      pin: { panel: "input", cell: [...channel, ...shape.map((size) => size - 1)] },
    };
    const memory = { x: new Map(), w: new Map() };
    const size = shape.map((most) => random.whole(1, most));
    const after = changed(on, { input_size: size }, memory);
    assert.equal(after.t, countOf(after, "x"));
    assert.deepEqual(after.pin, `${size}` === `${shape}` ? on.pin : null);
    assert.equal(changed(before, { input_size: size }, memory).t, null);
  }));

test("what is no setting changes nothing else", () =>
  always((random) => {
    const before = state(random);
    const patch = { t: 0, matrix_side: "forward" };
    assert.deepEqual(changed(before, patch, {}), { ...before, ...patch });
  }));

test("a link names the state: settings, numbers, what is not usual", () =>
  always((random) => {
    const own = state(random);
    const said = new URLSearchParams(queryOf(FIELDS, own));
    const rank = own.stride.length;
    const onAxes = (text, axes) => (text.includes(",") ? text.split(",") : Array(axes).fill(text)).map(Number);
    for (const key of SETTINGS) assert.deepEqual(onAxes(said.get(key), rank), own[key]);
    for (const [key, size] of Object.entries(OPERANDS)) {
      // Between rows of whatever kind.
      const parts = said.get(key).split(/::|:|;;|;/);
      assert.deepEqual(
        parts.map((row) => row.split(",").map(Number)),
        rows(own[size], own[key]),
      );
    }
    for (const [key, [usual]] of Object.entries(CHOICES)) {
      if (own[key] === usual) assert.ok(!said.has(key), key);
      else
        assert.deepEqual(
          Array.isArray(own[key]) ? onAxes(said.get(key), 2) : said.get(key),
          Array.isArray(own[key]) ? own[key] : `${own[key]}`,
        );
    }
    assert.equal(said.get("t"), own.t === null ? null : `${own.t}`);
    assert.equal(said.get("pin"), own.pin && `${own.pin.panel}:${own.pin.cell}`);
    assert.equal(said.get("lang"), own.lang);
  }));

test("a link on paper", () => {
  const opening = {
    input_size: [2, 2],
    kernel_size: [2, 1],
    stride: [1, 1],
    padding: [0, 0],
    output_padding: [0, 0],
    dilation: [1, 1],
    x: [
      [2, 4],
      [0, -1.5],
    ],
    w: [[3], [1]],
    x_fill: "random",
    w_fill: "ones",
    rank: 2,
    in_channels: 1,
    out_channels: 1,
    groups: 1,
    bias: null,
    seed: 1,
    square: false,
    t: 3,
    pin: "buffers:0,1,1,0",
    matrix_order: "rows",
    matrix_side: "forward",
    frameworks_side: "transposed",
    frameworks_output_shape: null,
    lang: "en",
  };
  assert.equal(
    queryOf(FIELDS, received(opening, "en")),
    "input_size=2&kernel_size=2,1&stride=1&padding=0&output_padding=0"
      + "&dilation=1&x=2,4;0,-1.5&w=3;1&w_fill=ones&t=3&pin=buffers:0,1,1,0&matrix_side=forward&lang=en",
  );
});

test("numbers of channels and slices, on paper", () => {
  const usual = { kernel_size: [1, 1, 1], stride: [1, 1, 1], padding: [0, 0, 0], output_padding: [0, 0, 0] };
  const deep = {
    ...usual,
    input_size: [2, 1, 2],
    dilation: [1, 1, 1],
    in_channels: 2,
    out_channels: 2,
    groups: 1,
    x: [1, 2, 3, 4, 5, 6, 7, 8],
    w: [1, 2, 3, 4],
    bias: [0.5, 1],
  };
  const said = new URLSearchParams(
    queryOf(
      FIELDS.filter(({ kind }) => ["numbers", "vector"].includes(kind)),
      deep,
    ),
  );
  assert.deepEqual(Object.fromEntries(said), { x: "1,2;;3,4:5,6;;7,8", w: "1:2::3:4", bias: "0.5,1" });
});

test("what a person typed goes into a question as it is, and no further", () => {
  const typed = Object.fromEntries(SETTINGS.map((key) => [key, ["1&seed=2", "é 3"]]));
  const channels = ["in_channels", "out_channels", "groups"];
  const said = new URLSearchParams(settingsQuery(typed));
  assert.deepEqual([...said.keys()], [...channels, ...SETTINGS]);
  assert.equal(said.get("stride"), "1&seed=2,é 3");
});
