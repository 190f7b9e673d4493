// The code that carries a real layer's weights from PyTorch to a library and back; folded. Python writes it.

import { el, setText } from "../../dom/dom.js";
import { codeLine } from "./code_line.js";

/** @import { Translate, WeightsWay } from "../../types.js" */
/** @import { Stage } from "../../shell/stage.js" */

export class WeightsCode {
  // library: its name; ways: in which it keeps a layer's.
  /** @param {string} card @param {string} library @param {WeightsWay[]} ways @param {Pick<Stage, "copy">} stage */
  constructor(card, library, ways, stage) {
    this.library = library;
    this.title = el("summary", {});
    this.ways = ways.map((way) => ({
      way,
      said: el("p", {}),
      parts: /** @type {const} */ (["from_pytorch", "to_pytorch"]).map((key) => ({
        key,
        title: el("p", { class: "way" }),
        line: codeLine(`${way.name}-${key}`, stage),
      })),
    }));
    this.node = el(
      "details",
      { class: "weights", "data-control": `${card}-weights`, hidden: !ways.length },
      this.title,
      ...this.ways.flatMap(({ said, parts }) => [said, ...parts.flatMap(({ title, line }) => [title, line.node])]),
    );
  }

  // t: the page's words. Of the settings only the number of axes matters here.
  /** @param {Translate} t @param {number} rank */
  write(t, rank) {
    const { library } = this;
    setText(this.title, t("frameworks.weights", { library }));
    for (const { way, said, parts } of this.ways) {
      setText(said, t(`frameworks.weights_${way.name}`));
      for (const { key, title, line } of parts) {
        setText(title, t(`frameworks.${key}`, { library }));
        line.write(way[key][rank - 1], t);
      }
    }
  }
}
