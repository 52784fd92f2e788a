//===- Progress.h - How far a search is -------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_POINTS_PROGRESS_H
#define WINO_POINTS_PROGRESS_H

#include "llvm/ADT/StringRef.h"
#include <chrono>

/// A line on standard error that says how far the work is, rewritten a few
/// times a second and gone in the end; silent unless that is a terminal.
class Progress {
public:
  Progress();
  ~Progress();

  void update(llvm::StringRef step, double done, double all);

private:
  using Clock = std::chrono::steady_clock;

  bool isShown;
  bool hasLine = false;
  Clock::time_point last = Clock::now();
};

#endif // WINO_POINTS_PROGRESS_H
