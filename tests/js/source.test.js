import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { LARGEST_FILE, toBlob } from "../../pkg/src/source.js";

const TEXT = "id,start\na,2024-01-01\n";
/** @type {import("node:http").Server} */
let server;
let address = "";

before(async () => {
  server = createServer((request, response) => {
    if (request.url === "/data/file.csv?key=1") response.setHeader("content-length", TEXT.length).end(TEXT);
    else if (request.url === "/100%") response.end(TEXT);
    else if (request.url === "/chunked") response.write("a", () => response.end("b"));
    else if (request.url === "/broken") {
      response.setHeader("content-length", 100);
      response.write("half", () => response.destroy());
    } else if (request.url === "/endless") response.write("some");
    else if (request.url === "/huge")
      response.writeHead(200, { "content-length": LARGEST_FILE + 1 }).write("x");
    else response.writeHead(404).end("no such file");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  address = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

/** A watch that keeps what it was told. */
function recorder(signal = new AbortController().signal) {
  /** @type {[string, number, number][]} */
  const seen = [];
  return {
    seen,
    signal,
    progress: (/** @type {string} */ phase, /** @type {number} */ done, /** @type {number} */ total) =>
      void seen.push([phase, done, total]),
    check: () => {
      if (signal.aborted) throw Object.assign(new Error("aborted"), { code: "aborted" });
    },
  };
}

const text = async (/** @type {unknown} */ source) => (await toBlob(source, recorder())).blob.text();

test("bytes, blobs, files and responses become the same blob", async () => {
  const bytes = new TextEncoder().encode(TEXT);
  const larger = new Uint8Array([1, ...bytes, 2]);
  assert.equal(await text(bytes), TEXT);
  assert.equal(await text(larger.subarray(1, -1)), TEXT, "only the part that the view shows");
  assert.equal(await text(bytes.buffer), TEXT);
  assert.equal(await text(Buffer.from(TEXT)), TEXT);
  assert.equal(await text(new Blob([TEXT])), TEXT);
  assert.equal(await text(new Response(TEXT)), TEXT);
  const file = await toBlob(new File([TEXT], "events.csv"), recorder());
  assert.equal(file.name, "events.csv");
});

test("later changes of the caller's bytes do not reach the blob", async () => {
  const bytes = new TextEncoder().encode(TEXT);
  const { blob } = await toBlob(bytes, recorder());
  bytes.fill(0);
  assert.equal(await blob.text(), TEXT);
});

test("a URL is downloaded with progress, and names the file without its query", async () => {
  const watch = recorder();
  const { blob, name } = await toBlob(`${address}/data/file.csv?key=1`, watch);
  assert.equal(await blob.text(), TEXT);
  assert.equal(name, "file.csv");
  assert.deepEqual(watch.seen[0], ["download", 0, TEXT.length]);
  assert.deepEqual(watch.seen.at(-1), ["download", TEXT.length, TEXT.length]);
  assert.equal(await text(new URL(`${address}/data/file.csv?key=1`)), TEXT);
  assert.equal((await toBlob(`${address}/100%`, recorder())).name, "100%");
});

test("a download of unknown length has the total 0", async () => {
  const watch = recorder();
  assert.equal(await (await toBlob(`${address}/chunked`, watch)).blob.text(), "ab");
  assert.deepEqual(watch.seen.at(-1), ["download", 2, 0]);
});

test("a file URL and a path relative to the working directory are read in Node", async () => {
  const folder = await mkdtemp(join(tmpdir(), "geobit-"));
  const path = join(folder, "a file.csv");
  await writeFile(path, TEXT);
  const before = process.cwd();
  try {
    const { blob, name } = await toBlob(pathToFileURL(path), recorder());
    assert.equal(await blob.text(), TEXT);
    assert.equal(name, "a file.csv");
    process.chdir(folder);
    assert.equal(await text("a file.csv"), TEXT);
  } finally {
    process.chdir(before);
    await rm(folder, { recursive: true });
  }
});

test("what cannot be had is refused in words, at the source", async () => {
  const refused = (/** @type {RegExp} */ message) => ({
    name: "GeobitError",
    code: "badOption",
    at: { field: "source" },
    message,
  });
  await assert.rejects(text(`${address}/nowhere.csv`), refused(/404 Not Found.*nowhere\.csv/));
  await assert.rejects(text(new Response("gone", { status: 410, statusText: "Gone" })), refused(/410 Gone/));
  await assert.rejects(text("http://127.0.0.1:1/"), refused(/could not be read/));
  await assert.rejects(text("http://["), refused(/is not a URL/));
  await assert.rejects(text("no-such-file.csv"), refused(/no-such-file\.csv could not be read/));
  await assert.rejects(text(`${address}/broken`), refused(/broke off after 4 bytes/));
  for (const source of [undefined, null, 7, {}, ["x"], new Float64Array(2)]) {
    await assert.rejects(
      text(source),
      refused(/ArrayBuffer, a Uint8Array, a Blob or File, a Response or a URL/),
    );
  }
  const read = new Response(TEXT);
  await read.text();
  await assert.rejects(text(read), refused(/read already/));
});

test("more than 1 GiB is refused before it is read", async () => {
  const megabyte = new Blob([new Uint8Array(1024 ** 2)]);
  const huge = new Blob(Array(2048).fill(megabyte));
  const tooLarge = { name: "GeobitError", code: "tooLarge", message: /2\.00 GiB; at most 1 GiB/ };
  await assert.rejects(toBlob(huge, recorder()), tooLarge);
  await assert.rejects(toBlob(`${address}/huge`, recorder()), { code: "tooLarge" });
});

test("an abort ends a download that gives nothing more", async () => {
  const controller = new AbortController();
  const load = toBlob(`${address}/endless`, recorder(controller.signal));
  setTimeout(() => controller.abort(), 20);
  await assert.rejects(load, { code: "aborted" });

  const later = new AbortController();
  const stalled = toBlob(new Response(new ReadableStream()), recorder(later.signal));
  later.abort();
  await assert.rejects(stalled, { code: "aborted" });

  const aborted = AbortSignal.abort();
  await assert.rejects(toBlob(new Blob([TEXT]), recorder(aborted)), { code: "aborted" });
});
