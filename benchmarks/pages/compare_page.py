#===- compare_page.py - What `wino-bench compare` found, as a page -------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""A page of a document of the schema `winograd-compare`."""
import collections

import results
from contenders import OURS, TITLES

from . import choices, plots, words
from .machine_section import describe_machine, make_machine_section
from .page import Cell, Page, Plot, Section, Table

AUTO, DIRECT = f"{OURS}-auto", f"{OURS}-direct"
# More than this between the turns of a contender says that something else was running.
QUIET = 1.10


def find(problem, name):
    """A contender that was measured, or None."""
    return next((record for record in problem["contenders"] if record["name"] == name and "seconds" in record), None)


def median(record):
    return record["seconds"]["median"]


def measured(problem):
    return [record for record in problem["contenders"] if "seconds" in record]


def best_by_library(problem):
    """{library: its fastest contender}"""
    names = dict.fromkeys(record["library"] for record in measured(problem))
    return {name: results.get_best(problem, lambda record, name=name: record["library"] == name) for name in names}


#===----------------------------------------------------------------------===//
# In words
#===----------------------------------------------------------------------===//


def say_speed(problems):
    """How ours compare with the best of the others."""
    ratios = {problem["name"]: ratio for problem in problems if (ratio := results.get_ratio(problem))}
    if not ratios:
        return ["No other library was measured: there is nothing to compare ours with."]
    kind = "convolution" if problems[0]["kind"] == "convolution" else "network"
    wins = sum(ratio >= 1 for ratio in ratios.values())
    plural = "" if len(ratios) == 1 else "s"
    sentences = [f"The plan that our planner chooses is as fast as the fastest of all other libraries or faster for {wins} of "
                 f"{len(ratios)} {kind}{plural}. The geometric mean is {words.times(words.geometric_mean(ratios.values()))} times "
                 "the speed of the fastest of them, in whichever layout it likes best."]
    for choose, word in ((max, "most"), (min, "least")):
        name = choose(ratios, key=ratios.get)
        peer = results.get_best(next(problem for problem in problems if problem["name"] == name),
                                lambda record: record["library"] != OURS)
        if len(ratios) > 1:
            sentences.append(f"The {word} is gained for {name}: {words.times(ratios[name])} times as fast as {peer['name']}.")
    return sentences


def say_planner(problems):
    """The choice against our own plans."""
    gains = [median(direct) / median(auto) for problem in problems
             if (auto := find(problem, AUTO)) and (direct := find(problem, DIRECT))]
    best = [median(auto) / median(results.get_best(problem, results.is_ours)) for problem in problems
            if (auto := find(problem, AUTO))]
    sentences = []
    if gains:
        sentences.append(f"It is {words.times(words.geometric_mean(gains))} times as fast as our own direct path "
                         f"({words.times(min(gains))} to {words.times(max(gains))}).")
    if best and any(results.is_ours(record) and record["name"] not in (AUTO, DIRECT) for record in measured(problems[0])):
        sentences.append(f"It takes at most {words.times(max(best))} times as long as the best of our plans that were measured.")
    return sentences


def say_errors(problems):
    """Ours beside the others'."""
    sentences = []
    if problems[0]["kind"] == "network":
        names = words.listing(dict.fromkeys(problem["reference"] for problem in problems if problem.get("reference")) or ["-"])
        return [f"Errors of networks are differences from what {names} gives."]
    ours = [(record["error"]["rms"], record["name"]) for problem in problems for record in measured(problem)
            if record.get("error") and record["library"] == OURS]
    others = [(record["error"]["rms"], record["name"]) for problem in problems for record in measured(problem)
              if record.get("error") and record["library"] != OURS]
    for values, whose in ((ours, "ours"), (others, "the others")):
        if values:
            value, name = max(values)
            sentences.append(f"The largest root mean square error of {whose} is {words.error(value)} ({name}), from a result in "
                             "float64 of variance 1.")
    return sentences


