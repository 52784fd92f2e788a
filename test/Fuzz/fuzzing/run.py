# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs a tool within limits, and says how it ended."""

import ctypes
import os
import re
import resource
import signal
import subprocess
from dataclasses import dataclass, field

CPU_SECONDS = 30
WALL_SECONDS = 150  # for what waits: this machine may have other work to do
MEMORY = 6 << 30
FILE_BYTES = 1 << 30

ENVIRONMENT = {**os.environ, "LLVM_DISABLE_SYMBOLIZATION": "1",
               "OMP_WAIT_POLICY": "passive", "WINOGRAD_NO_CACHE": "1"}

FAILURES = ("crash", "hang", "memory", "wrong", "silent", "leftover", "unclear",
            "success after an error")


@dataclass
class Result:
    verdict: str  # ok, refused, or one of FAILURES
    detail: str = ""  # one line, without what differs from case to case
    text: str = ""  # what the tool printed
    command: list = field(default_factory=list)

    @property
    def failed(self):
        return self.verdict in FAILURES

    @property
    def signature(self):
        return f"{self.verdict}: {self.detail}"


_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


def _limit():
    # Nothing stays behind when the fuzzer is killed.
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def execute(command, folder=None, stdin=subprocess.DEVNULL):
    """(exit status or "timeout", what it printed, what it printed as errors)."""
    process = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, cwd=folder, env=ENVIRONMENT,
                               preexec_fn=_limit, start_new_session=True)
    try:
        out, err = process.communicate(timeout=WALL_SECONDS)
        status = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        status = "timeout"
    return status, *(text.decode(errors="replace") for text in (out, err))


_NOISE = [(re.compile(p), r) for p, r in (
    (r"'[^']*'", "'…'"), (r'"[^"]*"', '"…"'), (r"<[^<>]*>", "<…>"),
    (r"<[^<>]*>", "<…>"), (r"@\w+|%\w+|#\w+|![\w.]+", "_"),
    (r"\S*/\S*", "_"), (r"0x[0-9a-fA-F]+", "N"), (r"-?\d[\d.e+]*", "N"),
    (r"\(.*\)", "(…)"), (r"(N[x, ]*)+", "N "))]


def message_class(line):
    """An error message without names, types and numbers."""
    quoted = re.findall(r"error: '([\w.]+)' op", line)
    line = re.sub(r"^.*?error: ", "", line)
    for pattern, replacement in _NOISE:
        line = pattern.sub(replacement, line)
    return (f"{quoted[0]}: " if quoted else "") + line.strip()[:120]


def errors(text):
    return [line for line in text.splitlines() if "error: " in line]


# number, library, address, function: "4  libMLIR.so.22.1 0x00007f80 mlir::f() + 3"
_FRAME = re.compile(r"^ *#?\d+ +(\S+) +0x[0-9a-f]+ ?(.*)$", re.M)
_SKIPPED = ("PrintStackTrace", "RunSignalHandlers", "SignalHandler", "abort", "gsignal",
            "report_fatal", "report_bad_alloc")
_PARSERS = ("mlir::parseAsmSourceFile", "mlir::readBytecodeFile")


def frames(text, most=3):
    """The innermost functions of a stack dump that have names; whether upstream's
    parser had called them."""
    found = []
    for library, name in _FRAME.findall(text):
        name = re.sub(r"\(.*| \+ \d+$", "", name).strip()
        if library.startswith("libc.so") or any(s in name for s in _SKIPPED):
            continue
        if library.startswith("wino"):
            name = name or library
        if name:
            found.append(name[:90])
    is_parsing = any(n.startswith(_PARSERS) for n in found) and not any(
        "winograd" in n for n in found)
    return " < ".join(found[:most]) + (" (parsing)" if is_parsing else "")


def crash_detail(status, text):
    for pattern in (r"LLVM ERROR: .*", r".*Assertion.*", r"terminate called.*",
                    r"ERROR: AddressSanitizer: \S+", r"runtime error: .*"):
        match = re.search(pattern, text)
        if match:
            return message_class(match[0]) + " in " + frames(text)
    if isinstance(status, int) and status < 0:
        status = signal.Signals(-status).name
    return f"{status} in " + frames(text)


def judge(status, text):
    """The Result of a tool's end."""
    if status == "timeout" or status == -signal.SIGXCPU:
        return Result("hang", "no end", text)
    if re.search(r"out of memory|bad_alloc|Cannot allocate memory|length_error", text) \
            and status != 0:
        if "error: " not in text or "LLVM ERROR" in text or "terminate" in text:
            return Result("memory", crash_detail(status, text), text)
    crashed = status < 0 or status >= 128 or re.search(
        "PLEASE submit|Stack dump:|LLVM ERROR|AddressSanitizer|runtime error:", text)
    if crashed:
        return Result("crash", crash_detail(status, text), text)
    if status == 0:
        return Result("ok", "", text)
    found = errors(text) or [line for line in text.splitlines() if line.strip()]
    if not found:
        return Result("silent", f"exit code {status} without a message", text)
    return Result("refused", message_class(found[0]), text)


def run(command, folder=None):
    status, out, err = execute(command, folder)
    result = judge(status, err + out[-4000:])
    result.command = command
    return result
