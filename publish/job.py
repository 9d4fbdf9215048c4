"""Makes packs of large CSV files with Apache Spark: a pack for each region, and the catalogue.

    spark-submit publish/job.py --geobit GEOBIT --regions regions.json --work WORK --out PACKS FILE...

Spark decides which machine does what; what the rows mean, the program `geobit` says, on every machine the same. The files, WORK and PACKS
are in folders that all machines see. docs/publish.md says how it works and what it costs.
"""

import argparse
import csv
import json
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

READ_AT_ONCE = 1 << 20
LEAST_PART = 1 << 16
HEADER_BYTES = 1 << 20


def main():
    wanted = read_arguments()
    regions = read_regions(wanted.regions)
    work, out = Path(wanted.work), Path(wanted.out)
    for folder in [work, out]:
        folder.mkdir(parents=True, exist_ok=True)

    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("geobit packs").getOrCreate()
    try:
        report = run(spark.sparkContext, wanted, regions, work, out)
    finally:
        spark.stop()
    print(json.dumps(report))


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", metavar="FILE", help="CSV files of one layout; of rows with the same id, that of a later file counts")
    parser.add_argument("--geobit", required=True, help="the program, in a place that all machines see")
    parser.add_argument("--regions", required=True, help="a JSON file: a list of regions, each with id, name, and countries or bbox")
    parser.add_argument("--work", required=True, help="a folder for parts, which are left there")
    parser.add_argument("--out", required=True, help="the folder of the packs and their catalogue")
    parser.add_argument("--part-bytes", type=int, default=64 << 20, help="about how large a part is (default: 64 MiB)")
    parser.add_argument("--memory", default="512MB", help="about how much memory a task takes (default: 512MB)")
    parser.add_argument("--reading", default="[]", help='options of `geobit build` on how files are read, as JSON: ["--date-order", "dmy"]')
    parser.add_argument("--as-of", help="the day up to which the data are complete, YYYY-MM-DD")
    parser.add_argument("--today", help="today, YYYY-MM-DD")
    parser.add_argument("--key", help="the secret key that signs the catalogue")
    parser.add_argument("--previous", help="the folder of the packs of before, to which deltas are made")
    wanted = parser.parse_args()
    if wanted.part_bytes < LEAST_PART:
        parser.error(f"--part-bytes is {wanted.part_bytes}; at least {LEAST_PART} are wanted")
    return wanted


def read_regions(path):
    """Returns the regions after checking them."""
    try:
        regions = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SystemExit(f"{path}: it cannot be read: {error}.")
    if not isinstance(regions, list) or not regions:
        raise SystemExit(f"{path}: a list of regions is wanted.")
    seen = set()
    for number, region in enumerate(regions):
        place = f"{path}: region {number}"
        if not isinstance(region, dict) or not isinstance(region.get("id"), str) or not isinstance(region.get("name"), str):
            raise SystemExit(f"{place} has no id or no name; both are wanted as text.")
        if not re.fullmatch(r"[A-Za-z0-9_-]+", region["id"]) or region["id"] in seen:
            raise SystemExit(f"{place}: the id {region['id']!r} is taken, or has other than letters, digits, - and _.")
        seen.add(region["id"])
        countries, bbox = region.get("countries", []), region.get("bbox")
        if not (isinstance(countries, list) and all(isinstance(name, str) for name in countries)):
            raise SystemExit(f"{place}: countries is {countries!r}; a list of names is wanted.")
        if bbox is not None and not (isinstance(bbox, list) and len(bbox) == 4):
            raise SystemExit(f"{place}: bbox is {bbox!r}; west, south, east and north are wanted.")
        if not countries and bbox is None:
            raise SystemExit(f"{place} has neither countries nor bbox, so it would hold everything.")
    return regions


def run(context, wanted, regions, work, out):
    """Splits, reads, merges, and makes the catalogue. Returns what it took."""
    started = time.time()
    parts = plan(context, wanted.files, wanted.part_bytes)
    planned = time.time()
    options = {
        "geobit": wanted.geobit,
        "work": str(work),
        "reading": json.loads(wanted.reading) + given("--as-of", wanted.as_of) + given("--today", wanted.today),
    }
    numbered = list(enumerate(parts))
    read = context.parallelize(numbered, len(numbered)).map(lambda part: read_part(options, *part)).collect()
    read_at = time.time()
    merge_options = {
        "geobit": wanted.geobit,
        "out": str(out),
        "parts": [part["path"] for part in read],
        "memory": wanted.memory,
        "options": given("--as-of", wanted.as_of) + given("--today", wanted.today),
    }
    packs = context.parallelize(regions, len(regions)).map(lambda region: merge(merge_options, region)).collect()
    merged_at = time.time()
    catalog = make_catalog(wanted, packs, out)
    return {
        "parts": len(parts),
        "rows": sum(part["rows"] for part in read),
        "bytes": sum(part["end"] - part["start"] for part in parts),
        "packs": packs,
        "deltas": [{"path": delta["path"], "bytes": delta["bytes"]} for delta in catalog["deltas"]],
        "catalogBytes": (out / "catalog.json").stat().st_size,
        "coreSeconds": {
            "read": sum(part["coreSeconds"] for part in read),
            "merge": sum(pack["coreSeconds"] for pack in packs),
        },
        "seconds": {
            "plan": planned - started,
            "read": read_at - planned,
            "merge": merged_at - read_at,
            "catalog": time.time() - merged_at,
        },
    }


def given(option, value):
    return [] if value is None else [option, value]


# Splitting. A line break ends a record if an even number of quotes stands before it. So each machine counts the quotes of a piece, the
# sums tell whether a piece begins within quotes, and then each machine looks for the first line break of its piece that ends a record.


