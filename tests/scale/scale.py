"""Packs by Apache Spark against packs by one machine.

    python scale.py GEOBIT ROOT [ROWS]

GEOBIT is the program, ROOT the checkout, ROWS how many rows are made up (default: 60000). Makes a file of made-up incidents and a later one
with corrections, builds packs of each region with the job in `publish` on this machine and with `geobit build`, and compares them row by
row and byte by byte. Prints what it took. Ends with an error at the first thing that differs.
"""

import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow.parquet as pq

TODAY = "2026-11-30"
HEADER = "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities,timestamp\n"
COUNTRIES = [("Mali", 17.0, -4.0), ("Niger", 17.0, 9.0), ("Somalia", 6.0, 46.0)]
REGIONS = [
    {"id": "mali", "name": "Mali", "countries": ["Mali"]},
    {"id": "sahel", "name": "The Sahel", "countries": ["Mali", "Niger"]},
    {"id": "east", "name": "East of 20° E", "bbox": [20, -40, 60, 40]},
]
NOTES = ["An armed group attacked a convoy.", 'Witnesses said ""they left"" early.', "First line,\nsecond line;\nthird, with commas.", "Unknown, few details."]


def main():
    geobit, root = sys.argv[1], Path(sys.argv[2])
    rows = int(sys.argv[3]) if len(sys.argv) > 3 else 60_000
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        first, later = folder / "first.csv", folder / "later.csv"
        write_rows(first, range(rows), rows, edition=1)
        # A day's update: new incidents, and corrections of old ones, some of which moved to another country.
        write_rows(later, [*range(7, rows, max(rows // 300, 1)), *range(rows, rows + 500)], rows, edition=2)
        (folder / "regions.json").write_text(json.dumps(REGIONS))
        part_bytes = max(first.stat().st_size // 8, 1 << 16)
        before = run_job(geobit, root, folder, "before", [first], part_bytes)
        after = run_job(geobit, root, folder, "after", [first, later], part_bytes, "--previous", folder / "before")
        if before["parts"] < 6:
            raise SystemExit(f"{before['parts']} parts are too few to show anything")
        compare(geobit, folder, "before", [first])
        compare(geobit, folder, "after", [first, later])
        check_catalog(folder / "after")
        tell(before, after)


def write_rows(path, numbers, rows, edition):
    """Writes rows of which each depends on its number and the edition alone."""
    with open(path, "w", newline="", encoding="utf-8") as out:
        out.write(HEADER)
        for number in numbers:
            seen = random.Random(number * 10 + edition)
            country, lat, lon = COUNTRIES[(number + (edition == 2 and number % 5 == 0)) % 3]
            # Some rows come again within a file, the newer one first.
            id = number - 40 if number % 50 == 0 and number >= 50 else number
            revision = 1_600_000_000 + number + (edition - 1) * rows * 2 - (1000 if id != number and number % 100 == 0 else 0)
            day = f"{2019 + number % 7}-{1 + number % 12:02}-{1 + number % 28:02}"
            place = f"{lat + seen.uniform(-3, 3):.4f},{lon + seen.uniform(-3, 3):.4f}"
            day = "soon" if number % 997 == 0 else day
            out.write(
                f'X{id},{day},{1 + number % 3},Battles,Armed clash,Group {number % 83},Group {number % 31},{country},Region {number % 9},'
                f'Place {number % 701},{place},{1 + number % 3},Source {number % 57},"{NOTES[number % 4]} {number}",{number % 6},{revision}\n'
            )


def run_job(geobit, root, folder, name, files, part_bytes, *more):
    """Runs the job on this machine, and returns what it says."""
    arguments = ["--geobit", geobit, "--regions", folder / "regions.json", "--work", folder / f"{name}-parts", "--out", folder / name]
    arguments += ["--part-bytes", part_bytes, "--as-of", "2026-01-01", "--today", TODAY, "--key", root / "tests/fixtures/keys/test.key"]
    environment = {
        **os.environ,
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_SUBMIT_ARGS": "--master local[2] --conf spark.ui.enabled=false --conf spark.driver.bindAddress=127.0.0.1 pyspark-shell",
    }
    call = [sys.executable, root / "publish/job.py", *arguments, *more, *files]
    done = subprocess.run([str(word) for word in call], capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        raise SystemExit(f"the job failed:\n{done.stderr}")
    return json.loads(done.stdout.strip().split("\n")[-1])


def compare(geobit, folder, name, files):
    """The packs of the job are those of one machine, which reads all files as one."""
    whole = folder / f"{name}.csv"
    with open(whole, "wb") as out:
        for number, file in enumerate(files):
            out.write(file.read_bytes() if number == 0 else file.read_bytes().split(b"\n", 1)[1])
    for region in REGIONS:
        expected, made = folder / f"{name}-{region['id']}.parquet", folder / name / f"{region['id']}.parquet"
        where = [word for country in region.get("countries", []) for word in ["--country", country]]
        where += ["--bbox", ",".join(map(str, region["bbox"]))] if "bbox" in region else []
        call = [geobit, "build", whole, "-o", expected, "--name", region["name"], "--as-of", "2026-01-01", "--today", TODAY, *where]
        subprocess.run([str(word) for word in call], check=True, capture_output=True)
        compare_rows(expected, made)
        if len(files) == 1 and made.read_bytes() != expected.read_bytes():
            raise SystemExit(f"{made.name}: the rows are the same, and the files are not")
        differences = subprocess.run([geobit, "diff", expected, made, "--today", TODAY, "--json"], capture_output=True, text=True)
        found = json.loads(differences.stdout)
        if any(found[what] for what in ["added", "changed", "withdrawn"]):
            raise SystemExit(f"{made.name}: `geobit diff` finds differences")
    print(f"{name}: {len(REGIONS)} packs by Spark are those of one machine")


def compare_rows(expected, made):
    one, other = pq.read_table(expected), pq.read_table(made)
    if one.schema.names != other.schema.names:
        raise SystemExit(f"{made.name}: the columns are {other.schema.names} instead of {one.schema.names}")
    if one.num_rows == 0:
        raise SystemExit(f"{made.name}: there is nothing to compare")
    for column in one.schema.names:
        if not one.column(column).equals(other.column(column)):
            raise SystemExit(f"{made.name}: the column {column} differs")


def check_catalog(folder):
    """The catalogue names every pack and delta by its digest, and is signed."""
    catalog = json.loads((folder / "catalog.json").read_text(encoding="utf-8"))
    if [pack["id"] for pack in catalog["packs"]] != sorted(region["id"] for region in REGIONS) or len(catalog["deltas"]) != len(REGIONS):
        raise SystemExit(f"the catalogue holds {catalog['packs']} and {catalog['deltas']}")
    for entry in [*catalog["packs"], *catalog["deltas"]]:
        if hashlib.sha256((folder / entry["path"]).read_bytes()).hexdigest() != entry["sha256"]:
            raise SystemExit(f"{entry['path']}: the catalogue has another digest")
    if not (folder / "catalog.json.minisig").read_text().startswith("untrusted comment:"):
        raise SystemExit("the catalogue is not signed")
    print("after: the catalogue is signed and names every pack and delta")


def tell(before, after):
    core_seconds = sum(before["coreSeconds"].values())
    packs, deltas = sum(pack["bytes"] for pack in after["packs"]), sum(delta["bytes"] for delta in after["deltas"])
    seconds = {name: round(value, 1) for name, value in after["seconds"].items()}
    print(f"{before['rows']} rows of {before['bytes']} bytes in {before['parts']} parts: {core_seconds:.1f} s of a core, "
          f"{before['rows'] / core_seconds * 3600:,.0f} rows per core-hour")
    print(f"the update: {packs} bytes as packs, {deltas} bytes as deltas; {seconds} s with the time that Spark takes")


if __name__ == "__main__":
    main()
