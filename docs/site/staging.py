#===- staging.py - Documents as pages that Sphinx reads --------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Copies the documents to where Sphinx reads them, each at its path in the sources.

What a document links to that is none becomes a page that shows it, below source/. The names of
passes and operations in the text become links to the reference.
"""

from __future__ import annotations

import os
import posixpath
import re
from pathlib import Path

import pages

FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
# [text](target#heading); a text that is a document's path makes way for its title.
LINK = re.compile(r"(?P<path>\[[\w/.-]+\.md)?"
                  r"\]\((?!https?:|mailto:|#)(?P<target>[^)#\s]+)(?P<heading>#[^)]*)?\)")
HEADING = re.compile(r"^#+ ")
# `name`, but not in a link or an option, nor as a part of more code.
CODE = re.compile(r"(?<![\[`\w])`(?P<name>[a-z][\w.-]+)`(?![\]`(])")
# The headings of mlir-tblgen: `-a-pass`, `an.operation` (winograd::AnOp).
REFERENCE_HEADING = re.compile(r"^### `-?(?P<name>[\w.-]+)`(?: \((?P<type>[\w:]+)\))?\s*$")
# A file that the text of a .td file names.
NAMED_FILE = re.compile(r"(?<![\w/`\[.-])(?:docs|examples|test)/[\w/.-]+\.(?:md|mlir|test|cpp|py)\b")
LANGUAGES = {".cpp": "cpp", ".h": "cpp", ".c": "c", ".py": "python", ".td": "tablegen",
             ".mlir": "mlir", ".txt": "cmake", ".sh": "bash", ".json": "json"}


class BadLink(Exception):
    """A link that leads to nothing in the sources."""


def fence_commands(text: str) -> list[str]:
    """The lines of a document, its indented blocks of commands fenced, so that they get colours."""
    lines: list[str] = []
    fenced = indented = False
    for line in [*text.splitlines(), ""]:
        if FENCE.match(line):
            fenced = not fenced
        if indented and not line.strip():
            lines.append("```")
            indented = False
        elif not fenced and line.startswith("    $ ") and (not lines or not lines[-1].strip()):
            lines.append("```sh")
            indented = True
        lines.append(line[4:] if indented else line)
    return lines


def slug(heading: str) -> str:
    """The anchor of a heading, as MyST and GitHub make it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


