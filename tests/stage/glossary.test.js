import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

import { WORDS } from "../../assets/stage/shell/glossary.js";

const ROOT = new URL("../../assets/", import.meta.url);
const texts = JSON.parse(readFileSync(new URL("words/en/glossary.json", ROOT), "utf8"));

test("every page has words, each with its meaning, and no meaning is without a page", () => {
  const pages = readdirSync(new URL("stage/views", ROOT), { withFileTypes: true }).filter((one) => one.isDirectory());
  assert.deepEqual(Object.keys(WORDS).sort(), pages.map(({ name }) => name).sort());
  const used = new Set(Object.values(WORDS).flat());
  for (const words of Object.values(WORDS)) assert.ok(words.length);
  const wanted = ["title", ...[...used].flatMap((word) => [word, `${word}_means`])];
  assert.deepEqual(Object.keys(texts).sort(), wanted.sort());
});
