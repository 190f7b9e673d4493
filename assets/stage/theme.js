// Colours: the roles come from assets/colours.json, and which half of it from the host's background.
// An input element has one colour: its hue is its column's, its lightness its row's (even steps in OKLCH).

import { oklchToHex } from "./oklch.js";

export function themeOf(node, table) {
  const style = getComputedStyle(node);
  const name = isDark(style) ? "dark" : "light";
  const roles = table[name];
  return { ...roles, key: `${name} ${style.fontFamily}`, font: style.fontFamily, ...identityColours(roles.identity) };
}

// What the stage stands on says whether the page is dark, whichever host it has.
function isDark(style) {
  const background = style.getPropertyValue("--st-background-color").trim();
  const hex = /^#([0-9a-f]{6})/i.exec(background)?.[1];
  if (!hex) return style.colorScheme?.startsWith("dark") ?? false;
  const [red, green, blue] = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
}

// All of them, row-major, kept for the last shape; and one of them.
function identityColours(table) {
  const all = identities(table);
  return { identityColours: all, identityColour: (shape, at) => all(shape)[at] };
}

function identities({ lightness, chroma, hue }) {
  let known = [0, 0];
  let colours = [];
  return ([rows, columns]) => {
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

const mix = ([from, to], step) => from + (to - from) * step;
