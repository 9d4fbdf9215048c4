// The form of a workspace: what is written is read again, and nothing else is taken over; and its lock.
import assert from "node:assert/strict";
import { test } from "node:test";
import { COLOURS, colourNames } from "../../www/src/colours.js";
import { cleanName, copyName, freeName, MAX_NAME, numberedName } from "../../www/src/names.js";
import { createPageStore } from "../../www/src/page-state.js";
import { shapesToCsv, shapesToGeojson } from "../../www/src/route-files/write/all.js";
import { share } from "../../www/src/words/share.js";
import { workspace } from "../../www/src/words/workspace.js";
import { FormError } from "../../www/src/workspace/checks.js";
import { isLocked, readWorkspace, VERSION, writeWorkspace } from "../../www/src/workspace/form.js";
import { howLocked, lock, makeKey, ROUNDS, unlock } from "../../www/src/workspace/lock.js";
import { isWorkspace } from "../../www/src/workspace/recognise.js";

/** @typedef {import("../../www/src/shapes.js").Shape} Shape */
/** @typedef {import("../../www/src/workspace/sections.js").Parts} Parts */

/** @type {Shape[]} */
const shapes = [
  {
    ...{ id: "shape-1", kind: "circle", name: "Clinic", colour: "orange", km: 12.5 },
    geometry: { type: "Point", coordinates: [-8.1234567, 12.5] },
  },
  {
    ...{ id: "shape-3", kind: "polygon", name: "Camp", colour: "blue", km: 0 },
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    },
  },
  {
    ...{ id: "shape-7", kind: "route", name: "Road", colour: "green", km: 5 },
    geometry: {
      type: "LineString",
      coordinates: [
        [180, -90],
        [-180, 90],
      ],
    },
    movement: {
      ...{ date: "2026-12-01", time: "06:30", offset: -60, speedKmh: 35 },
      ...{ speeds: [{ fromKm: 10, kmh: 20 }], stops: [{ km: 3, hours: 0.5 }] },
    },
  },
];

/** @type {Parts} */
const parts = {
  shapes,
  own: [
    {
      ...{ id: "own-1", start: "2026-11-01", lon: -8, lat: 12, uncertaintyKm: 1 },
      ...{ kind: "armedClash", deaths: null, note: "<b>seen</b>" },
    },
  ],
  rules: [
    {
      ...{ id: "rule-1", shapeId: "shape-3", when: { atLeast: 3, inDays: 14 }, kinds: ["armedClash"] },
      ...{ minFatalities: 1, radiusKm: null, radii: { armedClash: 20 } },
    },
    {
      ...{ id: "rule-2", shapeId: "shape-7", when: "alarm", kinds: [] },
      ...{ minFatalities: 0, radiusKm: 2.5, radii: {} },
    },
  ],
  settings: { view: "heat", from: "2026-01-01", to: null, withoutKinds: ["riot"], independentBelow: 0.5 },
  matching: {
    matching: {
      ...{ actors: ["<b>Army</b>", "Group 7"], minFatalities: 3, text: "Ménaka" },
      ...{ maxUncertaintyKm: 7.5, origins: ["ours.csv"] },
    },
    files: ["ours.csv", "theirs.csv"],
  },
  mappings: [{ columns: ["A", "B"], choice: { mapping: { start: "A" }, dateOrder: "dmy" } }],
  packs: { kept: [{ id: "mali", name: "Mali" }], open: "mali" },
};

/** Returns the JSON of a workspace with one member, named by its path, set to another value. @param {string} path @param {unknown} value */
function changed(path, value) {
  const json = JSON.parse(writeWorkspace(parts));
  const names = path.split(".");
  const last = names.pop() ?? "";
  const owner = names.reduce((object, name) => object[name], json);
  if (value === undefined) delete owner[last];
  else owner[last] = value;
  return JSON.stringify(json);
}

test("a workspace is read as it was written", () => {
  const read = readWorkspace(writeWorkspace(parts));
  assert.deepEqual(read, { parts, amiss: [] });
  assert.equal(writeWorkspace(read.parts), writeWorkspace(parts));
});

test("a section that a file does not have is empty", () => {
  const { parts: read } = readWorkspace(JSON.stringify({ geobit: "workspace", version: 1 }));
  assert.deepEqual([read.shapes, read.own, read.mappings, read.packs.kept], [[], [], [], []]);
  assert.deepEqual([read.settings.view, read.matching], ["points", null]);
});

