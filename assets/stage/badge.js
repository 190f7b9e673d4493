// PyTorch's word on the numbers that are on screen.

import { el, setText } from "./dom.js";

export class Badge {
  constructor() {
    this.node = el("div", { class: "badge", role: "status", "data-control": "badge", "data-verdict": "asking" });
  }

  // verdict: {kind: "asking" | "loading" | "agrees" | "differs" | "away", version, dtype, difference, cell}
  draw(verdict, t) {
    const key = JSON.stringify(verdict);
    if (key === this.key && t === this.t) return;
    Object.assign(this, { key, t });
    this.node.dataset.verdict = verdict.kind;
    setText(this.node, t(`stage.badge_${verdict.kind}`, verdict));
  }
}
