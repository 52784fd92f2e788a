#===- candidates.py - What the planner says of its candidates ------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""The remarks of `winograd-plan` as figures, and the times that were measured beside them."""
import re

FIGURES = re.compile(r"time (?P<predicted_time>\d+), traffic (?P<traffic>\d+), memory (?P<memory>\d+), adds (?P<added>-?\d+), "
                     r"promise (?P<promise>[-+.\w]+), error (?P<error>[-+.\w]+)(?:, refused: (?P<refused>.*))?", re.DOTALL)


def parse(candidate):
    """`{"name": PLAN, "figures": TEXT}` of a remark, as `wino-bench phases` has candidates."""
    found = FIGURES.fullmatch(candidate["figures"])
    if not found:
        raise ValueError(f"expected figures of a candidate, but got '{candidate['figures']}'")
    figures = found.groupdict()
    return {"plan": candidate["name"], **{key: int(figures[key]) for key in ("predicted_time", "traffic", "memory", "added")},
            "promise": float(figures["promise"]), "error": float(figures["error"]), "refused": figures["refused"],
            "measured": None}


def shorten(plan):
    """A plan without the sizes of its blocks, as candidates are called."""
    return plan.split(" in blocks of ")[0]


def get_choice(records):
    """What `auto` took for the only convolution, and its candidates with the times that plans by name took; or None."""
    auto = next((record for record in records if record["name"] == "winograd-auto" and record.get("remarks")), None)
    if auto is None or len(auto["remarks"]) != 1 or not auto["remarks"][0]["candidates"]:
        return None
    candidates = [parse(candidate) for candidate in auto["remarks"][0]["candidates"]]
    for record in records:
        if record["library"] != "winograd" or "seconds" not in record or len(record.get("plans", [])) > 1:
            continue
        plan = shorten(record["plans"][0]) if record.get("plans") else "direct"
        for candidate in candidates:
            if shorten(candidate["plan"]) == plan:
                candidate["measured"] = min(record["seconds"]["median"], candidate["measured"] or float("inf"))
    plan = auto["plans"][0] if auto.get("plans") else "direct"
    return {"plan": plan, "candidates": candidates}


def get_convolutions(records):
    """Of a network, what `auto` took for each convolution: [{"text": WHAT, "candidates": [...]}]."""
    auto = next((record for record in records if record["name"] == "winograd-auto"), None)
    if auto is None:
        return []
    return [{"text": remark.get("text", ""), "candidates": [parse(candidate) for candidate in remark["candidates"]]}
            for remark in auto.get("remarks", [])]
