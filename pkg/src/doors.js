// What the worker gives up before any data arrive: all by which code in it could send something to another machine, to another page of
// this origin, or into a store that outlives it. The worker needs none of it. Its caller fetches URLs and hands over the bytes; the packs
// that are kept are files of the browser's private file system, which stays open.
//
// `import()` is syntax and cannot be taken away; only the policy that comes with the worker's script can close that.

/** The doors to other machines, and to other pages of this origin. */
export const CONNECTIONS = [
  // Requests and connections
  ...["fetch", "fetchLater", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource"],
  ...[
    "RTCPeerConnection",
    "webkitRTCPeerConnection",
    "RTCDataChannel",
    "TCPSocket",
    "TCPServerSocket",
    "UDPSocket",
  ],
  // Scripts, fonts and pictures, which are fetched from wherever they are said to lie
  ...["importScripts", "Worker", "SharedWorker", "FontFace", "fonts", "Notification"],
  // Other pages of this origin
  "BroadcastChannel",
];

/** Stores that outlive the worker, some of which fetch as well. */
const STORES = [
  ...["indexedDB", "caches", "CacheStorage", "Cache", "cookieStore", "localStorage", "sessionStorage"],
  ...["webkitRequestFileSystem", "webkitRequestFileSystemSync"],
  ...["webkitResolveLocalFileSystemURL", "webkitResolveLocalFileSystemSyncURL"],
];

export const DOORS = [...CONNECTIONS, ...STORES];

/** The doors among the members of `navigator`. */
export const NAVIGATOR_DOORS = [
  ...["sendBeacon", "serviceWorker", "setAppBadge"],
  // Locks have names, which other pages of this origin can list.
  ...["locks", "storageBuckets"],
  ...["usb", "serial", "hid", "bluetooth"],
];

/**
 * Closes doors of this thread, for good: what is not there cannot be put back.
 * @param {readonly string[]} [doors] @param {readonly string[]} [ofNavigator]
 * @returns the names of those that this browser keeps open
 */
export function closeDoors(doors = DOORS, ofNavigator = NAVIGATOR_DOORS) {
  const { navigator } = globalThis;
  return [
    ...doors.filter((name) => !isClosed(globalThis, name)),
    ...(navigator ? ofNavigator.filter((name) => !isClosed(navigator, name)) : []),
  ];
}

/**
 * Takes a member away from an object and from all that it inherits from, and keeps its place with nothing.
 * @param {object} owner @param {string} name
 * @returns whether this browser lets it go
 */
export function isClosed(owner, name) {
  if (!(name in owner)) return true;
  for (let object = owner; object; object = Object.getPrototypeOf(object))
    Reflect.deleteProperty(object, name);
  // Where a member cannot be deleted, the first one that is found is this.
  Reflect.defineProperty(owner, name, { value: undefined, writable: false, configurable: false });
  return /** @type {any} */ (owner)[name] === undefined;
}
