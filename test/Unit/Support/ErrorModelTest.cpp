//===- ErrorModelTest.cpp - The rounding error of a convolution -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/ErrorModel.h"
#include "gtest/gtest.h"

using namespace mlir::winograd;

static ConvolutionSizes makeSizes(int64_t channels, int64_t taps,
                                  int64_t dimensions) {
  ConvolutionSizes sizes;
  sizes.inputChannels = sizes.outputChannels = channels;
  sizes.filter.assign(dimensions, taps);
  sizes.output.assign(dimensions, 24);
  return sizes;
}

static PredictedError predict(int64_t m, int64_t taps, int64_t dimensions,
                              int64_t channels, Roundoff roundoff = {}) {
  llvm::SmallVector<CookToom> algorithms(
      dimensions, llvm::cantFail(CookToom::build(m, taps)));
  return predictError(makeSizes(channels, taps, dimensions), algorithms,
                      roundoff);
}

// The table of docs/Accuracy.md, which test/Python/error_table.py measures.
TEST(ErrorModel, AgreesWithMeasurements) {
  struct Row {
    int64_t m, taps, dimensions, channels;
    double measured;
  };
  for (const Row &row :
       {Row{2, 3, 2, 64, 0.61}, Row{4, 3, 2, 64, 1.76}, Row{6, 3, 2, 64, 7.48},
        Row{2, 5, 2, 64, 1.18}, Row{4, 5, 2, 64, 4.32}, Row{2, 3, 1, 64, 0.79},
        Row{4, 3, 1, 64, 1.37}, Row{6, 3, 1, 64, 2.87}, Row{2, 3, 3, 16, 0.58},
        Row{4, 3, 3, 16, 2.89}}) {
    double relative =
        predict(row.m, row.taps, row.dimensions, row.channels).relative;
    EXPECT_NEAR(relative / row.measured, 1, 0.1)
        << "F(" << row.m << ", " << row.taps << ")";
  }
}

TEST(ErrorModel, WorstIsAboveMean) {
  for (int64_t m = 2; m <= 8; ++m) {
    PredictedError error = predict(m, 3, 2, 64);
    EXPECT_GE(error.worst, error.rms);
    EXPECT_GT(error.promise(), error.worst);
  }
}

// Roundings of what is stored come on top of those of the sums; a narrow result
// hides both.
TEST(ErrorModel, CountsNarrowTypes) {
  Roundoff sums, stored, result;
  stored.stored = 0x1p-11;
  result.result = 0x1p-11;
  EXPECT_GT(predict(4, 3, 2, 64, stored).rms,
            100 * predict(4, 3, 2, 64, sums).rms);
  EXPECT_NEAR(predict(4, 3, 2, 64, result).relative, 1, 0.01);
}

TEST(ErrorModel, DirectIsItsOwnUnit) {
  PredictedError direct = predictDirectError(makeSizes(64, 3, 2), {});
  EXPECT_EQ(direct.relative, 1);
  EXPECT_EQ(direct.rms, direct.worst);
}