test("a filter of an older workspace, which names no files, is read and written again as it is", () => {
  const older = JSON.parse(changed("matching.files", undefined));
  const { parts: read } = readWorkspace(JSON.stringify({ ...older, version: 2 }));
  assert.deepEqual(read.matching, { matching: parts.matching?.matching, files: null });
  assert.deepEqual(readWorkspace(writeWorkspace(read)).parts.matching, read.matching);
});

test("later versions, files of others and damaged ones are refused in words", () => {
  assert.throws(() => readWorkspace(changed("version", VERSION + 1)), /later version of this page/);
  for (const version of [0, -1, 1.5, "1", null])
    assert.throws(() => readWorkspace(changed("version", version)), /at version, a version from 1/);
  assert.throws(() => readWorkspace(changed("geobit", "pack")), /no workspace of this page/);
  assert.throws(() => readWorkspace(writeWorkspace(parts).slice(0, -9)), /no JSON/);
  assert.throws(() => readWorkspace("[]"), /an object is expected/);
});

test("what this page could not have written is left out, its place is said, and the rest is read", () => {
  /** @type {[path: string, value: unknown, at: RegExp][]} */
  const cases = [
    ["rulez", [], /at rulez, a part that this page knows/],
    ["shapes", {}, /at shapes, a list/],
    ["shapes.0", null, /at shapes\[0\], an object/],
    ["shapes.0.id", "shape-0", /at shapes\[0\]\.id/],
    ["shapes.0.id", "shape-3", /an id for each/],
    ["shapes.0.kind", "square", /one of circle, polygon/],
    ["shapes.0.name", " \n ", /at shapes\[0\]\.name, a name/],
    ["shapes.0.name", 7, /at shapes\[0\]\.name, a name/],
    ["shapes.0.colour", "#ff0000", /at shapes\[0\]\.colour, one of blue/],
    ["shapes.0.colour", "toString", /at shapes\[0\]\.colour/],
    ["shapes.0.km", -1, /at shapes\[0\]\.km, a number from 0/],
    ["shapes.0.km", "5", /at shapes\[0\]\.km/],
    ["shapes.0.geometry.coordinates", [3601, 0], /coordinates\[0\], a number from -3,600 to 3,600/],
    ["shapes.0.geometry.coordinates", [0, 91], /coordinates\[1\], a number from -90 to 90/],
    ["shapes.0.geometry.coordinates", [0], /longitude and latitude/],
    ["shapes.0.geometry.type", "LineString", /one of Point/],
    ["shapes.1.geometry.coordinates.0.3", [0.5, 0], /a ring of at least four/],
    ["shapes.2.geometry.coordinates", [[0, 0]], /at least two positions/],
    ["shapes.2.movement.time", "25:00", /a time such as/],
    ["shapes.2.movement.date", "2026-02-30", /a day such as/],
    ["shapes.2.movement.stops.0.hours", Number.NaN, /stops\[0\]\.hours/],
    ["rules.0.when", "often", /at rules\[0\]\.when, one of any/],
    ["rules.0.when.inDays", 0, /at rules\[0\]\.when\.inDays, a number from 1/],
    ["rules.0.radii", { war: 3 }, /at rules\[0\]\.radii, one of/],
    ["rules.1.radiusKm", "5", /at rules\[1\]\.radiusKm/],
    ["own.0.kind", "war", /at own\[0\], an incident/],
    ["settings.view", "globe", /one of points, clusters, heat/],
    ["settings.withoutKinds.0", "__proto__", /at settings\.withoutKinds\[0\]/],
    ["matching", [], /at matching, an object/],
    ["matching.actors", [], /at matching\.actors, a list/],
    ["matching.actors.0", 1, /at matching\.actors\[0\], text/],
    ["matching.minFatalities", 1.5, /at matching\.minFatalities, a number from 0/],
    ["matching.text", "  ", /at matching\.text, text/],
    ["matching.maxUncertaintyKm", 501, /at matching\.maxUncertaintyKm, a number from 0 to 500/],
    ["matching.origins", "ours.csv", /at matching\.origins, a list/],
    ["matching.kinds", ["riot"], /at matching\.kinds, a part that this page knows/],
    ["matching.files", "ours.csv", /at matching\.files, a list/],
    ["matching.files.1", null, /at matching\.files\[1\], text/],
    ["mappings.0.columns.0", 1, /at mappings\[0\]\.columns\[0\]/],
    ["packs.kept.0.id", undefined, /at packs\.kept\[0\]\.id/],
  ];
  for (const [path, value, at] of cases) {
    const about = `${path}: ${JSON.stringify(value)}`;
    const read = readWorkspace(changed(path, value));
    assert.equal(read.amiss.length, 1, about);
    assert.match(read.amiss[0], at, about);
    const [section, index] = path.split(".");
    for (const name of /** @type {(keyof Parts)[]} */ (Object.keys(parts)))
      if (name !== section) assert.deepEqual(read.parts[name], parts[name], about);
    if (section !== "shapes" || index === undefined) continue;
    const others = (/** @type {readonly Shape[]} */ list) =>
      list.filter(({ id }) => id !== shapes[Number(index)].id);
    assert.ok(others(read.parts.shapes).length >= 2, about);
    // What is read is something that this page could have written.
    assert.deepEqual(readWorkspace(writeWorkspace(read.parts)), { parts: read.parts, amiss: [] }, about);
  }
});

