//===- Options.h - The command line of wino-points --------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_POINTS_OPTIONS_H
#define WINO_POINTS_OPTIONS_H

#include "winograd/Points/PointSearch.h"

struct PointsOptions {
  int64_t m = 0, r = 0;
  mlir::winograd::SearchOptions search;
  /// What is compared, instead of a search.
  llvm::SmallVector<llvm::SmallVector<mlir::winograd::Rational>> sets;
  int64_t shown = 10;
  bool csv = false;
};

/// Parses the command line. On an unknown option, or a value that is no number
/// at all, says so and exits with 1; other values that cannot be are an error.
llvm::Expected<PointsOptions> parseCommandLine(int argc, char **argv);

#endif // WINO_POINTS_OPTIONS_H
