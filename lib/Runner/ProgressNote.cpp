//===- ProgressNote.cpp - A sign of life ----------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/ProgressNote.h"

#include "winograd/Runner/Timing.h"

using namespace mlir::winograd;

ProgressNote::ProgressNote(std::string text, llvm::raw_ostream &os,
                           std::chrono::milliseconds delay)
    : text(std::move(text)), os(os), delay(delay), thread([this] { wait(); }) {}

ProgressNote::~ProgressNote() {
  {
    std::lock_guard<std::mutex> lock(mutex);
    hasEnded = true;
  }
  end.notify_one();
  thread.join();
}

void ProgressNote::wait() {
  Stopwatch stopwatch;
  std::unique_lock<std::mutex> lock(mutex);
  auto isOver = [&] { return hasEnded; };
  if (end.wait_for(lock, delay, isOver))
    return;
  os << text << "\n";
  os.flush();
  while (!end.wait_for(lock, 10 * delay, isOver)) {
    os << text << ": " << formatSeconds(stopwatch.seconds()) << " so far\n";
    os.flush();
  }
}