/** @type {import("../../www/src/bars.js").Bar} */
const BAR = { as: "closed", source: "district", reliability: "confirmed", until: "2026-12-31" };

test("a far year locks the workspace: it is not taken, and where it is kept from before, all but that day is read", () => {
  const store = createPageStore();
  store.update({ type: "addShape", shape: { ...shapes[1], bar: BAR } });
  store.update({ type: "setShapeBar", id: "shape-3", bar: { ...BAR, as: "no-go", until: "20271-01-03" } });
  assert.deepEqual(store.get().drawn.shapes[0].bar, { ...BAR, as: "no-go" }, "the day stays as it was");
  store.update({ type: "setShapeBar", id: "shape-3", bar: { ...BAR, until: "" } });
  assert.equal(store.get().drawn.shapes[0].bar?.until, "");

  const { parts: read, amiss } = readWorkspace(changed("shapes.1.bar", { ...BAR, until: "20271-01-03" }));
  assert.deepEqual(amiss, ["“Camp”: at shapes[1].bar.until, a day such as 2026-11-30 is expected"]);
  assert.deepEqual(read, {
    ...parts,
    shapes: shapes.with(1, { ...shapes[1], bar: { ...BAR, until: "" } }),
  });
  const departure = readWorkspace(changed("shapes.2.movement.date", "20271-01-03"));
  assert.equal(departure.parts.shapes.length, 3);
  assert.equal(departure.parts.shapes[2].movement?.date, "");
  assert.deepEqual(departure.parts.shapes[2].movement?.stops, shapes[2].movement?.stops);
});

test("a route drawn over the antimeridian locks the workspace: it is written on the globe, and read from before", () => {
  /** @type {GeoJSON.LineString} */
  const geometry = {
    type: "LineString",
    coordinates: [
      [179, 0.5],
      [180.5, 1.5],
      [181.123456, 1],
    ],
  };
  const onGlobe = [
    [179, 0.5],
    [-179.5, 1.5],
    [-178.876544, 1],
  ];
  const drawn = shapes.with(2, { ...shapes[2], geometry });
  const text = writeWorkspace({ ...parts, shapes: drawn });
  assert.deepEqual(JSON.parse(text).shapes[2].geometry.coordinates, onGlobe);
  for (const one of [text, changed("shapes.2.geometry", geometry)]) {
    const { parts: read, amiss } = readWorkspace(one);
    assert.deepEqual(amiss, [], "it is the same place");
    assert.deepEqual(read.shapes[2].geometry.coordinates, onGlobe);
    assert.deepEqual(read.shapes.slice(0, 2), shapes.slice(0, 2));
  }
});

test("what can be typed into a movement can be read again", () => {
  const movement = {
    ...{ date: "", time: "", offset: 0, speedKmh: 0.1, speeds: [{ fromKm: 99_999, kmh: 300 }] },
    stops: [{ km: 30_000, hours: 10_000 }],
  };
  const list = shapes.with(2, { ...shapes[2], movement });
  assert.deepEqual(readWorkspace(writeWorkspace({ ...parts, shapes: list })), {
    ...{ parts: { ...parts, shapes: list }, amiss: [] },
  });
});

test("shapes without an id, and with that of another one, have one of their own", () => {
  for (const id of ["shape-1", "shape-0", 7]) {
    const { parts: read, amiss } = readWorkspace(changed("shapes.1.id", id));
    assert.deepEqual(read.shapes, shapes.with(1, { ...shapes[1], id: "shape-2" }));
    assert.match(amiss.join(), /^“Camp”: .*an id/);
  }
});

