//===- CompileRecorder.cpp - What compiling says of itself ----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CompileRecorder.h"

#include "winograd/Dialect/Winograd/Transforms/PlanCategory.h"
#include "winograd/Verify/Passes.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::winograd;

//===----------------------------------------------------------------------===//
// Remarks
//===----------------------------------------------------------------------===//

/// The number behind `name `, up to a comma.
static bool parseFigure(StringRef figures, StringRef name, double &value) {
  for (StringRef figure : llvm::split(figures, ", "))
    if (figure.consume_front(name) && figure.consume_front(" "))
      return llvm::to_float(figure, value);
  return false;
}

/// m, if all of `F(m, r) x F(m, r)` have it.
static std::optional<int64_t> parseTile(StringRef algorithms) {
  std::optional<int64_t> tile;
  for (auto [before, rest] = algorithms.split("F("); !rest.empty();
       std::tie(before, rest) = rest.split("F(")) {
    int64_t m;
    if (rest.split(',').first.getAsInteger(10, m) || (tile && *tile != m))
      return std::nullopt;
    tile = m;
  }
  return tile;
}

std::optional<PlanFigure> PlanFigure::parse(StringRef key, StringRef value) {
  if (!value.starts_with("time "))
    return std::nullopt;
  PlanFigure figure;
  figure.plan = key;
  StringRef kind, algorithms;
  std::tie(kind, algorithms) = key.split(' ');
  figure.kind = kind;
  figure.tile = parseTile(algorithms);
  auto [figures, refusal] = value.split(", refused: ");
  figure.refusal = refusal;
  if (!parseFigure(figures, "time", figure.time) ||
      !parseFigure(figures, "traffic", figure.traffic) ||
      !parseFigure(figures, "memory", figure.memory) ||
      !parseFigure(figures, "adds", figure.added) ||
      !parseFigure(figures, "promise", figure.promise) ||
      !parseFigure(figures, "error", figure.error))
    return std::nullopt;
  return figure;
}

static void setCount(const remark::detail::Remark::Arg &arg,
                     RecordedLoops &loops) {
  const std::pair<StringRef, int64_t *> counts[] = {
      {"Loops", &loops.loops},
      {"Kernels", &loops.kernels},
      {"Buffers", &loops.buffers},
      {"BufferBytes", &loops.bufferBytes},
      {"PrivateBuffers", &loops.privateBuffers},
      {"PrivateBytes", &loops.privateBytes},
      {"MovedBytes", &loops.movedBytes}};
  for (auto [key, count] : counts)
    if (key == arg.key)
      (void)StringRef(arg.val).getAsInteger(10, *count);
  double flops;
  if (arg.key == "Flops" && llvm::to_float(arg.val, flops))
    loops.flops = flops;
}

void CompileRecorder::hear(const remark::detail::Remark &remark) {
  bool isPlan = remark.getCombinedCategoryName() == planCategory,
       isLoops = remark.getCombinedCategoryName() == loopsCategory;
  bool isViolation = isLoops && remark.getRemarkName() == "violation";
  loops.violations += isViolation;
  for (const remark::detail::Remark::Arg &arg : remark.getArgs()) {
    if (isViolation) {
      if (loops.firstViolation.empty() && arg.key == "Reason")
        loops.firstViolation = arg.val;
    } else if (isLoops) {
      setCount(arg, loops);
    } else if (isPlan) {
      auto [what, chosen] = StringRef(arg.val).split(": plan ");
      if (arg.key == "Remark" && !chosen.empty())
        choice = chosen;
      if (std::optional<PlanFigure> figure =
              PlanFigure::parse(arg.key, arg.val))
        candidates.push_back(std::move(*figure));
    }
  }
}

//===----------------------------------------------------------------------===//
// Times
//===----------------------------------------------------------------------===//

namespace {
/// Keeps what MLIR would print.
class TimeCollector : public OutputStrategy {
public:
  explicit TimeCollector(std::vector<PassSeconds> &passes)
      : OutputStrategy(llvm::nulls()), passes(passes) {}

  void printHeader(const TimeRecord &) override {}
  void printFooter() override {}
  void printTime(const TimeRecord &, const TimeRecord &) override {}
  void printListEntry(StringRef name, const TimeRecord &time,
                      const TimeRecord &, bool) override {
    // Not passes: the root, what is left over, and those that run others;
    // analyses, "(A)", are a part of the passes that ask for them.
    if (!name.starts_with("(A)") && name != "root" && name != "Rest" &&
        name != "Total" && !name.ends_with("Pipeline") &&
        !name.starts_with("Pipeline"))
      passes.push_back({name.str(), time.wall});
  }
  void printTreeEntry(unsigned, StringRef, const TimeRecord &,
                      const TimeRecord &) override {}
  void printTreeEntryEnd(unsigned, bool) override {}

private:
  std::vector<PassSeconds> &passes;
};
} // namespace

CompileRecorder::CompileRecorder() {
  timing.setEnabled(true);
  timing.setDisplayMode(DefaultTimingManager::DisplayMode::List);
  scope = timing.getRootScope();
}

CompileRecorder::~CompileRecorder() {
  // It would print what was not taken.
  if (timing.isEnabled())
    (void)takePasses();
}

void CompileRecorder::beginPasses(PassManager &passManager) {
  passManager.enableTiming(scope);
}

std::vector<PassSeconds> CompileRecorder::takePasses() {
  scope.stop();
  timing.setOutput(std::make_unique<TimeCollector>(passes));
  timing.print();
  timing.setEnabled(false);
  llvm::sort(passes, [](const PassSeconds &a, const PassSeconds &b) {
    return a.seconds > b.seconds;
  });
  return std::move(passes);
}
