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

export const geometry = (random, rank = random.whole(1, 3)) => plan(Array.from({ length: rank }, () => axis(random)));

// All cells of a shape, the last axis fastest.
export const cellsOf = (shape) =>
  shape.reduce((cells, size) => cells.flatMap((cell) => Array.from({ length: size }, (_, at) => [...cell, at])), [[]]);

// All links of a geometry, by its definition: {input, tap, position, output} as cells, with their flat input and tap.
export function linksOf({ axes, inputShape, kernelShape }) {
  const taps = cellsOf(kernelShape);
  return cellsOf(inputShape).flatMap((input, i) =>
    taps.map((tap, k) => {
      const position = axes.map(({ stride, dilation }, at) => input[at] * stride + tap[at] * dilation);
      return { i, k, input, tap, position, output: position.map((p, at) => p - axes[at].cropBefore) };
    }),
  );
}

// The transposed convolution, link by link: each output cell is a sum over the links that arrive there.
export function outputOf(geometry, x, w) {
  const links = linksOf(geometry);
  return cellsOf(geometry.outputShape).map((cell) =>
    links.reduce((sum, { i, k, output }) => (same(output, cell) ? sum + x[i] * w[k] : sum), 0),
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

export function settings(random, square = random.whole(0, 3) === 0, rank = random.whole(1, 3)) {
  // Mostly near the borders of what is legal: large paddings seldom are.
  const setting = ([low, high]) => {
    const one = () => random.whole(low, Math.min(high, low + 8));
    const first = one();
    return Array.from({ length: rank }, (_, axis) => (square || axis === 0 ? first : one()));
  };
  return Object.fromEntries(Object.entries(LIMITS).map(([key, limits]) => [key, setting(limits)]));
}