test("whatever byte is changed, a workspace is refused in words, or what is wrong is left out, and the rest is something this page could have written", () => {
  const text = writeWorkspace(parts);
  let refused = 0;
  for (let i = 0; i < text.length; i++) {
    const other = text.slice(0, i) + (text[i] === "7" ? "x" : "7") + text.slice(i + 1);
    try {
      const { parts: read, amiss } = readWorkspace(other);
      assert.deepEqual(readWorkspace(writeWorkspace(read)), { parts: read, amiss: [] });
      if (amiss.length > 0) refused += 1;
    } catch (error) {
      assert.ok(error instanceof FormError, `${i}: ${error}`);
      refused += 1;
    }
  }
  assert.ok(refused > text.length / 2, `${refused} of ${text.length}`);
});

test("a locked workspace opens with its passphrase alone, and no change of it goes unnoticed", async () => {
  const text = writeWorkspace(parts);
  const key = await makeKey("correct horse ﬁ");
  const locked = await lock(text, key);
  const { rounds, salt, nonce, data } = JSON.parse(locked);
  assert.ok(rounds >= 600_000);
  assert.ok(isLocked(locked) && !isLocked(text));
  for (const secret of ["Clinic", "-8.1234567", "own-1", "correct horse"])
    assert.ok(!locked.includes(secret));
  assert.notEqual(JSON.parse(await lock(text, key)).nonce, nonce, "no nonce is used twice");

  const again = await makeKey("correct horse fi", howLocked(locked));
  assert.equal(await unlock(locked, again), text, "the same letters, typed otherwise");
  const other = await makeKey("correct horse fj", howLocked(locked));
  await assert.rejects(unlock(locked, other), /passphrase does not open it, or the file has been changed/);

  const flip = (/** @type {string} */ base64, /** @type {number} */ at) => {
    const bytes = Buffer.from(base64, "base64");
    bytes[at] ^= 1;
    return bytes.toString("base64");
  };
  const { length } = Buffer.from(data, "base64");
  const tampered = [
    ...[0, 100, length - 1].map((at) => ({ data: flip(data, at) })),
    { nonce: flip(nonce, 3) },
    { salt: flip(salt, 3) },
    { rounds: rounds + 1 },
  ];
  for (const change of tampered)
    await assert.rejects(
      unlock(JSON.stringify({ ...JSON.parse(locked), ...change }), again),
      (error) => error instanceof FormError,
      Object.keys(change).join(),
    );
});

test("a lock that is weaker than ours, or that nobody could open, is refused before a key is made", () => {
  const locked = {
    ...{ geobit: "locked workspace", version: 1, key: "PBKDF2-SHA-256", rounds: ROUNDS },
    ...{
      salt: btoa("s".repeat(16)),
      cipher: "AES-256-GCM",
      nonce: btoa("n".repeat(12)),
      data: btoa("d".repeat(40)),
    },
  };
  assert.equal(howLocked(JSON.stringify(locked)).rounds, ROUNDS);
  /** @type {[change: object, reason: RegExp][]} */
  const cases = [
    [{ rounds: 1000 }, /at rounds, a number from 600,000/],
    [{ rounds: 1e12 }, /at rounds/],
    [{ cipher: "none" }, /at cipher/],
    [{ key: "MD5" }, /at key/],
    [{ salt: btoa("short") }, /at salt, at least 16 bytes/],
    [{ nonce: btoa("n".repeat(13)) }, /at nonce/],
    [{ data: "%%%" }, /at data, text in base64/],
    [{ version: VERSION + 1 }, /later version/],
  ];
  for (const [change, reason] of cases)
    assert.throws(() => howLocked(JSON.stringify({ ...locked, ...change })), reason);
});

test("a workspace is recognised by its content, and nothing else is", async () => {
  const is = (/** @type {string} */ text) => isWorkspace(new Blob([text]));
  assert.ok(await is(writeWorkspace(parts)));
  assert.ok(await is('\uFEFF{ "geobit": "locked workspace", "version": 1 }'));
  for (const text of [
    "",
    "{}",
    '{"type":"FeatureCollection","geobit":"workspace"}',
    'id,geobit\n"workspace",1',
  ])
    assert.equal(await is(text), false, text);
});

