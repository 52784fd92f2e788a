//===- ProgressNoteTest.cpp - Tests of ProgressNote.h ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/ProgressNote.h"
#include "gtest/gtest.h"
#include <future>

using namespace mlir::winograd;

namespace {

/// Keeps what is printed, and says when there are `wanted` lines.
class LineStream : public llvm::raw_ostream {
public:
  explicit LineStream(size_t wanted) : wanted(wanted) { SetUnbuffered(); }
  ~LineStream() override = default;

  std::string text;
  std::promise<void> hasEnough;

private:
  void write_impl(const char *bytes, size_t size) override {
    text.append(bytes, size);
    for (char c : llvm::StringRef(bytes, size))
      if (c == '\n' && ++lines == wanted)
        hasEnough.set_value();
  }
  uint64_t current_pos() const override { return text.size(); }

  size_t wanted, lines = 0;
};

TEST(ProgressNote, SaysThatItIsAlive) {
  LineStream os(2);
  {
    ProgressNote note("working", os, std::chrono::milliseconds(1));
    os.hasEnough.get_future().wait();
  }
  llvm::StringRef text = os.text;
  EXPECT_TRUE(text.starts_with("working\nworking: ")) << os.text;
  EXPECT_TRUE(text.contains(" so far\n")) << os.text;
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
