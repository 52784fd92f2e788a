//===- Progress.cpp - How far a search is ---------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Progress.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

/// To the start of the line, and what stands there away.
static constexpr char kClear[] = "\r\033[K";

Progress::Progress() : isShown(llvm::sys::Process::StandardErrIsDisplayed()) {}

Progress::~Progress() {
  if (hasLine)
    llvm::errs() << kClear;
}

void Progress::update(llvm::StringRef step, double done, double all) {
  Clock::time_point now = Clock::now();
  if (!isShown || now - last < std::chrono::milliseconds(200))
    return;
  last = now;
  hasLine = true;
  llvm::errs() << kClear << "wino-points: " << step
               << llvm::format(" %.0f of %.0f", done, all);
}
