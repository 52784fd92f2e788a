//===- BenchChoice.cpp - How good the planner chooses ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bench.h"
#include "PlanComparison.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include <limits>

using namespace mlir;
using llvm::Error;

namespace {

/// Prints choices as soon as they are known, and what they come to.
class ChoiceReport {
public:
  ChoiceReport(const ChoiceOptions &options, llvm::raw_ostream &os)
      : options(options), os(os) {
    if (!options.csv)
      os << "| shape | choice | ms | best | ms | ratio |\n"
            "|---|---|---|---|---|---|\n";
  }

  void add(const ConvolutionShape &shape, const PlanComparison &choice) {
    std::string name = llvm::formatv("{0}@{1}x{2}", shape.str(),
                                     shape.filterRows, shape.filterColumns);
    double ratio = choice.getRatio();
    good += ratio <= options.within;
    if (ratio > worst) {
      worst = ratio;
      worstShape = name;
    }
    options.csv ? addLines(name, choice) : addRow(name, choice);
    os.flush();
  }

  void finish() {
    if (options.csv)
      os << "# ";
    os << llvm::formatv("{0} of {1} choices take at most {2} times as long as "
                        "the best plan; the worst, {3}, {4:F2} times\n",
                        good, options.shapes.size(), options.within, worstShape,
                        worst);
  }

private:
  void addRow(StringRef name, const PlanComparison &choice) {
    const TimedPlan &chosen = choice.getChosen(), &best = choice.getBest();
    os << "| " << name << " | " << chosen.plan.describe() << " | "
       << llvm::format("%.4f", chosen.seconds * 1e3) << " | "
       << best.plan.describe() << " | "
       << llvm::format("%.4f", best.seconds * 1e3) << " | "
       << llvm::format("%.2f", choice.getRatio()) << " |\n";
  }

  void addLines(StringRef name, const PlanComparison &choice) {
    for (const TimedPlan &timed : choice.plans)
      os << name << ",\"" << timed.plan.describe() << "\","
         << llvm::format("%.5f", timed.seconds * 1e3) << ','
         << (&timed == &choice.getChosen() ? "chosen" : "") << '\n';
  }

  const ChoiceOptions &options;
  llvm::raw_ostream &os;
  unsigned good = 0;
  double worst = 0;
  std::string worstShape;
};

} // namespace

Error bench(const ChoiceOptions &options, const DialectRegistry &registry,
            llvm::raw_ostream &os) {
  MLIRContext context(registry);
  ChoiceReport report(options, os);
  ComparedPlans compared{options.maxError, std::numeric_limits<int64_t>::max()};
  for (const ConvolutionShape &shape : options.shapes) {
    auto choice = comparePlans(options, shape, compared, context);
    if (!choice)
      return choice.takeError();
    report.add(shape, *choice);
  }
  report.finish();
  return Error::success();
}
