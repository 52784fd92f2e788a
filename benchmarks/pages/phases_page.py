#===- phases_page.py - What `wino-bench phases` found, as a page ---------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""A page of a document of the schema `winograd-phases`."""
from . import choices, plots, words
from .machine_section import describe_machine, make_machine_section
from .page import Page, Plot, Section
from .phases_table import LAST, all_entries, find, get, list_plans, make_table, median


#===----------------------------------------------------------------------===//
# In words
#===----------------------------------------------------------------------===//


def say_contenders(convolutions):
    """The complete forms beside the direct one."""
    sentences = []
    for name, what in (("kron", "One operation per transform"), ("tensor", "Sums of slices, without the dialect,")):
        ratios = [median(last) / median(direct) for convolution in convolutions
                  if (last := find(convolution, name, LAST)) and (direct := find(convolution, "direct", 0))]
        if ratios:
            spread = (f" ({words.times(min(ratios))} to {words.times(max(ratios))} over {len(ratios)} convolutions)"
                      if len(ratios) > 1 else "")
            sentences.append(f"{what} takes {words.times(words.geometric_mean(ratios))} times as long as the direct convolution"
                             f"{spread}, with its filter transformed in every call.")
    return sentences


def say_phases(convolutions):
    """Which phase takes most of it."""
    worst = {}
    for convolution in convolutions:
        for contender in convolution["contenders"]:
            grown = increments(contender)
            if contender["name"] == "kron" and grown:
                phase, _, title = max(grown, key=lambda pair: pair[1])[0].partition(" ")
                worst.setdefault(f"phase {phase}, {title},", []).append(convolution["name"])
    return [f"With one operation per transform, most time is added by {title} for {words.listing(names)}."
            for title, names in worst.items()]


def say_plans(convolutions):
    sentences = []
    for convolution in convolutions:
        plans, direct = list_plans(convolution), find(convolution, "direct", 0)
        if not plans:
            continue
        best = min(plans, key=median)
        gain = f", {words.times(median(direct) / median(best))} times as fast as the direct convolution" if direct else ""
        share = get(best, "roofline", "share")
        roof = f", {words.percent(share)} of what this machine can do ({get(best, 'roofline', 'bound')})" if share else ""
        sentences.append(f"{convolution['name']}: the fastest plan is {best.get('planned') or best['plan']}, "
                         f"{words.seconds(median(best))}{gain}{roof}.")
    refused = sum(entry["status"] == "refused" for convolution in convolutions for entry in convolution.get("plans") or [])
    if refused:
        plans = "1 plan was" if refused == 1 else f"{refused} plans were"
        sentences.append(f"{plans} refused; the table says why.")
    return sentences


def say_violations(convolutions):
    """The invariant, over all that was measured."""
    entries = [(f"{convolution['name']}, {name}, phase {entry['phase']}", entry) for convolution in convolutions
               for name, entry in all_entries(convolution) if entry.get("violations") is not None]
    broken = [(where, entry) for where, entry in entries if entry["violations"]]
    if broken:
        where, entry = broken[0]
        return [f"In {len(broken)} of {len(entries)} programs a loop does not belong to exactly one buffer: first in {where}: "
                f"{entry.get('violation')}."]
    return [f"In all {len(entries)} programs every loop belongs to exactly one buffer."] if entries else []


def summarize(document):
    convolutions = document["convolutions"]
    sentences = [] if document["complete"] else ["This run was interrupted: what is here was finished before that."]
    if not any(median(entry) for convolution in convolutions for _, entry in all_entries(convolution)):
        return [*sentences, "Nothing was measured; the tables say why."]
    return (sentences + say_contenders(convolutions) + say_phases(convolutions) + say_plans(convolutions) +
            say_violations(convolutions))


#===----------------------------------------------------------------------===//
# Plots
#===----------------------------------------------------------------------===//


def increments(contender):
    """[(phase's title, seconds)], which add up to the last phase that was measured.

    The program of a phase may take longer than those of later ones, which do not store what it stores: so a phase counts as
    taking no longer than any behind it.
    """
    entries = [entry for entry in contender["phases"] if median(entry)]
    parts, before = [], 0.0
    for index, entry in enumerate(entries):
        value = min(map(median, entries[index:]))
        if value > before:
            parts.append((f"{entry['phase']} {entry['title']}", value - before))
            before = value
    return parts


