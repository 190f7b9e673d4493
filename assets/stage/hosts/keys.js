// The keys of a page, one key to one stage: the one that was touched last or has the focus; until then the first one.

const TOUCHES = ["pointerdown", "focusin"];

/** @import { Host } from "../types.js" */

// The one that was touched last first.
/** @type {{ heard: (event: KeyboardEvent) => void }[]} */
const stages = [];
/** @type {(event: KeyboardEvent) => void} */
const hear = (event) => stages[0]?.heard(event);

// root: where a stage stands; heard(event): takes a key, or leaves it. What comes back ends it.
/** @type {Host["keys"]} */
export function pageKeys(root, heard) {
  const stage = { heard };
  const leave = () => stages.splice(stages.indexOf(stage), 1);
  const touched = () => {
    leave();
    stages.unshift(stage);
  };
  if (!stages.length) document.addEventListener("keydown", hear);
  stages.push(stage);
  for (const type of TOUCHES) root.addEventListener(type, touched, { capture: true });
  return () => {
    leave();
    for (const type of TOUCHES) root.removeEventListener(type, touched, { capture: true });
    if (!stages.length) document.removeEventListener("keydown", hear);
  };
}
