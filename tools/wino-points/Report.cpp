//===- Report.cpp - What a search of points found -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"

#include "winograd/Support/Cost.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"

using namespace mlir::winograd;

static llvm::StringRef getName(StorageType type) {
  switch (type) {
  case StorageType::F32:
    return "f32";
  case StorageType::F16:
    return "f16";
  case StorageType::BF16:
    return "bf16";
  }
  llvm_unreachable("unknown type of storage");
}

static int64_t countSteps(const RankedPoints &ranked) {
  const AlgorithmFigures &figures = getFigures(ranked.algorithm);
  return figures.inputSteps + figures.outputSteps;
}

static void printLine(int64_t rank, const RankedPoints &ranked,
                      llvm::raw_ostream &os) {
  os << rank
     << llvm::format(",%.4f,%.4f,%.4f,%.4f,%.4e,", ranked.predicted,
                     ranked.relative, ranked.least, ranked.most, ranked.rms)
     << countSteps(ranked) << ',';
  llvm::interleave(ranked.algorithm.points(), os, " ");
  os << '\n';
}

static void printRow(int64_t rank, const RankedPoints &ranked, bool isDefault,
                     llvm::raw_ostream &os) {
  os << llvm::format("%4lld %9.3f %8.3f %8.3f %8.3f %8.2e %5lld  ",
                     (long long)rank, ranked.predicted, ranked.relative,
                     ranked.least, ranked.most, ranked.rms,
                     (long long)countSteps(ranked));
  llvm::interleaveComma(ranked.algorithm.points(), os);
  os << (isDefault ? "  (default)\n" : "\n");
}

static void printHeader(const PointsOptions &options, llvm::raw_ostream &os) {
  const SimulationOptions &simulation = options.search.simulation;
  os << "F(" << options.m << ", " << options.r << "), "
     << getName(simulation.storage) << ", " << simulation.dimensions << "-D, "
     << simulation.channels << " channels, " << options.search.seeds
     << " seeds; errors x direct\n"
     << "rank predicted measured    least     most      rms steps  points\n";
}

void printReport(llvm::ArrayRef<RankedPoints> ranked,
                 const PointsOptions &options, llvm::raw_ostream &os) {
  auto usual = CookToom::defaultPoints(options.m, options.r);
  if (options.csv)
    os << "rank,predicted,measured,least,most,rms,steps,points\n";
  else
    printHeader(options, os);
  for (auto [index, candidate] : llvm::enumerate(ranked)) {
    bool isDefault =
        llvm::ArrayRef<Rational>(usual) == candidate.algorithm.points();
    // All sets that were asked for, or the best ones.
    if (options.sets.empty() && int64_t(index) >= options.shown && !isDefault)
      continue;
    if (options.csv)
      printLine(int64_t(index) + 1, candidate, os);
    else
      printRow(int64_t(index) + 1, candidate, isDefault, os);
  }
  if (!options.csv)
    os << ranked.front().attribute() << '\n';
}
