//===- ProgressNoteTest.cpp - Tests of ProgressNote.h ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/ProgressNote.h"
#include "gtest/gtest.h"

using namespace mlir::winograd;

namespace {

/// Keeps what is printed, and waits for it.
class WatchedStream : public llvm::raw_ostream {
public:
  WatchedStream() { SetUnbuffered(); }
  ~WatchedStream() override = default;

  void waitFor(llvm::StringRef wanted) {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [&] { return llvm::StringRef(text).contains(wanted); });
  }

  std::string text;

private:
  void write_impl(const char *bytes, size_t size) override {
    std::lock_guard<std::mutex> lock(mutex);
    text.append(bytes, size);
    changed.notify_one();
  }
  uint64_t current_pos() const override { return text.size(); }

  std::mutex mutex;
  std::condition_variable changed;
};

TEST(ProgressNote, SaysThatItIsAlive) {
  WatchedStream os;
  {
    ProgressNote note("working", os, std::chrono::milliseconds(1));
    os.waitFor(" so far\n");
  }
  EXPECT_TRUE(llvm::StringRef(os.text).starts_with("working\nworking: "))
      << os.text;
}

TEST(ProgressNote, TellsThePhase) {
  WatchedStream os;
  {
    ProgressNote note("working", os, std::chrono::milliseconds(1));
    note.setPhase("the one phase");
    os.waitFor("working: the one phase");
    note.setPhase("the other");
    os.waitFor("working: the other: ");
  }
  EXPECT_TRUE(llvm::StringRef(os.text).ends_with(" so far\n")) << os.text;
}

TEST(ProgressNote, IsSilentWhenItIsShort) {
  std::string text;
  llvm::raw_string_ostream os(text);
  {
    ProgressNote note("working", os, std::chrono::hours(1));
  }
  EXPECT_EQ(text, "");
}

} // namespace
