# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Damages texts and bytes: what is left may still parse."""

import re

NUMBERS = ["0", "1", "2", "3", "5", "7", "64", "-1", "-2", "255", "1000000", "65536",
           "2147483647", "2147483648", "4294967296", "9223372036854775807",
           "-9223372036854775807", "18446744073709551616"]
TYPES = ["f16", "bf16", "f32", "f64", "i1", "i8", "i16", "i32", "i64", "index", "ui8",
         "si32", "f8E4M3FN", "f128", "complex<f32>", "i7", "vector<4xf32>", "none"]
_TOKEN = re.compile(r"[A-Za-z_][\w.]*|%\w+|#\w+|@\w+|\"[^\"\n]{0,40}\"|-?\d+(?:\.\d+)?"
                    r"|\s+|.", re.S)
# Anything, so that parsers that expect a keyword see one of another place.
WORDS = ["input", "filter", "output", "global", "workgroup", "private", "read", "write",
         "ins", "outs", "true", "?", "affine_map<(d0) -> (d0)>", "[]", "{}", "dense<0>",
         "@main", "%arg0", "#winograd.plan<direct>", "F(2, 3)", "points", "->", ":", "*"]


def _pick(rng, values):
    return values[int(rng.integers(len(values)))]


def _number(rng, text):
    """Another number instead of one of the text's."""
    found = [m for m in re.finditer(r"-?\b\d+\b", text)]
    if not found:
        return text
    m = _pick(rng, found)
    if rng.random() < 0.6:
        new = str(int(m[0]) + int(_pick(rng, [-2, -1, 1, 1, 2, 3])))
    else:
        new = _pick(rng, NUMBERS)
    return text[:m.start()] + new + text[m.end():]


def _size(rng, text):
    """Another size of a shape, everywhere where it is."""
    found = re.findall(r"(?<=[<x])(?:\d+|\?)(?=x)", text)
    if not found:
        return text
    old = _pick(rng, found)
    new = _pick(rng, ["?", "0", "1", "2", "5", "7", "16", "100000", "1000000000"])
    places = [m.span() for m in re.finditer(rf"(?<=[<x]){re.escape(old)}(?=x)", text)]
    if rng.random() < 0.2:
        places = [_pick(rng, places)]
    for start, end in reversed(places):
        text = text[:start] + new + text[end:]
    return text


def _type(rng, text):
    """Another element type, often everywhere."""
    found = re.findall(r"(?<=[x<: ])(?:f16|bf16|f32|f64|i8|i32|i1|i64)\b", text)
    if not found:
        return text
    old, new = _pick(rng, found), _pick(rng, TYPES)
    if rng.random() < 0.85:
        return re.sub(rf"(?<=[x<: ]){old}\b", new, text)
    return re.sub(rf"(?<=[x<: ]){old}\b", new, text, count=1)


def _token(rng, text):
    """Removes, repeats, swaps or replaces a few tokens."""
    tokens = _TOKEN.findall(text)
    if len(tokens) < 3:
        return text
    i = int(rng.integers(len(tokens) - 1))
    j = int(rng.integers(len(tokens)))
    how = rng.random()
    if how < 0.25:
        del tokens[i]
    elif how < 0.4:
        tokens.insert(i, tokens[j])
    elif how < 0.6:
        tokens[i], tokens[j] = tokens[j], tokens[i]
    elif how < 0.8:
        same = [t for t in tokens if t[:1] == tokens[i][:1]]
        tokens[i] = _pick(rng, same)
    else:
        tokens[i] = _pick(rng, WORDS)
    return "".join(tokens)


def _line(rng, text):
    """Removes, repeats or moves a line."""
    lines = text.split("\n")
    i, j = int(rng.integers(len(lines))), int(rng.integers(len(lines)))
    how = rng.random()
    if how < 0.5:
        del lines[i]
    elif how < 0.8:
        lines.insert(j, lines[i])
    else:
        lines.insert(j, lines.pop(i))
    return "\n".join(lines)


def _cut(rng, text):
    return text[:int(rng.integers(len(text) + 1))]


def _byte(rng, text):
    i = int(rng.integers(len(text) + 1))
    return text[:i] + chr(int(rng.integers(1, 255))) + text[i + 1:]


def _of_attribute(rng, text):
    """Another number in a map, an attribute or a list of sizes."""
    found = [m for m in re.finditer(r"affine_map<[^>\n]*>+|#winograd[^\n]*|\[[^]\n]*\]",
                                    text)]
    if not found:
        return text
    m = _pick(rng, found)
    return text[:m.start()] + _number(rng, m[0]) + text[m.end():]


_WAYS = [_number] * 4 + [_of_attribute] * 5 + [_size] * 5 + [_type] * 3 \
    + [_token] * 2 + [_line] * 2 + [_cut, _byte]


def text(rng, source):
    """A damaged module."""
    for _ in range(int(_pick(rng, [1, 1, 1, 1, 1, 2, 2, 5]))):
        if not source:
            break
        damaged = _pick(rng, _WAYS)(rng, source)
        # Upstream's lowering of vectors writes each element down.
        if not re.search(r"vector<[^>]*\d{5}", damaged):
            source = damaged
    return source.replace("// -----", "//").replace("\0", " ")


def data(rng, source):
    """Damaged bytes."""
    found = bytearray(source)
    for _ in range(int(_pick(rng, [1, 1, 2, 4, 16]))):
        if not found:
            break
        i = int(rng.integers(len(found)))
        how = rng.random()
        if how < 0.5:
            found[i] = int(rng.integers(256))
        elif how < 0.65:
            found[i] ^= 1 << int(rng.integers(8))
        elif how < 0.75:
            del found[i:i + int(rng.integers(1, 9))]
        elif how < 0.85:
            found[i:i] = found[i:i + int(rng.integers(1, 9))]
        elif how < 0.95:
            found[i:i + 8] = bytes([_pick(rng, [0, 255, 127, 1])]) * 8
        else:
            del found[i:]
    return bytes(found)
