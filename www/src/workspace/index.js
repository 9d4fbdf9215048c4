// The workspace of a page: saved as a file, opened from one, kept in this browser if the person says so, and erased.
import { errorMessage } from "../data.js";
import { plainText } from "../plain-text.js";
import { findHook } from "../root.js";
import { fileName } from "../route-files/file-name.js";
import { allFormats } from "../route-files/write/all.js";
import { save } from "../route-files/write.js";
import { workspace as texts } from "../words/workspace.js";
import { apply } from "./apply.js";
import { collect } from "./collect.js";
import { eraseAll } from "./erase.js";
import { setFlag } from "./flag.js";
import { isLocked, readWorkspace, writeWorkspace } from "./form.js";
import { createKeeping } from "./keeping.js";
import { putAside, readAside, readKept } from "./kept.js";
import { howLocked, lock, makeKey, unlock } from "./lock.js";
import { showWorkspace } from "./panel.js";
import { askNewPassphrase, askPassphrase } from "./passphrase.js";

/** @typedef {import("./sections.js").Parts} Parts */
/** @typedef {import("./lock.js").Key} Key */

/** It names no place, unlike a name that a person gives. */
const FILE = "geobit-workspace.json";
/** What was wrong with a workspace is said of so many parts. */
const MOST_SAID = 5;

/** @param {import("./checks.js").Amiss} amiss */
const leftOut = (amiss) =>
  plainText(texts.leftOut(amiss.slice(0, MOST_SAID), Math.max(0, amiss.length - MOST_SAID)));

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {import("./begin.js").WorkspacePage} page
 */
