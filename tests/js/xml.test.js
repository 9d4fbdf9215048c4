// Lines of GPX and KML, as far as they need no browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkedRoute } from "../../www/src/route-files/lines.js";
import { decodeXml, linesOfXml } from "../../www/src/route-files/read/xml.js";
import { fixtures } from "./data.js";

const point = (/** @type {string | number} */ lat, /** @type {string | number} */ lon, element = "trkpt") =>
  `<${element} lat="${lat}" lon="${lon}"><ele>350</ele><name>not this</name></${element}>`;

test("each segment of a track and each route of a GPX is a line with its own name", () => {
  const gpx = `<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1"><metadata><name>file</name></metadata>
    <wpt lat="9" lon="9"><name>camp</name></wpt>
    <trk><name> To &lt;Sikasso&gt; </name><trkseg>${point(1, 2)}${point(" 3.5 ", "-4e0")}</trkseg>
      <trkseg>${point(5, 6)}</trkseg><trkseg>${point(5, 6)}${point(7, 8)}</trkseg></trk>
    <rte><name><![CDATA[By <river>]]></name>${point(1, 2, "rtept")}${point(3, 4, "rtept")}</rte>
    <trk><trkseg/></trk></gpx>`;
  assert.deepEqual(linesOfXml(gpx), [
    {
      name: "To <Sikasso>",
      positions: [
        [2, 1],
        [-4, 3.5],
      ],
    },
    {
      name: "To <Sikasso>",
      positions: [
        [6, 5],
        [8, 7],
      ],
    },
    {
      name: "By <river>",
      positions: [
        [2, 1],
        [4, 3],
      ],
    },
  ]);
});

test("lines and tracks of a KML's placemarks are read, areas and points are not", () => {
  const kml = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>file</name><Folder><name>folder</name>
    <Placemark><name>Road</name><MultiGeometry><LineString><coordinates>
      1,2,300\n\t3,4 </coordinates></LineString><Point><coordinates>9,9</coordinates></Point>
      <LineString><coordinates>5,6 7,8</coordinates></LineString></MultiGeometry></Placemark>
    <Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
    <Placemark><gx:Track><when>2026</when><gx:coord>1 2 0</gx:coord><gx:coord/><gx:coord>3 4 0</gx:coord></gx:Track></Placemark>
    </Folder></Document></kml>`;
  assert.deepEqual(linesOfXml(kml), [
    {
      name: "Road",
      positions: [
        [1, 2],
        [3, 4],
      ],
    },
    {
      name: "Road",
      positions: [
        [5, 6],
        [7, 8],
      ],
    },
    {
      name: "",
      positions: [
        [1, 2],
        [3, 4],
      ],
    },
  ]);
  assert.throws(() => linesOfXml("<kml><NetworkLink/></kml>"), /only links to other files/);
});

test("a coordinate that is no number is refused with its place, and not read as far as it is one", () => {
  const route = (/** @type {string} */ xml) => linesOfXml(xml).map(checkedRoute);
  const track = (/** @type {string} */ points) =>
    `<gpx><trk><name>RN7</name><trkseg>${points}</trkseg></trk></gpx>`;
  for (const bad of ["12,5", "12.5N", "", "0x1", "12°"])
    assert.throws(
      () => route(track(point(1, 2) + point(bad, 2))),
      /^Error: Point 2 of RN7 is not a pair of numbers/,
      bad,
    );
  assert.throws(() => route(track(point(1, 2) + point("12,5", 2))), /“12,5”/);
  const comma = decodeXml(readFileSync(`${fixtures}/breaking/decimal-comma.gpx`));
  assert.throws(() => route(comma), /Point 1 of RN7 is not a pair of numbers.*“-8,003”, “12,639”/);
  assert.throws(() => route(track(`${point(1, 2)}<trkpt lon="1"/>`)), /Point 2 of RN7/);
  const line = (/** @type {string} */ text) =>
    `<kml><Placemark><name>RN7</name><LineString><coordinates>${text}</coordinates></LineString></Placemark></kml>`;
  assert.throws(() => route(line("1,2 3, 4")), /Point 2 of RN7 is not a pair of numbers/);
  assert.throws(() => route(line("1,2 3;4")), /“3;4”/);
  assert.throws(() => route(line("1,2 3,95")), /Point 2 of RN7 is at longitude 3, latitude 95/);
});

test("what is no well-formed XML is refused with its place", () => {
  for (const text of [
    ...[
      "",
      "no XML",
      "<gpx>",
      "<gpx></kml>",
      "<gpx/><gpx/>",
      "<gpx/>more",
      "<gpx a=1/>",
      '<gpx a="1" a="2"/>',
    ],
    ...[
      "<gpx>&nbsp;</gpx>",
      "<gpx>&#0;</gpx>",
      "<gpx>\u0000</gpx>",
      "<gpx>\u0001</gpx>",
      "<gpx><!-- -- --></gpx>",
    ],
    ...["<gpx>&amp</gpx>", "<1/>"],
  ])
    assert.throws(() => linesOfXml(text), /well-formed XML: at line 1, column \d+: /, text);
  assert.throws(() => linesOfXml('<!DOCTYPE gpx [<!ENTITY a "b">]><gpx>&a;</gpx>'), /document type/);
  assert.throws(() => linesOfXml("<constructor/>"), /outermost element is <constructor>/);
});

test("elements may be nested as deep as folders are, and no deeper", () => {
  assert.deepEqual(linesOfXml(`<kml>${"<Folder>".repeat(90)}${"</Folder>".repeat(90)}</kml>`), []);
  assert.throws(() => linesOfXml(`<kml>${"<Folder>".repeat(1_000_000)}`), /nested more than 100 deep/);
});

test("XML is decoded as it declares itself", () => {
  const xml = (/** @type {string} */ encoding) => `<?xml version="1.0" encoding="${encoding}"?><a>é</a>`;
  assert.match(decodeXml(Buffer.from(xml("ISO-8859-1"), "latin1")), /é/);
  assert.match(decodeXml(Buffer.from(xml("UTF-8"))), /é/);
  assert.match(decodeXml(Buffer.from(`\uFEFF${xml("UTF-16")}`, "utf16le")), /é/);
  assert.throws(() => decodeXml(Buffer.from(xml("EBCDIC-9"))), /encoding “EBCDIC-9”/);
});
