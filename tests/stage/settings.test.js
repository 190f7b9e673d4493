import assert from "node:assert/strict";
import test from "node:test";
import * as own from "../../assets/stage/state/settings.js";
import { always, LIMITS, settings } from "./cases.js";

// PyTorch's two rules, as its page says them.
function isLegal(state, axis) {
  const [input, kernel, stride, padding, outputPadding, dilation] = own.SETTINGS.map((key) => state[key][axis]);
  const size = (input - 1) * stride - 2 * padding + dilation * (kernel - 1) + outputPadding + 1;
  return outputPadding < Math.max(stride, dilation) && size >= 1;
}

const isWhollyLegal = (state) => own.axesOf(state).every((axis) => isLegal(state, axis));

function legal(random) {
  for (;;) {
    const state = settings(random, undefined, random.whole(1, 2));
    if (isWhollyLegal(state)) return state;
  }
}

test("a rule is broken exactly where PyTorch refuses", () =>
  always((random) => {
    const state = settings(random);
    for (const axis of own.axesOf(state)) assert.equal(own.brokenRule(state, axis) === null, isLegal(state, axis));
  }));

test("what is legal for one setting is all that its range holds", () =>
  always((random) => {
    const state = legal(random);
    const [key, axis] = [random.of(own.SETTINGS), random.of(own.axesOf(state))];
    const [low, high] = LIMITS[key];
    const range = own.legalRange(state, { key, low, high, highs: [] }, axis);
    for (let value = low; value <= high; value++) {
      const inside = value >= range.low && value <= range.high;
      assert.equal(inside, isLegal(own.withSetting(state, key, axis, value), axis), `${key} = ${value}`);
    }
    assert.equal(range.lowRule === null, range.low === low);
    assert.equal(range.highRule === null, range.high === high);
  }));

test("one setting of one axis is changed, and the state before is left as it was", () =>
  always((random) => {
    const state = settings(random);
    const kept = structuredClone(state);
    const [key, axis] = [random.of(own.SETTINGS), random.of(own.axesOf(state))];
    const after = own.withSetting(state, key, axis, 99);
    assert.deepEqual(state, kept);
    assert.equal(after[key][axis], 99);
    assert.deepEqual(
      { ...after, [key]: after[key].map((value, at) => (at === axis ? state[key][axis] : value)) },
      state,
    );
  }));

test("the nearest legal settings lower output_padding, then padding, and no more than they must", () =>
  always((random) => {
    const state = settings(random);
    const near = own.lowered(state);
    assert.ok(isWhollyLegal(near));
    assert.deepEqual(own.lowered(near), near);
    for (const axis of own.axesOf(state)) {
      for (const key of own.SETTINGS) {
        if (!["padding", "output_padding"].includes(key)) assert.equal(near[key][axis], state[key][axis]);
        else if (near[key][axis] !== state[key][axis]) {
          assert.ok(near[key][axis] < state[key][axis]);
          assert.ok(!isLegal(own.withSetting(near, key, axis, near[key][axis] + 1), axis));
        }
      }
    }
  }));

test("the page draws no more cells and links than it says, and the nearest layer has a smaller input first", () =>
  always((random) => {
    const [inputs, outputs, rank] = [random.whole(1, 4), random.whole(1, 4), random.whole(1, 3)];
    const high = { input_size: 16, kernel_size: 9, stride: 8, dilation: 8 };
    const along = (key) => Array(rank).fill(random.whole(1, high[key]));
    const state = {
      ...settings(random, true, rank),
      ...Object.fromEntries(Object.keys(high).map((key) => [key, along(key)])),
      in_channels: inputs,
      out_channels: outputs,
    };
    const counted = ({ input_size, kernel_size, stride, dilation }) => {
      const canvas = ((input_size[0] - 1) * stride[0] + dilation[0] * (kernel_size[0] - 1) + 1) ** rank;
      return { canvas, all: canvas * outputs, links: (input_size[0] * kernel_size[0]) ** rank * inputs * outputs };
    };
    const isMuch = (layer) => {
      const { canvas, all, links } = counted(layer);
      return canvas > [1024, 36_864, 4096][rank - 1] || all > 36_864 || links > 65_536;
    };
    assert.equal(own.isTooMuch(state), isMuch(state));
    const near = own.lowered(state);
    assert.ok(!isMuch(near));
    for (const key of ["stride", "dilation"]) assert.deepEqual(near[key], state[key]);
    if (near.kernel_size[0] < state.kernel_size[0]) assert.equal(near.input_size[0], 1);
    if (!isMuch(state)) assert.deepEqual(near.input_size, state.input_size);
    else if (near.input_size[0] < state.input_size[0] && near.kernel_size[0] === state.kernel_size[0]) {
      assert.ok(isMuch({ ...near, input_size: near.input_size.map((size) => size + 1) }));
    }
  }));

test("the plan's axes are PyTorch's words: padding crops both sides, output_padding gives some back", () =>
  always((random) => {
    const state = legal(random);
    own.planOf(state).axes.forEach((axis, at) => {
      assert.deepEqual(
        [axis.input, axis.kernel, axis.stride, axis.dilation],
        ["input_size", "kernel_size", "stride", "dilation"].map((key) => state[key][at]),
      );
      assert.equal(axis.cropBefore, state.padding[at]);
      assert.equal(axis.cropBefore - axis.cropAfter, state.output_padding[at]);
    });
  }));

test("settings are even where all axes have the same", () =>
  always((random) => {
    const state = settings(random, true, random.whole(2, 3));
    assert.ok(own.isEven(state));
    const [key, axis] = [random.of(own.SETTINGS), random.of(own.axesOf(state))];
    assert.ok(!own.isEven(own.withSetting(state, key, axis, state[key][axis] + 1)));
  }));

test("PyTorch's line says what is not the usual", () => {
  const usual = { kernel_size: [3, 3], stride: [1, 1], padding: [0, 0], output_padding: [0, 0], dilation: [1, 1] };
  assert.equal(own.sourceText(usual), "nn.ConvTranspose2d(1, 1, kernel_size=3)");
  const other = { ...usual, stride: [2, 1], output_padding: [1, 0], dilation: [2, 2] };
  assert.equal(
    own.sourceText(other),
    "nn.ConvTranspose2d(1, 1, kernel_size=3, stride=(2, 1), output_padding=(1, 0), dilation=2)",
  );
  const deep = { ...other, in_channels: 2, out_channels: 4, groups: 2, bias: [0, 0, 0, 0] };
  assert.match(own.sourceText(deep), /^nn\.ConvTranspose2d\(2, 4, .*dilation=2, groups=2, bias=True\)$/);
  const volume = Object.fromEntries(Object.entries(other).map(([key, [one, last]]) => [key, [one, one, last]]));
  assert.equal(
    own.sourceText(volume),
    "nn.ConvTranspose3d(1, 1, kernel_size=3, stride=(2, 2, 1), output_padding=(1, 1, 0), dilation=2)",
  );
});
