"""Compares the code size that plans were chosen by with that of their kernels.

usage: wino-opt … --remarks-filter='winograd-plan|winograd-kernels' 2>&1
       | check_instructions.py [--tolerance=0.3]

Prints a line for each convolution, `12:8: plan blocked: estimated 800 instructions,
but its kernels have at most 760`, and exits with 1 if an estimate is further off,
as a part of what the kernels have.
"""
import argparse
import re
import sys

PLACE = r"^\S*?(\d+:\d+): remark: .*"
PLAN = re.compile(PLACE + r"Instructions=(\d+).*Remark=\"[^\"]*: plan ([\w-]+)", re.M)
KERNEL = re.compile(PLACE + r"about (\d+) instructions", re.M)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tolerance", type=float, default=0.3)
    options = parser.parse_args()
    text = sys.stdin.read()
    # A convolution's kernels are where it is.
    kernels = {}
    for place, count in KERNEL.findall(text):
        kernels[place] = max(kernels.get(place, 0), int(count))
    plans = PLAN.findall(text)
    if not plans:
        sys.exit(f"expected a remark of a plan, but got:\n{text}")
    failed = False
    for place, estimate, plan in plans:
        if place not in kernels:
            sys.exit(f"expected kernels at {place}, but got:\n{text}")
        count = kernels[place]
        is_near = abs(int(estimate) - count) <= options.tolerance * count
        failed |= not is_near
        print(
            f"{place}: plan {plan}: estimated {estimate} instructions, "
            f"but its kernels have at most {count}{'' if is_near else ': too far'}"
        )
    sys.exit(failed)


if __name__ == "__main__":
    main()
