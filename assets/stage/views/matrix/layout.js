// Where the parts of the matrix's picture lie: labels and a vector's strip at the left and above, then the entries.
// Sizes are in cells, so that the picture's elements need no change when a cell's size does.

import { READABLE } from "../../paint/pen.js";

/** @typedef {{ size: number, left: number, top: number, strip: number, labels: { left: number, top: number, upright: boolean } | null }} Corner */

// Between a vector's strip and the matrix, in cells.
const GAP = 0.4;
const LETTER = 6.3;
const LABEL_PADDING = 6;
const LABEL_LINE = 18;
// Cells as high as a label's letters.
const LABELLED = 12;
const SPARE = 8;
const LARGEST = 56;
const SCROLLED = READABLE + 1;

// down, across: counts of entries; labels: the longest at the left and above, in letters; room: in px.
// -> {size, left, top (of the entries, in cells), labels: {left, top (px), upright}}
/** @type {(given: { down: number, across: number, longest: { down: number, across: number }, room: { width: number, height: number } }) => Corner} */
export function laidOut({ down, across, longest, room }) {
  const beside = longest.down * LETTER + LABEL_PADDING;
  const above = longest.across * LETTER + LABEL_PADDING;
  /** @type {(left: number, top: number) => number} */
  const size = (left, top) =>
    Math.min(LARGEST, (room.width - SPARE - left) / (across + 1 + GAP), (room.height - SPARE - top) / (down + 1 + GAP));
  const level = Math.floor(size(beside, LABEL_LINE));
  if (level >= above) return placed(level, { left: beside, top: LABEL_LINE, upright: false });
  const turned = Math.floor(size(beside, above));
  const bare = size(0, 0);
  // Numbers come before labels, where there is room for one of them only.
  if (turned >= (bare >= READABLE ? READABLE : LABELLED))
    return placed(turned, { left: beside, top: above, upright: true });
  if (bare >= READABLE) return placed(Math.floor(bare), null);
  // Too many to be read at once: readable, and scrolled.
  return placed(SCROLLED, { left: beside, top: above, upright: true });
}

/** @type {(size: number, labels: Corner["labels"]) => Corner} */
function placed(size, labels) {
  /** @type {(label: number) => number} */
  const offset = (label) => Math.round(label + (1 + GAP) * size) / size;
  return { size, labels, left: offset(labels?.left ?? 0), top: offset(labels?.top ?? 0), strip: -1 - GAP };
}
