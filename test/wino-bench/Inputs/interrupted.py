#!/usr/bin/env python3
"""Interrupts wino-bench phases once it has measured something.

    interrupted.py TOOL REPORT.json
"""

import json
import signal
import subprocess
import sys

tool, report = sys.argv[1:]
process = subprocess.Popen(
    [tool, "phases", "--shapes=1x4x4x8x8,1x8x8x8x8", "--min-time=0", f"--json={report}"],
    stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
for line in process.stdout:
    if line.startswith("0 direct"):
        process.send_signal(signal.SIGINT)
        break
_, errors = process.communicate()
assert process.returncode == 1, process.returncode
assert "finishing this measurement" in errors, errors
assert "wino-bench: error: interrupted; what was finished is kept" in errors, errors
with open(report, encoding="utf-8") as file:
    kept = json.load(file)
assert kept["complete"] is False
(convolution,) = kept["convolutions"]
(direct,) = convolution["contenders"][0]["phases"]
assert convolution["name"] == "1x4x4x8x8" and direct["seconds"]["median"] > 0
assert sum(len(c["phases"]) for c in convolution["contenders"]) <= 2, "it went on"
assert convolution["plans"] == []