def say_noise(problems):
    spreads = [record["seconds"]["most"] / record["seconds"]["least"] for problem in problems for record in measured(problem)]
    if not spreads:
        return []
    quiet = sum(spread <= QUIET for spread in spreads)
    advice = "" if 2 * quiet >= len(spreads) else " Something else was running: measure again before you trust small differences."
    return [f"{quiet} of {len(spreads)} contenders had turns that lie within {100 * (QUIET - 1):.0f} % of each other.{advice}"]


def summarize(document):
    problems = [problem for problem in document["problems"] if measured(problem)]
    sentences = [] if document["complete"] else ["This sitting was interrupted: what is here was measured before that."]
    if not problems:
        return [*sentences, "Nothing could be measured; the tables say why."]
    sentences += say_speed(problems) + say_planner(problems) + say_errors(problems) + say_noise(problems)
    absent = [f"{TITLES[name]} ({known['reason']})" for name, known in document["libraries"].items()
              if known["status"] != "measured"]
    return sentences + ([f"Not compared: {'; '.join(absent)}."] if absent else [])


#===----------------------------------------------------------------------===//
# Plots
#===----------------------------------------------------------------------===//


def make_speed_section(problems):
    """The best of each library."""
    names = list(dict.fromkeys(name for problem in problems for name in best_by_library(problem)))
    is_flops = all(problem.get("flops") for problem in problems)
    groups = {}
    for problem in problems:
        best = best_by_library(problem)
        groups[problem["name"]] = {TITLES[name]: results.speed(problem, best[name]) if is_flops else 1e3 * median(best[name])
                                   for name in names if name in best}
    unit = "GFLOP/s, by the operations of the definition (more is better)" if is_flops else "ms (less is better)"
    caption = "The fastest contender of each library. Those of this project are plans by name, too."
    return Section("Speed", plots=[Plot(plots.bars(groups, [TITLES[name] for name in names], unit), caption)])


def make_plans_section(problems):
    """Ours beside our direct path."""
    names = list(dict.fromkeys(record["name"] for problem in problems for record in problem["contenders"]
                               if record["library"] == OURS and record["name"] != DIRECT))
    groups, texts = {}, {}
    for problem in problems:
        direct = find(problem, DIRECT)
        if not direct:
            continue
        values = {}
        for name in names:
            record = find(problem, name)
            values[name] = median(direct) / median(record) if record else None
            other = next((record for record in problem["contenders"] if record["name"] == name), {})
            texts[problem["name"], name] = f"{name}: {other.get('status', 'missing')}"
        groups[problem["name"]] = values
    if not groups or not names:
        return None
    svg = plots.bars(groups, names, "times as fast as the direct path", texts)
    caption = "Our plans, each beside our direct path on the same problem; the planner's choice is auto."
    return Section("Plans", plots=[Plot(svg, caption)])


def make_roofline_section(document, problems):
    """The best of each library; only convolutions have a number of bytes."""
    roof = document["machine"].get("roofline")
    points = {}
    for problem in problems:
        for name, record in best_by_library(problem).items():
            if problem.get("bytes"):
                points.setdefault(TITLES[name], []).append((problem["flops"] / problem["bytes"], problem["flops"] / median(record)))
    if not points or not roof:
        return None
    caption = ("The fastest contender of each library, by the operations of the definition, for each byte of image, filters and "
               "result. Lines are what this machine was measured to do: what is above them can only be done with fewer operations.")
    svg = plots.roofline(points, roof["peak_flops"], {level["name"]: level["bandwidth"] for level in roof["levels"]},
                         ("operations of the definition per byte", "GFLOP/s, by the operations of the definition"))
    return Section("Roofline", plots=[Plot(svg, caption)])


def make_error_section(problems):
    points = {}
    for problem in problems:
        for record in measured(problem):
            error = (record.get("error") or {}).get("rms")
            if error and error == error:
                points.setdefault(TITLES[record["library"]], []).append((results.speed(problem, record), error))
    if not points or any(not problem.get("flops") for problem in problems):
        return None
    svg = plots.scatter(points, "GFLOP/s, by the operations of the definition", "root mean square error")
    return Section("Error against speed", plots=[Plot(svg, "Each contender of each problem: right and low is better.")])


