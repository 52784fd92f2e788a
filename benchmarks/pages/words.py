#===- words.py - Figures in words ----------------------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""How a report writes figures."""
import math

EMPTY = "–"


def digits(value, count=3):
    """So many significant ones, without an exponent."""
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    places = max(0, count - 1 - math.floor(math.log10(abs(value))))
    return f"{value:.{places}f}"


def seconds(value):
    """`12.3 ms`"""
    if value is None:
        return EMPTY
    for scale, unit in ((1, "s"), (1e3, "ms")):
        if value * scale >= 1:
            return f"{digits(value * scale)} {unit}"
    return f"{digits(value * 1e6)} µs"


def count_bytes(value):
    """`37.5 KiB`"""
    if value is None:
        return EMPTY
    for unit in ("B", "KiB", "MiB", "GiB"):
        if abs(value) < 1024 or unit == "GiB":
            return f"{value:.0f} {unit}" if unit == "B" else f"{digits(value)} {unit}"
        value /= 1024
    return EMPTY


def error(value):
    return EMPTY if value is None else f"{value:.2e}"


def number(value):
    return EMPTY if value is None else f"{value:,}".replace(",", " ")


def percent(value):
    return EMPTY if value is None else f"{100 * value:.0f} %"


def times(value):
    """`1.42`, of a ratio."""
    return EMPTY if value is None else digits(value)


def geometric_mean(values):
    return math.exp(sum(map(math.log, values)) / len(values))


def listing(words):
    """`a, b and c`"""
    words = list(words)
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def moment(text):
    """`2026-12-01 10:00 UTC` of 2026-12-01T10:00:00Z"""
    return text.replace("T", " ").removesuffix("Z")[:16] + " UTC" if text else EMPTY
