// Where cells are a pixel or two, those that links reach would be lost among those that none does: each takes of the empty
// room beside it, up to SEEN pixels in all and halfway to the next. Which cells are reached is a matter of each axis alone.

export const SEEN = 6;

// lengths: how many ways each cell along an axis is reached. For each: [from, to] in pixels, or null where it is not reached.
export function spansOf(lengths, size) {
  const reached = [...lengths.keys()].filter((at) => lengths[at]);
  const grow = Math.max(0, SEEN - size) / 2;
  const halfway = (at, next) => ((at + next + 1) * size) / 2;
  const spans = lengths.map(() => null);
  reached.forEach((at, n) => {
    const low = n ? halfway(reached[n - 1], at) : 0;
    const high = n + 1 < reached.length ? halfway(at, reached[n + 1]) : lengths.length * size;
    spans[at] = [Math.max(low, at * size - grow), Math.min(high, (at + 1) * size + grow)];
  });
  return spans;
}

// In how many ways each cell of a board is reached, along each axis; [top, left]: the canvas cell at the board's corner.
export const waysOf = ({ plan, rows, columns }, corner = [0, 0]) =>
  [rows, columns].map((count, axis) =>
    Array.from({ length: count }, (_, at) => plan.feeders[axis][at + corner[axis]]?.length ?? 0));

// Where the reached cell at x, y is drawn: [left, top, width, height].
export function boxOf([down, across], x, y) {
  const [[top, bottom], [left, right]] = [down[y], across[x]];
  return [left, top, right - left, bottom - top];
}
