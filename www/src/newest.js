/**
 * Returns a function that runs `work`, at most once at a time. Calls during a run are not queued: a single further run follows,
 * which sees the state as it is then. So a shape that is dragged faster than the engine answers builds up no backlog.
 *
 * @param {() => Promise<void>} work must not throw
 * @returns {{ (): void, idle(): Promise<void> }} to be called whenever something changed; `idle` resolves when no run is left
 */
export function newestWins(work) {
  let isOutdated = false;
  /** @type {Promise<void> | null} */
  let running = null;

  async function run() {
    do {
      isOutdated = false;
      await work();
    } while (isOutdated);
    running = null;
  }

  const call = () => {
    if (running) isOutdated = true;
    else running = run();
  };
  return Object.assign(call, { idle: async () => running ?? undefined });
}
