#===- plots.py - The plots of the reports --------------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Each function draws figures that it is given, and returns SVG."""
import math

from . import drawing, words
from .drawing import FAINT, INK, MARKERS, SERIES

ROW = 0.19  # inches of a bar
GAP = 0.09  # around a group of bars


def bars(groups, series, unit, texts=None):
    """Lying bars: {group: {name: value}}, in the colours of `series` (names); `texts` are written instead of a missing bar."""
    count = sum(len(values) for values in groups.values())
    height = 0.75 + 0.25 * math.ceil(len(series) / 3) + ROW * count + 2 * GAP * len(groups)
    figure, [axes] = drawing.new_figure(height)
    largest = max((value for values in groups.values() for value in values.values() if value), default=1)
    place, ticks = 0.0, []
    for group, values in groups.items():
        first = place + GAP
        for name, value in values.items():
            middle = place + GAP + ROW / 2
            if value is None:
                axes.text(largest * 0.008, middle, (texts or {}).get((group, name), ""), va="center", fontsize=7, color=FAINT)
            else:
                index = series.index(name)
                axes.barh(middle, value, ROW * 0.86, color=SERIES[index % len(SERIES)], label=name)
                axes.text(value + largest * 0.008, middle, words.digits(value), va="center", fontsize=7)
            place += ROW
        place += 2 * GAP
        ticks.append(((first + place - GAP) / 2, group))
    axes.set_yticks([tick for tick, _ in ticks], [group for _, group in ticks])
    axes.set_ylim(place, 0)
    axes.set_xlim(0, largest * 1.12)
    axes.set_xlabel(unit)
    drawing.only_horizontal(axes)
    drawing.add_legend(figure, [axes])
    return drawing.to_svg(figure)


def stacked(panels, series, unit):
    """A panel for each {title: {bar: [(name, length), ...]}}, each with its own scale, of bars made of parts."""
    counts = [len(rows) for rows in panels.values()]
    height = 0.4 + 0.25 * math.ceil(len(series) / 2) + sum(0.62 + 0.26 * count for count in counts)
    figure, all_axes = drawing.new_figure(height, len(panels), height_ratios=[count + 1.2 for count in counts])
    for axes, (title, rows) in zip(all_axes, panels.items()):
        most = max((sum(length for _, length in parts) for parts in rows.values()), default=1) or 1
        for place, (bar, parts) in enumerate(rows.items()):
            left = 0.0
            for name, length in parts:
                axes.barh(place, length, 0.72, left=left, color=SERIES[series.index(name) % len(SERIES)], label=name)
                left += length
            axes.text(left + most * 0.008, place, words.digits(left) if parts else "nothing measured", va="center", fontsize=7)
        axes.set_yticks(range(len(rows)), list(rows))
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xlim(0, most * 1.12)
        axes.set_title(title)
        drawing.only_horizontal(axes)
    all_axes[-1].set_xlabel(unit)
    drawing.add_legend(figure, all_axes, 2, series)
    return drawing.to_svg(figure)


def lines(panels, x_label, y_label):
    """A panel for each {title: {series: [(whole number, y), ...]}}, logarithmic in y."""
    names = list(dict.fromkeys(name for rows in panels.values() for name in rows))
    height = 0.4 + 0.25 * math.ceil(len(names) / 3) + 1.9 * len(panels)
    figure, all_axes = drawing.new_figure(height, len(panels), sharex=True)
    for axes, (title, rows) in zip(all_axes, panels.items()):
        for name, pairs in rows.items():
            index = names.index(name)
            axes.plot([x for x, _ in pairs], [y for _, y in pairs], marker=MARKERS[index % len(MARKERS)], markersize=5,
                      linewidth=1.2, color=SERIES[index % len(SERIES)], label=name)
        axes.set_yscale("log")
        use_plain_ticks(axes, axes.yaxis)
        axes.set_title(title)
        axes.set_ylabel(y_label)
    all_axes[-1].set_xticks(sorted({x for rows in panels.values() for pairs in rows.values() for x, _ in pairs}))
    all_axes[-1].set_xlabel(x_label)
    drawing.add_legend(figure, all_axes)
    return drawing.to_svg(figure)


