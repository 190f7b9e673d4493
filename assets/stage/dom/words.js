// The texts of one language: t("stage.play"), t("stage.limit", {low: 0, high: 4}).

/** @import { Texts, Translate } from "../types.js" */

/** @type {(texts: Texts) => Translate} */
export function wordsOf(texts) {
  return (key, values = {}) =>
    (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

// One after the other: Chinese has no space between them.
/** @type {(t: Translate, ...said: string[]) => string} */
export const sentences = (t, ...said) =>
  said.slice(1).reduce((before, more) => t("page.also", { said: before, more }), said[0] ?? "");
