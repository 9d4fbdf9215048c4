// What the page never uses, and what no policy closes in every browser: it is taken away when the page starts. A part of another document
// has no right to do that.
const UNUSED = ["RTCPeerConnection", "webkitRTCPeerConnection"];

export function closeUnused() {
  for (const name of UNUSED)
    if (name in globalThis)
      Reflect.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false });
}
