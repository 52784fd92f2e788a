#===- pages.py - The pages of the site, and their order --------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Which documents become pages, in which groups of the navigation."""

# The documents of the sources; README.md is the first page.
DOCUMENTS = ("README.md", "CHANGELOG.md", "docs/*.md", "examples/**/README.md",
             "benchmarks/README.md", "test/Fuzz/README.md")

# The navigation. Documents in docs/ that no group names are in the first.
GROUPS = {
    "Use it": ("docs/UseIt", "examples/super-resolution/README", "docs/Transform",
               "docs/Embedding", "docs/Python", "docs/Tools"),
    "How it works": ("docs/Forms", "docs/CPU", "docs/GPU", "docs/NVIDIA", "docs/Manifest",
                     "docs/Cache", "docs/Limits", "docs/Accuracy", "docs/Rationale"),
    "Measured": ("docs/Bench", "docs/findings", "benchmarks/README"),
    "Reference": (),
    "Project": ("CHANGELOG", "test/Fuzz/README"),
}

# What mlir-tblgen writes, by the names of docs/CMakeLists.txt: the page's title, and its text.
REFERENCE = {
    "WinogradDialect": ("The dialect", ""),
    "WinogradTransformOps": (
        "Transforms", "The phases as operations of the transform dialect: [how to use them]"
        "(../docs/Transform.md)."),
    "WinogradTransformsPasses": (
        "Passes: plan, fold, tile", "Passes on convolutions and on operations of the dialect."),
    "WinogradConversionPasses": (
        "Passes: conversions", "From linalg and to it, and to the kernels of GPUs."),
    "WinogradLinalgPasses": ("Passes: linalg", "Passes on linalg, around convolutions."),
    "WinogradCPUPasses": (
        "Passes: CPUs", "From tiles to vectors and memory; [what they do together]"
        "(../docs/CPU.md)."),
    "WinogradGPUPasses": (
        "Passes: GPUs", "Kernels, and where they are; [what they do together](../docs/GPU.md)."),
    "WinogradChecksPasses": ("Passes: checks", "Checks of a program when it runs."),
    "WinogradVerifyPasses": ("Passes: verification", "Checks of a program on buffers."),
    "WinogradReferencePasses": (
        "Passes: reference", "The scalar lowering that results are compared with."),
}
