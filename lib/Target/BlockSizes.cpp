//===- BlockSizes.cpp - The blocks that come into question ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockSizes.h"
#include "winograd/Support/Limits.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>
#include <cmath>

using namespace mlir::winograd;

using Sizes = llvm::SmallVector<int64_t>;

/// The largest size of at most `most` that divides `extent` tiles into equal
/// blocks, as nearly as can be.
static int64_t roundDown(int64_t extent, int64_t most) {
  return llvm::divideCeil(extent, llvm::divideCeil(extent, most));
}

/// All such sizes, from `most` down to 1; stops behind `limit` of them.
static Sizes listSizes(int64_t extent, int64_t most, int64_t limit) {
  Sizes sizes;
  for (int64_t size = most; size >= 1 && int64_t(sizes.size()) <= limit;
       size = sizes.back() - 1)
    sizes.push_back(roundDown(extent, size));
  return sizes;
}

/// At most `count` of them, whose ratios are about equal.
static Sizes sampleSizes(int64_t extent, int64_t most, int64_t count) {
  Sizes sizes;
  for (int64_t step = 0; step < count; ++step) {
    double exponent = count == 1 ? 0 : 1 - double(step) / double(count - 1);
    auto target = int64_t(std::pow(double(most), exponent));
    int64_t size = roundDown(extent, std::clamp<int64_t>(target, 1, most));
    if (sizes.empty() || size < sizes.back())
      sizes.push_back(size);
  }
  return sizes;
}

/// The sizes of every dimension, so few that their combinations are at most
/// `shapes`.
static llvm::SmallVector<Sizes> chooseSizes(llvm::ArrayRef<int64_t> tiles,
                                            int64_t most, int64_t shapes) {
  llvm::SmallVector<Sizes> all;
  double combinations = 1;
  for (int64_t extent : tiles) {
    all.push_back(listSizes(extent, std::min(extent, most), shapes));
    combinations *= double(all.back().size());
  }
  if (combinations <= double(shapes))
    return all;
  // The root's last digit is not to cost one.
  auto count =
      int64_t(std::pow(double(shapes), 1 / double(tiles.size())) + 1e-9);
  for (auto [sizes, extent] : llvm::zip_equal(all, tiles))
    if (int64_t(sizes.size()) > count)
      sizes = sampleSizes(extent, std::min(extent, most), count);
  return all;
}

void mlir::winograd::forEachBlock(
    llvm::ArrayRef<int64_t> tiles, int64_t most, int64_t shapes,
    llvm::function_ref<void(llvm::ArrayRef<int64_t>)> visit) {
  llvm::SmallVector<Sizes> sizes = chooseSizes(tiles, most, shapes);
  Sizes block(tiles.size(), 1);
  auto choose = [&](auto &&self, size_t dimension, int64_t left) -> void {
    if (dimension == block.size())
      return visit(block);
    for (int64_t size : sizes[dimension]) {
      // One tile there always is.
      if (size > left)
        continue;
      block[dimension] = size;
      self(self, dimension + 1, left / size);
    }
  };
  choose(choose, 0, most);
}
