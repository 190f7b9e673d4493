// A piece of code that can be copied.

import { el, setText } from "../../dom/dom.js";

/** @import { Line, Translate } from "../../types.js" */
/** @import { Stage } from "../../shell/stage.js" */

/** @type {(name: string, stage: Pick<Stage, "copy">) => Line} */
export function codeLine(name, stage) {
  const code = el("code", { "data-control": name, tabindex: 0 });
  /** @type {HTMLButtonElement} */
  const button = el("button", {
    type: "button",
    "data-control": `copy-${name}`,
    onclick: () => stage.copy(code.textContent, button),
  });
  /** @type {Translate | null} */
  let words = null;
  return {
    node: el("div", { class: "line" }, code, button),
    write(text, t) {
      setText(code, text);
      // Else "copied" stands there for its while, whatever is drawn meanwhile.
      if (t !== words) setText(button, t("stage.copy"));
      words = t;
    },
  };
}
