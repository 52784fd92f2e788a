//===- Options.h - The command line of wino-run -----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_RUN_OPTIONS_H
#define WINO_RUN_OPTIONS_H

#include "winograd/Runner/Runner.h"

/// Parses the command line. An unknown option, or a value that is no value, is
/// an error, with LLVM's own text.
llvm::Expected<mlir::winograd::RunOptions> parseCommandLine(int argc,
                                                            char **argv);

/// Whether all ranks of an mpirun are to run together, whatever else the
/// command line says.
bool isSharded(int argc, char **argv);

#endif // WINO_RUN_OPTIONS_H
