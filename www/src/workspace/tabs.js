// Other tabs of this page, which may have the same workspace open. Only numbers of states are told, nothing of what is kept.

/** @typedef {{ type: "hello" | "here" | "erased" } | { type: "kept", state: number }} Word */

/**
 * @param {{ hear: (word: Word) => Word | null, signal: AbortSignal }} page `hear` may answer
 */
export function createTabs({ hear, signal }) {
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("geobit-workspace");
  /** @param {Word} word */
  const tell = (word) => channel?.postMessage(word);
  channel?.addEventListener("message", ({ data }) => {
    const answer = hear(data);
    if (answer) tell(answer);
  });
  signal.addEventListener("abort", () => channel?.close());
  return { tell };
}
