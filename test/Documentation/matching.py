#===- matching.py - Whether an example is a part of a text ----------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Looks for an example in a text: the consecutive tokens of one in the other.

White space means nothing. Beside that an example may differ from the text in

- what it leaves out: `…` (or `...`) alone on a line stands for anything, and
  within a line for anything with balanced brackets;
- the names of SSA values, as long as one stands for one, function by function;
- an alias (`#map`): one that the example defines is what it says, another one
  stands for one attribute, everywhere for the same, and `#F4x3` for an F(4, 3);
- the names of dimensions of affine maps, the spelling of floats;
- with `numbers_differ`, the numbers and the units behind them: what was measured.
"""
import re
from typing import NamedTuple

TOKEN = re.compile(
    r"""
    "(?:[^"\\\n]|\\.)*"                         # a string
  | … | \.\.\. | -> | == | >= | <=
  | %[\w$.-]+ | \^\w+                           # an SSA value, a block
  | \#\w+(?:\.\w+)* | [!@]?[^\W\d][\w.$]*       # an attribute or a word
  | \d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.]) | \d[\w.]*   # a number, a shape
  | \S
  """,
    re.VERBOSE,
)
ALIAS = re.compile(r"^\s*(#[A-Za-z_]\w*)\s*=\s*(.*)$")
ALGORITHM = re.compile(r"#F(\d+)x(\d+)")
FLOAT = re.compile(r"\d+(\.\d+(e[+-]?\d+)?|e[+-]?\d+)")
NUMBER = re.compile(r"\d+(\.\d+)*(e[+-]?\d+)?")
UNITS = {"ns", "us", "ms", "s", "B", "KiB", "MiB", "GiB"}
OPEN, CLOSE = "([{<", ")]}>"
# An operation in which the names of SSA values begin anew.
SCOPES = {"func.func", "gpu.func", "gpu.module", "llvm.func", "spirv.module", "spirv.func"}
ANYTHING, BALANCED = "<anything>", "<balanced>"
MOST_STEPS = 400_000


class Token(NamedTuple):
    text: str
    line: int
    defines: bool = False  # an SSA value that may be another one from here on


def _fold_attributes(tokens):
    """Makes one token of each affine map and algorithm, so that an alias can be one."""
    result, i = [], 0
    while i < len(tokens):
        token = tokens[i]
        leaf = token.text in ("affine_map", "affine_set", "#winograd.algorithm")
        if not leaf or i + 1 == len(tokens) or tokens[i + 1].text != "<":
            result.append(token)
            i += 1
            continue
        depth, end = 0, i + 1
        while end < len(tokens):
            depth += (tokens[end].text == "<") - (tokens[end].text == ">")
            end += 1
            if depth == 0:
                break
        parts = [t.text for t in tokens[i:end]]
        if token.text.startswith("affine") and "(" in parts and ")" in parts:
            names = parts[parts.index("(") + 1 : parts.index(")")]
            order = {name: f"d{n}" for n, name in enumerate(x for x in names if x != ",")}
            parts = [order.get(part, part) for part in parts]
        result.append(token._replace(text=" ".join(parts)))
        i = end
    return result


def tokenize(lines, numbers_differ=False, strip_comments=True, is_example=False):
    """The tokens of numbered lines, with aliases replaced by what the lines say of them."""
    aliases, result, definitions = {}, [], []
    for number, line in lines:
        if strip_comments:
            line = re.sub(r'^((?:[^"]|"(?:[^"\\]|\\.)*")*?)(?://|/\*).*$', r"\1", line)
        texts = TOKEN.findall(line)
        block_header = line.lstrip().startswith("^")
        found = []
        for i, text in enumerate(texts):
            defines = False
            if text in ("…", "..."):
                text = ANYTHING if len(texts) == 1 else BALANCED
            elif text[0] == "%" and len(text) > 1:
                # A result, an iteration's value, a block's argument.
                behind = texts[i + 1] if i + 1 < len(texts) else ""
                several = i == 0 and behind in (",", ":") and "=" in texts
                defines = behind == "=" or several or block_header
            elif numbers_differ and NUMBER.fullmatch(text):
                text = "0"
            elif numbers_differ and text in UNITS:
                text = "unit"
            elif text[0] == '"':
                text = text.replace("…", BALANCED)
            elif FLOAT.fullmatch(text):
                text = repr(float(text))
            found.append(Token(text, number, defines))
        definition = ALIAS.match(line)
        if definition:
            aliases[definition[1]] = _fold_attributes(found[2:])
            (definitions if is_example else result).extend(aliases[definition[1]])
            continue
        for token in found:
            meaning = aliases.get(token.text)
            if meaning:
                result += [t._replace(line=token.line) for t in meaning]
            else:
                result.append(token)
    # The definitions of an example are where it uses them, unless it has nothing else.
    return _fold_attributes(result or definitions)


class Names:
    """Which SSA value of the text each one of the example is, and which alias what."""

    def __init__(self, values=None, texts=None, aliases=None):
        self.values, self.texts, self.aliases = values or {}, texts or {}, aliases or {}

    def copy(self):
        return Names(dict(self.values), dict(self.texts), dict(self.aliases))

    def agree(self, example, text):
        """Whether a token of the example stands for one of the text; remembers it."""
        if example.text[0] == "%" and text.text[0] == "%" and len(example.text) > 1:
            if example.defines:
                self.texts.pop(self.values.pop(example.text, None), None)
                self.values.pop(self.texts.pop(text.text, None), None)
            self.texts.setdefault(text.text, example.text)
            return (
                self.values.setdefault(example.text, text.text) == text.text
                and self.texts[text.text] == example.text
            )
        if example.text in SCOPES:
            self.values, self.texts = {}, {}
        if BALANCED in example.text:
            pattern = re.escape(example.text).replace(re.escape(BALANCED), ".*")
            return re.fullmatch(pattern, text.text) is not None
        return example.text == text.text


class Search:
    """The search for one example in one text."""

    def __init__(self, example, text):
        self.example, self.text = example, text
        self.furthest = 0  # the token of the example that no place of the text has
        self.steps = 0

    def found(self):
        first = self.example[0].text if self.example else ANYTHING
        for start in range(len(self.text)):
            if first[0] in "%<#" or first == self.text[start].text:
                if self._matches(0, start, Names()):
                    return True
        return not self.example

    def _matches(self, e, t, names):
        while e < len(self.example):
            self.furthest = max(self.furthest, e)
            self.steps += 1
            token = self.example[e]
            if token.text in (ANYTHING, BALANCED):
                return any(
                    self._matches(e + 1, end, names.copy())
                    for end in self._ends(t, token.text == BALANCED)
                )
            if token.text[0] == "#" and re.fullmatch(r"#[A-Za-z_]\w*", token.text):
                return self._matches_alias(e, t, names)
            if t == len(self.text) or not names.agree(token, self.text[t]):
                return False
            e, t = e + 1, t + 1
        return True

    def _ends(self, t, balanced):
        """The places at which what is left out can end."""
        depth = 0
        for end in range(t, len(self.text) + 1):
            if self.steps > MOST_STEPS:
                return
            if depth == 0 or not balanced:
                yield end
            if end < len(self.text):
                text = self.text[end].text
                depth += (text in OPEN) - (text in CLOSE)
                if balanced and depth < 0:
                    return

    def _matches_alias(self, e, t, names):
        """An alias of the example that it does not define: any one attribute."""
        alias = self.example[e].text
        algorithm = ALGORITHM.fullmatch(alias)
        for end in self._ends(t, balanced=True):
            meaning = [token.text for token in self.text[t:end]]
            if "," in meaning[:1] or len(meaning) > 80:
                return False
            if algorithm and meaning and not meaning[0].startswith(
                f"#winograd.algorithm < F ( {algorithm[1]} , {algorithm[2]} )"
            ):
                return False
            if meaning and names.aliases.get(alias, meaning) == meaning:
                copy = names.copy()
                copy.aliases[alias] = meaning
                if self._matches(e + 1, end, copy):
                    return True
        return False


def find(lines, text, numbers_differ=False, strip_comments=True):
    """None if the example is in the text, or else the line that is not."""
    example = tokenize(lines, numbers_differ, strip_comments, is_example=True)
    numbered = list(enumerate(text.splitlines(), 1))
    search = Search(example, tokenize(numbered, numbers_differ, strip_comments))
    if search.found():
        return None
    return example[min(search.furthest, len(example) - 1)].line
