//===- Interrupt.cpp - Whether ctrl-C was pressed -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Interrupt.h"

#include <csignal>
#include <unistd.h>

static volatile std::sig_atomic_t interrupted = 0;

static void interrupt(int) {
  interrupted = 1;
  // The next one finds what a process has by default.
  std::signal(SIGINT, SIG_DFL);
  static constexpr char note[] =
      "\nwino-bench: finishing this measurement; once more to stop at once\n";
  // (Nothing can be done about an error here.)
  [[maybe_unused]] ssize_t written =
      write(STDERR_FILENO, note, sizeof(note) - 1);
}

void catchInterrupt() { std::signal(SIGINT, interrupt); }

bool isInterrupted() { return interrupted; }
