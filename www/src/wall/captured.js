// What the lock itself calls once the page is locked, taken when this script starts: a script that puts something else in the place of a
// method changes nothing for the lock.
const { apply, getOwnPropertyDescriptor, defineProperty } = Reflect;

/**
 * Returns a reader of a property of a browser's own objects, which asks the browser itself.
 * @param {string} owner the name of a class @param {string} name
 * @returns {(object: unknown) => any} nothing, where this browser has no such property or the object is of another class
 */
export function readerOf(owner, name) {
  const { get } = prototypeOf(owner) ? (getOwnPropertyDescriptor(prototypeOf(owner), name) ?? {}) : {};
  return (object) => {
    try {
      return get && apply(get, object, []);
    } catch {
      return undefined;
    }
  };
}

/**
 * Returns a method of a browser's own objects, as a function of the object and its arguments.
 * @param {string} owner the name of a class @param {string} name
 * @returns {(object: unknown, given?: unknown[]) => any}
 */
export function methodOf(owner, name) {
  const method = prototypeOf(owner)?.[name];
  return (object, given = []) => apply(method, object, given);
}

/** @param {string} owner */
const prototypeOf = (owner) => /** @type {any} */ (globalThis)[owner]?.prototype;

/** Puts a value in the place of a member, for good. @param {any} owner @param {string} name @param {unknown} [value] */
export function settle(owner, name, value) {
  if (owner) defineProperty(owner, name, { value, writable: false, configurable: false });
}

export const localNameOf = readerOf("Element", "localName");
export const preventDefault = methodOf("Event", "preventDefault");
const startsWith = methodOf("String", "startsWith");
/** @param {string} text @param {string} start @returns {boolean} */
export const isStart = (text, start) => startsWith(text, [start]);
export const call = apply;
