//===- Script.h - The scripts behind some commands --------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_SCRIPT_H
#define WINO_BENCH_SCRIPT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

/// Runs `share/winograd/benchmarks/NAME`, which is beside the folder of this
/// program, in Python: `$WINOGRAD_PYTHON`, or `python3` on the PATH. Returns
/// its exit code; an error if it could not be started, or was killed. An
/// interrupt of the keyboard is for the script alone, which finishes what it
/// writes.
llvm::Expected<int> runScript(llvm::StringRef name,
                              llvm::ArrayRef<llvm::StringRef> arguments);

#endif // WINO_BENCH_SCRIPT_H
