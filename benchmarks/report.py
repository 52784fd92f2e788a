#!/usr/bin/env python3
#===- report.py - A report to look at ------------------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Makes one HTML file, which loads nothing, and lines of CSV beside it, of what `wino-bench phases` or `wino-bench compare`
wrote as JSON."""
import argparse
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
# {schema: its version that is known}
SCHEMAS = {"winograd-compare": 1, "winograd-phases": 1}


class Failure(Exception):
    """There is nothing to report; the text says why."""


def read(path):
    """The document."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Failure(f"could not read '{path}': {error.strerror}") from None
    except ValueError as error:
        raise Failure(f"expected JSON in '{path}': {error}") from None
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema not in SCHEMAS:
        raise Failure(f"expected '{path}' to have the schema {' or '.join(SCHEMAS)}, but got {schema!r}")
    if document.get("version") != SCHEMAS[schema]:
        raise Failure(f"expected version {SCHEMAS[schema]} of {schema} in '{path}', but got {document.get('version')!r}")
    return document


def make(document):
    """The page, and the lines."""
    try:
        from pages import compare_page, page, phases_page, phases_table  # pylint: disable=import-outside-toplevel
    except ImportError as error:
        raise Failure(f"expected the packages of {HERE / 'requirements.txt'} in {sys.executable}: {error}") from None
    import results  # pylint: disable=import-outside-toplevel
    try:
        if document["schema"] == "winograd-compare":
            return page.render(compare_page.make_page(document)), results.format_csv(document)
        return page.render(phases_page.make_page(document)), phases_table.format_csv(document)
    except (KeyError, TypeError) as error:
        raise Failure(f"expected a whole document of {document['schema']}: {type(error).__name__} {error}") from None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=pathlib.Path, help="the JSON")
    parser.add_argument("--output", metavar="FILE.html", type=pathlib.Path, help="the report (beside the JSON)")
    # wino-bench says where it is to all scripts.
    parser.add_argument("--wino-bench", help=argparse.SUPPRESS)
    options = parser.parse_args()
    output = options.output or options.results.with_suffix(".html")
    if output.suffix != ".html":
        parser.error(f"expected --output to be a file .html, but got '{output}'")
    try:
        html, lines = make(read(options.results))
        import results  # pylint: disable=import-outside-toplevel
        results.write_file(output.with_suffix(".csv"), lines)
        results.write_file(output, html)
        print(output)
    except (OSError, Failure) as failure:
        sys.exit(f"report.py: error: {failure}")


if __name__ == "__main__":
    main()