def make_phases_section(convolutions):
    panels, lines, series = {}, {}, []
    for convolution in convolutions:
        rows, cuts = {}, {}
        for contender in convolution["contenders"]:
            parts = [(title, 1e3 * value) for title, value in increments(contender)]
            series += [title for title, _ in parts if title not in series]
            pairs = [(entry["phase"], 1e3 * median(entry)) for entry in contender["phases"] if median(entry)]
            if pairs:
                rows[contender["title"]], cuts[contender["title"]] = parts, pairs
        if rows:
            panels[convolution["name"]], lines[convolution["name"]] = rows, cuts
    if not panels:
        return None
    stacked = ("Complete convolutions, and what each phase adds to the time of those before it. What a phase only spends on "
               "storing what the next one does not need is left out.")
    cut = ("The programs that end after each phase: 0 direct, 1 X̂, 2 X̂ and its indexing, 3 X̂ and Ĝ, 4 their product, 5 reduced to "
           "M̂, 6 with the output transform.")
    return Section("Phase by phase", plots=[Plot(plots.stacked(panels, sorted(series), "ms"), stacked),
                                            Plot(plots.lines(lines, "phase", "ms"), cut)])


def make_plans_section(convolutions):
    groups, texts, series = {}, {}, []
    for convolution in convolutions:
        direct = find(convolution, "direct", 0)
        entries = convolution.get("plans") or []
        if not direct or not entries:
            continue
        values = groups.setdefault(convolution["name"], {})
        for entry in entries:
            values[entry["plan"]] = median(direct) / median(entry) if median(entry) else None
            if not median(entry):
                texts[convolution["name"], entry["plan"]] = f"{entry['plan']}: {entry['status']}"
            if entry["plan"] not in series:
                series.append(entry["plan"])
    if not groups:
        return None
    caption = "Complete convolutions by each plan, with a constant filter, beside the direct convolution of phase 0."
    return Section("Plan by plan", plots=[Plot(plots.bars(groups, series, "times as fast as the direct convolution", texts),
                                               caption)])


def make_roofline_section(document):
    roof = document["machine"].get("roofline") or {}
    levels = {level["name"]: level["bandwidth"] for level in roof.get("levels") or [] if level.get("bandwidth")}
    points = {}
    for convolution in document["convolutions"]:
        for name, entry in all_entries(convolution):
            done, moved = entry.get("executed_flops"), entry.get("bytes_moved")
            if median(entry) and done and moved and entry["phase"] in (0, LAST):
                points.setdefault(name, []).append((done / moved, done / median(entry)))
    if not points or not levels or not roof.get("peak_flops"):
        return None
    caption = ("Complete convolutions: the operations that a program executes, by its own count, for each byte that its kernels "
               "read or write, and in a second. Lines are what this machine was measured to do.")
    labels = ("operations executed per byte moved", "GFLOP/s executed")
    return Section("Roofline", plots=[Plot(plots.roofline(points, roof["peak_flops"], levels, labels), caption)])


def make_error_section(convolutions):
    points = {}
    for convolution in convolutions:
        for name, entry in all_entries(convolution):
            error = get(entry, "error", "rms")
            if median(entry) and error:
                points.setdefault(name, []).append((convolution["flops"] / median(entry) / 1e9, error))
    if not points:
        return None
    svg = plots.scatter(points, "GFLOP/s, by the operations of the definition", "root mean square error")
    return Section("Error against speed", plots=[Plot(svg, "Complete convolutions: right and low is better.")])


def make_compile_section(convolutions):
    """The longest passes, of the last phase of each contender."""
    panels, totals = {}, {}
    for convolution in convolutions:
        for contender in convolution["contenders"]:
            for entry in contender["phases"]:
                for timing in get(entry, "compile", "passes") or []:
                    totals[timing["name"]] = totals.get(timing["name"], 0) + timing["seconds"]
    named = sorted(totals, key=totals.get, reverse=True)[:6]
    code, rest = "LLVM and the driver", "other passes"
    for convolution in convolutions:
        rows = {}
        for contender in convolution["contenders"]:
            entry = next((entry for entry in reversed(contender["phases"]) if get(entry, "compile", "seconds")), None)
            if not entry:
                continue
            compiled = entry["compile"]
            times = {name: 0.0 for name in [code, *named, rest]}
            times[code] = compiled.get("code") or 0.0
            for timing in compiled.get("passes") or []:
                times[timing["name"] if timing["name"] in named else rest] += timing["seconds"]
            times[rest] = max(times[rest], compiled["seconds"] - sum(value for name, value in times.items() if name != rest))
            rows[contender["title"]] = [(name, 1e3 * value) for name, value in times.items() if value > 0]
        if rows:
            panels[convolution["name"]] = rows
    if not panels:
        return None
    return Section("What compile time is made of", plots=[
        Plot(plots.stacked(panels, [code, *named, rest], "ms"), "Compile time of the last phase of each contender, by pass.")])


def make_page(document):
    convolutions = document["convolutions"]
    chosen = [(convolution["name"], convolution["choice"]) for convolution in convolutions if get(convolution, "choice", "candidates")]
    sections = [make_phases_section(convolutions), make_plans_section(convolutions), make_roofline_section(document),
                make_error_section(convolutions), choices.make_prediction_section(chosen), make_compile_section(convolutions),
                make_table(convolutions), *choices.make_choice_sections(chosen), make_machine_section(document)]
    return Page("Winograd, phase by phase", describe_machine(document), summarize(document),
                [section for section in sections if section])
