// Code that sends something away, by each door of a page. `$` stands for the address that is told of it, `#` for the port of a server that
// hears what comes by UDP.

/** Doors by which something goes without leaving the page. @type {Record<string, string>} */
export const LEAKS = {
  fetch: "fetch('$')",
  XMLHttpRequest: "const request = new XMLHttpRequest(); request.open('GET', '$'); request.send()",
  WebSocket: "new WebSocket('$'.replace('http', 'ws'))",
  EventSource: "new EventSource('$')",
  sendBeacon: "navigator.sendBeacon('$')",
  picture: "new Image().src = '$'",
  style: "document.body.style.backgroundImage = 'url($)'",
  "style sheet":
    "document.adoptedStyleSheets = [...document.adoptedStyleSheets]; const sheet = new CSSStyleSheet(); sheet.replaceSync('body { list-style: url($); }'); document.adoptedStyleSheets = [sheet]; document.body.append(Object.assign(document.createElement('li')))",
  FontFace: "new FontFace('canary', 'url($)').load()",
  sound: "new Audio('$').load()",
  script: "document.head.append(Object.assign(document.createElement('script'), { src: '$' }))",
  "import()": "import('$')",
  frame: "document.body.append(Object.assign(document.createElement('iframe'), { src: '$' }))",
  object: "document.body.append(Object.assign(document.createElement('object'), { data: '$' }))",
  embed: "document.body.append(Object.assign(document.createElement('embed'), { src: '$' }))",
  stylesheet:
    "document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '$' }))",
  prefetch:
    "document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: '$' }))",
  preload:
    "document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: '', href: '$' }))",
};

/** Doors that are only open to the page's own host in any page. @type {Record<string, string>} */
export const OWN_LEAKS = {
  Worker: "new Worker('$')",
  SharedWorker: "new SharedWorker('$')",
  serviceWorker: "navigator.serviceWorker.register('$')",
};

/** Doors by which a page is left, or another one is opened. @type {Record<string, string>} */
export const WAYS_OUT = {
  location: "location.href = '$'",
  replace: "location.replace('$')",
  link: "Object.assign(document.createElement('a'), { href: '$' }).click()",
  form: "const form = Object.assign(document.createElement('form'), { action: '$' }); document.body.append(form); form.submit()",
  refresh:
    "document.head.append(Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: '0; url=$' }))",
  window: "open('$')",
};

/** Connections that are no requests. @type {Record<string, string>} */
export const DATAGRAMS = {
  WebRTC:
    "const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:#' }] }); peer.createDataChannel('canary'); peer.createOffer().then((offer) => peer.setLocalDescription(offer))",
  "WebRTC of a frame":
    "const frame = document.createElement('iframe'); document.body.append(frame); const peer = new frame.contentWindow.RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:#' }] }); peer.createDataChannel('canary'); peer.createOffer().then((offer) => peer.setLocalDescription(offer))",
  // A frame that no document is asked for.
  "WebRTC of a frame of another document":
    "const frame = document.implementation.createDocument('http://www.w3.org/1999/xhtml', 'iframe', null).documentElement; document.body.append(frame); const peer = new frame.contentWindow.RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:#' }] }); peer.createDataChannel('canary'); peer.createOffer().then((offer) => peer.setLocalDescription(offer))",
  "WebRTC of a frame by a constructor":
    "class Own extends HTMLIFrameElement {} customElements.define('canary-frame', Own, { extends: 'iframe' }); const frame = new Own(); document.body.append(frame); const peer = new frame.contentWindow.RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:#' }] }); peer.createDataChannel('canary'); peer.createOffer().then((offer) => peer.setLocalDescription(offer))",
};

/** Ways to have the name of a host looked up, which is `$`; no policy is asked. @type {Record<string, string>} */
export const NAMES = {
  "dns-prefetch":
    "document.head.append(Object.assign(document.createElement('link'), { rel: 'dns-prefetch', href: 'http://$' }))",
  preconnect:
    "document.head.append(Object.assign(document.createElement('link'), { rel: 'preconnect', href: 'http://$' }))",
  "a copy of a link":
    "document.head.append(Object.assign(document.querySelector('link').cloneNode(), { rel: 'dns-prefetch', href: 'http://$' }))",
  "a link that is there":
    "Object.assign(document.querySelector('link'), { rel: 'dns-prefetch', href: 'http://$' })",
  "a link of another document":
    "const link = document.implementation.createDocument('http://www.w3.org/1999/xhtml', 'link', null).documentElement; document.head.append(Object.assign(link, { rel: 'dns-prefetch', href: 'http://$' }))",
  "a link by a constructor":
    "class Own extends HTMLLinkElement {} customElements.define('canary-link', Own, { extends: 'link' }); document.head.append(Object.assign(new Own(), { rel: 'dns-prefetch', href: 'http://$' }))",
  "a link of cleaned markup":
    "const place = document.createElement('div'); document.body.append(place); place.setHTML('<link rel=dns-prefetch href=http://$>', { sanitizer: { elements: [{ name: 'link', attributes: ['rel', 'href'] }] } })",
};
