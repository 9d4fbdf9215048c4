// The keeping of a workspace in this browser: when it is written, under which key, and what is known of other tabs. It never writes
// over what it has not seen.
import { errorMessage } from "../data.js";
import { newestWins } from "../newest.js";
import { workspace as texts } from "../words/workspace.js";
import { setFlag } from "./flag.js";
import { readKept, removeKept, writeKept } from "./kept.js";
import { lock } from "./lock.js";
import { createTabs } from "./tabs.js";

/** @typedef {keyof typeof texts.status} Mode */
/** @typedef {import("./lock.js").Key} Key */

/** What is typed or dragged is kept when it pauses. */
const PAUSE_MS = 400;
/** In these modes what changes is written. @type {readonly Mode[]} */
const WRITING = ["kept", "keptLocked", "pending", "failed"];

/**
 * @param {{
 *   write: () => Promise<string>,
 *   mark: () => unknown,
 *   show: () => void,
 *   note: (sentence: string) => void,
 *   signal: AbortSignal,
 * }} page `write` returns the workspace as text; `mark` tells one state of the page from another
 */
export function createKeeping({ write, mark, show, note, signal }) {
  /** @type {Mode} */
  let mode = "off";
  /** @type {Key | null} */
  let key = null;
  /** The number of the state that is kept, as far as this tab knows. @type {number | null} */
  let known = null;
  /** The text that was written last, before it was locked. */
  let written = "";
  /** The page as it was written last. @type {unknown} */
  let marked = null;
  let timer = 0;

  const { tell } = createTabs({ hear, signal });

  /** @param {Mode} next */
  function setMode(next) {
    if (mode === next) return;
    mode = next;
    show();
  }

  /** @param {import("./tabs.js").Word} word @returns {import("./tabs.js").Word | null} */
  function hear(word) {
    const isWriting = WRITING.includes(mode);
    if (word.type === "hello") return isWriting ? { type: "here" } : null;
    if (word.type === "here" && isWriting) setMode("twoTabs");
    if (word.type === "kept" && (isWriting || mode === "twoTabs") && word.state !== known) setMode("changed");
    if (word.type === "erased" && mode !== "off") {
      forget();
      note(texts.erasedElsewhere);
    }
    return null;
  }

  const save = newestWins(async () => {
    timer = 0;
    if (!WRITING.includes(mode)) return;
    try {
      const now = mark();
      const text = await write();
      if (text !== written || known === null) {
        const [keyNow, knownNow] = [key, known];
        const state = await writeKept(keyNow ? await lock(text, keyNow) : text, knownNow);
        if (!WRITING.includes(mode)) return;
        if (state === "changed") return setMode("changed");
        known = state;
        setFlag(true);
        tell({ type: "kept", state });
        written = text;
      }
      marked = now;
      setMode(key ? "keptLocked" : "kept");
    } catch (error) {
      note(isFull(error) ? texts.noRoom : texts.denied);
      // What is kept already stays, and the next change tries again. A page that keeps nothing yet does not.
      setMode(known === null ? "off" : "failed");
    }
  });

  /** Keeps the changes after a pause. */
  function later() {
    if (!WRITING.includes(mode)) return;
    clearTimeout(timer);
    timer = window.setTimeout(save, PAUSE_MS);
  }

  /** Keeps the changes now. */
  function now() {
    const isDue = timer !== 0;
    clearTimeout(timer);
    if (isDue || marked !== mark()) save();
  }

  function forget() {
    clearTimeout(timer);
    timer = 0;
    [key, known, written, marked] = [null, null, "", null];
    setMode("off");
  }

  window.addEventListener("pagehide", now, { signal });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && now(), {
    signal,
  });
  signal.addEventListener("abort", () => clearTimeout(timer));

  return {
    mode: () => mode,
    key: () => key,
    isLocked: () => key !== null,
    isOn: () => mode !== "off",
    /** Whether the page as it is now is kept. */
    isKept: () => WRITING.includes(mode) && marked !== null && marked === mark(),
    later,
    idle: save.idle,

    /** Begins to keep the workspace. Nothing that another tab keeps is written over. */
    async turnOn() {
      try {
        const kept = await readKept();
        known = null;
        if (kept) return setMode("changed");
      } catch {
        note(texts.denied);
        return show();
      }
      setMode("pending");
      save();
    },

    /** Keeps it no longer. What this tab has not opened is another workspace, and stays. */
    async turnOff() {
      if (!WRITING.includes(mode)) return forget();
      try {
        await removeKept();
        setFlag(false);
        tell({ type: "erased" });
        forget();
        note(texts.noLongerKept);
      } catch (error) {
        note(texts.notErased(errorMessage(error)));
      }
    },

    /** Says that what is kept was erased. */
    erased() {
      tell({ type: "erased" });
      forget();
    },

    /** Takes over that the page is what is kept. @param {number} state @param {Key | null} withKey @param {boolean} isStart */
    follow(state, withKey, isStart) {
      [known, key, written, marked] = [state, withKey, "", mark()];
      setMode(key ? "keptLocked" : "kept");
      if (isStart) tell({ type: "hello" });
    },

    /** Says that what is kept is not open. @param {"locked" | "unreadable"} reason @param {number} state */
    leave(reason, state) {
      known = state;
      setMode(reason);
    },

    /** Keeps the page instead of what is kept, whoever wrote that. */
    async takeOver() {
      try {
        known = (await readKept())?.state ?? null;
      } catch {
        return note(texts.denied);
      }
      written = "";
      setMode("pending");
      save();
    },

    /** Locks with another key from now on, or with none. @param {Key | null} next */
    setKey(next) {
      key = next;
      written = "";
      marked = null;
      if (WRITING.includes(mode)) {
        setMode("pending");
        save();
      }
      show();
    },
  };
}

/** @param {unknown} error */
const isFull = (error) => /** @type {{ name?: string }} */ (error)?.name === "QuotaExceededError";