/** A small generator of numbers, the same in each run. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test("names of any letters are one line, of bounded length, and stay as they are when they are cleaned again", () => {
  const draw = numbers(7);
  const letters = [
    "a",
    "é",
    " ",
    "\n",
    "\u202E",
    "\0",
    "😀",
    "\u3000",
    "=",
    "<",
    "\uD800",
    "\u2028",
    "￾",
    "e\u0301",
  ];
  for (let round = 0; round < 3000; round++) {
    const text = Array.from({ length: draw(120) }, () => letters[draw(letters.length)]).join("");
    const name = cleanName(text);
    assert.equal(cleanName(name), name);
    assert.equal(name, name.trim());
    assert.ok([...name].length <= MAX_NAME);
    assert.doesNotMatch(name, /[\n\r\t\u2028\u202E\0]/);
    assert.doesNotMatch(name, /\p{Surrogate}/u);
  }
});

test("no default name and no copy has the name of another shape", () => {
  const draw = numbers(11);
  for (let round = 0; round < 300; round++) {
    /** @type {{ name: string }[]} */
    let list = [];
    for (let step = 0; step < 12; step++) {
      const act = draw(3);
      if (act === 0) list.push({ name: numberedName("Circle", list) });
      else if (act === 1 && list.length > 0) {
        const { name } = list[draw(list.length)];
        const copy = copyName(draw(5) === 0 ? "x".repeat(MAX_NAME) : name, list);
        assert.equal(cleanName(copy), copy);
        list.push({ name: copy });
      } else list = list.filter(() => draw(4) > 0);
      assert.equal(new Set(list.map(({ name }) => name)).size, list.length, JSON.stringify(list));
    }
  }
});

test("a way that becomes a route has a name of its own, whatever its number in the list is", () => {
  const name = "Bamako – Sikasso, way 1";
  /** @type {{ name: string }[]} */
  const list = [];
  for (let use = 0; use < 3; use++) list.push({ name: freeName(name, list) });
  assert.deepEqual(
    list.map((shape) => shape.name),
    [name, `${name} (2)`, `${name} (3)`],
  );
  assert.equal(freeName(name, [list[0], list[2]]), `${name} (2)`);
  const long = "x".repeat(2 * MAX_NAME);
  for (let use = 0; use < 12; use++) list.push({ name: freeName(long, list) });
  assert.equal(new Set(list.map((shape) => shape.name)).size, list.length);
  for (const shape of list) assert.equal(cleanName(shape.name), shape.name);
});

test("a drawing that is given up leaves nothing to undo, and a page that starts with shapes has no way back behind them", () => {
  const store = createPageStore();
  store.update({ type: "addShape", shape: shapes[0], step: "gesture 1" });
  store.update({ type: "removeShape", id: "shape-1", step: "gesture 1" });
  assert.equal(store.canUndo(), false);
  store.update({ type: "replaceShapes", shapes, activeId: null, isStart: true });
  assert.equal(store.canUndo(), false);
  store.update({ type: "renameShape", id: "shape-1", name: "Other", step: "name" });
  store.update({ type: "setShapeColour", id: "shape-1", colour: "black" });
  store.undo();
  store.undo();
  assert.deepEqual(store.get().drawn.shapes, shapes);
});

test("all sites and routes in one file have their names, and no text is a formula", () => {
  const list = [{ ...shapes[0], name: "=1+1" }, ...shapes.slice(1)];
  const { features } = JSON.parse(shapesToGeojson(list));
  assert.deepEqual(features[0].properties, {
    name: "=1+1",
    shape: "circle",
    colour: "orange",
    radius_km: 12.5,
  });
  assert.deepEqual(features[2].geometry, shapes[2].geometry);
  const [head, first, second] = shapesToCsv(list).split("\r\n");
  assert.equal(head, "name,shape,radius_km,colour,wkt");
  assert.equal(first, `"'=1+1",circle,12.5,orange,POINT (-8.1234567 12.5)`);
  assert.match(second, /POLYGON \(\(0 0, 1 0, 1 1, 0 0\)\)/);
});

/** The relative luminance of a colour, by WCAG. @param {string} hex */
function luminance(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test("every colour stands out from the land and from the paper of the list", () => {
  assert.ok(colourNames.length >= 6);
  for (const name of colourNames)
    for (const ground of ["#f6f4ee", "#ffffff"]) {
      const ratio = (luminance(ground) + 0.05) / (luminance(COLOURS[name]) + 0.05);
      assert.ok(ratio >= 3, `${name} on ${ground}: ${ratio}`);
    }
});

/** Every text of a table; of functions, their source. @param {unknown} entry @returns {string[]} */
function textsOf(entry) {
  if (typeof entry === "string") return [entry];
  if (typeof entry === "function") return [String(entry)];
  return typeof entry === "object" && entry !== null ? Object.values(entry).flatMap(textsOf) : [];
}

test("no word of the workspace is HTML, or promises too much", () => {
  const texts = textsOf({ workspace, share });
  assert.ok(texts.length > 80);
  for (const text of texts) {
    assert.doesNotMatch(text, /<\/?(b|i|p|br|a|em|strong|span|div)\b|&(amp|lt|gt|nbsp);/i);
    assert.doesNotMatch(text, /\bsafe|threat level|predict/i);
  }
});
