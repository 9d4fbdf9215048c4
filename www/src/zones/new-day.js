// Days end while a page is open, and zones with them.
import { asking } from "../asking.js";

/** How often the clock is looked at. */
const CLOCK_MS = 10_000;

/** Does something when another day has begun. @param {() => void} act @param {AbortSignal} signal */
export function onNewDay(act, signal) {
  let { today } = asking();
  function look() {
    const now = asking().today;
    if (now === today) return;
    today = now;
    act();
  }
  const timer = setInterval(look, CLOCK_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
  // A machine that slept, or a page in the background, is looked at before its timer runs.
  if (typeof document !== "undefined") document.addEventListener("visibilitychange", look, { signal });
}
