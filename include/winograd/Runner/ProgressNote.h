//===- ProgressNote.h - A sign of life --------------------------*- C++ -*-===//
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
#include <memory>
#include <mutex>
#include <thread>

namespace mlir::winograd {

/// Prints a line if it lives for longer than `delay`: `text`, and the phase
/// that the work is in, if it has any. Where that is another one when as much
/// again has gone by, and else when ten times as much has, it says so again,
/// with the time so far.
class ProgressNote {
public:
  /// Two seconds, on standard error; silent unless that is a terminal.
  explicit ProgressNote(std::string text);
  /// Nobody else may print to `os` meanwhile.
  ProgressNote(std::string text, llvm::raw_ostream &os,
               std::chrono::milliseconds delay);
  ProgressNote(const ProgressNote &) = delete;
  ~ProgressNote();

  /// From any thread.
  void setPhase(llvm::StringRef name);

private:
  void wait();
  void print(const std::string &time);

  std::string text, phase;
  /// Lines of its own, beside those that others print to llvm::errs().
  std::unique_ptr<llvm::raw_ostream> standardError;
  llvm::raw_ostream *os;
  std::chrono::milliseconds delay;
  std::mutex mutex;
  std::condition_variable end;
  bool hasEnded = false;
  std::thread thread;
};

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_PROGRESSNOTE_H
