// Colours: the roles come from assets/colours.json, and which half of it from the host.
// An input element has one colour: its hue is its column's, its lightness its row's (even
// steps in OKLCH).

import { product } from "../rule/links.js";
import { oklchToHex } from "./colours.js";

/** @import { IdentityScale, InputMaps, Roles, Theme } from "../types.js" */

/** @type {(name: "light" | "dark", table: Record<"light" | "dark", Roles>, font: string) => Theme} */
export function themeOf(name, table, font) {
  const roles = table[name];
  return { ...roles, key: `${name} ${font}`, font, ...identityColours(roles.identity) };
}

// All of them, row-major, kept for the last shape; and one of them.
/** @type {(table: IdentityScale) => Pick<Theme, "identityColours" | "identityColour">} */
function identityColours(table) {
  const all = identities(table);
  return { identityColours: all, identityColour: (plan, at) => all(plan)[at] };
}

// Each channel has its own band of hues.
/** @type {(table: IdentityScale) => (plan: InputMaps) => string[]} */
function identities({ lightness, chroma, hue }) {
  let known = "";
  /** @type {string[]} */
  let colours = [];
  return ({ inputShape, channels: { inputs } }) => {
    const key = `${inputs}:${inputShape}`;
    if (key === known) return colours;
    known = key;
    const columns = inputShape[inputShape.length - 1];
    const rows = product(inputShape) / columns / inputs;
    colours = Array.from({ length: inputs * rows * columns }, (_, index) => {
      const row = Math.floor(index / columns);
      const step = rows > 1 ? (row % rows) / (rows - 1) : 0.5;
      const band = Math.floor(row / rows) + (index % columns) / columns;
      return oklchToHex(mix(lightness, step), mix(chroma, step), hue + (360 / inputs) * band);
    });
    return colours;
  };
}

/** @type {(ends: [number, number], step: number) => number} */
const mix = ([from, to], step) => from + (to - from) * step;