def plan(context, files, part_bytes):
    """Returns the parts of all files, in their order."""
    pieces = []
    for file in files:
        size = os.stat(file).st_size
        if is_packed(file):
            # An archive has no line breaks to split at.
            pieces.append((file, 0, size, size))
        else:
            pieces += [(file, start, min(start + part_bytes, size), size) for start in range(0, max(size, 1), part_bytes)]
    counts = context.parallelize(pieces, len(pieces)).map(lambda piece: count(*piece[:3])).collect()
    open_pieces, quotes, lines, unbalanced = [], 0, 1, set()
    for piece, (piece_quotes, piece_lines) in zip(pieces, counts):
        if piece[1] == 0:
            quotes, lines = 0, 1
        open_pieces.append((*piece, quotes % 2 == 1, lines))
        quotes, lines = quotes + piece_quotes, lines + piece_lines
        if piece[2] == piece[3] and quotes % 2 == 1:
            unbalanced.add(piece[0])
    starts = context.parallelize(open_pieces, len(open_pieces)).map(lambda piece: first_record(*piece)).collect()
    parts = []
    for (file, start, *_), found in zip(pieces, starts):
        if start == 0:
            parts.append({"file": file, "start": 0, "line": 1, "end": os.stat(file).st_size})
        elif found is not None and file not in unbalanced:
            parts[-1]["end"] = found[0]
            parts.append({"file": file, "start": found[0], "line": found[1], "end": os.stat(file).st_size})
    return parts


def is_packed(file):
    with open(file, "rb") as raw:
        start = raw.read(4)
    return start.startswith(b"\x1f\x8b") or start == b"PK\x03\x04"


def blocks(file, start, end):
    with open(file, "rb") as raw:
        raw.seek(start)
        while start < end:
            block = raw.read(min(READ_AT_ONCE, end - start))
            if not block:
                raise SystemExit(f"{file}: it became shorter while it was read.")
            start += len(block)
            yield block


def count(file, start, end):
    """Returns how many quotes and line breaks a piece has."""
    quotes = lines = 0
    for block in blocks(file, start, end):
        quotes += block.count(b'"')
        lines += block.count(b"\n")
    return quotes, lines


def first_record(file, start, end, size, is_quoted, line):
    """Returns where the first record begins that a piece begins with, and its line; nothing if there is none.

    A quote in the middle of a cell would mislead the count. So what begins there has to look like a row: otherwise the piece stays with
    the one before it.
    """
    if start == 0:
        return None
    at = start
    for block in blocks(file, start, end):
        for found in re.finditer(rb'["\n]', block):
            if found.group() == b'"':
                is_quoted = not is_quoted
                continue
            line += 1
            begins = at + found.end()
            if not is_quoted and begins < size:
                return (begins, line) if looks_like_a_row(file, begins, size) else None
        at += len(block)
    return None


def looks_like_a_row(file, begins, size):
    """Returns whether the record that begins at a place has as many cells as the header."""
    with open(file, "rb") as raw:
        head = raw.read(HEADER_BYTES).decode("utf-8-sig", "replace")
        raw.seek(begins)
        text = raw.read(min(HEADER_BYTES, size - begins)).decode("utf-8", "replace")
    csv.field_size_limit(HEADER_BYTES)
    delimiter = max(",;\t|", key=head.split("\n", 1)[0].count)
    cells = [len(next(csv.reader(lines.split("\n"), delimiter=delimiter), [])) for lines in [head, text]]
    return cells[0] == cells[1]


# Reading and merging, by the program.


def read_part(options, number, part):
    """Pipes a part through `geobit build --part`."""
    path = os.path.join(options["work"], f"{number:06}.part")
    behind = ["--head", part["file"], "--line", str(part["line"])] if part["start"] > 0 else []
    arguments = ["build", "/dev/stdin", "--part", "-o", path, *behind, *options["reading"]]
    written, core_seconds = call(options["geobit"], arguments, blocks(part["file"], part["start"], part["end"]))
    return {"path": path, "rows": written["rows"], "coreSeconds": core_seconds}


def merge(options, region):
    """Makes the pack of a region of all parts. Of rows with the same id, the one that counts is found among all, also those of other
    regions, because an incident may have moved."""
    path = os.path.join(options["out"], region["id"] + ".parquet")
    where = [argument for name in region.get("countries", []) for argument in ["--country", name]]
    if region.get("bbox") is not None:
        where += ["--bbox", ",".join(map(str, region["bbox"]))]
    arguments = ["build", *options["parts"], "-o", path, "--name", region["name"], "--memory", options["memory"]]
    written, core_seconds = call(options["geobit"], [*arguments, *where, *options["options"]], [])
    return {"id": region["id"], "path": path, "count": written["summary"]["count"], "bytes": written["bytes"], "coreSeconds": core_seconds}


def make_catalog(wanted, packs, out):
    arguments = ["catalog", str(out), *given("--key", wanted.key), *given("--today", wanted.today)]
    for pack in packs:
        name = f"{pack['id']}.parquet"
        if wanted.previous is not None and (Path(wanted.previous) / name).exists():
            arguments += ["--base-of", f"{name}={Path(wanted.previous) / name}"]
    catalog, _ = call(wanted.geobit, arguments, [])
    return catalog


def call(geobit, arguments, pieces):
    """Calls the program with pieces of input. Returns its answer and the seconds of a core that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen([geobit, *arguments, "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        for piece in pieces:
            process.stdin.write(piece)
    except BrokenPipeError:
        # The program has ended, and says why.
        pass
    answer, said = process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"geobit {arguments[0]}: {said.decode(errors='replace').strip()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    core_seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(answer), core_seconds


if __name__ == "__main__":
    sys.exit(main())
