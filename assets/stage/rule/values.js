// The numbers in the input and the kernel: how they are made, kept when a size changes, read and written.

import { product, unflatten } from "./links.js";

/** @import { Cell, Extent, Fill, Operand, PerAxis } from "../types.js" */

/** @type {Fill[]} */
export const FILLS = ["random", "ones", "ramp", "count"];
export const LIMIT = 1e6;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

// Input and kernel do not get the same random numbers, nor do two channels.
const SALT = { x: 0, w: 1_000_000 };
const OF_CHANNEL = 2_000_000;
// Of the input channels' kernels, each has no more than so many.
const MOST_CHANNELS = 8;

// One number of a fill. "random" depends on the place and the seed alone, so numbers stay when a size changes.
/** @type {Record<Fill, (seed: number, place: Cell, at: number) => number>} */
const MAKERS = {
  random: (seed, place) => hash(seed, place) % 6,
  ones: () => 1,
  ramp: (_seed, place) => place[place.length - 1] + 1,
  count: (_seed, _place, at) => at + 1,
};

/** @type {(operand: Operand, kind: Fill, seed: number, extent: Extent) => number[]} */
export function filled(operand, kind, seed, { channels, size }) {
  const cells = product(size);
  return Array.from({ length: product(channels) * cells }, (_, at) => {
    const [outer, inner = 0] = unflatten(Math.floor(at / cells), channels);
    const salt = SALT[operand] + OF_CHANNEL * (outer * MOST_CHANNELS + inner);
    return MAKERS[kind](seed + salt, unflatten(at % cells, size), at);
  });
}

// The numbers of an operand ("x" or "w") after a size change: an untouched fill is made anew; otherwise numbers keep their places, those that were
// there before (`memory`, a Map from the place's name) come back, and the fill makes the rest.
/** @type {(operand: Operand, values: number[], from: Extent, to: Extent, kind: Fill, seed: number, memory: Map<string, number>) => number[]} */
export function resized(operand, values, from, to, kind, seed, memory) {
  if (sameNumbers(values, filled(operand, kind, seed, from))) return filled(operand, kind, seed, to);
  values.forEach((value, at) => memory.set(placeName(at, from), value));
  return filled(operand, kind, seed, to).map((fresh, at) => memory.get(placeName(at, to)) ?? fresh);
}

// A strip has the places of a map's first row, a map those of a volume's first slice.
/** @type {(at: number, extent: Extent) => string} */
export function placeName(at, { channels, size }) {
  const cells = product(size);
  const place = unflatten(at % cells, size);
  const whole = [...new Array(3 - place.length).fill(0), ...place];
  return [...unflatten(Math.floor(at / cells), channels), ...whole].join();
}

/** @type {(text: string) => string} */
const plain = (text) => text.trim().replace("−", "-");

/** @type {(text: string) => boolean} */
export const isNumber = (text) => NUMBER.test(plain(text));

// The longest that exact() writes within the limits of a cell: -0.0000012345678901234567.
const LONGEST = 25;

// The number that a person typed, or null.
/** @type {(text: string) => number | null} */
export function readNumber(text) {
  const trimmed = plain(text);
  const value = NUMBER.test(trimmed) && trimmed.length <= LONGEST ? Number(trimmed) : NaN;
  return Math.abs(value) <= LIMIT ? value + 0 : null;
}

/** @type {(value: number) => string} */
export const exact = (value) => String(value === 0 ? 0 : value);

// A map's size.
/** @type {(shape: PerAxis) => string} */
export const sizeText = (shape) => shape.join("×");

// As a factor of a product.
/** @type {(value: number) => string} */
export const signed = (value) => (value < 0 ? `(${exact(value)})` : exact(value));

// A number as short as a cell needs it: at most four digits after the point.
/** @type {(value: number) => string} */
export const short = (value) => exact(Number.isInteger(value) ? value : Number(value.toPrecision(6)));

/** @type {(a: number[], b: number[]) => boolean} */
const sameNumbers = (a, b) => a.length === b.length && a.every((value, at) => value === b[at]);

// A line has the numbers of a map's first row, and a map those of a volume's first slice.
/** @type {(seed: number, cell: Cell) => number} */
function hash(seed, cell) {
  const [column, row = 0, slice = 0] = [...cell].reverse();
  const places = Math.imul(column + 1, 0xc2b2ae3d) ^ Math.imul(row + 1, 0x85ebca77) ^ Math.imul(slice, 0x27d4eb2f);
  let bits = Math.imul(seed + 1, 0x9e3779b1) ^ places;
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
  return (bits ^ (bits >>> 15)) >>> 0;
}
