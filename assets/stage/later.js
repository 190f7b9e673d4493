// The picture first, the words after: under a moving hand the page lays out its texts once the picture is on the screen.

const SOON_MS = 50;

class Later {
  constructor() {
    this.waiting = new Map();
    this.isFollowing = false;
  }

  // While `draw` runs, texts wait for the next idle moment.
  follow(draw) {
    this.isFollowing = true;
    draw();
    this.isFollowing = false;
    if (this.isPlanned) return;
    this.isPlanned = true;
    soon(() => this.writeAll());
  }

  // key: what is written; the last one wins. canWait: not where it must be there with the frame.
  write(key, run, canWait = true) {
    this.waiting.delete(key);
    if (this.isFollowing && canWait) this.waiting.set(key, run);
    else run();
  }

  writeAll() {
    this.isPlanned = false;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const run of waiting) run();
  }
}

export const later = new Later();

// After the next frame, as soon as nothing else is to be done. A page in the background has no frames: hence the clock.
function soon(run) {
  const once = () => {
    clearTimeout(clock);
    cancelAnimationFrame(frame);
    run();
  };
  const frame = requestAnimationFrame(() => {
    if (window.requestIdleCallback) requestIdleCallback(once, { timeout: SOON_MS });
    else setTimeout(once, 0);
  });
  const clock = setTimeout(once, 4 * SOON_MS);
}
