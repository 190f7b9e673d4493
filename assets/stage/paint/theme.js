// Colours: the roles come from assets/colours.json, and which half of it from the host.
// An input element has one colour: its hue is its column's, its lightness its row's (even steps in OKLCH).

import { shapeInPlane } from "../rule/plane.js";
import { oklchToHex } from "./colours.js";

/** @import { IdentityScale, PerAxis, Roles, Theme } from "../types.js" */

/** @type {(name: "light" | "dark", table: Record<"light" | "dark", Roles>, font: string) => Theme} */
export function themeOf(name, table, font) {
  const roles = table[name];
  return { ...roles, key: `${name} ${font}`, font, ...identityColours(roles.identity) };
}

// All of them, row-major, kept for the last shape; and one of them.
/** @type {(table: IdentityScale) => Pick<Theme, "identityColours" | "identityColour">} */
function identityColours(table) {
  const all = identities(table);
  return { identityColours: all, identityColour: (shape, at) => all(shape)[at] };
}

/** @type {(table: IdentityScale) => (shape: PerAxis) => string[]} */
function identities({ lightness, chroma, hue }) {
  let known = [0, 0];
  /** @type {string[]} */
  let colours = [];
  return (shape) => {
    const [rows, columns] = shapeInPlane(shape);
    if (rows !== known[0] || columns !== known[1]) {
      known = [rows, columns];
      colours = Array.from({ length: rows * columns }, (_, index) => {
        const step = rows > 1 ? Math.floor(index / columns) / (rows - 1) : 0.5;
        return oklchToHex(mix(lightness, step), mix(chroma, step), hue + (360 / columns) * (index % columns));
      });
    }
    return colours;
  };
}

/** @type {(ends: [number, number], step: number) => number} */
const mix = ([from, to], step) => from + (to - from) * step;
