// Keys that are the stage's wherever the focus is on the page: Space, arrows, Home and End move time, Escape puts away, Tab
// comes to a new card first. What has the focus is asked before, if it uses the key itself.

const WRITTEN_IN = 'input:not([type="checkbox"], [type="radio"], [type="range"]), textarea, select, [contenteditable]';
const PRESSED = "button, summary, input";
const MOVED_IN = 'input[type="range"], input[type="radio"], [role="slider"], [role="tab"]';
const LIES_OVER = '[role="dialog"], [role="menu"], [role="listbox"]';
const SCROLLING = new Set(["auto", "scroll"]);

/** @import { Stage } from "./stage.js" */

/** @type {(stage: Stage) => (event: KeyboardEvent) => void} */
export function stageKeys(stage) {
  const { timeline } = stage;
  /** @type {Record<string, () => void>} */
  const moves = {
    " ": () => timeline.toggle(),
    ArrowLeft: () => timeline.step(-1),
    ArrowRight: () => timeline.step(1),
    Home: () => timeline.jump(0),
    End: () => timeline.jump(Infinity),
  };
  return (event) => {
    const { target, key } = event;
    if (!(target instanceof Element)) return;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "Tab" && !event.defaultPrevented) stage.questions.card.tab(event);
    if (event.shiftKey) return;
    if (key === "Escape" && !target.closest(LIES_OVER)) stage.putAway(event.defaultPrevented);
    if (event.defaultPrevented || !moves[key] || usesKey(target, key, stage.root)) return;
    event.preventDefault();
    moves[key]?.();
  };
}

/** @type {(target: Element, key: string, root: Element) => boolean} */
function usesKey(target, key, root) {
  // What the stage lies in scrolls, but time comes first.
  if (target.contains(root) || target.matches('[data-control="time"]')) return false;
  if (target.matches(WRITTEN_IN) || target.closest(LIES_OVER) || scrolls(target)) return true;
  return target.matches(key === " " ? PRESSED : MOVED_IN);
}

/** @param {Element} node */
function scrolls(node) {
  const { overflowX, overflowY } = getComputedStyle(node);
  return (
    (SCROLLING.has(overflowX) && node.scrollWidth > node.clientWidth)
    || (SCROLLING.has(overflowY) && node.scrollHeight > node.clientHeight)
  );
}
