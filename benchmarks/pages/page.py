#===- page.py - A report as one file -------------------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""What a page is made of, and the file that it becomes. All text is escaped by the template."""
import dataclasses
import pathlib
import shlex

import jinja2
import markupsafe

HERE = pathlib.Path(__file__).resolve().parent


@dataclasses.dataclass
class Cell:
    """Of a table: what it shows, and what it is sorted by."""
    text: str
    value: float | str | None = None
    is_marked: bool = False


@dataclasses.dataclass
class Table:
    """Its columns are (heading, whether it is of numbers)."""
    columns: list
    rows: list
    caption: str = ""


@dataclasses.dataclass
class Plot:
    """SVG, a caption, and what it shows for those who do not see it."""
    svg: str
    caption: str


@dataclasses.dataclass
class Section:
    """Paragraphs, then plots, then tables; one that is folded opens on a click."""
    title: str
    paragraphs: list = dataclasses.field(default_factory=list)
    plots: list = dataclasses.field(default_factory=list)
    tables: list = dataclasses.field(default_factory=list)
    commands: list = dataclasses.field(default_factory=list)
    is_folded: bool = False


@dataclasses.dataclass
class Page:
    """The whole report: a summary in words first."""
    title: str
    subtitle: str
    summary: list
    sections: list


def quote(command):
    """A command line for a shell."""
    return shlex.join(command)


def render(page):
    """The file: styles, script and plots are in it, and nothing is loaded from anywhere."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE), autoescape=True, trim_blocks=True,
                                     lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    environment.globals["include_raw"] = lambda name: markupsafe.Markup((HERE / name).read_text(encoding="utf-8"))
    environment.filters["svg"] = markupsafe.Markup
    return environment.get_template("page.html.j2").render(page=page)
