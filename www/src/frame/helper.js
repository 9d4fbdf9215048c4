// What a partner's page embeds the frame with: it makes the frame, gives it the height that it asks for, and passes on what is said.
const PROTOCOL = 1;
const HEIGHT = { least: 240, most: 1600 };

/** @typedef {{ lang?: string, theme?: string, mode?: string, center?: [number, number], zoom?: number, resize?: boolean }} Options `resize`: whether the frame gets the height that it asks for */

/**
 * Puts a frame into an element.
 * @param {HTMLElement} place
 * @param {string | URL} src the address of embed.html
 * @param {Options} [options]
 */
export function embed(place, src, options) {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts allow-downloads allow-forms");
  frame.referrerPolicy = "no-referrer";
  frame.title = "GeoBit";
  frame.style.cssText = "display:block;width:100%;height:640px;border:0";
  frame.src = String(src);
  const connection = connect(frame, options);
  place.append(frame);
  return connection;
}

/**
 * Connects to a frame that shows embed.html.
 * @param {HTMLIFrameElement} frame @param {Options} [options]
 */
export function connect(frame, { resize = true, ...options } = {}) {
  const events = new EventTarget();
  /** @type {MessagePort | null} */
  let port = null;
  let lastId = 0;
  /** @type {[message: object, transfer: Transferable[]][]} */
  let waiting = [];
  /** @type {Map<number, [resolve: () => void, reject: (error: Error) => void]>} */
  const asked = new Map();
  /** @type {() => void} */
  let isReady;
  /** @type {(error: Error) => void} */
  let hasFailed;
  const ready = new Promise((/** @type {(value?: undefined) => void} */ resolve, reject) => {
    isReady = resolve;
    hasFailed = reject;
  });
  ready.catch(() => {});

  /** @param {MessageEvent} event */
  function hear({ source, data }) {
    // Whatever else this page hears is not of the frame.
    if (source !== frame.contentWindow || data?.geobit !== "hello") return;
    if (data.protocol !== PROTOCOL) return hasFailed(new Error(`The frame speaks protocol ${data.protocol}`));
    port?.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = take;
    // A frame without an origin has no name to send to.
    frame.contentWindow?.postMessage({ geobit: "connect", protocol: PROTOCOL, options }, "*", [
      channel.port2,
    ]);
    for (const [message, transfer] of waiting) port.postMessage(message, transfer);
    waiting = [];
  }

  /** @param {MessageEvent} event */
  function take({ data }) {
    const { type, id, height, code, message } = data ?? {};
    const [resolve, reject] = asked.get(id) ?? [];
    asked.delete(id);
    if (type === "accepted") resolve?.();
    if (type === "refused") reject?.(Object.assign(new Error(message), { code }));
    if (type === "ready") isReady();
    if (type === "failed" || type === "closed") hasFailed(new Error(`The frame has ${type}`));
    if (type === "height" && resize)
      frame.style.height = `${Math.max(HEIGHT.least, Math.min(HEIGHT.most, Number(height) || 0))}px`;
    events.dispatchEvent(new CustomEvent(type, { detail: data }));
  }

  /** @param {string} type @param {object} [members] @param {Transferable[]} [transfer] @returns {Promise<void>} */
  const send = (type, members, transfer = []) =>
    new Promise((resolve, reject) => {
      const message = { ...members, type, id: ++lastId };
      asked.set(lastId, [resolve, reject]);
      if (port) port.postMessage(message, transfer);
      else waiting.push([message, transfer]);
    });

  addEventListener("message", hear);
  // It may have said hello before this listened.
  frame.contentWindow?.postMessage({ geobit: "ask" }, "*");
  return {
    ready,
    send,
    /** @param {unknown[]} sites */
    sites: (sites) => send("sites", { sites }),
    /** @param {unknown[]} routes */
    routes: (routes) => send("routes", { routes }),
    /** @param {Blob | ArrayBuffer} content @param {string} name */
    data: (content, name) => send("data", { content, name }),
    /** @param {"shared" | "ready" | "height" | "failed"} type @param {(event: any) => void} listener */
    on: (type, listener) => events.addEventListener(type, listener),
    close() {
      removeEventListener("message", hear);
      port?.close();
      frame.remove();
    },
  };
}
