import assert from "node:assert/strict";
import test from "node:test";

import { beginning, channelFacts, factsAlong } from "../../assets/stage/rule/facts.js";
import { plan } from "../../assets/stage/rule/links.js";
import { always, cellsOf, geometry, linksOf } from "./cases.js";

// One axis as PyTorch has it.
function drawn(random) {
  for (;;) {
    const [input, kernel, stride, dilation] = [16, 9, 8, 8].map((most) => random.whole(1, most));
    const [padding, outputPadding] = [random.whole(0, 12), random.whole(0, Math.max(stride, dilation) - 1)];
    const axis = { input, kernel, stride, dilation, cropBefore: padding, cropAfter: padding - outputPadding };
    if ((input - 1) * stride + dilation * (kernel - 1) + 1 - 2 * padding + outputPadding > 0) return axis;
  }
}

// How many links arrive at each position, counted one by one.
function counts({ input, kernel, stride, dilation }, upTo) {
  const found = new Array(upTo).fill(0);
  for (let i = 0; i < input; i++) for (let k = 0; k < kernel; k++) found[i * stride + k * dilation]++;
  return found;
}

// What each fact claims, worked out from the counted links alone.
const HOLDS = {
  taps_apart: ({ dilation, kernel }, { empty, span, dilation: said }) =>
    said === dilation && empty === dilation - 1 && span === (kernel - 1) * dilation + 1,
  one_stamp: ({ input }) => input === 1,
  stamps_apart({ input, stride }, { gap, span }, reached) {
    const between = Array.from({ length: input - 1 }, (_, i) => reached.slice(i * stride + span, (i + 1) * stride));
    return gap > 0 && between.every((cells) => cells.length === gap && cells.every((count) => count === 0));
  },
  stamps_touch: ({ stride, dilation, kernel }, { span }) => stride === span && span === (kernel - 1) * dilation + 1,
  stamps_overlap: ({ stride, dilation, kernel }, { shared }) =>
    shared === (kernel - 1) * dilation + 1 - stride && shared > 0,
  even: (axis, { most }, reached) => inner(axis, reached).every((count) => count === most),
  uneven(axis, { least, most }, reached) {
    const cells = inner(axis, reached);
    return least < most && Math.min(...cells) === least && Math.max(...cells) === most;
  },
  padding: ({ cropBefore }, { padding, canvas }) => padding === cropBefore && padding < canvas,
  padding_all: ({ cropBefore }, { canvas }) => cropBefore >= canvas,
  taken_back: (axis, { back }) => added(axis).on === back && back > 0 && !added(axis).beyond,
  appended: (axis, { beyond }) => added(axis).beyond === beyond && beyond > 0 && !added(axis).on,
  taken_back_and_appended: (axis, { back, beyond }) =>
    added(axis).on === back && added(axis).beyond === beyond && back > 0 && beyond > 0,
  all_zero: (axis, _, reached) => added(axis).cells.every((at) => !reached[at]),
  some_zero(axis, { added: all, zero }, reached) {
    const { cells } = added(axis);
    return cells.length === all && cells.filter((at) => !reached[at]).length === zero && zero > 0 && zero < all;
  },
  none_zero: (axis, { added: all }, reached) =>
    added(axis).cells.every((at) => reached[at] > 0) && added(axis).cells.length === all,
};

// Where every stamp that could reach a cell, by its phase, is there.
function inner({ input, kernel, stride, dilation }, reached) {
  return reached.slice((kernel - 1) * dilation, (input - 1) * stride + 1);
}

// The cells of the output that would not be there with output_padding 0.
function added({ input, kernel, stride, dilation, cropBefore, cropAfter }) {
  const canvas = (input - 1) * stride + dilation * (kernel - 1) + 1;
  const cells = [];
  for (let at = cropBefore; at < canvas - cropAfter; at++) if (at >= canvas - cropBefore) cells.push(at);
  return { cells, on: cells.filter((at) => at < canvas).length, beyond: cells.filter((at) => at >= canvas).length };
}

test("every fact that is said holds", () => {
  const seen = new Set();
  always((random) => {
    for (let turn = 0; turn < 20; turn++) {
      const axis = drawn(random);
      const reached = counts(axis, 400);
      for (const { key, values } of factsAlong(plan([axis]), 0)) {
        seen.add(key);
        assert.ok(HOLDS[key](axis, values, reached), `${key} ${JSON.stringify({ axis, values })}`);
      }
    }
  });
  assert.deepEqual([...seen].sort(), Object.keys(HOLDS).sort());
});

test("what is said of output_padding is said wherever it adds a cell", () =>
  always((random) => {
    const axis = drawn(random);
    const keys = factsAlong(plan([axis]), 0).map(({ key }) => key);
    const { cells } = added(axis);
    assert.equal(
      cells.length > 0,
      keys.some((key) => key.endsWith("_zero")),
    );
    assert.equal(
      cells.length > 0,
      keys.some((key) => /taken_back|appended/.test(key)),
    );
  }));

test("a stamp begins where its first tap lands, a tap's copy where its first input does", () => {
  const axis = { input: 3, kernel: 2, stride: 3, dilation: 2, cropBefore: 0, cropAfter: 0 };
  const both = plan([axis, { ...axis, stride: 1 }]);
  assert.deepEqual(beginning(both, [1, 2], [0, 0]), [3, 2]);
  assert.deepEqual(beginning(both, [0, 0], [1, 1]), [2, 2]);
});

test("what is said of channels is counted: parameters, multiply-adds, and who is linked to whom", () => {
  const seen = new Set();
  always((random) => {
    const made = geometry(random);
    const hasBias = random.whole(0, 1) === 1;
    const { inputs, outputs, groups } = made.channels;
    const facts = Object.fromEntries(channelFacts(made, hasBias).map(({ key, values }) => [key, values]));
    for (const key of Object.keys(facts)) seen.add(key);
    if (inputs === 1 && outputs === 1 && !hasBias) return assert.deepEqual(facts, {});
    const weights = cellsOf(made.weightShape).length;
    // Each link is one product.
    assert.equal(facts.work.total, linksOf(made).length);
    const parameters = facts[hasBias ? "parameters_bias" : "parameters"];
    assert.equal(parameters.total, weights + (hasBias ? outputs : 0));
    assert.equal(parameters.inputs * parameters.ofGroup * parameters.taps, weights);
    if (inputs === 1 && outputs === 1) return undefined;
    const kind = facts.channels ? "channels" : facts.groups ? "groups" : "depthwise";
    assert.equal(kind, groups === 1 ? "channels" : groups === inputs ? "depthwise" : "groups");
    assert.equal(facts[kind].into, inputs / groups);
    assert.equal(facts.stored.size, made.weightShape.join("×"));
    return undefined;
  });
  for (const key of ["channels", "groups", "depthwise", "parameters", "parameters_bias", "work"])
    assert.ok(seen.has(key));
});
