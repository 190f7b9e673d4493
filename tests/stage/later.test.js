// Texts wait under a moving hand, but for those that must be there with the frame; for one stage of several as for one.

import assert from "node:assert/strict";
import test from "node:test";

// The browser's, which Node has not: here no frame ever comes.
globalThis.requestAnimationFrame = () => 0;
globalThis.cancelAnimationFrame = () => {};
const { later } = await import("../../assets/stage/dom/later.js");

for (const [name, writer] of [
  ["the page's", later],
  ["one stage's", later.own()],
]) {
  test(`${name}: what can wait waits while it is drawn, what cannot is written at once`, () => {
    const written = [];
    writer.follow(() => {
      writer.write("waits", () => written.push("waits"));
      writer.write("cannot", () => written.push("cannot"), false);
    });
    assert.deepEqual(written, ["cannot"]);
    later.writeAll();
    assert.deepEqual(written, ["cannot", "waits"]);
  });
}

test("two stages write under the same name without taking each other's place", () => {
  const written = [];
  const [one, other] = [later.own(), later.own()];
  one.follow(() => one.write("title", () => written.push("one")));
  other.follow(() => other.write("title", () => written.push("other")));
  later.writeAll();
  assert.deepEqual(written, ["one", "other"]);
});
