// What a page around the frame may say, the styles and the markup of the element, and its manifest.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { withoutStores } from "../../www/build/element/stores.js";
import { elementStyles, lengths, scoped } from "../../www/build/element/styles.js";
import { elementTemplate, parse } from "../../www/build/element/template.js";
import { ATTRIBUTES, readAddress, readCenter, readKeys, readZoom } from "../../www/src/element/attributes.js";
import { LIMITS, readRoutes, readSite, readSites } from "../../www/src/element/shapes-in.js";
import { BOUNDS, createGauge, idOf, readConnect, readMessage } from "../../www/src/frame/protocol.js";

const SITE = { name: "Camp", lon: -8, lat: 12.6, km: 10 };
const LINE = [
  [-8, 12],
  [-7, 12],
];

/** @param {() => unknown} work @returns {string} where something is refused */
function refusedAt(work) {
  try {
    work();
  } catch (error) {
    assert.equal(/** @type {any} */ (error).code, "badValue");
    return /** @type {any} */ (error).at;
  }
  return "accepted";
}

test("messages are read as what they say", () => {
  assert.deepEqual(readMessage({ type: "sites", id: 1, sites: [SITE] }), {
    type: "sites",
    shapes: [{ kind: "circle", name: "Camp", km: 10, geometry: { type: "Point", coordinates: [-8, 12.6] } }],
  });
  const { shapes } = /** @type {any} */ (
    readMessage({ type: "routes", routes: [{ name: "Road", line: LINE }] })
  );
  assert.deepEqual(shapes, [
    { kind: "route", name: "Road", km: 5, geometry: { type: "LineString", coordinates: LINE } },
  ]);
  assert.deepEqual(readMessage({ type: "clear" }), { type: "clear" });
  assert.deepEqual(readMessage({ type: "view", zoom: 5 }), { type: "view", center: undefined, zoom: 5 });
  assert.deepEqual(readConnect({ geobit: "connect", protocol: 1, options: { lang: "fr", center: [1, 2] } }), {
    lang: "fr",
    theme: undefined,
    mode: undefined,
    center: [1, 2],
    zoom: undefined,
  });
});

test("what is no message, too large or of an unknown member is refused with its place", () => {
  const many = (/** @type {number} */ n) => Array.from({ length: n }, () => SITE);
  const evil = JSON.parse('{"name":"x","lon":0,"lat":0,"__proto__":{"polluted":true}}');
  const cases = /** @type {[unknown, string][]} */ ([
    [null, "type"],
    ["sites", "type"],
    [{ type: "toString" }, "type"],
    [{ type: "__proto__" }, "type"],
    [Object.create({ type: "clear" }), "type"],
    [{ type: "clear", more: 1 }, "message"],
    [{ type: "clear", [Symbol("x")]: 1 }, "message"],
    [JSON.parse('{"type":"clear","__proto__":{}}'), "message"],
    [{ type: "sites" }, "sites"],
    [{ type: "sites", sites: { length: 1, 0: SITE } }, "sites"],
    [{ type: "sites", sites: many(LIMITS.sites + 1) }, "sites"],
    [{ type: "sites", sites: [SITE, evil] }, "sites[1]"],
    [{ type: "sites", sites: [{ ...SITE, lat: 91 }] }, "sites[0].lat"],
    [{ type: "sites", sites: [{ ...SITE, lon: "0" }] }, "sites[0].lon"],
    [{ type: "sites", sites: [{ ...SITE, km: 0 }] }, "sites[0].km"],
    [{ type: "sites", sites: [{ ...SITE, name: "x".repeat(LIMITS.name + 1) }] }, "sites[0].name"],
    [{ type: "sites", sites: [{ name: "x", corners: LINE }] }, "sites[0].corners"],
    [
      {
        type: "routes",
        routes: [
          {
            name: "x",
            line: [
              [0, 0, 0],
              [1, 1],
            ],
          },
        ],
      },
      "routes[0].line[0]",
    ],
    [
      {
        type: "routes",
        routes: Array.from({ length: 2 }, () => ({
          name: "x",
          line: new Array(LIMITS.corners - 1).fill([0, 0]),
        })),
      },
      "routes",
    ],
    [{ type: "data", name: "x", content: "text" }, "content"],
    [{ type: "data", name: "x", content: { byteLength: 1 } }, "content"],
    [{ type: "view", center: [0] }, "center[1]"],
    [{ type: "view", zoom: Number.POSITIVE_INFINITY }, "zoom"],
    [{ type: "theme", theme: "blue" }, "theme"],
  ]);
  for (const [message, at] of cases)
    assert.equal(
      refusedAt(() => readMessage(message)),
      at,
      at,
    );
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
  assert.equal(
    refusedAt(() => readConnect({ geobit: "connect", protocol: 2 })),
    "protocol",
  );
  assert.equal(
    refusedAt(() => readConnect({ geobit: "connect", protocol: 1, options: { html: "x" } })),
    "options",
  );
  assert.equal(BOUNDS.bytes, 64 * 1024 * 1024);
});

test("a name is shown on one line, without marks that turn the text after it", () => {
  assert.equal(readSite({ ...SITE, name: "a\u202eb\nc" }, "site").name, "ab c");
  assert.equal(readSites([]).length + readRoutes([]).length, 0);
  // Guards against a bug: the map takes nine decimals, and refused numbers that were computed when it was too late to say where.
  assert.deepEqual(
    readSite({ ...SITE, lon: -8 / 3, lat: 0.1 + 0.2 }, "site").geometry.coordinates,
    [-2.666666667, 0.3],
  );
  const corners = [
    [0, 0],
    [0, 1e-12],
    [1, 1],
  ];
  assert.throws(() => readSite({ name: "A", corners }, "site"), { at: "site.corners[1]" });
});

