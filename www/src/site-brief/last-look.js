// The day on which a daily brief was last looked at, kept in this browser: what came since then is new. Another look on the same day
// shows the same.

const KEY = "geobit:last-look";
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Returns the last day before today on which a brief was looked at, and notes today. @param {string} today @returns {string | null} */
export function takeLastLook(today) {
  const kept = recall();
  const before = kept.day === today ? kept.before : kept.day;
  try {
    localStorage.setItem(KEY, JSON.stringify({ day: today, before }));
  } catch {
    // Then the last 28 days are new each time.
  }
  return before;
}

/** @returns {{ day: string | null, before: string | null }} */
function recall() {
  const dayOf = (/** @type {unknown} */ text) => (typeof text === "string" && DAY.test(text) ? text : null);
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return { day: dayOf(kept?.day), before: dayOf(kept?.before) };
  } catch {
    return { day: null, before: null };
  }
}
