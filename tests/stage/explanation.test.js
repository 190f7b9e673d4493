import assert from "node:assert/strict";
import test from "node:test";

import { factsAlong } from "../../assets/stage/rule/facts.js";
import { plan } from "../../assets/stage/rule/links.js";
import { Explanation } from "../../assets/stage/shell/explanation.js";
import { always } from "./cases.js";

// A text of one word, so that what is said can be told apart again.
const word = (key, values) => `${key}(${Object.entries(values)})`.replaceAll(" ", "");
function t(key, values = {}) {
  if (key === "page.also") return `${values.said} ${values.more}`;
  if (key === "stage.formula_of") return `${values.name}: ${values.formula}`;
  return key.startsWith("explained.") ? word(key, values) : key;
}

const explained = (ofAxes) =>
  Explanation.prototype.ofSettings.call({ stage: { plan: plan(ofAxes), state: { rank: 2, bias: null }, t }, said });
const { said } = Explanation.prototype;

function drawn(random) {
  const [input, kernel, stride, dilation, padding] = [4, 4, 4, 3, 2].map((most) => random.whole(1, most));
  const outputPadding = random.whole(0, Math.max(stride, dilation) - 1);
  return { input, kernel, stride, dilation, cropBefore: padding, cropAfter: padding - outputPadding };
}

test("what holds along both axes is said once, and of each axis all the rest", () => {
  const seen = new Set();
  always((random) => {
    const height = drawn(random);
    const axes = [height, random.whole(0, 3) ? { ...height, stride: random.whole(1, 4) } : drawn(random)];
    const [both, ...apart] = explained(axes).split(/\s*stage\.axis_name_\d: /);
    const parts = [both, ...apart].map((part) => part.split(" ").filter(Boolean));
    assert.equal(new Set(parts[0]).size, parts[0].length);
    const own = axes.map((_, axis) =>
      factsAlong(plan(axes), axis).map(({ key, values }) => word(`explained.${key}`, values)),
    );
    const isIn = (words) => (one) => words.includes(one);
    assert.deepEqual(parts[0], own[0].filter(isIn(own[1])));
    const rest = own.map((words, axis) => words.filter((one) => !isIn(own[1 - axis])(one)));
    assert.deepEqual(
      parts.slice(1),
      rest.filter((words) => words.length),
    );
    seen.add(apart.length);
  });
  assert.ok(seen.has(0) && seen.has(2));
});
