#===- machine.py - What the machine is -----------------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""What a report says of the machine, as far as Linux tells it."""
import os
import pathlib
import platform


def read(path):
    try:
        return pathlib.Path(path).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def get_processor():
    """The name of the model."""
    for line in read("/proc/cpuinfo").splitlines():
        key, _, value = line.partition(":")
        if key.strip() in ("model name", "Model", "cpu model"):
            return value.strip()
    return platform.machine()


def get_caches(core):
    """[{"name": "L1d", "bytes": ...}] of a core."""
    caches = []
    folder = pathlib.Path(f"/sys/devices/system/cpu/cpu{core}/cache")
    for index in sorted(folder.glob("index*")):
        kind, size = read(index / "type"), read(index / "size")
        if kind in ("Data", "Unified") and size.endswith("K"):
            caches.append({"name": f"L{read(index / 'level')}", "bytes": int(size[:-1]) * 1024})
    return caches


def describe(cores, target):
    """The machine, as `wino-bench phases` has it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {"target": target, "name": get_processor(), "threads": len(cores), "cores": sorted(cores), "of_cores": os.cpu_count(),
            "caches": get_caches(min(cores)), "memory": memory, "system": f"{platform.system()} {platform.release()}",
            "governor": read(f"/sys/devices/system/cpu/cpu{min(cores)}/cpufreq/scaling_governor") or None,
            "python": platform.python_version()}
