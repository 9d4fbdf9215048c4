// The store: one immutable state, changed by named changes of plain data, with a bounded history of one part of it.

/** @typedef {{ type: string, step?: string, isStart?: boolean, isQuiet?: boolean }} AnyChange `step`: consecutive changes of the same step are undone together; `isStart`: there is no way back behind it; `isQuiet`: it is no step */

/**
 * @template State
 * @template Undoable
 * @template {AnyChange} Change
 * @typedef {object} StoreOptions
 * @property {State} initial
 * @property {(state: State, change: Change) => State} reduce returns the next state, or the same one if nothing changes
 * @property {{
 *   select: (state: State) => Undoable,
 *   restore: (state: State, part: Undoable) => State,
 *   isSame?: (a: Undoable, b: Undoable) => boolean,
 * }} undoable the part of the state that `undo` and `redo` bring back. A step that ends with the same as it began with, such as a
 *   drawing that is given up, is none
 * @property {number} [limit] how many steps can be undone
 */

/**
 * Creates a store.
 *
 * @template State
 * @template Undoable
 * @template {AnyChange} Change
 * @param {StoreOptions<State, Undoable, Change>} options
 */
export function createStore({ initial, reduce, undoable, limit = 50 }) {
  let state = initial;
  /** @type {Undoable[]} */
  let past = [];
  /** @type {Undoable[]} */
  let future = [];
  /** The step of the newest entry of the past. @type {string | undefined} */
  let openStep;
  /** @type {Set<() => void>} */
  const subscriptions = new Set();

  /** @param {State} next */
  function setState(next) {
    if (next === state) return;
    state = next;
    for (const notify of [...subscriptions]) notify();
  }

  /** @param {Undoable} before @param {string | undefined} step */
  function remember(before, step) {
    future = [];
    if (step === undefined || step !== openStep) past = [...past, before].slice(-limit);
    openStep = step;
  }

  function forgetAll() {
    past = [];
    future = [];
    openStep = undefined;
  }

  /** Forgets the newest step if it has led back to where it began. @param {Undoable} after */
  function forgetEmptyStep(after) {
    const before = past.at(-1);
    if (before === undefined || !undoable.isSame?.(before, after)) return;
    past.pop();
    openStep = undefined;
  }

  /** @param {Undoable[]} from @param {Undoable[]} to */
  function travel(from, to) {
    if (from.length === 0) return false;
    to.push(undoable.select(state));
    openStep = undefined;
    setState(undoable.restore(state, /** @type {Undoable} */ (from.pop())));
    return true;
  }

  return {
    get: () => state,

    /** Applies changes in their order, then notifies the listeners once. @param {...Change} changes */
    update(...changes) {
      let next = state;
      for (const change of changes) {
        const before = undoable.select(next);
        next = reduce(next, change);
        const after = undoable.select(next);
        if (after === before || change.isQuiet) continue;
        if (change.isStart) forgetAll();
        else remember(before, change.step);
        forgetEmptyStep(after);
      }
      setState(next);
    },

    /**
     * Calls a listener whenever the selected part of the state is another one. Returns the function that ends this.
     * @template Selected
     * @param {(state: State) => Selected} select
     * @param {(selected: Selected, previous: Selected) => void} listener
     */
    subscribe(select, listener) {
      let selected = select(state);
      const notify = () => {
        const previous = selected;
        selected = select(state);
        if (subscriptions.has(notify) && !Object.is(selected, previous)) listener(selected, previous);
      };
      subscriptions.add(notify);
      return () => {
        subscriptions.delete(notify);
      };
    },

    /** Undoes the newest step; returns whether there was one. */
    undo: () => travel(past, future),
    /** Repeats the step that was undone last; returns whether there was one. */
    redo: () => travel(future, past),
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
  };
}
