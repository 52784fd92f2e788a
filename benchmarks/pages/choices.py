#===- choices.py - What was chosen, and what the model predicted ---------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""The planner's choices and candidates, which both reports have: `{"plan": ..., "candidates": [...]}`."""
from . import plots, words
from .page import Cell, Plot, Section, Table


def find_unit(choices):
    """Seconds of a unit of the model's, by which its times fit those that were measured best; None without any."""
    ratios = [candidate["measured"] / candidate["predicted_time"] for _, choice in choices for candidate in choice["candidates"]
              if candidate.get("measured") and candidate.get("predicted_time")]
    return words.geometric_mean(ratios) if ratios else None


def predict(candidate, unit):
    """Seconds: as the document says, or by the unit."""
    if candidate.get("predicted_seconds") is not None:
        return candidate["predicted_seconds"]
    return candidate["predicted_time"] * unit if unit and candidate.get("predicted_time") else None


def make_prediction_section(choices):
    """Predicted against measured, of all candidates that have both."""
    unit = find_unit(choices)
    points = {}
    for _, choice in choices:
        for candidate in choice["candidates"]:
            predicted = predict(candidate, unit)
            if candidate.get("measured") and predicted:
                points.setdefault(name_kind(candidate["plan"]), []).append((predicted * 1e3, candidate["measured"] * 1e3))
    if not points:
        return None
    text = []
    if any(candidate.get("predicted_seconds") is None for _, choice in choices for candidate in choice["candidates"]):
        text = [f"The model's times are cycles of a core, or operations of a GPU's thread. Here one is {words.digits(unit * 1e9)} "
                "ns, which fits what was measured best; so only the order and the ratios of predictions are tested."]
    svg = plots.scatter(points, "predicted, ms", "measured, ms", diagonal=True)
    return Section("Predicted against measured", text, [Plot(svg, "Each candidate that was measured: on the line it took as long "
                                                             "as the planner had predicted, above it longer.")])


def name_kind(plan):
    """Of `blocked F(4, 3) x F(4, 3) in blocks of 2x7 tiles`, `blocked F(4, 3)`, unless the dimensions differ."""
    kind = plan.split(" in blocks of ")[0]
    name, _, algorithms = kind.partition(" ")
    each = algorithms.split(" x ")
    return f"{name} {each[0]}" if len(each) > 1 and len(set(each)) == 1 else kind


def make_choice_sections(choices):
    """The candidates of each convolution, folded."""
    unit = find_unit(choices)
    columns = [("candidate", False), ("predicted", True), ("measured", True), ("error, x direct", True), ("traffic", True),
               ("memory", True), ("adds to the program", True), ("refused", False)]
    sections = []
    for name, choice in choices:
        rows = []
        for candidate in choice["candidates"]:
            predicted, measured = predict(candidate, unit), candidate.get("measured")
            rows.append([Cell(candidate["plan"], is_marked=choice["plan"].startswith(candidate["plan"])),
                         Cell(words.seconds(predicted), predicted), Cell(words.seconds(measured), measured),
                         Cell(words.times(candidate.get("error")), candidate.get("error")),
                         *(Cell(words.count_bytes(candidate.get(key)), candidate.get(key)) for key in ("traffic", "memory",
                                                                                                      "added")),
                         Cell(candidate.get("refused") or "")])
        sections.append(Section(f"{name}: {choice['plan']}", ["The plan that was chosen is marked. Candidates are in the order of "
                                                              "the planner's model, those that it refused last."],
                                tables=[Table(columns, rows)], is_folded=True))
    return sections


def say_best(candidates):
    """The three that the planner prices best."""
    allowed = [candidate for candidate in candidates if not candidate.get("refused")][:3]
    return "; ".join(f"{candidate['plan']} ({words.number(candidate['predicted_time'])})" for candidate in allowed) or words.EMPTY
