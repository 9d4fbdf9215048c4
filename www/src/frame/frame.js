// The frame: `<geobit-map>` in a document of its own, which a page of another host shows and cannot look into. Sites, routes and data
// come in by messages. What goes out is that the frame is ready, how high it wants to be, whether a message was accepted, and what a
// visitor shares by pressing a button that says so.
import { version } from "virtual:element-files";
import { addChecked } from "../element/inside.js";
import { asText } from "../sinks.js";
import { createGauge, idOf, PROTOCOL, readConnect, readMessage } from "./protocol.js";
import { submitWithoutSending } from "./submit.js";

/** @typedef {import("../element/geobit-map.js").GeobitMap} GeobitMap */
/** @typedef {import("./protocol.js").FrameOptions} FrameOptions */

/** A page that says nothing for so long wants nothing: the visitor begins alone. */
const CONNECTS_WITHIN_MS = 3000;
/** How high the frame wants to be, by how it is shown: it depends on nothing that it shows. */
const HEIGHTS = { compact: 460, narrow: 720, wide: 640 };
/** The width below which the panel lies over the map. */
const NARROW = 820;

/** Starts the frame. It is called once in its document. */
export function startFrame() {
  guardSinks();
  Object.assign(document.body.style, { margin: "0", height: "100vh", overflow: "hidden" });
  /** @type {GeobitMap | null} */
  let element = null;
  const begin = (/** @type {FrameOptions} */ options) => {
    element ??= show(options);
    return element;
  };
  const { parent } = window;
  if (parent === window) {
    begin({});
    return;
  }
  const timer = setTimeout(begin, CONNECTS_WITHIN_MS, {});

  /** @param {MessageEvent} event */
  function listen({ source, data, ports: [port], origin }) {
    // Who is around the frame is known by its window alone: it may have any origin, and gets nothing by itself.
    if (source !== parent) return;
    if (data?.geobit === "ask") return hello();
    if (!port) return;
    try {
      const options = readConnect(data);
      removeEventListener("message", listen);
      clearTimeout(timer);
      connect(begin(options), port, options, origin);
    } catch (error) {
      port.postMessage(refusal(null, error));
      port.close();
    }
  }

  const hello = () => parent.postMessage({ geobit: "hello", protocol: PROTOCOL, version }, "*");
  addEventListener("message", listen);
  hello();
}

/** Scripts of workers come from this module alone, and text stays text. */
function guardSinks() {
  const { trustedTypes } = /** @type {any} */ (globalThis);
  trustedTypes?.createPolicy("default", {
    createScriptURL: (/** @type {string} */ url) => (url.startsWith("blob:") ? url : null),
    createHTML: asText,
  });
}

/** @param {FrameOptions} options @returns {GeobitMap} */
function show({ lang, theme, mode, center, zoom }) {
  const element = /** @type {GeobitMap} */ (/** @type {unknown} */ (document.createElement("geobit-map")));
  const attributes = { lang, theme, mode, center: center?.join(), zoom };
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) element.setAttribute(name, String(value));
  element.style.setProperty("--geobit-height", "100%");
  submitWithoutSending(element);
  document.body.append(element);
  return element;
}

/** @param {unknown} id @param {unknown} error */
function refusal(id, error) {
  const { code = "badMessage", message = "" } = /** @type {{ code?: string, message?: string }} */ (error);
  return { type: "refused", id, code, message };
}

/** @param {GeobitMap} element @param {MessagePort} port @param {FrameOptions} options @param {string} origin of the page around */
async function connect(element, port, { mode }, origin) {
  const gauge = createGauge(() => performance.now());
  /** The ids of what the page around has brought, which it replaces or removes; what the visitor draws is not its own. @type {Record<"sites" | "routes", string[]>} */
  const brought = { sites: [], routes: [] };
  /** One after the other. */
  let last = element.ready;

  /** @param {import("./protocol.js").Message} message */
  function take(message) {
    switch (message.type) {
      case "sites":
      case "routes":
        for (const id of brought[message.type]) element.removeShape(id);
        brought[message.type] = addChecked(element, message.shapes);
        break;
      case "clear":
        for (const id of [...brought.sites, ...brought.routes]) element.removeShape(id);
        Object.assign(brought, { sites: [], routes: [] });
        break;
      case "data":
        // Where it cannot be read, the visitor is told, and nobody else.
        element.load(message.content, { name: message.name }).catch(() => {});
        break;
      case "view":
        if (message.center) element.setAttribute("center", message.center.join());
        if (message.zoom !== undefined) element.setAttribute("zoom", String(message.zoom));
        break;
      case "theme":
        element.setAttribute("theme", message.theme);
    }
  }

  port.onmessage = ({ data }) => {
    const heard = gauge();
    const id = idOf(data);
    if (heard === "over") {
      port.postMessage({ type: "closed", code: "flood" });
      port.close();
      return;
    }
    if (heard === "tooMany") {
      port.postMessage(refusal(id, { code: "flood", message: "Too many messages." }));
      return;
    }
    try {
      const message = readMessage(data);
      last = last.then(() => take(message)).catch(() => {});
      port.postMessage({ type: "accepted", id });
    } catch (error) {
      port.postMessage(refusal(id, error));
    }
  };
  port.onmessageerror = () => port.postMessage(refusal(null, { message: "The message cannot be read." }));

  let height = 0;
  const tellHeight = () => {
    const wanted =
      mode === "compact" ? HEIGHTS.compact : innerWidth <= NARROW ? HEIGHTS.narrow : HEIGHTS.wide;
    if (wanted !== height) port.postMessage({ type: "height", height: wanted });
    height = wanted;
  };
  addEventListener("resize", tellHeight);
  tellHeight();
  try {
    await element.ready;
    port.postMessage({ type: "ready", protocol: PROTOCOL, version });
    const { offerSharing } = await import("./share.js");
    offerSharing(element, origin, (shared) => port.postMessage({ type: "shared", ...shared }));
  } catch {
    // Why is shown to the visitor. The page around learns no more than that nothing will come.
    port.postMessage({ type: "failed" });
  }
}
