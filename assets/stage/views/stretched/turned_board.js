// The kernel as it lies in the window: turned by 180° and spread by the dilation. Its cells keep their taps' own names.

import { wantsLessMotion } from "../../dom/dom.js";
import { Board } from "../../paint/board.js";
import { outlineTiles } from "../../paint/frame.js";
import { extentIn, kept, placeOfCell, tilingOf } from "../../paint/places.js";
import { boxOf, SEEN, spansOf } from "../../paint/strips.js";
import { product, range, unflatten } from "../../rule/links.js";

/** @import { Describer, Numbers, Place, Plan, Span, Theme } from "../../types.js" */
/** @import { Pen } from "../../paint/pen.js" */
/** @typedef {{ plan: Plan, w: Numbers, turned: boolean, theme: Theme }} Given */

const TURN_MS = 700;

// Given: the plan, the kernels' numbers w, and whether they are turned.
/** @extends {Board<Given>} */
export class TurnedBoard extends Board {
  /** @param {Describer} describer */
  constructor(describer) {
    super("kernel", ["kernel"], describer);
    /** @type {(Span | null)[][]} */
    this.spans = [];
  }

  /** @param {Given} given */
  extent({ plan }) {
    return extentIn(exchangedTiling(plan));
  }

  get laidBy() {
    return ["plan", "turned"];
  }

  places() {
    const { plan, turned } = this.given;
    const tiling = exchangedTiling(plan);
    const { axes, channels } = plan;
    const several = [channels.inputs > 1, channels.outputs / channels.groups > 1];
    const first = plan.weightShape.length - axes.length;
    const places = range(product(plan.weightShape)).map((at) => {
      const cell = unflatten(at, plan.weightShape);
      const [into, out] = [cell[0], cell[first - 1]];
      const spread = cell.slice(first).map((tap, axis) => {
        const own = turned ? axes[axis].kernel - 1 - tap : tap;
        return own * axes[axis].dilation;
      });
      const [x, y] = placeOfCell(tiling, [...(several[1] ? [out] : []), ...(several[0] ? [into] : []), ...spread]);
      return { x, y, cell, at };
    });
    const rows = [...new Set(places.map(({ y }) => y))].sort((a, b) => a - b);
    return { kernel: { rows: rows.map((y) => places.filter((place) => place.y === y).sort((a, b) => a.x - b.x)) } };
  }

  /** @param {Place} place */
  valueAt({ at }) {
    return this.given.w[at];
  }

  // The turn is seen: the picture before comes round to the picture now.
  /** @param {Given} given */
  draw(given) {
    const changes = super.draw(given);
    if (!changes?.has("turned") || changes.has("plan") || wantsLessMotion()) return changes;
    this.sheet.animate([{ transform: "rotate(-180deg)" }, { transform: "none" }], {
      duration: TURN_MS,
      easing: "ease-in-out",
    });
    return changes;
  }

  /** @param {Pen} pen */
  paintGround(pen) {
    const { axes } = this.given.plan;
    const { height, width } = exchangedTiling(this.given.plan);
    const steps = [1, ...axes.map(({ dilation }) => dilation)].slice(-2);
    this.spans = [height, width].map((count, axis) =>
      spansOf(
        range(count).map((at) => Number(at % steps[axis] === 0)),
        pen.size,
      ),
    );
  }

  /** @type {(pen: Pen, x: number, y: number, place: Place) => void} */
  paintCell(pen, x, y, { at }) {
    const { theme, w, plan } = this.given;
    const tiling = exchangedTiling(plan);
    // The last tile that begins before it.
    const tile =
      tiling.tiles.findLast((one) => one.x <= x && one.y <= y && y < one.y + tiling.height) ?? tiling.tiles[0];
    const [left, top, width, height] = boxOf(this.spans, x - tile.x, y - tile.y);
    pen.ink.fillStyle = pen.size < SEEN ? theme.faint : theme.kernel;
    pen.ink.fillRect(tile.x * pen.size + left, tile.y * pen.size + top, width, height);
    pen.number(w[at], x, y);
  }

  /** @param {Pen} pen */
  paintLines(pen) {
    const { plan } = this.given;
    const pairs = plan.weightShape.length - plan.axes.length;
    outlineTiles(pen, exchangedTiling(plan), (lead) => [...lead.slice(0, pairs).reverse(), ...lead.slice(pairs)]);
  }

  // The kernel's numbers in the order of the window.
  /** @param {Numbers} w */
  inWindowOrder(w) {
    return this.grids.kernel.places.map(({ at }) => w[at]);
  }
}

// As a convolution's weights stand, [out, in], the other way round from the layer's own: a map of rows and columns for each
// pair of channels, spread by the dilation.
export const exchangedTiling = kept(({ axes, channels }) => {
  const [into, out] = [channels.inputs, channels.outputs / channels.groups];
  const counts = [out, into].filter((count) => count > 1);
  const spread = axes.map(({ kernel, dilation }) => dilation * (kernel - 1) + 1);
  return tilingOf([...counts, ...spread], axes.length, out > 1 ? ["down", "across"] : ["across"]);
});
