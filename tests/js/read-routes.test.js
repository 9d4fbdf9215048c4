// Files of routes through the package: the same table as the engine's own tests, all kinds of sources, and hostile files.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { open } from "geobit";
import { alarmed, archive, lied } from "./archives.js";
import { fixtures } from "./data.js";
import { bytes } from "./support.js";

/** @import { Geobit, GeobitError } from "../../pkg/geobit.d.ts" */

/** @type {Geobit} */
let geobit;
before(async () => {
  geobit = await open();
});
after(() => geobit?.close());

const LINE = '{"type":"LineString","coordinates":[[-8,12.5],[-7,11.5]]}';
const table = JSON.parse(readFileSync(`${fixtures}/field/routes.json`, "utf8"));

/** @param {string} name */
const field = (name) => new Uint8Array(readFileSync(`${fixtures}/field/${name}`));

/** @param {GeoJSON.Position[]} line */
async function lengthKm(line) {
  let km = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]];
    const { distanceKm } = await geobit.formulas.geodesic(a[0], a[1], b[0], b[1]);
    km += distanceKm;
  }
  return km;
}

/** Reads a source that has to be refused. @param {unknown} source @param {object} [options] @returns {Promise<GeobitError>} */
async function refusal(source, options) {
  try {
    await geobit.readRoutes(/** @type {any} */ (source), options);
  } catch (error) {
    return /** @type {GeobitError} */ (error);
  }
  throw new Error("this was read");
}

for (const [name, expected] of Object.entries(table.files))
  test(`from the field: ${name}`, async () => {
    if (expected.error) {
      const error = await refusal(field(name));
      assert.equal(error.code, expected.error, error.message);
      assert.ok(error.message.includes(expected.words), error.message);
      assert.deepEqual({ ...error.at }, expected.at ?? {});
      return;
    }
    const { routes, doubts } = await geobit.readRoutes(field(name));
    assert.equal(routes.length, expected.routes.length);
    for (const [i, { geometry, properties }] of routes.entries()) {
      const wanted = expected.routes[i];
      assert.equal(geometry.coordinates.length, wanted.vertices);
      const [first, last] = [geometry.coordinates[0], /** @type {number[]} */ (geometry.coordinates.at(-1))];
      for (const [end, at] of [
        [first, wanted.ends[0]],
        [last, wanted.ends[1]],
      ])
        assert.ok(Math.abs(end[0] - at[0]) < 1e-6 && Math.abs(end[1] - at[1]) < 1e-6, `${end}`);
      const km = await lengthKm(geometry.coordinates);
      assert.ok(Math.abs(km - wanted.km) < 0.06, `${km} km`);
      if (wanted.name) assert.equal(properties.name, wanted.name);
      if (wanted.kind) assert.equal(properties.kind, wanted.kind);
    }
    const words = expected.doubts ?? [];
    assert.equal(doubts.length, words.length, doubts.join("\n"));
    for (const word of words)
      assert.ok(
        doubts.some((doubt) => doubt.includes(word)),
        doubts.join("\n"),
      );
  });

test("routes are read from all kinds of sources, in a worker and in this thread", async () => {
  const url = new URL(`file://${fixtures}/field/45-antimeridian.gpx`);
  const text = readFileSync(url);
  for (const worker of [false, true]) {
    const engine = await open({ worker });
    try {
      for (const source of [url, url.href, new Uint8Array(text), new Blob([text]), new Response(text)]) {
        const { routes, sites, doubts } = await engine.readRoutes(source);
        assert.deepEqual([routes.length, sites, doubts], [1, [], []]);
        assert.deepEqual(routes[0].properties, { kind: "track", name: "Taveuni" });
      }
    } finally {
      engine.close();
    }
  }
});

test("what the caller says decides about names, and about routes and sites", async () => {
  const camps = "name,lat,lon\nSector A,12.64,-8.5\nSector F,11.42,-7.48\n";
  const sites = await geobit.readRoutes(bytes(camps));
  assert.deepEqual(
    sites.sites.map(({ properties }) => properties?.name),
    ["Sector A", "Sector F"],
  );
  assert.deepEqual([sites.routes.length, sites.doubts.length], [0, 1]);
  const file = new File([camps], "Way south.csv");
  const { routes } = await geobit.readRoutes(file, { as: "route" });
  assert.equal(routes[0].properties.name, "Way south");
  const named = await geobit.readRoutes(file, { as: "route", name: "RN7" });
  assert.equal(named.routes[0].properties.name, "RN7");
  const { routes: five } = await geobit.readRoutes(field("41-right.polyline"), { digits: 5 });
  assert.equal(five.length, 1);
  const latin = await geobit.readRoutes(Buffer.from("nom,lat,lon\nS\u00e9gou,1,2", "latin1"));
  assert.equal(latin.sites[0].properties?.name, "Ségou");
  const wide = await geobit.readRoutes(Buffer.from("name,lat,lon\nبماكو,1,2", "utf16le"));
  assert.equal(wide.sites[0].properties?.name, "بماكو");
});

