// The ground of the map from a file: opened, drawn, kept in this browser if the person says so, and taken away again.
import { errorMessage } from "../data.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";
import { openArchive } from "./archive.js";
import { keptName, removeKeptGround, setKeptName } from "./flag.js";
import { keep, keptFile } from "./kept.js";
import { drawGround } from "./layers.js";
import { showGroundPanel } from "./panel.js";

/** @typedef {import("./archive.js").Archive} Archive */

/**
 * @param {HTMLDetailsElement} details
 * @param {Parameters<typeof import("./begin.js").createGroundEntry>[1]} page
 */
export function createGround(details, { map, messages, fit, openFile, signal }) {
  const { ground: texts } = words;
  /** @type {{ archive: Archive, remove: () => void } | null} */
  let drawn = null;
  let isWorking = false;
  let note = "";
  /** What is being kept or removed. @type {Promise<unknown>} */
  let work = Promise.resolve();

  function show() {
    if (signal.aborted) return;
    showGroundPanel(details, { archive: drawn?.archive ?? null, kept: keptName(), isWorking, note }, actions);
  }

  /** @param {Archive} archive */
  function draw(archive) {
    drawn?.remove();
    drawn = null;
    drawn = { archive, remove: drawGround(map, archive, texts.attribution[archive.schema], lose) };
    note = "";
    show();
  }

  /** The file was moved or changed while it was drawn from. @param {unknown} error */
  function lose(error) {
    if (!drawn || signal.aborted) return;
    const name = plainText(drawn.archive.file.name);
    drawn.remove();
    drawn = null;
    messages.showError(texts.lost(name), errorMessage(error));
    show();
  }

  /** @param {() => Promise<string>} action returns what is to be said */
  function attempt(action) {
    work = work.then(async () => {
      isWorking = true;
      show();
      try {
        note = await action();
        messages.announce(note);
      } catch (error) {
        note = errorMessage(error);
      }
      isWorking = false;
      show();
    });
  }

  /** @type {import("./panel.js").Actions} */
  const actions = {
    open: openFile,
    keep: () =>
      attempt(async () => {
        if (!drawn) return "";
        const { file } = drawn.archive;
        try {
          await keep(file);
        } catch (error) {
          const isFull = /** @type {Error} */ (error).name === "QuotaExceededError";
          throw isFull ? new Error(texts.full(file.size)) : error;
        }
        return texts.kept(plainText(file.name));
      }),
    forget: () =>
      attempt(async () => {
        const name = plainText(keptName() ?? "");
        // What is drawn is read from there.
        if (drawn && keptName() === drawn.archive.file.name) closeDrawn();
        await removeKeptGround();
        return texts.forgotten(name);
      }),
    close: closeDrawn,
  };

  function closeDrawn() {
    drawn?.remove();
    drawn = null;
    note = "";
    show();
  }

  show();
  return {
    /** @param {File} file @returns {Promise<() => void>} draws from it */
    async look(file) {
      const archive = await openArchive(file);
      return () => {
        draw(archive);
        details.open = true;
        fit(archive.bounds);
        messages.announce(texts.opened(plainText(file.name)));
      };
    },

    async openKept() {
      try {
        const file = await keptFile();
        if (file) draw(await openArchive(file));
      } catch (error) {
        if (/** @type {Error} */ (error).name === "NotFoundError") setKeptName(null);
        note = texts.notOpened(errorMessage(error));
        show();
      }
    },

    idle: () => work,
  };
}
