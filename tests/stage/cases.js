// Random cases for the laws, the same in each run; and the rule said once more, cell by cell, as one writes it on paper.

import { outputSize, plan } from "../../assets/stage/rule/links.js";

const CASES = 60;

// A source of random whole numbers: whole(low, high), both inclusive. (The generator is mulberry32.)
function source(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low, high) => low + Math.floor(next() * (high - low + 1));
  return {
    whole,
    of: (list) => list[whole(0, list.length - 1)],
    numbers: (count) => Array.from({ length: count }, () => whole(-9, 9)),
  };
}

// law(random, name of the case), many times; a case that fails is named.
export function always(law) {
  for (let seed = 1; seed <= CASES; seed++) {
    try {
      law(source(seed));
    } catch (error) {
      error.message = `case ${seed}: ${error.message}`;
      throw error;
    }
  }
}

// An axis that PyTorch may not have, with crops on both sides of zero.
function axis(random) {
  for (;;) {
    const [input, kernel, stride, dilation] = [4, 4, 4, 3].map((most) => random.whole(1, most));
    const [cropBefore, cropAfter] = [random.whole(-3, 5), random.whole(-3, 5)];
    const made = { input, kernel, stride, dilation, cropBefore, cropAfter };
    if (outputSize(made) > 0) return made;
  }
}

// Up to three input and output channels, in as many groups as divide both; in half of all cases one of each.
function channels(random) {
  if (random.whole(0, 1)) return { inputs: 1, outputs: 1, groups: 1 };
  const [inputs, outputs] = [random.whole(1, 4), random.whole(1, 4)];
  const groups = random.of([1, 2, 3, 4].filter((count) => inputs % count === 0 && outputs % count === 0));
  return { inputs, outputs, groups };
}

export const geometry = (random, rank = random.whole(1, 3)) =>
  plan(
    Array.from({ length: rank }, () => axis(random)),
    channels(random),
  );

// Numbers for a plan; a bias now and then.
export function numbersOf(random, plan) {
  const bias = random.whole(0, 1) ? random.numbers(plan.channels.outputs) : null;
  return { x: random.numbers(plan.inputs), w: random.numbers(cellsOf(plan.weightShape).length), bias };
}

// All cells of a shape, the last axis fastest.
export const cellsOf = (shape) =>
  shape.reduce((cells, size) => cells.flatMap((cell) => Array.from({ length: size }, (_, at) => [...cell, at])), [[]]);

// An index of channels is said only where there are several.
const named = (count, channel, cell) => (count > 1 ? [channel, ...cell] : cell);

// All links of a geometry, by its definition: {input, tap, weight, position, output} as cells, with their flat input and tap.
export function linksOf({ axes, channels: { inputs, outputs, groups } }) {
  const [into, ofGroup] = [inputs / groups, outputs / groups];
  const [size, taps] = ["input", "kernel"].map((key) => cellsOf(axes.map((axis) => axis[key])));
  const links = [];
  for (let from = 0; from < inputs; from++) {
    size.forEach((input, n) => {
      for (let to = 0; to < ofGroup; to++) {
        taps.forEach((tap, k) => {
          const channel = Math.floor(from / into) * ofGroup + to;
          const place = axes.map(({ stride, dilation }, at) => input[at] * stride + tap[at] * dilation);
          const kernel = named(ofGroup, to, tap);
          links.push({
            i: from * size.length + n,
            k: to * taps.length + k,
            weightAt: (from * ofGroup + to) * taps.length + k,
            input: named(inputs, from, input),
            tap: kernel,
            weight: named(inputs, from, kernel),
            position: named(outputs, channel, place),
            output: named(
              outputs,
              channel,
              place.map((p, at) => p - axes[at].cropBefore),
            ),
          });
        });
      }
    });
  }
  return links;
}

// The transposed convolution, link by link: each output cell is its bias and a sum over the links that arrive there.
export function outputOf(geometry, { x, w, bias }) {
  const links = linksOf(geometry);
  const { outputs } = geometry.channels;
  return cellsOf(geometry.outputShape).map((cell) =>
    links.reduce(
      (sum, { i, weightAt, output }) => (same(output, cell) ? sum + x[i] * w[weightAt] : sum),
      bias ? bias[outputs > 1 ? cell[0] : 0] : 0,
    ),
  );
}

export const same = (a, b) => a.length === b.length && a.every((value, at) => value === b[at]);
export const reversed = (list) => [...list].reverse();

// Six settings for each of some axes, within the table's limits, legal or not; `square`: the same on all.
export const LIMITS = {
  input_size: [1, 16],
  kernel_size: [1, 9],
  stride: [1, 8],
  padding: [0, 64],
  output_padding: [0, 7],
  dilation: [1, 8],
};

// Of three axes, so few that the page draws them all.
const SMALL = {
  ...LIMITS,
  input_size: [1, 4],
  kernel_size: [1, 3],
  stride: [1, 3],
  output_padding: [0, 2],
  dilation: [1, 2],
};
const ONE_PAIR = { in_channels: 1, out_channels: 1, groups: 1 };

export function settings(random, square = random.whole(0, 3) === 0, rank = random.whole(1, 3)) {
  // Mostly near the borders of what is legal: large paddings seldom are.
  const setting = ([low, high]) => {
    const one = () => random.whole(low, Math.min(high, low + 8));
    const first = one();
    return Array.from({ length: rank }, (_, axis) => (square || axis === 0 ? first : one()));
  };
  const limits = Object.entries(rank === 3 ? SMALL : LIMITS);
  return { ...Object.fromEntries(limits.map(([key, own]) => [key, setting(own)])), ...ONE_PAIR };
}
