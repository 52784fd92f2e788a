//===- ProgressNote.cpp - A sign of life ----------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/ProgressNote.h"

#include "winograd/Runner/Timing.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <unistd.h>

using namespace mlir::winograd;

ProgressNote::ProgressNote(std::string text)
    : text(std::move(text)),
      standardError(std::make_unique<llvm::raw_fd_ostream>(
          STDERR_FILENO, /*shouldClose=*/false)),
      os(standardError.get()), delay(std::chrono::seconds(2)) {
  if (llvm::sys::Process::StandardErrIsDisplayed())
    thread = std::thread([this] { wait(); });
}

ProgressNote::ProgressNote(std::string text, llvm::raw_ostream &os,
                           std::chrono::milliseconds delay)
    : text(std::move(text)), os(&os), delay(delay), thread([this] { wait(); }) {
}

ProgressNote::~ProgressNote() {
  {
    std::lock_guard<std::mutex> lock(mutex);
    hasEnded = true;
  }
  end.notify_one();
  if (thread.joinable())
    thread.join();
}

void ProgressNote::setPhase(llvm::StringRef name) {
  std::lock_guard<std::mutex> lock(mutex);
  phase = name.str();
}

void ProgressNote::print(const std::string &time) {
  // A terminal has no buffer, and others may print between two parts.
  *os << text + (phase.empty() ? "" : ": ") + phase + time + "\n";
  os->flush();
}

void ProgressNote::wait() {
  Stopwatch stopwatch;
  std::unique_lock<std::mutex> lock(mutex);
  auto isOver = [&] { return hasEnded; };
  if (end.wait_for(lock, delay, isOver))
    return;
  print("");
  std::string printed = phase;
  for (unsigned silent = 1; !end.wait_for(lock, delay, isOver); ++silent) {
    if (phase == printed && silent < 10)
      continue;
    print(": " + formatSeconds(stopwatch.seconds()) + " so far");
    printed = phase;
    silent = 0;
  }
}
