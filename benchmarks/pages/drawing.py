#===- drawing.py - Plots as SVG inside of a page -------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""matplotlib's figures, in the colours of the page.

A figure is drawn in colours that stand for those of page.css (`SERIES[0]` for `var(--c0)`), which take their place in the
SVG: so one drawing serves light and dark. Text stays text.
"""
import io
import itertools
import re

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot  # pylint: disable=wrong-import-position

SERIES = [f"#fe00{index:02x}" for index in range(8)]
INK, FAINT, GRID = "#fe1000", "#fe1100", "#fe1200"
VARIABLES = {**{color: f"var(--c{index})" for index, color in enumerate(SERIES)},
             INK: "var(--ink)", FAINT: "var(--faint)", GRID: "var(--grid)"}
MARKERS = "os^DvP*X"
WIDTH = 4.9  # inches: as wide as a phone, so that text can be read there
STYLE = {"svg.fonttype": "none", "font.size": 8.5, "font.family": "sans-serif", "text.color": INK, "axes.labelcolor": INK,
         "axes.edgecolor": FAINT, "axes.titlesize": 9.5, "axes.titlelocation": "left", "xtick.color": FAINT,
         "ytick.color": FAINT, "xtick.labelcolor": INK, "ytick.labelcolor": INK, "grid.color": GRID, "axes.grid": True,
         "axes.axisbelow": True, "axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False,
         "figure.facecolor": "none", "axes.facecolor": "none", "savefig.facecolor": "none", "hatch.color": FAINT}
numbers = itertools.count()


def new_figure(height, rows=1, **options):
    """A figure with axes below each other, and those."""
    matplotlib.rcParams.update(STYLE)
    figure, axes = pyplot.subplots(rows, 1, figsize=(WIDTH, height), squeeze=False, layout="constrained", **options)
    return figure, [row[0] for row in axes]


def to_svg(figure):
    """The figure as an element of HTML, whose names no other one has; closes it."""
    number = next(numbers)
    matplotlib.rcParams["svg.hashsalt"] = f"plot{number}"
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={key: None for key in ("Date", "Creator", "Format", "Type")})
    pyplot.close(figure)
    svg = text.getvalue()
    svg = svg[svg.index("<svg"):]
    svg = re.sub(r'<metadata>.*?</metadata>', "", svg, flags=re.DOTALL)
    svg = re.sub(r'\bid="', f'id="plot{number}-', svg)
    svg = re.sub(r'(xlink:href="#|url\(#)', rf'\1plot{number}-', svg)
    svg = svg.replace("xlink:href", "href").replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    svg = svg.replace(' xmlns="http://www.w3.org/2000/svg"', "")
    for color, variable in VARIABLES.items():
        svg = svg.replace(color, variable)
    # The page says how wide it is.
    return re.sub(r'<svg ([^>]*?)width="[^"]*"', r"<svg \1", re.sub(r'<svg ([^>]*?)height="[^"]*"', r"<svg \1", svg, count=1),
                  count=1)


def add_legend(figure, axes, columns=3, order=()):
    """Above the axes, of each label once, in the order of those that are given."""
    handles = {}
    for one in axes:
        for handle, label in zip(*one.get_legend_handles_labels()):
            handles.setdefault(label, handle)
    handles = {label: handles[label] for label in sorted(handles, key=lambda label: order.index(label) if label in order else -1)}
    if handles:
        figure.legend(handles.values(), handles.keys(), loc="outside upper left", ncols=columns, handlelength=1.2,
                      columnspacing=1.2)


def only_horizontal(axes):
    """Of bars that lie: lines for the values, none for the names."""
    axes.grid(False, axis="y")
    axes.tick_params(axis="y", length=0)
