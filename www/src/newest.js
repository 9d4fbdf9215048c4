/**
 * Runs `work` at most once at a time. Calls that arrive meanwhile are not queued: one more run follows, which sees
 * the state as it is then. So a shape dragged faster than the engine answers never builds up a backlog.
 *
 * @param {() => Promise<void>} work must not throw
 * @returns {{ (): void, idle(): Promise<void> }} call it whenever something changed; `idle` ends when all is answered
 */
export function newestWins(work) {
  let again = false;
  /** @type {Promise<void> | null} */
  let running = null;

  async function run() {
    do {
      again = false;
      await work();
    } while (again);
    running = null;
  }

  const call = () => {
    if (running) again = true;
    else running = run();
  };
  return Object.assign(call, { idle: async () => running ?? undefined });
}
