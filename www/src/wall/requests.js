// How many requests this page has made since its first shape, as the browser itself tells it.

/**
 * @param {object} page
 * @param {() => number} page.firstShapeAt when the first shape came, infinite as long as there is none
 * @param {number} page.completeAt when all files of the page had arrived, which are asked for whatever is drawn
 * @param {AbortSignal} page.signal
 * @param {() => void} changed
 */
export function countRequests({ firstShapeAt, completeAt, signal }, changed) {
  const counts = { since: 0, ofStart: 0 };
  const observer = new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      if (!/^https?:/.test(name) || startTime < firstShapeAt()) continue;
      counts[startTime < completeAt ? "ofStart" : "since"] += 1;
    }
    changed();
  });
  observer.observe({ type: "resource", buffered: true });
  signal.addEventListener("abort", () => observer.disconnect());
  return counts;
}
