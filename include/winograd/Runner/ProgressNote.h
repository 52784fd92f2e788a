//===- ProgressNote.h - A sign of life ---------------------------*- C++
//-*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_PROGRESSNOTE_H
#define WINOGRAD_RUNNER_PROGRESSNOTE_H

#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace mlir::winograd {

/// Prints a line if it lives for longer than `delay`, and again, with the time
/// so far, whenever ten times as much has gone by. Nobody else may print to
/// `os` meanwhile.
class ProgressNote {
public:
  ProgressNote(std::string text, llvm::raw_ostream &os = llvm::errs(),
               std::chrono::milliseconds delay = std::chrono::seconds(2));
  ProgressNote(const ProgressNote &) = delete;
  ~ProgressNote();

private:
  void wait();

  std::string text;
  llvm::raw_ostream &os;
  std::chrono::milliseconds delay;
  std::mutex mutex;
  std::condition_variable end;
  bool hasEnded = false;
  std::thread thread;
};

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_PROGRESSNOTE_H
