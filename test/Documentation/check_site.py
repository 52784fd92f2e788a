#!/usr/bin/env python3
#===- check_site.py - Follow every link of the site ------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Says which links of a site lead nowhere: `page: what`.

    check_site.py FOLDER

A link leads to a file of the folder, and to an anchor in it. What a page needs to be shown
(scripts, styles, pictures, and what those of a style name) has to be in the folder, too. Links that
a reader follows to other sites are left alone.
"""

from __future__ import annotations

import argparse
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ASSETS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "srcset"}
STYLE_URL = re.compile(r"""(?:url\(|@import\s)\s*["']?(?!data:|#)([^"')\s;]+)""")


class Page(HTMLParser):
    """The anchors of a page, and what it links to."""

    def __init__(self, path: Path):
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.assets: list[str] = []
        self.feed(path.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors.update(filter(None, (values.get("id"), values.get("name"))))
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        if tag in ASSETS and values.get(ASSETS[tag]) and values.get("rel") != "canonical":
            self.assets.append(values[ASSETS[tag]])


class Site:
    """The pages of a folder, and what is wrong with them."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.pages = {path: Page(path) for path in sorted(folder.rglob("*.html"))}
        self.problems: list[str] = []
        self.followed = 0

    def say(self, path: Path, what: str) -> None:
        self.problems.append(f"{path.relative_to(self.folder)}: {what}")

    def check(self) -> None:
        for path, page in self.pages.items():
            for link in page.links:
                self.check_link(path, link)
            for asset in page.assets:
                self.check_asset(path, asset)
        for path in sorted(self.folder.rglob("*.css")):
            for asset in STYLE_URL.findall(path.read_text()):
                self.check_asset(path, asset)

    def check_link(self, path: Path, link: str) -> None:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            if parts.scheme not in ("http", "https", "mailto"):
                self.say(path, f"a link by '{parts.scheme}': '{link}'")
            return
        self.followed += 1
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if not target.is_file():
            self.say(path, f"the link leads nowhere: '{link}'")
        elif parts.fragment and target in self.pages:
            if unquote(parts.fragment) not in self.pages[target].anchors:
                self.say(path, f"the page has no such anchor: '{link}'")

    def check_asset(self, path: Path, asset: str) -> None:
        parts = urlsplit(asset)
        if parts.scheme or parts.netloc:
            if parts.scheme != "data":
                self.say(path, f"it needs another site: '{asset}'")
            return
        self.followed += 1
        if parts.path and not (path.parent / unquote(parts.path)).is_file():
            self.say(path, f"what it needs is not there: '{asset}'")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="the site")
    site = Site(parser.parse_args().folder.resolve())
    site.check()
    print("\n".join(site.problems), end="\n" if site.problems else "")
    print(f"check_site.py: {len(site.pages)} pages, {site.followed} links; "
          f"{len(site.problems)} lead nowhere")
    return 1 if site.problems or not site.pages else 0


if __name__ == "__main__":
    sys.exit(main())
