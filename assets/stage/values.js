// The numbers in the input and the kernel: how they are made, kept when a size changes, read and written.

export const FILLS = ["random", "ones", "ramp", "count"];
const LIMIT = 1e6;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

// Input and kernel do not get the same random numbers.
const SALT = { x: 0, w: 1_000_000 };

// One number of a fill. "random" depends on the place and the seed alone, so numbers stay when a size changes.
const MAKERS = {
  random: (seed, row, column) => hash(seed, row, column) % 6,
  ones: () => 1,
  ramp: (seed, row, column) => column + 1,
  count: (seed, row, column, columns) => row * columns + column + 1,
};

export function filled(operand, kind, seed, [rows, columns]) {
  const source = seed + SALT[operand];
  return Array.from({ length: rows * columns }, (_, at) =>
    MAKERS[kind](source, Math.floor(at / columns), at % columns, columns));
}

// The numbers of an operand ("x" or "w") after a size change: an untouched fill is made anew; otherwise numbers keep their places, those that were
// there before (`memory`, a Map from "row,column") come back, and the fill makes the rest.
export function resized(operand, values, from, to, kind, seed, memory) {
  if (sameNumbers(values, filled(operand, kind, seed, from))) return filled(operand, kind, seed, to);
  remember(memory, values, from);
  return filled(operand, kind, seed, to).map((fresh, at) => memory.get(placeOf(at, to)) ?? fresh);
}

function remember(memory, values, shape) {
  values.forEach((value, at) => memory.set(placeOf(at, shape), value));
}

const placeOf = (at, [, columns]) => `${Math.floor(at / columns)},${at % columns}`;

// The number that a person typed, or null.
export function readNumber(text) {
  const trimmed = text.trim().replace("−", "-");
  const value = NUMBER.test(trimmed) && trimmed.length <= 24 ? Number(trimmed) : NaN;
  return Math.abs(value) <= LIMIT ? value + 0 : null;
}

export const exact = (value) => String(value === 0 ? 0 : value);

// As a factor of a product.
export const signed = (value) => (value < 0 ? `(${exact(value)})` : exact(value));

// A number as short as a cell needs it: at most four digits after the point.
export const short = (value) => exact(Number.isInteger(value) ? value : Number(value.toPrecision(6)));

const sameNumbers = (a, b) => a.length === b.length && a.every((value, at) => value === b[at]);

function hash(seed, row, column) {
  let bits = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(row + 1, 0x85ebca77) ^ Math.imul(column + 1, 0xc2b2ae3d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
  return (bits ^ (bits >>> 15)) >>> 0;
}
