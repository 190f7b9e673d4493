// tf.nn.conv2d of x with SAME or VALID: what its windows read, its output, and two lines of code.

import { codeLine } from "./framework_card.js";
import { conv2dLine, conv2dPlan, droppedOf, pytorchConv2d, zerosAfter, zerosBefore } from "./conv2d.js";
import { el, setHidden, setText } from "./dom.js";
import { forward, windowOver } from "./forward.js";
import { unflatten } from "./links.js";
import { MapBoard } from "./map_board.js";
import { ReadBoard } from "./read_board.js";
import { perAxis } from "./settings.js";
import { sentences } from "./words.js";

export class Conv2dCard {
  // padding: "same" or "valid"; describer(panel); stage: {copy(text, button)}
  constructor(padding, describer, stage) {
    this.padding = padding;
    this.panel = `conv_${padding}`;
    this.read = new ReadBoard(padding, describer);
    this.output = new MapBoard(this.panel, describer("conv"));
    this.title = el("div", { class: "heading" });
    this.facts = el("p", { "data-control": `${this.panel}-facts` });
    this.line = codeLine(`${this.panel}-line`, stage);
    this.twin = codeLine(`${this.panel}-pytorch`, stage);
    this.boards = el("div", { class: "pair" }, this.read.node, el("div", { class: "sign", "aria-hidden": "true" }, "→"),
      this.output.node);
    this.node = el("section", { class: "conv" }, this.title, this.boards,
      el("div", { class: "tools" }, this.facts, this.line.node, this.twin.node));
  }

  // panel -> its Cells, board by board.
  get grids() {
    const { read, output, padding } = this;
    return [[read, { [`read_${padding}`]: read.read, [`dropped_${padding}`]: read.dropped }], [output, { [this.panel]: output.cells }]];
  }

  // plan: the page's own.
  draw({ plan, state, theme }) {
    const memo = { plan, x: state.x, w: state.w };
    if (plan !== this.memo?.plan) this.plan = conv2dPlan(plan, this.padding);
    if (Object.keys(memo).some((key) => memo[key] !== this.memo?.[key])) {
      this.values = this.plan && forward(this.plan, state.x, state.w);
    }
    this.state = state;
    setHidden(this.boards, !this.plan);
    if (!this.plan) return this.clear();
    this.memo = memo;
    this.read.draw({ plan: this.plan, x: state.x, theme });
    return this.output.draw({ shape: this.plan.inputShape, values: this.values, theme });
  }

  // Nothing is shown: nothing is left to be read either.
  clear() {
    if (!this.memo) return;
    this.memo = null;
    for (const [, grids] of this.grids) for (const grid of Object.values(grids)) grid.layout([]);
    for (const board of [this.read, this.output]) board.memo = {};
  }

  // t: the page's words.
  write(t) {
    const { plan, padding, state } = this;
    setText(this.title, `tf.nn.conv2d, ${padding.toUpperCase()}`);
    setText(this.facts, plan ? this.said(t) : t("frameworks.conv_nothing"));
    for (const line of [this.line, this.twin]) setHidden(line.node, !plan);
    if (!plan) return;
    this.read.say(t("frameworks.title_read", { size: plan.outputShape.join("×") }));
    this.output.say(t("frameworks.title_conv", { size: plan.inputShape.join("×") }));
    this.line.write(conv2dLine(state, padding), t);
    this.twin.write(pytorchConv2d(state, plan), t);
  }

  said(t) {
    const { plan, state } = this;
    const values = { before: perAxis(zerosBefore(plan)), after: perAxis(zerosAfter(plan)), dropped: perAxis(droppedOf(plan)) };
    const parts = [t("frameworks.conv_zeros", values), t(droppedOf(plan).some(Boolean) ? "frameworks.conv_drops" : "frameworks.conv_keeps", values)];
    const many = (numbers) => numbers.some((one) => one > 1);
    if (many(state.stride) && many(state.dilation)) parts.push(t("frameworks.conv_both"));
    return sentences(t, ...parts);
  }

  // What an output cell is the sum of: [{tap, index}], index -1 on the zeros.
  windowOf(cell) {
    return windowOver(this.plan, cell);
  }

  // spot: of this card's output, or else; inputs: indices of x's elements that are lit.
  lightUp(spot, inputs) {
    if (!this.plan) return;
    const own = spot?.panel === this.panel;
    const cells = own ? [spot.cell] : this.readersOf(inputs);
    this.output.light(cells.map(([row, column]) => [column, row]), { soft: !own && inputs.size !== 1 });
    if (own) this.read.drawWindow(spot.cell, this.state.w);
    else this.read.lightUp([...inputs].map((at) => unflatten(at, this.plan.outputShape)));
  }

  // The output cells whose windows read x's one element; of several, none.
  readersOf(inputs) {
    if (inputs.size !== 1) return [];
    const [row, column] = unflatten([...inputs][0], this.plan.outputShape).map((at, axis) => at + this.plan.axes[axis].cropBefore);
    const [rows, columns] = [[0, row], [1, column]].map(([axis, at]) =>
      [...new Set((this.plan.feeders[axis][at] ?? []).map(([window]) => window))]);
    return rows.flatMap((one) => columns.map((other) => [one, other]));
  }
}
