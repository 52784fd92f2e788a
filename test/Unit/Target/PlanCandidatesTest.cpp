//===- PlanCandidatesTest.cpp - What a plan costs, or why not -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Target/PlanCandidates.h"
#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"

using namespace mlir::winograd;

static ConvolutionFigures makeFigures(llvm::ArrayRef<int64_t> filter,
                                      llvm::ArrayRef<int64_t> output) {
  ConvolutionFigures figures;
  figures.sizes.inputChannels = figures.sizes.outputChannels = 64;
  figures.sizes.filter.assign(filter.begin(), filter.end());
  figures.sizes.output.assign(output.begin(), output.end());
  figures.directSizes = figures.sizes;
  return figures;
}

static std::vector<PlanCandidate> price(const ConvolutionFigures &figures,
                                        const PlanWishes &wishes, bool onGPU) {
  std::string problem;
  return onGPU ? priceOnGPU(figures, wishes, GPUTarget(), problem)
               : priceOnCPU(figures, wishes, CPUTarget(), problem);
}

TEST(PlanCandidates, TheFastestIsFirst) {
  for (bool onGPU : {false, true}) {
    std::vector<PlanCandidate> candidates =
        price(makeFigures({3, 3}, {56, 56}), {}, onGPU);
    ASSERT_FALSE(candidates.empty());
    EXPECT_TRUE(candidates.front().refusal.empty());
    EXPECT_TRUE(llvm::is_sorted(
        candidates, [](const PlanCandidate &a, const PlanCandidate &b) {
          return std::pair(!a.refusal.empty(), a.time) <
                 std::pair(!b.refusal.empty(), b.time);
        }));
    EXPECT_EQ(llvm::count_if(candidates,
                             [](const PlanCandidate &candidate) {
                               return candidate.kind == PlanKind::Direct;
                             }),
              1);
  }
}

TEST(PlanCandidates, WishesRefuse) {
  PlanWishes strict;
  strict.maxError = 1;
  for (bool onGPU : {false, true})
    for (const PlanCandidate &candidate :
         price(makeFigures({3, 3}, {56, 56}), strict, onGPU))
      if (candidate.refusal.empty() && candidate.kind != PlanKind::Direct)
        EXPECT_LE(candidate.algorithms.front().m(), 3) << candidate.describe();
}

// G^ of a 3x3 filter has (m + 2)^2 / 9 times as many values.
TEST(PlanCandidates, GrowthIsThatOfTheFilter) {
  ConvolutionFigures figures = makeFigures({3, 3}, {56, 56});
  int64_t values = figures.sizes.inputChannels * figures.sizes.outputChannels;
  figures.filterBytes = 9 * 4 * values;
  PlanWishes small;
  small.maxConstantGrowth = 2;
  for (bool onGPU : {false, true})
    for (bool isConstant : {false, true}) {
      figures.hasConstantFilter = isConstant;
      for (const PlanCandidate &candidate : price(figures, small, onGPU)) {
        int64_t positions = 1;
        for (const CookToom &algorithm : candidate.algorithms)
          positions *= algorithm.alpha();
        bool adds = isConstant && candidate.kind != PlanKind::Direct;
        EXPECT_EQ(candidate.addedBytes, adds ? (positions - 9) * 4 * values : 0)
            << candidate.describe();
        if (adds && candidate.refusal.empty())
          EXPECT_EQ(positions, 16) << candidate.describe();
      }
    }
}

// A long filter's tile is too large for a short one.
TEST(PlanCandidates, FiltersThatAreNotSquare) {
  PlanCandidate best = price(makeFigures({7, 2}, {12, 7}), {}, false).front();
  ASSERT_EQ(best.algorithms.size(), 2u);
  EXPECT_TRUE(best.refusal.empty());
  EXPECT_LT(best.algorithms[1].alpha(), best.algorithms[0].alpha());
}

TEST(PlanCandidates, ATileThatThereIsNotIsAProblem) {
  PlanWishes wishes;
  wishes.tile = 14;
  std::string problem;
  EXPECT_TRUE(priceOnCPU(makeFigures({7}, {100}), wishes, CPUTarget(), problem)
                  .empty());
  EXPECT_FALSE(problem.empty());
}

// An image of one tile has no block with the rows that a product wants.
TEST(PlanCandidates, ImagesOfOneTileAreTakenTogether) {
  ConvolutionFigures figures = makeFigures({5, 5}, {3, 3});
  auto hasFourBuffer = [&] {
    return llvm::any_of(price(figures, {}, false),
                        [](const PlanCandidate &candidate) {
                          return candidate.kind == PlanKind::FourBuffer;
                        });
  };
  EXPECT_FALSE(hasFourBuffer());
  figures.sizes.batch = figures.directSizes.batch = 128;
  EXPECT_TRUE(hasFourBuffer());
}

// Without taps to save, the product alone is left.
TEST(PlanCandidates, OneTap) {
  ConvolutionFigures figures = makeFigures({1, 1}, {28, 28});
  for (const PlanCandidate &candidate : price(figures, {}, false))
    for (const CookToom &algorithm : candidate.algorithms)
      EXPECT_EQ(algorithm.alpha(), 1);
}

// What the workgroup of a given plan needs is compared with the device.
TEST(PlanCandidates, GivenSchedules) {
  CookToom f4 = llvm::cantFail(CookToom::build(4, 3));
  ConvolutionFigures figures = makeFigures({3, 3}, {56, 56});
  EXPECT_TRUE(priceScheduleOnGPU(figures, PlanKind::Blocked, {f4, f4},
                                 {1, 16, 1, 1, 1}, GPUTarget())
                  .refusal.empty());
  EXPECT_FALSE(priceScheduleOnGPU(figures, PlanKind::Blocked, {f4, f4},
                                  {64, 64, 1, 64, 64}, GPUTarget())
                   .refusal.empty());
}
