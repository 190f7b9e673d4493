// Runs before the scripts of every measured page, the yardstick and ours alike. All times are in milliseconds.
//
// An answer's time: from the event's own time stamp (given by the browser when the input came in, so waiting for a busy
// page and finding what is under the pointer count) to the first task after the frame in which it is painted.
// requestAnimationFrame runs within that frame, before style, layout and paint; a message posted there comes after them.
{
  const { port1, port2 } = new MessageChannel();
  const afterThisFrame = (then) =>
    requestAnimationFrame(() => {
      port1.onmessage = then;
      port2.postMessage(0);
    });

  let awaited = null;
  let answered = null;
  const probe = (window.benchmark = {
    // Time the answer to the next event of this type; `answer` is a promise of it.
    arm(type) {
      awaited = type;
      probe.answer = new Promise((resolve) => (answered = resolve));
    },

    // Everything a canvas shows, for telling whether the picture is there.
    picture: () => [...document.querySelectorAll("canvas")].map((canvas) => canvas.toDataURL()).join(),

    // How long the frames are apart, for so long.
    gaps: (duration) =>
      new Promise((resolve) => {
        const times = [];
        const frame = (now) => {
          times.push(now);
          if (now - times[0] < duration) requestAnimationFrame(frame);
          else resolve(times.slice(1).map((time, at) => time - times[at]));
        };
        requestAnimationFrame(frame);
      }),

    // When what the selector names was painted first, counted from the start of the navigation.
    painted: (selector) =>
      new Promise((resolve) => {
        const look = () => {
          if (!document.querySelector(selector)) return;
          observer.disconnect();
          afterThisFrame(() => resolve(performance.now()));
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { childList: true, subtree: true });
        look();
      }),
  });

  for (const type of ["keydown", "pointerover"]) {
    // Capturing at the window: first of all listeners.
    addEventListener(
      type,
      (event) => {
        if (awaited !== type) return;
        awaited = null;
        afterThisFrame(() => answered(performance.now() - event.timeStamp));
      },
      { capture: true },
    );
  }
}
