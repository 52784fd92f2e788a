#!/usr/bin/env python3
"""Whether a report of `wino-bench phases` is as docs/Bench.md has it.

    phases_report.py REPORT.json LINES.csv --convolutions=NAME,... --kinds=NAME,...
"""

import argparse
import csv
import json

TITLES = ["direct", "X̂", "X̂ and its indexing", "X̂ and Ĝ", "their product",
          "reduced to M̂", "output transform"]


def check_seconds(seconds):
    assert (0 < seconds["least"] <= seconds["p10"] <= seconds["median"]
            <= seconds["p90"] <= seconds["most"]), seconds


def check_measured(entry, on_gpu):
    compiled = entry["compile"]
    assert 0 < compiled["code"] < compiled["seconds"], compiled
    times = [one["seconds"] for one in compiled["passes"]]
    assert times == sorted(times, reverse=True), times
    names = {one["name"] for one in compiled["passes"]}
    assert {"WinogradVerifyLoops", "Canonicalizer"} <= names, names
    assert entry["violations"] == 0 and entry["violation"] is None, entry["violation"]
    for key in ("kernels", "loops", "buffers", "bytes_moved", "buffer_bytes",
                "executed_flops", "peak_memory"):
        assert entry[key] > 0, (key, entry[key])
    assert entry["private_bytes"] < entry["buffer_bytes"]
    check_seconds(entry["seconds"])
    assert entry["runs"] >= 3
    assert (entry["device_seconds"] is not None) == on_gpu
    if on_gpu:
        check_seconds(entry["device_seconds"])
    assert entry["roofline"]["share"] > 0 and entry["roofline"]["bound"]
    error = entry["error"]
    assert 0 < error["relative_rms"] < 1e-5 and 0 < error["rms"] <= error["max"] < 1e-3


def check_entry(entry, on_gpu):
    assert entry["title"] == TITLES[entry["phase"]], entry["title"]
    assert entry["status"] in ("measured", "refused", "failed", "unsupported")
    if entry["status"] == "measured":
        assert entry["reason"] is None
        check_measured(entry, on_gpu)
    else:
        assert entry["reason"] and "seconds" not in entry, entry


def check_convolution(one, kinds, on_gpu):
    assert one["flops"] > 0 and len(one["shape"]["filter"]) == 4
    phases = {c["name"]: [e["phase"] for e in c["phases"]] for c in one["contenders"]}
    assert phases == {"direct": [0], "kron": [1, 2, 3, 4, 5, 6],
                      "tensor": [1, 2, 3, 4, 5, 6]}, phases
    for contender in one["contenders"]:
        for entry in contender["phases"]:
            check_entry(entry, on_gpu)
            assert entry["status"] == "measured", entry
            assert entry["filter"] == "argument"
    measured = set()
    for entry in one["plans"]:
        check_entry(entry, on_gpu)
        assert entry["filter"] == "constant" and entry["phase"] == 6
        if entry["status"] == "measured":
            measured.add(entry["planned"].split(" ")[0])
    assert kinds <= measured, measured
    choice = one["choice"]
    plans = {candidate["plan"]: candidate for candidate in choice["candidates"]}
    assert choice["plan"] in plans, (choice["plan"], list(plans))
    assert plans[choice["plan"]]["measured"] > 0
    for candidate in choice["candidates"]:
        assert candidate["predicted_time"] > 0 and candidate["error"] > 0
        assert (candidate["predicted_seconds"] is None) == on_gpu
    assert any(candidate["refused"] for candidate in choice["candidates"])


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("report")
parser.add_argument("lines")
parser.add_argument("--convolutions", required=True)
parser.add_argument("--kinds", required=True)
options = parser.parse_args()
with open(options.report, encoding="utf-8") as file:
    report = json.load(file)
assert (report["schema"], report["version"], report["complete"]) == ("winograd-phases", 1, True)
assert report["command"][1] == "phases" and report["started"].endswith("Z")
machine = report["machine"]
levels = machine["roofline"]["levels"]
assert machine["roofline"]["peak_flops"] > 0 and all(level["bandwidth"] > 0 for level in levels)
assert levels[-1]["name"] == "memory" and levels[-1]["bytes"] is None
names = [one["name"] for one in report["convolutions"]]
assert names == options.convolutions.split(","), names
on_gpu = machine["target"] != "cpu"
for convolution in report["convolutions"]:
    check_convolution(convolution, set(options.kinds.split(",")), on_gpu)

# A line for each entry, with the same figures.
entries = [entry for one in report["convolutions"]
           for entry in [e for c in one["contenders"] for e in c["phases"]] + one["plans"]]
with open(options.lines, encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
assert len(rows) == len(entries), (len(rows), len(entries))
assert all(None not in row and None not in row.values() for row in rows)
moved = sorted(int(row["moved_bytes"]) for row in rows if row["moved_bytes"])
assert moved == sorted(e["bytes_moved"] for e in entries if e["status"] == "measured")
