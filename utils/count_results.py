#!/usr/bin/env python3
"""Counts the results of a run of lit.

usage: count_results.py RESULTS.json

Reads what lit's --output wrote and prints "N passed, N failed, N skipped".
The exit status is 1 when a test failed, or when there is no result at all.
"""

import collections
import json
import sys

PASSED = ("PASS", "FLAKYPASS", "XFAIL")
SKIPPED = ("UNSUPPORTED", "SKIPPED", "EXCLUDED")


def main():
    try:
        with open(sys.argv[1], encoding="utf-8") as results:
            tests = json.load(results)["tests"]
    except (OSError, ValueError) as error:
        print(f"lit wrote no results: {error}")
        tests = [{"code": "UNRESOLVED"}]

    kinds = collections.Counter(
        "passed" if test["code"] in PASSED else
        "skipped" if test["code"] in SKIPPED else "failed" for test in tests)
    print(f"{kinds['passed']} passed, {kinds['failed']} failed, {kinds['skipped']} skipped")
    return 1 if kinds["failed"] or not kinds["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
