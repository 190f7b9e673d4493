// Light first, words after: under a moving pointer the page lays out its texts once the light is on the screen.

const SOON_MS = 50;

export class Later {
  constructor() {
    this.waiting = new Map();
    this.isFollowing = false;
  }

  // While `draw` runs, texts wait for the next idle moment.
  follow(draw) {
    this.isFollowing = true;
    draw();
    this.isFollowing = false;
    this.planned ??= soon(() => this.writeAll());
  }

  // key: what is written; the last one wins.
  write(key, run) {
    this.waiting.delete(key);
    if (this.isFollowing) this.waiting.set(key, run);
    else run();
  }

  writeAll() {
    this.planned = null;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const run of waiting) run();
  }
}

const soon = (run) => (window.requestIdleCallback ? requestIdleCallback(run, { timeout: SOON_MS }) : setTimeout(run, SOON_MS));
