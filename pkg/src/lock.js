/**
 * A worker that ends itself, or that its browser ends, sends nothing, and whoever has asked it something would wait for ever. So it holds a
 * lock while it runs, under a name that nobody else has, and its caller asks for the same lock: who is given it knows that the worker is
 * gone. Where there are no locks, as in a frame without an origin, nobody is told.
 */

/** Takes a lock for as long as this thread runs. @param {(name: string) => void} tell is called once it is held */
export function holdLock(tell) {
  const { locks } = globalThis.navigator ?? {};
  if (!locks) return;
  const name = `geobit engine ${crypto.randomUUID()}`;
  const hold = () => {
    tell(name);
    return new Promise(() => {});
  };
  locks.request(name, hold).catch(() => {});
}

/** Calls a function when the thread that holds a lock is gone. @param {string} name @param {() => void} onGone */
export function watchLock(name, onGone) {
  globalThis.navigator.locks?.request(name, onGone).catch(() => {});
}
