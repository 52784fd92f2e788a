#===- conf.py - How Sphinx makes the site ----------------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Settings of Sphinx: build.py calls it on the pages that it has staged."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from mlir_lexer import MLIRLexer  # noqa: E402 (found by the line above)

project = "Winograd"
copyright = "the Winograd project's contributors"
extensions = ["myst_parser"]
root_doc = "index"
templates_path = []

# A link to a heading is as on a page of Markdown; one that leads nowhere is an error.
myst_heading_anchors = 4
# Levels of headings may be left out, as mlir-tblgen does, and of code, where it says "…".
suppress_warnings = ["myst.header", "misc.highlighting_failure"]

# A block without a language is one of commands.
highlight_language = "console"
pygments_style = "friendly"
pygments_dark_style = "github-dark"

html_theme = "furo"
html_static_path = [str(Path(__file__).parent / "static")]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_use_index = False
html_theme_options = {"top_of_page_buttons": []}


def setup(app):
    app.add_lexer("mlir", MLIRLexer)