test("options and sources that are wrong are refused by their names", async () => {
  for (const [options, field] of /** @type {[object, string][]} */ ([
    [{ digits: 7 }, "digits"],
    [{ as: "roads" }, "as"],
    [{ encoding: "no such" }, "encoding"],
    [{ colour: 1 }, "colour"],
    [{ signal: 1 }, "signal"],
  ])) {
    const error = await refusal(bytes(LINE), options);
    assert.deepEqual([error.code, error.at?.field], ["badOption", field], error.message);
  }
  const unasked = await refusal("http://127.0.0.1:9/never-asked", { digits: 7 });
  assert.equal(unasked.at?.field, "digits");
  assert.equal((await refusal(17)).at?.field, "source");
  const aborted = AbortSignal.abort();
  assert.equal((await refusal(bytes(LINE), { signal: aborted })).code, "aborted");
  const closed = await open();
  closed.close();
  await assert.rejects(closed.readRoutes(bytes(LINE)), { code: "closed" });
});

test("links inside a KMZ are followed once, and no further", async () => {
  const link = (/** @type {string} */ href) => `<NetworkLink><Link><href>${href}</href></Link></NetworkLink>`;
  const line =
    "<Placemark><name>Road</name><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark>";
  const kmz = archive({
    "doc.kml": `<kml><Document>${link("files/My%20roads.kml")}${link("https://example.org/x.kml")}</Document></kml>`,
    "files/My roads.kml": `<kml><Document>${line}${link("../doc.kml")}</Document></kml>`,
    "files/others.kml": `<kml>${line}</kml>`,
  });
  const { routes, doubts } = await geobit.readRoutes(kmz);
  assert.deepEqual(
    routes.map(({ properties }) => properties.name),
    ["Road"],
  );
  for (const words of ["links to further files", "not fetched", "files/others.kml"])
    assert.ok(
      doubts.some((doubt) => doubt.includes(words)),
      `${words}: ${doubts.join("\n")}`,
    );
});

test("hostile files are refused in bounded memory, and the engine goes on", async () => {
  const nested = zipSync({ "inner.kml": archive({ "doc.kml": "<kml/>" }) });
  const hidden = JSON.stringify({ type: "Topology\u202e<img src=x>" });
  for (const [source, code, words] of /** @type {[Uint8Array, string, RegExp][]} */ ([
    [alarmed(), "tooLarge", /larger than 64 MiB when unpacked/],
    [lied(alarmed()), "unknownFormat", /does not have the size that the archive states/],
    [gzipSync(new Uint8Array(65 * 1024 ** 2)), "tooLarge", /larger than 64 MiB when unpacked/],
    [gzipSync(gzipSync("x")), "unknownFormat", /is an archive again/],
    [nested, "unknownFormat", /"inner\.kml" in this archive is an archive again/],
    [archive({ "a\u202eb.csv": "", "c.csv": "" }), "unknownFormat", /"a\ufffdb\.csv", "c\.csv"/],
    [bytes(`<kml>${"<Folder>".repeat(1_000_000)}`), "badRoute", /nested more than 100 deep/],
    [bytes('<!DOCTYPE gpx [<!ENTITY a "b">]><gpx>&a;</gpx>'), "badRoute", /document type/],
    [bytes("?@".repeat(5_000_000)), "tooLarge", /more than 100000 vertices/],
    [bytes(`name,lat,lon\n"${"x,1,2\n".repeat(500_000)}`), "badRoute", /in line 2/],
    [bytes("[".repeat(5_000_000)), "badRoute", /not valid JSON/],
    [bytes(hidden), "unknownFormat", /"Topology\ufffd<img src=x>"/],
  ])) {
    const error = await refusal(source);
    assert.equal(error.code, code, error.message);
    assert.match(error.message, words);
    assert.doesNotMatch(error.message, /\u202e/);
  }
  const { reserved } = await geobit.memory();
  assert.ok(reserved < 1024 ** 3, `${reserved} bytes`);
  assert.equal((await geobit.readRoutes(bytes(LINE))).routes.length, 1);
});