export function createWorkspace(root, store, page) {
  const { data, messages, signal } = page;
  const element = findHook(root, "workspace");
  let note = "";
  /** Whether a workspace of which not all could be read is kept beside the one that is kept. */
  let hasAside = false;
  /** Shapes and incidents as they were when they were last saved as a file. @type {unknown} */
  let savedMark = null;
  /** The last mark, and what it stands for. @type {{ parts: readonly unknown[], mark: object }} */
  let lastMark = { parts: [], mark: {} };
  /** The last opening of a file: one after the other. @type {Promise<unknown>} */
  let opening = Promise.resolve();

  /** Returns an object that is another one when what would be lost is. */
  function mark() {
    const { drawn, rules, own } = store.get();
    const parts = [drawn.shapes, rules, own];
    if (parts.some((part, i) => part !== lastMark.parts[i])) lastMark = { parts, mark: {} };
    return lastMark.mark;
  }

  const write = async () => writeWorkspace(await collect(store.get(), data.packs));
  const keeping = createKeeping({ write, mark, show, note: setNote, signal });

  /** @param {string} sentence */
  function setNote(sentence) {
    note = sentence;
    show();
  }

  function show() {
    if (signal.aborted) return;
    const { drawn, own } = store.get();
    const routes = drawn.shapes.filter(({ kind }) => kind === "route").length;
    showWorkspace(
      element,
      {
        ...{ sites: drawn.shapes.length - routes, routes, own: own.length, note, hasAside },
        ...{ mode: keeping.mode(), isOn: keeping.isOn(), isLocked: keeping.isLocked() },
      },
      actions,
    );
  }

  /** Reads a workspace, and asks for its passphrase if it is locked. @param {string} text @param {string} title @param {string} otherwise @returns {Promise<ReturnType<typeof readWorkspace> & { key: Key | null } | null>} */
  async function read(text, title, otherwise) {
    if (!isLocked(text)) return { ...readWorkspace(text), key: null };
    const how = howLocked(text);
    return askPassphrase(root, {
      ...{ title, otherwise },
      async unlock(passphrase) {
        const key = await makeKey(passphrase, how);
        return { ...readWorkspace(await unlock(text, key)), key };
      },
    });
  }

  /** @param {Parts} parts @param {boolean} isStart */
  function bring(parts, isStart) {
    apply(parts, store, { drawing: page.drawing, isStart });
    if (parts.shapes.length > 0) page.fitShapes(parts.shapes);
  }

  /** Opens what is kept in this browser. @param {boolean} isStart */
  async function openKept(isStart) {
    const kept = await readKept().catch(() => null);
    if (!kept) {
      setFlag(false);
      if (keeping.isOn()) keeping.erased();
      return;
    }
    hasAside = (await readAside().catch(() => [])).length > 0;
    if (isLocked(kept.text)) keeping.leave("locked", kept.state);
    const taken = take(kept, isStart);
    // The page starts while a passphrase is asked for.
    if (!(isStart && isLocked(kept.text))) await taken;
  }

  /** @param {import("./kept.js").Kept} kept @param {boolean} isStart */
  async function take(kept, isStart) {
    const { text, state } = kept;
    try {
      const found = await read(text, texts.askTitle, isStart ? texts.startWithout : texts.cancel);
      if (!found) return;
      const { parts, amiss, key } = found;
      if (amiss.length === 0) {
        bring(parts, isStart);
        return keeping.follow(state, key, isStart);
      }
      // Before the next change is kept over it.
      const isAside = await putAside(kept).then(
        () => true,
        () => false,
      );
      hasAside ||= isAside;
      bring(parts, isStart);
      if (isAside) keeping.follow(state, key, isStart);
      else keeping.leave("unreadable", state);
      const sentence = leftOut(amiss);
      messages.showError(
        texts.keptInPart,
        isAside ? `${sentence} ${texts.staysBeside}` : texts.leftAsItIs(sentence),
      );
    } catch (error) {
      keeping.leave("unreadable", state);
      messages.showError(texts.keptUnreadable, texts.leftAsItIs(errorMessage(error)));
    }
  }

  /** @param {File} file */
  async function openFile(file) {
    const name = plainText(file.name);
    try {
      const found = await read(await file.text(), texts.askFileTitle(name), texts.cancel);
      if (!found) return;
      const { parts, amiss } = found;
      const hadRules = store.get().rules.length > 0;
      bring(parts, false);
      const kept = await collect(store.get(), data.packs);
      const missing = parts.packs.kept.filter(({ id }) => !kept.packs.kept.some((pack) => pack.id === id));
      const sentences = [
        texts.opened(parts.shapes.length, parts.own.length),
        amiss.length > 0 ? leftOut(amiss) : "",
        hadRules ? texts.rulesReplaced : "",
        missing.length > 0 ? texts.missingPacks(missing.map((pack) => pack.name)) : "",
      ];
      messages[amiss.length > 0 ? "showError" : "showNote"](name, sentences.filter(Boolean).join(" "));
      // It is in the file that was opened, unless something was there before, or was left out.
      if (store.get().own.length === parts.own.length && amiss.length === 0) savedMark = mark();
    } catch (error) {
      messages.showError(texts.openFailed(name), texts.allStays(errorMessage(error)));
    }
  }

  /** @type {import("./panel.js").Actions} */
  const actions = {
    saveShapes(format) {
      const { extension, type, write: writeAll } = allFormats[format];
      save(fileName(texts.shapesFile, extension), type, writeAll(store.get().drawn.shapes));
    },

    async saveFile() {
      const now = mark();
      const [text, key] = [await write(), keeping.key()];
      save(FILE, "application/json", key ? await lock(text, key) : text);
      savedMark = now;
      setNote(texts.saved);
    },

    async saveAside() {
      for (const { text } of await readAside()) save(FILE, "application/json", text);
    },

    openFile: (file) => {
      opening = opening.then(() => openFile(file));
    },

    async setKeeping(isWanted) {
      note = "";
      if (isWanted) await keeping.turnOn();
      else await keeping.turnOff();
      hasAside = (await readAside().catch(() => [])).length > 0;
      show();
    },

    async setPassphrase() {
      const passphrase = await askNewPassphrase(root);
      if (passphrase === null) return;
      const key = await makeKey(passphrase);
      for (const { text, state } of await readAside().catch(() => []))
        if (!isLocked(text)) await putAside({ text: await lock(text, key), state });
      keeping.setKey(key);
      setNote(texts.locked);
    },

    dropPassphrase() {
      keeping.setKey(null);
      setNote(texts.unlocked);
    },

    useKept: () => openKept(false),
    useThis: () => keeping.takeOver(),

    async erase() {
      page.forgetOwn();
      const { failure, ...removed } = await eraseAll(data.packs);
      keeping.erased();
      hasAside = (await readAside().catch(() => [])).length > 0;
      const said = [texts.erased(removed), failure ? texts.notErased(errorMessage(failure)) : ""];
      setNote(said.filter(Boolean).join(" "));
    },
  };

  for (const select of /** @type {((state: import("../page-state.js").PageState) => unknown)[]} */ ([
    ({ drawn }) => drawn.shapes,
    ({ rules }) => rules,
    ({ own }) => own,
    ({ filters }) => filters,
    ({ matching }) => matching,
    ({ waiting }) => waiting,
    ({ view }) => view,
    ({ independentBelow }) => independentBelow,
  ]))
    store.subscribe(select, () => {
      keeping.later();
      if (element.hasAttribute("open")) show();
    });
  element.addEventListener("toggle", show);
  show();
  return {
    start: () => openKept(true),
    /** @param {File} file */
    openFile: (file) => {
      opening = opening.then(() => openFile(file));
      return opening;
    },
    isKept: () => keeping.isKept() || savedMark === mark(),
    idle: keeping.idle,
  };
}
