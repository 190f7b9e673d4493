// The sum that is pointed at or pinned, written beside its cell; a few terms are joined to where they come from.

import { inputTiling, placeOfCell } from "../paint/places.js";
import { unflatten } from "../rule/links.js";
import { exact } from "../rule/values.js";

/** @import { Lighting } from "../types.js" */
/** @import { AnyBoard, View } from "./view.js" */
/** @typedef {View & { canvas?: AnyBoard, output?: AnyBoard }} Summing a view, with the board of its sums */

// A sum of more terms is written below the picture only.
const FEW = 9;

// Where it is narrow, boards lie one above the other with other things between.
/** @type {(view: Summing, one: AnyBoard, other: AnyBoard) => boolean} */
function areSideBySide({ lamp }, one, other) {
  const [above, below] = [one, other].map((board) => ({ top: lamp.placeOf(board)[1], tall: board.room.height }));
  return above.top < below.top + below.tall && below.top < above.top + above.tall;
}

/** @type {(view: Summing, lit: Lighting) => void} */
export function showSumBeside(view, { spot, soft }) {
  const board = view.canvas ?? view.output;
  // A pin may be a cell that this page does not show.
  const isShown = !soft && spot && view.grids[spot.panel] && view.isSum(spot);
  const links = isShown ? view.sumLinks(spot) : [];
  if (!spot || !board || !links.length || links.length > FEW) {
    view.lamp.join([]);
    view.callout.say("", () => []);
    return;
  }
  const { plan, theme } = view.stage;
  const to = { board, place: board.placeOfSum(spot) };
  const from = links.map(([i]) => ({
    board: view.input,
    place: placeOfCell(inputTiling(plan), unflatten(i, plan.inputShape)),
  }));
  view.lamp.join(view.input && areSideBySide(view, view.input, board) ? from.map((end) => [end, to]) : []);
  const terms = view.sumOf(spot, theme).terms.map(({ number }) => number);
  view.callout.say(`${terms.join(" + ")} = ${exact(view.valueOf(spot))}`, () => [
    ...view.lamp.middleOf(to),
    to.board.size,
  ]);
}
