// The picture first, the words after: under a moving hand the page lays out its texts once the picture is on the screen.

const SOON_MS = 50;

/** @import { Idle, Writer } from "../types.js" */

class Later {
  constructor() {
    /** @type {Map<unknown, () => void>} */
    this.waiting = new Map();
    this.isFollowing = false;
    this.isPlanned = false;
  }

  // While `draw` runs, texts wait for the next idle moment.
  /** @param {() => void} draw */
  follow(draw) {
    this.isFollowing = true;
    draw();
    this.isFollowing = false;
    if (this.isPlanned) return;
    this.isPlanned = true;
    soon(() => this.writeAll());
  }

  // key: what is written; the last one wins. canWait: not where it must be there with the frame.
  /** @type {Writer["write"]} */
  write(key, run, canWait = true) {
    this.waiting.delete(key);
    if (this.isFollowing && canWait) this.waiting.set(key, run);
    else run();
  }

  // The same for one of several stages on a page, whose names of what is written are its own.
  /** @returns {Writer} */
  own() {
    const keys = new Map();
    return {
      follow: (draw) => this.follow(draw),
      write: (name, run, canWait) => {
        if (!keys.has(name)) keys.set(name, { name });
        this.write(keys.get(name), run, canWait);
      },
    };
  }

  writeAll() {
    this.isPlanned = false;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const run of waiting) run();
  }
}

export const later = new Later();

const canIdle = typeof requestIdleCallback === "function";

// As soon as nothing else is to be done; what comes back takes it back.
/** @type {(run: (deadline: Idle) => void, options?: IdleRequestOptions) => number} */
export const whenIdle = canIdle ? requestIdleCallback : (run) => setTimeout(() => run({ timeRemaining: () => 0 }), 16);
export const notWhenIdle = canIdle ? cancelIdleCallback : clearTimeout;

// After the next frame, as soon as nothing else is to be done. A page in the background has no frames: hence the clock.
/** @param {() => void} run */
function soon(run) {
  const once = () => {
    clearTimeout(clock);
    cancelAnimationFrame(frame);
    run();
  };
  const frame = requestAnimationFrame(() => {
    if (canIdle) requestIdleCallback(once, { timeout: SOON_MS });
    else setTimeout(once, 0);
  });
  const clock = setTimeout(once, 4 * SOON_MS);
}
