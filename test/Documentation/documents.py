#===- documents.py - The examples in a document ---------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Takes documents apart: text, blocks of code, and what each block is compared with.

A document is a Markdown file, or one `description` of a .td file.
"""
import re
from dataclasses import dataclass, field

FENCE = re.compile(r"^(\s*)```(\S*)\s*$")
COMMENT = re.compile(r"<!--\s*(source|output|run):\s*(.*?)\s*-->", re.DOTALL)
# What stands in front of a block in a .td file: "Before (test/x.mlir):", "After:".
COMMAND = re.compile(r"^Output of `([^`]+)`")
PROSE = re.compile(r"^(Before|Example|After|Output)\b(?: \(([\w./-]+)\))?")
NUMBERS_DIFFER = "but for the numbers"


@dataclass
class Block:
    """A block of code, and what it has to be a part of."""

    line: int
    language: str  # "" if there is none, "indented" for four spaces
    lines: list  # (number, text)
    kind: str = ""  # source: of a file, output: of a file's RUN lines, run: of a command
    of: str = ""  # the file or the command
    numbers_differ: bool = False


@dataclass
class Document:
    path: str
    lines: list  # (number, text), everything
    prose: list = field(default_factory=list)  # (number, text) outside of blocks
    blocks: list = field(default_factory=list)

    def __post_init__(self):
        self._take_apart()

    def _take_apart(self):
        i = 0
        while i < len(self.lines):
            number, text = self.lines[i]
            fence = FENCE.match(text)
            if fence:
                end = i + 1
                while end < len(self.lines) and self.lines[end][1].strip() != "```":
                    end += 1
                self._add(Block(number, fence[2], self.lines[i + 1 : end]))
                i = end + 1
            elif text.startswith("    ") and (i == 0 or not self.lines[i - 1][1].strip()):
                end = i
                while end < len(self.lines) and (
                    self.lines[end][1].startswith("    ") or not self.lines[end][1].strip()
                ):
                    end += 1
                self._add(Block(number, "indented", self.lines[i:end]))
                i = end
            else:
                self.prose.append((number, text))
                i += 1

    def _add(self, block):
        """Adds a block, and finds out what stands in front of it."""
        paragraph = []
        for _, text in reversed(self.prose):
            if text.strip():
                paragraph.insert(0, text.strip())
            elif paragraph:
                break
        comments = COMMENT.findall("\n".join(paragraph))
        paragraph = " ".join(paragraph)
        command, prose = COMMAND.match(paragraph), PROSE.match(paragraph)
        if comments and paragraph.endswith("-->"):
            block.kind, of = comments[-1][0], " ".join(comments[-1][1].split())
            block.of = of.removesuffix(f", {NUMBERS_DIFFER}")
        elif command:
            block.kind, block.of = "run", command[1]
        elif prose:
            block.kind = "source" if prose[1] in ("Before", "Example") else "output"
            block.of = prose[2] or (self.blocks[-1].of if self.blocks else "")
        block.numbers_differ = NUMBERS_DIFFER in paragraph
        self.blocks.append(block)
        # So that a block behind another one does not get its paragraph.
        self.prose.append((block.line, "(block)"))
        self.prose.append((block.line, ""))


def read_markdown(path, text):
    return [Document(path, list(enumerate(text.splitlines(), 1)))]


def read_tablegen(path, text):
    """One document for each description, without its indentation."""
    documents, lines = [], None
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*let description = \[\{\s*$", line):
            lines = []
        elif lines is not None and line.strip() == "}];":
            documents.append(Document(path, lines))
            lines = None
        elif lines is not None:
            lines.append((number, line[4:] if line.startswith("    ") else line))
    return documents
