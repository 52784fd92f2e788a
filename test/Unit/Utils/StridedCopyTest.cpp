//===- StridedCopyTest.cpp - Tests of StridedCopy.h -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Utils/StridedCopy.h"
#include "mlir/IR/MLIRContext.h"
#include "gtest/gtest.h"
#include <numeric>

using namespace mlir;
using namespace mlir::winograd;

namespace {

/// Copies a[i][j][k] to b[k][j][i], values of some bytes each, whose bytes are
/// all different.
void checkReversed(int64_t i, int64_t j, int64_t k, int64_t width) {
  MLIRContext context;
  std::vector<char> from(i * j * k * width), to(from.size()), expected;
  std::iota(from.begin(), from.end(), 0);
  for (int64_t z = 0; z < k; ++z)
    for (int64_t y = 0; y < j; ++y)
      for (int64_t x = 0; x < i; ++x)
        for (int64_t byte = 0; byte < width; ++byte)
          expected.push_back(from[((x * j + y) * k + z) * width + byte]);
  CopyLoop loops[] = {{i, j * k, 1}, {j, k, i}, {k, 1, j * i}};
  copyStrided(&context, loops, from.data(), to.data(), width);
  EXPECT_EQ(to, expected) << i << ' ' << j << ' ' << k << ' ' << width;
}

TEST(StridedCopy, ReversesAxes) {
  for (int64_t width : {1, 2, 3, 4, 8, 16})
    for (int64_t i : {0, 1, 5, 64, 130})
      for (int64_t j : {1, 7, 65})
        for (int64_t k : {1, 3, 67, 128})
          checkReversed(i, j, k, width);
}

TEST(StridedCopy, CopiesAScalar) {
  MLIRContext context;
  int from = 17, to = 0;
  copyStrided(&context, {}, reinterpret_cast<char *>(&from),
              reinterpret_cast<char *>(&to), sizeof(int));
  EXPECT_EQ(to, 17);
}

} // namespace
