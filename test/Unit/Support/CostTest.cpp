//===- CostTest.cpp - What a Winograd convolution costs -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/Cost.h"
#include <cmath>
#include <gtest/gtest.h>

using namespace mlir::winograd;

static CookToom build(int64_t m, int64_t r) {
  return llvm::cantFail(CookToom::build(m, r));
}

static ConvolutionSizes makeSizes(llvm::ArrayRef<int64_t> filter,
                                  llvm::ArrayRef<int64_t> output) {
  ConvolutionSizes sizes;
  sizes.batch = 2;
  sizes.inputChannels = 3;
  sizes.outputChannels = 5;
  sizes.filter.assign(filter.begin(), filter.end());
  sizes.output.assign(output.begin(), output.end());
  return sizes;
}

TEST(Cost, Direct) {
  EXPECT_EQ(countDirect(makeSizes({3}, {8})), 2.0 * 2 * 3 * 5 * 3 * 8);
  EXPECT_EQ(countDirect(makeSizes({3, 5}, {8, 7})),
            2.0 * 2 * 3 * 5 * (3 * 5) * (8 * 7));
}

TEST(Cost, OneDimension) {
  // F(2, 3): 4 operations on the input, 4 on the output, 6 on the filter.
  OperationCount count = countWinograd(makeSizes({3}, {8}), build(2, 3));
  double tiles = 2 * 4;
  EXPECT_EQ(count.inputTransform, tiles * 3 * 4);
  EXPECT_EQ(count.filterTransform, 3 * 5 * 6);
  EXPECT_EQ(count.product, 2 * tiles * 3 * 5 * 4);
  EXPECT_EQ(count.outputTransform, tiles * 5 * 4);
}

TEST(Cost, TwoDimensions) {
  OperationCount count =
      countWinograd(makeSizes({3, 3}, {8, 6}), {build(2, 3), build(2, 3)});
  double tiles = 2 * 4 * 3;
  // 4 columns and then 4 rows of the tile.
  EXPECT_EQ(count.inputTransform, tiles * 3 * (4 * 4 + 4 * 4));
  // 3 columns of the filter, then the 4 rows that they became.
  EXPECT_EQ(count.filterTransform, 3 * 5 * (3 * 6 + 4 * 6));
  EXPECT_EQ(count.product, 2 * tiles * 3 * 5 * 16);
  // 4 columns, then the 2 rows that are left.
  EXPECT_EQ(count.outputTransform, tiles * 5 * (4 * 4 + 2 * 4));
}

TEST(Cost, PartialTilesCountWhole) {
  EXPECT_EQ(countWinograd(makeSizes({3}, {7}), build(2, 3)).product,
            countWinograd(makeSizes({3}, {8}), build(2, 3)).product);
  EXPECT_LT(countWinograd(makeSizes({3}, {6}), build(2, 3)).product,
            countWinograd(makeSizes({3}, {7}), build(2, 3)).product);
}

TEST(Cost, ConstantFilterIsFree) {
  OperationCount count = countWinograd(makeSizes({3}, {8}), build(2, 3));
  EXPECT_EQ(count.total(/*constantFilter=*/false) -
                count.total(/*constantFilter=*/true),
            count.filterTransform);
  EXPECT_EQ(count.total(/*constantFilter=*/true),
            count.inputTransform + count.product + count.outputTransform);
}

TEST(Cost, SavesMultiplications) {
  // The products alone: 2.25x for F(2, 3), 4x for F(4, 3), in 2-D.
  ConvolutionSizes sizes = makeSizes({3, 3}, {8, 8});
  auto saving = [&](int64_t m) {
    return countDirect(sizes) /
           countWinograd(sizes, {build(m, 3), build(m, 3)}).product;
  };
  EXPECT_EQ(saving(2), 2.25);
  EXPECT_EQ(saving(4), 4.0);
}

TEST(Cost, ErrorAmplification) {
  EXPECT_EQ(errorAmplification(build(1, 1)), 1.0);
  // Output 0 of F(2, 3): 1 * 1 * 2 + 1 * 3/2 * 2 + 1 * 3/2 * 2.
  EXPECT_EQ(errorAmplification(build(2, 3)), 8.0);
  // As measured: 0, +-2/3, +-3/2 is better than 0, +-1, +-2.
  CookToom usual = llvm::cantFail(CookToom::build(4, 3, {0, 1, -1, 2, -2}));
  EXPECT_LT(errorAmplification(build(4, 3)), errorAmplification(usual));
  EXPECT_LT(errorAmplification(usual), errorAmplification(build(6, 3)));
  // An algorithm whose identity fits 128 bits, but not these sums.
  Rational big(int64_t(1) << 42);
  CookToom extreme = llvm::cantFail(CookToom::build(1, 3, {big, 1 - big}));
  EXPECT_TRUE(std::isinf(errorAmplification(extreme)));
}
