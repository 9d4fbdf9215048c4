// Runs in the built page: presses the first example place as soon as it can be pressed, and notes when that was, when the page was
// ready, and when the first number was visible. Milliseconds since the navigation.

/** Runs before the page's own scripts. */
export function watch() {
  /** @type {Record<string, number>} */
  const times = {};
  /** @type {any} */ (window).geobitStart = times;
  const note = (/** @type {string} */ name) => {
    times[name] ??= Math.round(performance.now());
  };
  const observer = new MutationObserver(() => {
    /** @type {HTMLButtonElement | null} */
    const place = document.querySelector("[data-hook=places] button");
    if (place && !place.disabled && !times.pressed) {
      note("pressed");
      place.click();
    }
    if (document.documentElement.dataset.ready) note("ready");
    if (!document.querySelector("[data-stat]")) return;
    // The next frame shows it.
    requestAnimationFrame(() => note("answer"));
    if (times.ready) observer.disconnect();
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true });
}

export function isAnswered() {
  const { ready, answer } = /** @type {any} */ (window).geobitStart;
  return Boolean(ready && answer);
}

/** @returns {{ pressed: number, ready: number, answer: number }} */
export function report() {
  return /** @type {any} */ (window).geobitStart;
}
