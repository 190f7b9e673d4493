// What was made from what: nothing is made again while all that it is made from is as it was.

// Shapes are short (channels of both, and three axes) and made anew with every change of a setting: they are the same where
// their numbers are.
const SHORT = 5;

export class Memory {
  constructor() {
    this.forget();
  }

  forget() {
    /** @type {Record<string, unknown> | null} */
    this.known = null;
  }

  // Which of these are others than last time. They are remembered.
  /** @type {(given: object) => Set<string>} */
  changes(given) {
    const { known } = this;
    this.known = { ...given };
    return new Set(
      Object.entries(given)
        .filter(([key, one]) => !known || !isSame(one, known[key]))
        .map(([key]) => key),
    );
  }
}

// `make`, asked anew only where it is given something else than last time.
/**
 * @template {unknown[]} Given
 * @template Made
 * @param {(...given: Given) => Made} make
 * @returns {(...given: Given) => Made}
 */
export function remembering(make) {
  /** @type {{ given: Given, made: Made } | null} */
  let known = null;
  return (...given) => {
    if (!known || !given.every((one, at) => one === known?.given[at])) known = { given, made: make(...given) };
    return known.made;
  };
}

// Of those that are alike to what is made from them, the first: what is made from it is not made again.
/** @template One @param {(one: One) => string} keyOf @returns {(one: One) => One} */
export function firstOfAlike(keyOf) {
  /** @type {{ key: string, one: One } | null} */
  let first = null;
  return (one) => {
    const key = keyOf(one);
    if (first?.key !== key) first = { key, one };
    return first.one;
  };
}

/** @type {(a: unknown, b: unknown) => boolean} */
function isSame(a, b) {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length > SHORT) return false;
  return a.length === b.length && a.every((one, at) => one === b[at]);
}