class Stage:
    """The pages in a folder, made of the documents in `root` and in `reference`."""

    def __init__(self, root: Path, reference: Path, folder: Path):
        self.root, self.reference, self.folder = root, reference, folder
        paths = {path for pattern in pages.DOCUMENTS for path in root.glob(pattern)}
        self.documents = sorted(
            name for name in (path.relative_to(root).as_posix() for path in paths)
            if not name.startswith((".", "build")))
        self.shown: set[str] = set()  # what has a page below source/
        self.names = self.find_names()

    def write(self) -> None:
        """Writes all pages; raises BadLink."""
        for name in self.documents:
            text = self.prepare((self.root / name).read_text(), name)
            if name == "README.md":
                text += self.navigation()
            self.write_page("index.md" if name == "README.md" else name, text)
        for name, (title, introduction) in pages.REFERENCE.items():
            text = self.read_reference(name, title, introduction)
            self.write_page(f"reference/{name}.md", self.prepare(text, f"reference/{name}.md"))

    def write_page(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    # The reference.

    def find_names(self) -> dict[str, str]:
        """The page and anchor of each pass and operation."""
        names = {}
        for page in pages.REFERENCE:
            for line in (self.reference / f"{page}.md").read_text().splitlines():
                found = REFERENCE_HEADING.match(line)
                if found:
                    names[found["name"]] = f"reference/{page}.md#{slug(line.lstrip('# '))}"
        return names

    def read_reference(self, name: str, title: str, introduction: str) -> str:
        """A page of mlir-tblgen's, with a title."""
        lines = (self.reference / f"{name}.md").read_text().splitlines()
        kept = [line for line in lines if not line.startswith(("<!--", "[TOC]", "# '"))]
        text = "\n".join(kept)
        depth = 2
        # Only the dialect has headings of the second level.
        if re.search(r"^## ", text, re.MULTILINE):
            depth = 3
        else:
            text = re.sub(r"^#(#{2,} )", r"\1", text, flags=re.MULTILINE)
        return f"---\ntocdepth: {depth}\n---\n\n# {title}\n\n{introduction}\n\n{text}\n"

    # The text of a page.

    def prepare(self, text: str, name: str) -> str:
        """The document `name` as a page: its links, its names, its blocks of commands."""
        folder, page = posixpath.dirname(name), name
        linked: set[str] = set()
        fence = None
        lines = []
        for line in fence_commands(text):
            mark = FENCE.match(line)
            if mark and fence is None:
                fence = mark[1]
                line = re.sub(r"^(\s*`{3,})sh$", r"\1console", line)
                # mlir-tblgen's are grammars and options.
                line = re.sub(r"^(\s*`{3,})$", r"\1text", line)
            elif mark and line.strip() == fence:
                fence = None
            elif fence is None and not line.startswith("    "):
                if name.startswith("reference/"):
                    line = NAMED_FILE.sub(r"[\g<0>](../\g<0>)", line)
                line = LINK.sub(lambda found: self.resolve(found, folder, name), line)
                if not HEADING.match(line):
                    line = self.link_names(line, page, linked)
            lines.append(line)
        return "\n".join(lines) + "\n"

    def link_names(self, line: str, page: str, linked: set[str]) -> str:
        """The line with a link at the first of each name on the page."""

        def link(found: re.Match) -> str:
            target = self.names.get(found["name"])
            if target is None or target in linked or target.startswith(f"{page}#"):
                return found[0]
            linked.add(target)
            path, anchor = target.split("#")
            return f"[{found[0]}]({posixpath.relpath(path, posixpath.dirname(page))}#{anchor})"

        return CODE.sub(link, line)

    def resolve(self, found: re.Match, folder: str, name: str) -> str:
        """A link of the sources as one of the site."""
        target = posixpath.normpath(posixpath.join(folder, found["target"]))
        heading = found["heading"] or ""
        if target in self.documents:
            page = "index.md" if target == "README.md" else target
        elif (self.root / target).exists() and not target.startswith(".."):
            page = self.show(target)
        else:
            raise BadLink(f"{name}: expected a file of the sources, but got '{found['target']}'")
        text = "[" if found["path"] else ""
        return f"{text}]({posixpath.relpath(page, folder or '.')}{heading})"

    # Files and folders that are no documents.

    def show(self, target: str) -> str:
        """The page that shows a file or a folder of the sources."""
        path = self.root / target
        page = f"source/{target}/index.md" if path.is_dir() else f"source/{target}.md"
        if target not in self.shown:
            self.shown.add(target)
            shown = self.show_folder(target) if path.is_dir() else self.show_file(path)
            self.write_page(page, f"---\norphan: true\n---\n\n# {posixpath.basename(target)}\n\n"
                                  f"`{target}` in the sources\n\n{shown}\n")
        return page

    def show_file(self, path: Path) -> str:
        text = path.read_text()
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 0)
        language = LANGUAGES.get(path.suffix, "text")
        return f"{fence}{language}\n{text}\n{fence}"

    def show_folder(self, target: str) -> str:
        files = sorted(name for name in os.listdir(self.root / target)
                       if (self.root / target / name).is_file())
        links = [posixpath.relpath(self.page_of(f"{target}/{name}"), f"source/{target}")
                 for name in files]
        return "\n".join(f"- [`{name}`]({link})" for name, link in zip(files, links))

    def page_of(self, target: str) -> str:
        return target if target in self.documents else self.show(target)

    # The navigation.

    def navigation(self) -> str:
        """Trees of the pages, at the end of the first one."""
        grouped = {name for group in pages.GROUPS.values() for name in group}
        others = [name.removesuffix(".md") for name in self.documents
                  if name.startswith("docs/") and name.removesuffix(".md") not in grouped]
        text = ""
        for number, (caption, names) in enumerate(pages.GROUPS.items()):
            entries = [name for name in names if f"{name}.md" in self.documents]
            if number == 0:
                entries += others
            if caption == "Reference":
                entries = [f"reference/{name}" for name in pages.REFERENCE]
            text += (f"\n```{{toctree}}\n:hidden:\n:caption: {caption}\n:maxdepth: 2\n\n"
                     + "\n".join(entries) + "\n```\n")
        return text
