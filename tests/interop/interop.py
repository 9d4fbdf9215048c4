"""Packs in other programs, and the Parquet files of others in ours: DuckDB and pyarrow against the command line.

    python interop.py GEOBIT FIXTURES

GEOBIT is the program, FIXTURES the folder tests/fixtures. Ends with an error at the first thing that differs.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

NUMBERS = ["start", "kind", "uncertainty_km", "deaths_best", "date_span_days", "country"]
TEXTS = ["id", "type", "actor1", "place", "headline"]


def main():
    geobit, fixtures = sys.argv[1], Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for name in [
            "data/ucdp_ged_nigeria_1990_2019_hdx.csv.gz",
            "data/ucdp_ged_car_v23_1.geojson.gz",
        ]:
            pack = folder / "pack.parquet"
            call(geobit, "build", fixtures / name, "-o", pack)
            read_ours(geobit, pack)
            print(f"{name}: DuckDB and pyarrow read its pack as it is")
            for writer in [write_with_pyarrow, write_with_duckdb]:
                read_theirs(geobit, pack, folder, writer)
                print(f"{name}: ours reads what {writer.__name__.removeprefix('write_with_')} wrote")


def call(geobit, *arguments):
    """Calls the program, and returns its answer."""
    done = subprocess.run([geobit, *map(str, arguments), "--json"], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{arguments}: {done.stderr or done.stdout}")
    return json.loads(done.stdout)


def same(found, expected, what):
    if found != expected:
        raise SystemExit(f"{what}: {found!r} instead of {expected!r}")


def read_ours(geobit, pack):
    """A pack says the same in DuckDB, in pyarrow and in our own program."""
    summary = call(geobit, "info", pack)
    table = pq.read_table(pack)
    header = json.loads(pq.read_metadata(pack).metadata[b"geobit"])
    geo = json.loads(pq.read_metadata(pack).metadata[b"geo"])
    same(table.num_rows, summary["count"], "rows in pyarrow")
    same(header["count"], summary["count"], "the count of the header")
    same(geo["primary_column"], "geometry", "the column of GeoParquet")
    same(geo["columns"]["geometry"]["encoding"], "point", "the encoding of GeoParquet")
    query = duckdb.sql
    (rows, deaths, first, last) = query(
        f"select count(*), sum(deaths_best), min(start)::text, max(start)::text from '{pack}'"
    ).fetchall()[0]
    same(rows, summary["count"], "rows in DuckDB")
    same(deaths, summary["fatalities"]["best"], "deaths in DuckDB")
    same(first, summary["from"], "the first day in DuckDB")
    kinds = dict(query(f"select kind, count(*) from '{pack}' group by kind").fetchall())
    same(kinds, summary["kinds"], "kinds in DuckDB")
    west, south, east, north = query(
        f"select min(geometry.x), min(geometry.y), max(geometry.x), max(geometry.y) "
        f"from '{pack}' where uncertainty_km is not null"
    ).fetchall()[0]
    for found, expected in zip([west, south, east, north], summary["bbox"]):
        if abs(found - expected) > 1e-7:
            raise SystemExit(f"the box in DuckDB: {found} instead of {expected}")
    for column in NUMBERS + TEXTS:
        ours = table.column(column).to_pylist()
        theirs = [row[0] for row in query(f"select {column} from '{pack}'").fetchall()]
        same(theirs, ours, f"the column {column} in DuckDB and in pyarrow")


def write_with_pyarrow(table, file, codec):
    pq.write_table(table, file, compression=codec, row_group_size=1000)


def write_with_duckdb(incidents, file, codec):
    codec = {"none": "uncompressed", "lz4": "lz4_raw"}.get(codec, codec)
    duckdb.sql(f"copy (select * from incidents) to '{file}' (format parquet, compression {codec}, row_group_size 2048)")


def read_theirs(geobit, pack, folder, write):
    """A plain table of the same incidents, with columns of other names, says the same to us."""
    summary = call(geobit, "info", pack)
    table = pq.read_table(pack)
    geometry = table.column("geometry").combine_chunks()
    plain = pa.table(
        {
            "event_id": table.column("id"),
            "when": table.column("start"),
            "x": geometry.field("x"),
            "y": geometry.field("y"),
            "dead": table.column("deaths_best"),
            "kind": table.column("kind"),
            "uncertainty_km": table.column("uncertainty_km"),
        }
    )
    mapping = ["id=event_id", "start=when", "lon=x", "lat=y", "fatalities=dead"]
    mapping = [part for pair in mapping for part in ("--mapping", pair)]
    for codec in ["none", "snappy", "gzip", "lz4"]:
        file = folder / f"theirs_{codec}.parquet"
        write(plain, file, codec)
        made = folder / "made.parquet"
        call(geobit, "build", file, "-o", made, *mapping)
        found = call(geobit, "info", made)
        for member in ["count", "from", "kinds"]:
            same(found[member], summary[member], f"{member} of {codec}")
        same(found["fatalities"]["best"], summary["fatalities"]["best"], f"deaths of {codec}")
    write(plain, folder / "zstd.parquet", "zstd")
    refused = subprocess.run(
        [geobit, "info", folder / "zstd.parquet", *mapping], capture_output=True, text=True
    )
    if refused.returncode == 0 or "ZSTD" not in refused.stderr:
        raise SystemExit(f"zstd is not refused by name: {refused.stderr or refused.stdout}")


main()
