// Which of some nodes are on the screen. What is not can be drawn after what is.

export class Sight {
  /** @param {Element[]} nodes */
  constructor(nodes) {
    /** @type {Set<Element>} */
    this.away = new Set();
    this.observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.away.delete(target);
        else this.away.add(target);
      }
    });
    for (const node of nodes) this.observer.observe(node);
  }

  // Until the browser has said where a node is, it may be seen.
  /** @param {Element} node */
  has(node) {
    return !this.away.has(node);
  }
}
