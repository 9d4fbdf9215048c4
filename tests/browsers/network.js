// What a browser asks for: a host that serves the page and one that serves nothing, which note every request with its headers and its
// body, and a proxy that notes for which other hosts a browser asks, and lets none be reached.
import { createServer } from "node:http";
import { builtPage, serve } from "../browser/harness.js";

/** @typedef {{ path: string, text: string }} Noted `text` is all that was sent */

/** @param {import("node:http").IncomingMessage} request @returns {Promise<Noted>} */
async function noted(request) {
  const { method, url = "", rawHeaders } = request;
  let body = "";
  for await (const part of request) body += part;
  return {
    path: decodeURIComponent(url),
    text: `${method} ${decodeURIComponent(url)}\n${rawHeaders.join("\n")}\n${body}`,
  };
}

/** @param {(request: import("node:http").IncomingMessage) => void} note */
async function listen(note) {
  const server = createServer((request, response) => {
    note(request);
    response.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/plain" }).end("0");
  });
  for (const event of ["upgrade", "connect"])
    server.on(event, (request, socket) => {
      note(request);
      socket.destroy();
    });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve(undefined)));
    },
  };
}

export async function startNetwork() {
  /** @type {{ own: Noted[], elsewhere: Noted[], proxied: Noted[] }} */
  const requests = { own: [], elsewhere: [], proxied: [] };
  const noteIn =
    (/** @type {Noted[]} */ list) => (/** @type {import("node:http").IncomingMessage} */ request) => {
      // In its place at once, and complete when its body is there.
      const entry = { path: decodeURIComponent(request.url ?? ""), text: "" };
      list.push(entry);
      noted(request).then(
        (whole) => Object.assign(entry, whole),
        () => {},
      );
    };
  const { dist, headers } = await builtPage();
  const [own, elsewhere, proxy] = await Promise.all([
    serve({ "/": dist }, headers, (_, request) => noteIn(requests.own)(request)),
    listen(noteIn(requests.elsewhere)),
    listen(noteIn(requests.proxied)),
  ]);
  // A page of nobody comes without a policy.
  const nobody = await serve({ "/": new URL("../browser/", import.meta.url).pathname });
  return {
    requests,
    proxyPort: proxy.port,
    origins: { own: own.origin, elsewhere: elsewhere.origin, nobody: nobody.origin },
    close: () => Promise.all([own, elsewhere, proxy, nobody].map((one) => one.close())),
  };
}