def scatter(points, x_label, y_label, diagonal=False, height=3.3):
    """{series: [(x, y), ...]} on logarithmic axes; `diagonal`: where both are equal."""
    figure, [axes] = drawing.new_figure(height + 0.25 * math.ceil(len(points) / 3))
    for index, (name, pairs) in enumerate(points.items()):
        axes.scatter([x for x, _ in pairs], [y for _, y in pairs], s=30, marker=MARKERS[index % len(MARKERS)],
                     color=SERIES[index % len(SERIES)], label=name, alpha=0.85, linewidths=0)
    axes.set_xscale("log")
    axes.set_yscale("log")
    if diagonal:
        values = [value for pairs in points.values() for pair in pairs for value in pair]
        low, high = min(values) / 1.5, max(values) * 1.5
        axes.plot([low, high], [low, high], color=INK, linewidth=0.8)
        axes.set_xlim(low, high)
        axes.set_ylim(low, high)
    use_plain_ticks(axes)
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)
    drawing.add_legend(figure, [axes])
    return drawing.to_svg(figure)


def use_plain_ticks(axes, *wanted):
    """Of the wanted axes, or both: powers of ten as numbers where they are near 1, and others only where there are few."""
    from matplotlib import ticker  # pylint: disable=import-outside-toplevel

    def plain(value, _=None):
        return f"{value:.0e}" if value < 1e-3 or value >= 1e5 else f"{value:g}"

    for axis, limits in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
        if wanted and axis not in wanted:
            continue
        decades = math.log10(limits[1] / limits[0]) if limits[0] > 0 else 1
        if decades < 2.5:
            axis.set_major_locator(ticker.LogLocator(10, (1, 2, 5) if decades > 0.7 else tuple(range(1, 10))))
        axis.set_major_formatter(plain)
        axis.set_minor_formatter(ticker.NullFormatter())


def roofline(points, peak, levels, labels, height=3.7):
    """{series: [(operations per byte, operations per second), ...]} at the peak and {level: bytes per second}; `labels` of x, y."""
    figure, [axes] = drawing.new_figure(height + 0.25 * math.ceil(len(points) / 3))
    pairs = [pair for values in points.values() for pair in values]
    low = min([x for x, _ in pairs] + [peak / max(levels.values())]) / 2
    high = max([x for x, _ in pairs] + [peak / min(levels.values())]) * 2
    bottom = min([y for _, y in pairs] + [low * min(levels.values())]) / 1.5
    order = sorted(levels.items(), key=lambda item: -item[1])
    for index, (name, bandwidth) in enumerate(order):
        ridge = peak / bandwidth
        # Above a line that has another one close below it.
        is_above = index + 1 < len(order) and bandwidth < 2 * order[index + 1][1]
        axes.plot([low, ridge], [low * bandwidth / 1e9, peak / 1e9], color=FAINT, linewidth=0.9)
        # Its name stands where the line begins to be seen.
        start = max(low, bottom / bandwidth)
        axes.annotate(name, (start * 1.1, start * 1.1 * bandwidth / 1e9), textcoords="offset points",
                      xytext=(0, 9) if is_above else (2, -9), fontsize=7, color=FAINT)
    axes.plot([peak / max(levels.values()), high], [peak / 1e9] * 2, color=INK, linewidth=1.1)
    # Where it begins: points are to the right.
    axes.annotate(f"peak, {words.digits(peak / 1e9)} GFLOP/s", (peak / max(levels.values()), peak / 1e9),
                  textcoords="offset points", xytext=(2, 3), fontsize=7)
    for index, (name, values) in enumerate(points.items()):
        axes.scatter([x for x, _ in values], [y / 1e9 for _, y in values], s=30, marker=MARKERS[index % len(MARKERS)],
                     color=SERIES[index % len(SERIES)], label=name, alpha=0.85, linewidths=0, zorder=3)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlim(low, high)
    axes.set_ylim(bottom / 1e9, max([peak] + [y for _, y in pairs]) / 1e9 * 1.8)
    use_plain_ticks(axes)
    axes.set_xlabel(labels[0])
    axes.set_ylabel(labels[1])
    drawing.add_legend(figure, [axes])
    return drawing.to_svg(figure)
