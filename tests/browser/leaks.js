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

/**
 * Ways round a lock, by which another host is told: what follows a link, opens a window, or puts something else in the place of what a lock
 * may call. @type {Record<string, string>}
 */
export const ROUND_THE_LOCK = {
  "a link to a window": "Object.assign(document.createElement('a'), { href: '$', target: '_blank' }).click()",
  "a link to a window, in the page":
    "const link = Object.assign(document.createElement('a'), { href: '$', target: '_blank', rel: 'noopener' }); document.body.append(link); link.click()",
  "an area":
    "const area = Object.assign(document.createElement('area'), { href: '$', target: '_blank' }); document.body.append(area); area.click()",
  "a link in a drawing":
    "const link = document.createElementNS('http://www.w3.org/2000/svg', 'a'); link.setAttribute('href', '$'); link.setAttribute('target', '_blank'); document.body.append(link); link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))",
  "the middle button":
    "const link = Object.assign(document.createElement('a'), { href: '$', target: '_blank' }); document.body.append(link); link.dispatchEvent(new MouseEvent('auxclick', { button: 1, bubbles: true, cancelable: true })); link.click()",
  "the key Enter on a link":
    "const link = Object.assign(document.createElement('a'), { href: '$', target: '_blank', textContent: 'link' }); document.body.append(link); link.focus(); link.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', keyCode: 13, charCode: 13, bubbles: true })); link.dispatchEvent(new KeyboardEvent('keypress', { key: 'Enter', code: 'Enter', keyCode: 13, charCode: 13, bubbles: true })); link.click()",
  "a link in a closed tree":
    "const place = document.createElement('div'); document.body.append(place); const tree = place.attachShadow({ mode: 'closed' }); const link = Object.assign(document.createElement('a'), { href: '$', target: '_blank' }); tree.append(link); link.dispatchEvent(new MouseEvent('click'))",
  "what is in a link":
    "const link = Object.assign(document.createElement('a'), { href: '$', target: '_blank' }); const inside = document.createElement('b'); link.append(inside); inside.click()",
  "another name of a link":
    "const { get } = Object.getOwnPropertyDescriptor(Element.prototype, 'localName'); Object.defineProperty(Element.prototype, 'localName', { get: () => 'b' }); Object.assign(document.createElement('a'), { href: '$', target: '_blank' }).click()",
  "document.open": "document.open('$', '_blank', '')",
  "a button of a form that is there":
    "const form = document.forms[0] ?? document.body.appendChild(document.createElement('form')); form.hidden = false; form.method = 'get'; form.action = '$'; form.noValidate = true; form.requestSubmit()",
  "no preventDefault": "Event.prototype.preventDefault = () => {}; location.href = '$'",
  "a navigation within the page":
    "Object.defineProperty(NavigateEvent.prototype, 'hashChange', { get: () => true }); location.href = '$'",
  "a navigation that loads again":
    "Object.defineProperty(NavigateEvent.prototype, 'navigationType', { get: () => 'reload' }); location.href = '$'",
  "a navigation to a file":
    "String.prototype.startsWith = () => true; Object.defineProperty(NavigateEvent.prototype, 'downloadRequest', { get: () => '' }); location.href = '$'",
  "no Reflect.apply":
    "Reflect.apply = () => {}; Function.prototype.apply = () => {}; Function.prototype.call = () => {}; location.href = '$'",
};

/** What looks for the address of a peer by a window that is to be had in the place of `FRAME`. */
const PEER =
  "const peer = new frame.contentWindow.RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:#' }] }); peer.createDataChannel('canary'); peer.createOffer().then((offer) => peer.setLocalDescription(offer))";

/** Ways to a frame round a lock. @type {Record<string, string>} */
export const FRAMES_ROUND_THE_LOCK = {
  "Array.prototype.includes": `Array.prototype.includes = () => false; const frame = document.createElement('iframe'); document.body.append(frame); ${PEER}`,
  "Function.prototype.apply": `const { apply } = Function.prototype; let stolen = document.createElement; Function.prototype.apply = function (...given) { stolen = this; return Reflect.apply(apply, this, given); }; document.createElement('b'); Function.prototype.apply = apply; const frame = stolen.call(document, 'iframe'); document.body.append(frame); ${PEER}`,
  "Reflect.apply": `const { apply } = Reflect; let stolen = document.createElement; Reflect.apply = function (what, ...given) { stolen = what; return apply(what, ...given); }; document.createElement('b'); Reflect.apply = apply; const frame = stolen.call(document, 'iframe'); document.body.append(frame); ${PEER}`,
  localName: `Object.defineProperty(Element.prototype, 'localName', { get: () => 'b' }); const frame = document.createElement('iframe'); document.body.append(frame); ${PEER}`,
  customElementRegistry: `class Own extends HTMLIFrameElement {} document.customElementRegistry.define('canary-frame', Own, { extends: 'iframe' }); const frame = new Own(); document.body.append(frame); ${PEER}`,
};