test("an answer names a message by a whole number only", () => {
  assert.deepEqual(
    [{ id: 3 }, { id: -1 }, { id: 1.5 }, { id: "3" }, Object.create({ id: 3 }), null, 7].map(idOf),
    [3, null, null, null, null, null, null],
  );
});

test("of a flood some messages are heard, and after many that are not, none", () => {
  let time = 0;
  const gauge = createGauge(() => time);
  const heard = Array.from({ length: 300 }, gauge);
  const count = (/** @type {string} */ what) => heard.filter((one) => one === what).length;
  assert.deepEqual(["heard", "tooMany", "over"].map(count), [30, 200, 70]);
  const calm = createGauge(() => time);
  for (let i = 0; i < 1000; i++) {
    time += 1000;
    assert.equal(calm(), "heard");
  }
});

test("attributes say what they can say and no more", () => {
  assert.deepEqual(readCenter(" -8.5, 12 "), [-8.5, 12]);
  for (const text of ["", "1", "1,2,3", "181,0", "0,91", "NaN,0", "1e1,2", "0x1,2", "1,2<"])
    assert.equal(
      refusedAt(() => readCenter(text)),
      "center",
      text,
    );
  for (const text of ["", "1", "16", "5px", "1e1"])
    assert.equal(
      refusedAt(() => readZoom(text)),
      "zoom",
      text,
    );
  const base = "https://partner.example/a/";
  assert.equal(readAddress("./b.parquet", "snapshot", base), "https://partner.example/a/b.parquet");
  for (const text of ["javascript:1", "data:text/plain,x", "file:///x", "http://"])
    assert.equal(
      refusedAt(() => readAddress(text, "snapshot", base)),
      "snapshot",
      text,
    );
  assert.deepEqual(readKeys(null, ["pinned"]), ["pinned"]);
  assert.equal(
    refusedAt(() => readKeys("", ["pinned"])),
    "catalog-keys",
  );
});

test("every style of the element holds below its root alone, by its space and its size of text", () => {
  const css = elementStyles();
  assert.doesNotMatch(css, /(^|[},\s>])(html|body|:root)\b/);
  assert.doesNotMatch(css, /\drem\b/);
  const selectors = [
    ...css.replaceAll(/@keyframes[^{]*\{(?:[^{}]*\{[^}]*\})*\s*\}/g, "").matchAll(/(?:^|[{};])([^{}@;]+)\{/g),
  ].map(([, selector]) => selector);
  assert.ok(selectors.length > 300);
  for (const selector of selectors)
    assert.match(selector, /^(?::is\()?(?:\.geobit-page|geobit-map)/, selector);
  assert.equal(scoped(':root[data-theme="dark"]'), '.geobit-page[data-theme="dark"]');
  assert.equal(scoped("body > header"), ".geobit-page > header");
  assert.equal(scoped('[dir="rtl"] .map'), '.geobit-page[dir="rtl"] .map');
  assert.equal(scoped(".briefing body"), ".geobit-page.briefing");
  assert.equal(scoped(".briefing .under-brief"), ".geobit-page.briefing .under-brief");
  assert.equal(scoped(".bodyguard"), ".geobit-page .bodyguard");
  assert.equal(lengths("calc(100vw - 1.5rem)", false), "calc(100cqw - calc(1.5 * var(--geobit-size, 15px)))");
  assert.equal(lengths("calc(100dvh - 2px)", true), "calc(100dvh - 2px)");
});

test("the markup of the element is that of the page, without what a document has once", () => {
  const text = JSON.stringify(elementTemplate());
  for (const tag of ["h1", "main", "noscript", "script"]) assert.ok(!text.includes(`["${tag}"`), tag);
  assert.ok(text.includes('"data-hook":"panel"') && !text.includes('"data-hook":"language"'));
  assert.deepEqual(parse('<p class="a" hidden>x &amp; <b>y</b></p>'), [
    ["p", { class: "a", hidden: "" }, "x & ", ["b", {}, "y"]],
  ]);
  assert.throws(() => parse("<p>x"));
  assert.throws(() => parse("<p onclick=x>y</p>"));
});

test("no module of the page finds a place to keep something", () => {
  assert.equal(
    withoutStores(
      "try { localStorage.setItem(a) } catch {} globalThis.indexedDB; navigator.storage?.estimate()",
    ),
    "try { undefined.setItem(a) } catch {} undefined; undefined?.estimate()",
  );
});

test("the manifest of custom elements names what there is", async () => {
  const read = (/** @type {string} */ name) => readFile(new URL(`../../${name}`, import.meta.url), "utf8");
  const [{ declarations }] = JSON.parse(await read("pkg/custom-elements.json")).modules;
  const [{ attributes, members, cssProperties, events }] = declarations;
  const names = (/** @type {{ name: string }[]} */ list) => list.map(({ name }) => name);
  assert.deepEqual(names(attributes).sort(), [...ATTRIBUTES].sort());
  const [types, source, stay, docs] = await Promise.all(
    ["pkg/element.d.ts", "www/src/element/geobit-map.js", "www/src/element/run.js", "docs/embed.md"].map(
      read,
    ),
  );
  for (const name of names(members)) {
    assert.match(types, new RegExp(`\\b${name}\\b`), name);
    assert.match(source, new RegExp(`^  (?:get |async )?${name}\\(`, "m"), name);
  }
  const css = elementStyles();
  for (const name of names(cssProperties)) assert.ok(css.includes(name), name);
  for (const name of names(events)) assert.ok(stay.includes(`"${name}"`), name);
  for (const name of [attributes, members, cssProperties, events].flatMap(names))
    assert.ok(docs.includes(`\`${name}`), `docs/embed.md does not describe ${name}`);
});
