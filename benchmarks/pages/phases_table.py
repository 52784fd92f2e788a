#===- phases_table.py - What `wino-bench phases` found, as tables --------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""How entries of a document of the schema `winograd-phases` are read, and all of them as a table and as lines of CSV."""
import csv
import io

from . import words
from .page import Cell, Section, Table

LAST = 6  # the phase with which a convolution is complete
HEADER = ["convolution", "contender", "phase", "title", "plan", "planned", "filter", "status", "median_s", "least_s", "p10_s",
          "p90_s", "most_s", "device_median_s", "compile_s", "kernels", "loops", "buffers", "private_buffers", "bytes_moved",
          "buffer_bytes", "private_bytes", "executed_flops", "violations", "peak_memory", "roofline_share", "bound",
          "max_error", "rms_error", "reason"]


def get(entry, *keys):
    """A figure in an entry, or None where it is not known."""
    for key in keys:
        entry = (entry or {}).get(key)
    return entry


def median(entry):
    return get(entry, "seconds", "median") if entry and entry["status"] == "measured" else None


def find(convolution, name, phase):
    """The entry of a contender's phase, if it was measured."""
    for contender in convolution["contenders"]:
        if contender["name"] == name:
            return next((entry for entry in contender["phases"] if entry["phase"] == phase and median(entry)), None)
    return None


def list_plans(convolution):
    return [entry for entry in convolution.get("plans") or [] if median(entry)]


def all_entries(convolution):
    """(contender, entry)"""
    for contender in convolution["contenders"]:
        for entry in contender["phases"]:
            yield contender["title"], entry
    for entry in convolution.get("plans") or []:
        yield f"plan {entry['plan']}", entry


COLUMNS = [("convolution", False), ("contender", False), ("phase", True), ("what is calculated", False), ("time", True),
           ("p10 to p90", True), ("on the device", True), ("of the roofline", True), ("bound by", False), ("compile", True),
           ("kernels", True), ("loops", True), ("buffers", True), ("bytes moved", True), ("peak memory", True),
           ("max error", True), ("rms error", True), ("plan, or why not", False)]


def make_row(convolution, name, entry):
    value = median(entry)
    low, high = get(entry, "seconds", "p10"), get(entry, "seconds", "p90")
    device = get(entry, "device_seconds", "median")
    share = get(entry, "roofline", "share")
    note = (entry.get("planned") or "") if entry["status"] == "measured" else f"{entry['status']}: {entry.get('reason')}"
    return [Cell(convolution["name"]), Cell(name), Cell(str(entry["phase"]), entry["phase"]), Cell(entry["title"]),
            Cell(words.seconds(value), value),
            Cell(f"{words.seconds(low)} to {words.seconds(high)}" if low and high else words.EMPTY,
                 high / low if low and high else None),
            Cell(words.seconds(device), device), Cell(words.percent(share), share),
            Cell(get(entry, "roofline", "bound") or words.EMPTY),
            Cell(words.seconds(get(entry, "compile", "seconds")), get(entry, "compile", "seconds")),
            *(Cell(words.number(entry.get(key)), entry.get(key)) for key in ("kernels", "loops", "buffers")),
            *(Cell(words.count_bytes(entry.get(key)), entry.get(key)) for key in ("bytes_moved", "peak_memory")),
            *(Cell(words.error(get(entry, "error", key)), get(entry, "error", key)) for key in ("max", "rms")), Cell(note)]


def make_table(convolutions):
    rows = [make_row(convolution, name, entry) for convolution in convolutions for name, entry in all_entries(convolution)]
    text = ("Time is the median of the runs. Bytes moved are read and written by kernels, as counted in the lowered program. "
            "Errors are those of complete convolutions, from a result in float64. A click on a heading sorts.")
    return Section("All phases and plans", [text], tables=[Table(COLUMNS, rows)])


def format_csv(document):
    """A line for each entry."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for convolution in document["convolutions"]:
        for name, entry in all_entries(convolution):
            times = [get(entry, "seconds", key) for key in ("median", "least", "p10", "p90", "most")]
            counts = [entry.get(key) for key in HEADER[HEADER.index("kernels"):HEADER.index("roofline_share")]]
            values = [convolution["name"], name, *(entry.get(key) for key in HEADER[2:8]), *times,
                      get(entry, "device_seconds", "median"), get(entry, "compile", "seconds"), *counts,
                      get(entry, "roofline", "share"), get(entry, "roofline", "bound"), get(entry, "error", "max"),
                      get(entry, "error", "rms"), entry.get("reason")]
            writer.writerow(["" if value is None else value for value in values])
    return text.getvalue()
