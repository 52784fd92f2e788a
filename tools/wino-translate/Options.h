//===- Options.h - The command line of wino-translate -----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_TRANSLATE_OPTIONS_H
#define WINO_TRANSLATE_OPTIONS_H

#include "winograd/AOT/Translate.h"

/// Parses the command line; on an unknown option or a value that is no value,
/// says so and exits with 1. An error if options do not go together.
llvm::Expected<mlir::winograd::TranslateOptions> parseCommandLine(int argc,
                                                                  char **argv);

#endif // WINO_TRANSLATE_OPTIONS_H
