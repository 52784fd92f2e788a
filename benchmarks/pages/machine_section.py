#===- machine_section.py - The machine, and how to repeat it -------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""What both reports say of where and how they were measured."""
from . import words
from .page import Cell, Section, Table, quote

TARGETS = {"cpu": "the CPU", "vulkan": "Vulkan", "cuda": "CUDA"}


def describe_machine(document):
    """A line below the title."""
    machine = document["machine"]
    threads = machine.get("threads")
    parts = [machine["name"]]
    if machine["target"] == "cpu" and threads:
        parts.append("1 thread" if threads == 1 else f"{threads} threads")
    elif machine["target"] != "cpu":
        parts.append(TARGETS.get(machine["target"], machine["target"]))
    return f"{', '.join(parts)}; f32; {words.moment(document.get('started'))}"


def list_figures(machine):
    """(what, text) of all that is known."""
    figures = [("processor or device", machine["name"]), ("target", TARGETS.get(machine["target"], machine["target"]))]
    for key, what in (("driver", "driver"), ("kind", "kind of device"), ("threads", "threads"), ("lanes", "lanes of a vector"),
                      ("of_cores", "cores of the machine"), ("system", "system"), ("governor", "frequency governor"),
                      ("python", "Python")):
        if machine.get(key) is not None:
            figures.append((what, str(machine[key])))
    if machine.get("cores"):
        figures.append(("cores used", ", ".join(map(str, machine["cores"]))))
    for cache in machine.get("caches") or []:
        figures.append((f"{cache['name']} cache", words.count_bytes(cache["bytes"])))
    if machine.get("memory"):
        figures.append(("memory", words.count_bytes(machine["memory"])))
    roof = machine.get("roofline") or {}
    if roof.get("peak_flops"):
        figures.append(("peak, as measured", f"{words.digits(roof['peak_flops'] / 1e9)} GFLOP/s"))
    for level in roof.get("levels") or []:
        size = f" ({words.count_bytes(level['bytes'])})" if level.get("bytes") else ""
        figures.append((f"{level['name']}{size}, as measured", f"{words.digits(level['bandwidth'] / 1e9)} GB/s"))
    return figures


def make_machine_section(document, tables=()):
    rows = [[Cell(what), Cell(text)] for what, text in list_figures(document["machine"])]
    options = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in (document.get("options") or {}).items()
                        if value not in (None, ""))
    paragraphs = [f"Options: {options}."] if options else []
    return Section("The machine, and how to repeat it", [*paragraphs, "The command, as it was started:"],
                   tables=[Table([("what", False), ("", False)], rows), *tables], commands=[quote(document["command"])])
