"""Assembles PTX and checks what its kernels need.

usage: check_ptxas.py PTXAS --arch=sm_80 [--max-registers=128]
                      [--estimates=FILE] FILE.ptx...

Prints a line for each kernel, `conv_input: 43 registers, 0 bytes spilled, 2048
bytes of workgroup memory`, and exits with 1 if one spills, uses a stack or needs
more registers than allowed.

FILE has the remarks of winograd-check-kernels. Memory must be what they say, and
registers at most a sixth more; at most half as many, since ptxas may load values
later than they are loaded in the IR.
"""
import argparse
import os
import re
import subprocess
import sys


def parse(text):
    """What `ptxas -v` says, by kernel: registers, spilled, stack and shared bytes."""
    kernels = {}
    current = None
    for line in text.splitlines():
        if match := re.search(r"Compiling entry function '([^']+)'", line):
            current = kernels.setdefault(
                match[1], {"registers": None, "spilled": 0, "stack": 0, "shared": 0}
            )
        elif current is None:
            continue
        elif match := re.search(
            r"(\d+) bytes stack frame, (\d+) bytes spill stores, (\d+) bytes spill loads", line
        ):
            current["stack"] = int(match[1])
            current["spilled"] = int(match[2]) + int(match[3])
        elif match := re.search(r"Used (\d+) registers", line):
            current["registers"] = int(match[1])
            shared = re.search(r"(\d+) bytes smem", line)
            current["shared"] = int(shared[1]) if shared else 0
    return kernels


ESTIMATE = re.compile(
    r"(\w+): \d+ buffers, \d+ threads, (\d+) bytes of workgroup memory, "
    r"about (\d+) registers"
)


def read_estimates(path):
    """(workgroup bytes, registers) by kernel."""
    with open(path) as file:
        return {m[1]: (int(m[2]), int(m[3])) for m in ESTIMATE.finditer(file.read())}


def compare(name, needs, estimates):
    """What is wrong with the estimate of a kernel; None if nothing is."""
    if name not in estimates:
        return f"expected an estimate of '{name}', but got those of {sorted(estimates)}"
    shared, registers = estimates[name]
    if shared != needs["shared"]:
        return f"expected {needs['shared']} bytes of workgroup memory of '{name}', but got {shared}"
    if not registers / 2 <= needs["registers"] <= registers * 7 / 6:
        return f"expected an estimate of about {needs['registers']} registers of '{name}', but got {registers}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ptxas")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--arch", required=True)
    parser.add_argument("--max-registers", type=int, default=128)
    parser.add_argument("--estimates")
    options = parser.parse_args()
    estimates = read_estimates(options.estimates) if options.estimates else None
    failed = False
    for path in options.files:
        result = subprocess.run(
            [options.ptxas, "-v", f"-arch={options.arch}", path, "-o", os.devnull],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if result.returncode != 0:
            sys.exit(f"expected {path} to be assembled, but got:\n{result.stdout}")
        kernels = parse(result.stdout)
        if not kernels:
            sys.exit(f"expected a kernel in {path}, but ptxas says:\n{result.stdout}")
        for name, needs in kernels.items():
            print(
                f"{name}: {needs['registers']} registers, {needs['spilled']} bytes spilled, "
                f"{needs['shared']} bytes of workgroup memory"
            )
            if needs["registers"] is None or needs["registers"] > options.max_registers:
                print(
                    f"expected at most {options.max_registers} registers, "
                    f"but '{name}' needs {needs['registers']}"
                )
                failed = True
            problem = compare(name, needs, estimates) if estimates is not None else None
            if problem:
                print(problem)
                failed = True
            if needs["spilled"] or needs["stack"]:
                print(
                    f"expected no stack and nothing spilled, but '{name}' spills "
                    f"{needs['spilled']} bytes and has a stack of {needs['stack']}"
                )
                failed = True
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
