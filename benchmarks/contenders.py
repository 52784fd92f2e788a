#===- contenders.py - The libraries that are compared, as processes ------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Each library in a process of its own, which prepares and runs its contenders when it is told to (see peer.py)."""
import dataclasses
import importlib.util
import json
import os
import pathlib
import selectors
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
OURS = "winograd"
# A kernel that takes longer than this to be compiled is no choice of anybody.
PREPARE_SECONDS, RUN_SECONDS = 300, 120


class Missing(Exception):
    """A library that is not installed; the text says what to install."""


class Failure(Exception):
    """A library that does not answer, or not as it should."""


@dataclasses.dataclass(frozen=True)
class Library:
    """A peer, and what has to be there."""
    title: str
    modules: tuple = ()  # of Python
    install: str = ""
    targets: tuple = ("cpu",)


LIBRARIES = {
    "onednn": Library("oneDNN", (), "Debian's libdnnl-dev and nlohmann-json3-dev, and a C++ compiler ($CXX)"),
    "ncnn": Library("ncnn", ("ncnn",), "PyPI's ncnn", ("cpu", "vulkan")),
    "onnxruntime": Library("ONNX Runtime", ("onnx", "onnxruntime"), "PyPI's onnx and onnxruntime"),
    "torch": Library("PyTorch", ("torch",), "PyPI's torch"),
    "iree": Library("IREE", ("iree.compiler", "iree.runtime"), "PyPI's iree-base-compiler and iree-base-runtime"),
    "tinygrad": Library("tinygrad", ("tinygrad",), "PyPI's tinygrad, and clang"),
}
TITLES = {OURS: "this project", **{name: library.title for name, library in LIBRARIES.items()}}


def is_importable(module):
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def build_onednn(folder):
    """The program, which is small, is compiled anew each time."""
    program, compiler = pathlib.Path(folder) / "peer_onednn", os.environ.get("CXX", "c++")
    command = [compiler, "-std=c++17", "-O2", str(HERE / "peer_onednn.cpp"), "-ldnnl", "-o", str(program)]
    if not shutil.which(compiler) or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        raise Missing(LIBRARIES["onednn"].install)
    return [str(program)]


def get_command(name, folder):
    """What runs a peer; Missing if it is not installed."""
    library = LIBRARIES[name]
    if name == "onednn":
        return build_onednn(folder)
    if not all(map(is_importable, library.modules)):
        raise Missing(library.install)
    return [sys.executable, "-W", "ignore", str(HERE / f"peer_{name}.py")]


class Process:
    """A library that answers requests, on the cores and with the threads of this process."""

    def __init__(self, name, command, folder, threads):
        self.name, self.version = name, None
        self.log = open(pathlib.Path(folder) / f"{name}.log", "w+", encoding="utf-8", errors="replace")
        environment = {key: value for key, value in os.environ.items() if key not in ("SHAPES", "T", "BUDGET", "PEERS_DATA")}
        environment.update(OMP_NUM_THREADS=str(threads), LP_NUM_THREADS=str(threads), PYTHONDONTWRITEBYTECODE="1")
        # An interrupt is for us alone: it ends the sitting, not a call.
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log,
                                        env=environment, cwd=folder, start_new_session=True)
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.process.stdout, selectors.EVENT_READ)
        self.pending = b""

    def send(self, request):
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
        except OSError:
            pass  # It is gone, which the answer says.

    def receive(self, seconds):
        """The next answer."""
        deadline = time.monotonic() + seconds
        while b"\n" not in self.pending:
            if not self.selector.select(max(0, deadline - time.monotonic())):
                self.stop()
                raise Failure(f"no answer in {seconds} s")
            chunk = os.read(self.process.stdout.fileno(), 1 << 16)
            if not chunk:
                raise Failure(f"ended with {self.process.wait()}{self.last_words()}")
            self.pending += chunk
        line, self.pending = self.pending.split(b"\n", 1)
        try:
            answer = json.loads(line)
        except ValueError:
            raise Failure(f"said '{line.decode(errors='replace')}'") from None
        if "error" in answer:
            raise Failure(answer["error"])
        return answer

    def read_log(self):
        """What it said on standard error."""
        self.log.seek(0)
        return self.log.read().strip()

    def last_words(self):
        lines = self.read_log().splitlines()
        return f": {lines[-1][:300]}" if lines else ""

    def prepare(self, request):
        """What is known of each contender, and of the problem."""
        self.send({"prepare": request})
        while "ready" not in (answer := self.receive(PREPARE_SECONDS)):
            yield answer
        yield answer

    def run(self, contender, seconds):
        """The median seconds of a turn."""
        self.send({"run": contender, "seconds": seconds})
        return self.receive(RUN_SECONDS + seconds)["median"]

    def ask_version(self):
        self.send({"version": True})
        self.version = self.receive(PREPARE_SECONDS)["version"]

    def ask_roofline(self):
        """What the machine does at best, as ours measures it."""
        self.send({"roofline": True})
        return self.receive(PREPARE_SECONDS)

    def stop(self):
        """Ends it, as it is in a call or not."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdin.close()


def close(process):
    """Ends it, and frees what belongs to it."""
    process.stop()
    process.selector.close()
    process.process.stdout.close()
    process.log.close()
