import assert from "node:assert/strict";
import { test } from "node:test";

import { paceAt } from "../../assets/stage/shell/pace.js";

// Played frame by frame at 60 a second, at half a second a step: the seconds that it takes, and when each step was done.
function played(end) {
  const done = [];
  let [t, seconds] = [0, 0];
  while (t < end) {
    t += (paceAt(t, end) / 60) * 2;
    seconds += 1 / 60;
    while (done.length < Math.floor(Math.min(t, end))) done.push(seconds);
  }
  return { seconds, done };
}

// Of the first three steps.
const READ_SECONDS = 1.25;

test("a play of a few steps keeps its pace once three have been read", () => {
  for (const end of [4, 16, 35]) {
    const { seconds } = played(end);
    assert.ok(Math.abs(seconds - 3 * READ_SECONDS - (end - 3) / 2) < 0.1, `${end}: ${seconds}`);
  }
});

test("a play of any length ends within 20 seconds, and the longer ones take that long", () => {
  for (const end of [41, 64, 100, 256, 1000, 16_641, 34_225]) {
    const { seconds } = played(end);
    assert.ok(seconds < 20.3 && seconds > 18, `${end}: ${seconds}`);
  }
});

test("the first three steps are slow, and each later one is no slower than the one before", () => {
  for (const end of [64, 16_641]) {
    const { done } = played(end);
    for (const at of [0, 1, 2]) assert.ok(Math.abs(done[at] - (at + 1) * READ_SECONDS) < 0.05);
    for (let t = 0; t < end - 1; t++) assert.ok(paceAt(t + 1, end) >= paceAt(t, end));
  }
});
