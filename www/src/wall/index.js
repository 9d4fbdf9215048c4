// What the page says of its own wall, and the lock.
import { el, setChildren } from "../dom.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";
import { lockDoors } from "./doors.js";
import { countRequests } from "./requests.js";

/** Which doors there are, who closes them, and which are open where. It comes with the page. */
const DOCUMENT = "./privacy.md";

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {object} page
 * @param {() => Promise<boolean>} page.hasPolicy whether the host sends a policy with the worker's script
 * @param {() => number} page.firstShapeAt
 * @param {(sentence: string) => void} page.announce
 * @param {AbortSignal} page.signal
 */
export function createWall(root, store, { hasPolicy, firstShapeAt, announce, signal }) {
  const { wall: texts } = words;
  const counted = el("p", { "data-wall": "requests" });
  const policy = el("p", { class: "caution", "data-wall": "no-policy", hidden: true });
  const button = el(
    "button",
    { type: "button", class: "small", "data-wall": "lock", onclick: lock },
    texts.lock,
  );
  const offer = el("div", { "data-wall": "state" }, el("p", {}, button), el("p", {}, texts.lockHint));
  findHook(root, "wall").replaceChildren(policy, counted, offer);

  let hasNoPolicy = false;
  const counts = countRequests({ firstShapeAt, completeAt: performance.now(), signal }, show);
  show();
  store.subscribe(({ drawn }) => drawn, show);

  function show() {
    const { since, ofStart } = counts;
    const text = firstShapeAt() === Number.POSITIVE_INFINITY ? texts.noShape : texts.requests(since, ofStart);
    // At each step of a drag the same text would make the browser lay the page out again.
    if (counted.textContent !== text) counted.textContent = text;
  }

  function lock() {
    const { stayedOpen, stopsNavigation } = lockDoors();
    const open = [
      ...(stopsNavigation ? [] : [texts.navigation]),
      hasNoPolicy ? texts.workerImport : texts.ownImport,
      ...texts.open,
      ...stayedOpen,
    ];
    setChildren(
      offer,
      el("p", {}, el("strong", {}, texts.locked), ` ${texts.closed(stopsNavigation)}`),
      el("p", {}, texts.cannot),
      el("ul", {}, ...open.map((text) => el("li", {}, text))),
      el("p", {}, texts.without),
      el("p", {}, texts.language),
    );
    // Another language is another page, which is not locked.
    const menu = /** @type {HTMLSelectElement} */ (findHook(root, "language"));
    Object.assign(menu, { disabled: true, title: texts.language });
    document.documentElement.dataset.locked = "true";
    announce(texts.locked);
  }

  hasPolicy().then(
    (has) => {
      if (has) return;
      hasNoPolicy = true;
      const link = el("a", { href: DOCUMENT, target: "_blank", rel: "noreferrer" }, texts.document);
      setChildren(policy, `${texts.noPolicy} `, link);
      policy.hidden = false;
    },
    () => {}, // The engine has failed, which is told elsewhere.
  );
}
