// The first that a page does, all at once: the engine is compiled and reads the first data while the ground arrives and the map is drawn.
import { loadBasemap } from "../basemap.js";
import { createData, errorMessage } from "../data.js";
import { createMap } from "../map.js";
import { createMessages } from "../messages.js";
import { plainText } from "../plain-text.js";
import { beginReading } from "../reading.js";
import { findHook } from "../root.js";
import { spaceOf } from "../space.js";
import { words } from "../words/index.js";

/**
 * @param {HTMLElement} root
 * @param {import("../page.js").Part | undefined} part
 * @param {AbortController} lifetime of the page, ended where it does not come about
 */
export async function beginPage(root, part, lifetime) {
  /** What is being read, or was last. @type {{ name: string, reading?: import("../reading.js").Reading }} */
  let read = { name: part?.source ? nameOfAddress(part.source) : words.messages.demo };
  const messages = createMessages(root, {
    cancel: () => read.reading?.end("cancelled"),
    tellError: part?.tellError,
  });
  const opening = createData((progress) => messages.showProgress({ ...progress, name: read.name }), part);
  const firstData = part && part.source === null ? null : opening.then(loadFirst);
  firstData?.catch(() => {}); // reported where it is awaited
  const showing = showMap();
  const [data, { basemap, map }] = await Promise.all([opening, showing]).catch((error) => {
    messages.showError(words.messages.startFailed, errorMessage(error));
    giveBack();
    throw error;
  });
  if (part?.signal.aborted) {
    giveBack();
    throw part.signal.reason;
  }

  /** @param {Awaited<typeof opening>} data */
  function loadFirst(data) {
    const reading = beginReading();
    read = { ...read, reading };
    return data.loadFirst(reading);
  }

  /** Frees what was made, where the page does not come about. */
  function giveBack() {
    lifetime.abort();
    messages.close();
    opening.then((data) => data.close()).catch(() => {});
    showing.then(({ map }) => map.remove()).catch(() => {});
  }

  async function showMap() {
    const basemap = await loadBasemap();
    const { view, noMap } = part ?? {};
    return {
      basemap,
      map: await createMap(findHook(root, "map"), basemap, { space: spaceOf(root), view, noMap }),
    };
  }

  return {
    ...{ data, basemap, map, messages, firstData },
    /** What is being read, or was last. */
    read: () => read,
    /** @param {string} name @param {import("../reading.js").Reading} reading */
    follow(name, reading) {
      read = { name, reading };
    },
  };
}

/** Returns how what lies at an address is called. @param {string} address */
const nameOfAddress = (address) =>
  plainText(new URL(address, document.baseURI).pathname.split("/").at(-1) ?? "");