#===----------------------------------------------------------------------===//
# Tables
#===----------------------------------------------------------------------===//


def describe_plans(record):
    """The plan of a convolution, or how many of a network's have each."""
    plans = record.get("plans") or []
    if len(plans) < 2:
        return "".join(plans)
    counts = collections.Counter(map(choices.name_kind, plans))
    return ", ".join(f"{count} {plan}" for plan, count in counts.most_common())


def make_row(problem, record, fastest):
    seconds, error = record.get("seconds"), record.get("error") or {}
    gigaflops = results.speed(problem, record) if seconds else None
    spread = f"{words.seconds(seconds['least'])} to {words.seconds(seconds['most'])}" if seconds else words.EMPTY
    note = describe_plans(record) if record["status"] == "measured" else f"{record['status']}: {record.get('reason', '')}"
    return [Cell(problem["name"]), Cell(record["name"], is_marked=record is fastest), Cell(record.get("layout") or words.EMPTY),
            Cell(words.seconds(seconds["median"]) if seconds else words.EMPTY, seconds["median"] if seconds else None,
                 record is fastest),
            Cell(spread, seconds["most"] / seconds["least"] if seconds else None),
            Cell(words.digits(gigaflops) if gigaflops else words.EMPTY, gigaflops),
            Cell(words.error(error.get("max")), error.get("max")), Cell(words.error(error.get("rms")), error.get("rms")),
            Cell(words.seconds(record.get("compile")), record.get("compile")), Cell(note)]


def make_table(problems):
    columns = [("problem", False), ("contender", False), ("images", False), ("time", True), ("spread", True), ("GFLOP/s", True),
               ("max error", True), ("rms error", True), ("until ready", True), ("plan, or why not", False)]
    rows = []
    for problem in problems:
        fastest = results.get_best(problem, lambda record: True)
        order = sorted(problem["contenders"], key=lambda record: record.get("seconds", {}).get("median", float("inf")))
        rows += [make_row(problem, record, fastest) for record in order]
    text = ("Time is the median of the turns of a contender, each the median of its calls; spread is from the least to the "
            "largest turn. Until ready: compiling, and what depends on the filter alone. The fastest of a problem is marked. "
            "A click on a heading sorts.")
    return Section("All contenders", [text], tables=[Table(columns, rows)])


def make_network_sections(problems):
    """What was chosen for each convolution of a network."""
    sections = []
    for problem in problems:
        if not problem.get("convolutions"):
            continue
        rows = [[Cell(str(index), index), Cell(convolution["text"]), Cell(choices.say_best(convolution["candidates"]))]
                for index, convolution in enumerate(problem["convolutions"])]
        table = Table([("number", True), ("convolution, and its plan", False), ("next best, as predicted", False)], rows)
        sections.append(Section(f"{problem['name']}: the plan of each convolution", tables=[table], is_folded=True))
    return sections


def make_library_table(document):
    rows = [[Cell(TITLES[name]), Cell(known.get("version") or words.EMPTY), Cell(known["status"]), Cell(known.get("reason", ""))]
            for name, known in document["libraries"].items()]
    return Table([("library", False), ("version", False), ("status", False), ("why", False)], rows)


def make_page(document):
    problems = [problem for problem in document["problems"] if measured(problem)]
    sections = []
    if problems:
        sections += [make_speed_section(problems), make_plans_section(problems), make_roofline_section(document, problems),
                     make_error_section(problems)]
    chosen = [(problem["name"], problem["choice"]) for problem in problems if problem.get("choice")]
    sections += [choices.make_prediction_section(chosen), make_table(document["problems"])]
    sections += choices.make_choice_sections(chosen) + make_network_sections(problems)
    sections.append(make_machine_section(document, [make_library_table(document)]))
    peers = [TITLES[name] for name in dict.fromkeys(record["library"] for problem in problems for record in measured(problem))
             if name != OURS]
    title = "Winograd beside " + (words.listing(peers) if peers else "nothing else")
    return Page(title, describe_machine(document), summarize(document), [section for section in sections if section])
