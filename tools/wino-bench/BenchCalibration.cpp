//===- BenchCalibration.cpp - Measures the machine ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bench.h"
#include "CoreKernels.h"
#include "PlanComparison.h"
#include "winograd/AOT/TargetMachine.h"
#include "winograd/Runner/ProgressNote.h"
#include "winograd/Support/OutputFiles.h"
#include "winograd/Target/CPUFit.h"
#include "winograd/Target/DescriptionFile.h"
#include "winograd/Target/Processor.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/TargetParser/Host.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::Error;
using llvm::Expected;

/// Each shows something that the others do not: transposes, ends of rows, few
/// channels, images in each cache, filters in each and from memory.
static constexpr llvm::StringLiteral usualShapes[] = {
    "1x8x8x56x56",   "1x16x16x57x57",   "1x3x32x64x64",    "1x32x1x48x48",
    "1x64x3x32x32",  "1x64x64x56x56",   "1x128x128x28x28", "1x128x128x8x8",
    "1x32x32x96x96", "1x256x256x14x14", "1x512x512x7x7",   "1x48x80x27x41",
};
/// Those with larger tiles differ from these in nothing that is measured.
static constexpr ComparedPlans compared = {/*maxError=*/20, /*mostOutputs=*/6};

/// A convolution by one plan, in cycles of so many seconds.
static CPUSample makeSample(const ConvolutionShape &shape,
                            const TimedPlan &timed, double cycle) {
  CPUSample sample;
  sample.sizes.batch = shape.batch;
  sample.sizes.inputChannels = shape.inputChannels;
  sample.sizes.outputChannels = shape.outputChannels;
  sample.sizes.filter = {shape.filterRows, shape.filterColumns};
  sample.sizes.output = {shape.getResult()[0], shape.getResult()[1]};
  sample.algorithms = timed.plan.algorithms;
  sample.block = timed.plan.block;
  sample.cycles = timed.seconds / cycle;
  return sample;
}

namespace {
/// What was found out.
struct Calibration {
  CPUTarget target;
  size_t samples = 0;
  double before = 0, after = 0; ///< the model's errors
};
} // namespace

/// Sets the core's own times; the seconds of a cycle.
static double setCore(const CoreSeconds &seconds, CPUTarget &target) {
  // The latency is what makers tell of every core; it stands for the clock,
  // which no program can read.
  double cycle = seconds.fmaLatency * 1000 / double(target.fmaLatency);
  auto toTime = [&](double seconds) {
    return std::clamp<int64_t>(std::llround(seconds / cycle * 1000), 1,
                               CPUTarget::maxTime);
  };
  target.fmaTime = toTime(seconds.fma);
  target.loadTime = toTime(seconds.load);
  return cycle;
}

static std::vector<ConvolutionShape>
getShapes(const CalibrationOptions &options) {
  if (!options.shapes.empty())
    return options.shapes;
  std::vector<ConvolutionShape> shapes;
  for (llvm::StringRef text : usualShapes)
    shapes.push_back(llvm::cantFail(ConvolutionShape::parse(text, "3x3")));
  return shapes;
}

static Expected<Calibration> calibrate(const CalibrationOptions &options,
                                       MLIRContext &context) {
  ProgressNote note("wino-bench: measuring, for about a minute");
  auto machine = createJITTargetMachine(options.cpu);
  if (!machine)
    return machine.takeError();
  Calibration calibration;
  calibration.target = describeHostAs(**machine);
  note.setPhase("multiply-adds and loads");
  auto core = measureCore(options, calibration.target.lanes(), context);
  if (!core)
    return core.takeError();
  double cycle = setCore(*core, calibration.target);
  std::vector<CPUSample> samples;
  for (const ConvolutionShape &shape : getShapes(options)) {
    note.setPhase(shape.str());
    auto comparison = comparePlans(options, shape, compared, context);
    if (!comparison)
      return comparison.takeError();
    for (const TimedPlan &timed : comparison->plans)
      samples.push_back(makeSample(shape, timed, cycle));
  }
  calibration.samples = samples.size();
  calibration.before = getModelError(samples, calibration.target);
  fitTimes(samples, calibration.target);
  calibration.after = getModelError(samples, calibration.target);
  return calibration;
}

Error bench(const CalibrationOptions &options, const DialectRegistry &registry,
            llvm::raw_ostream &os) {
  if (options.output != "-")
    if (Error error = checkOutputPaths({options.output}))
      return error;
  MLIRContext context(registry);
  auto calibration = calibrate(options, context);
  if (!calibration)
    return calibration.takeError();
  std::string comment = llvm::formatv(
      "By `wino-bench calibrate`, on {0}{1}.\n"
      "The model is off by {2:F2} (root mean square of the logarithm) for the "
      "{3}\nmeasurements that it is fitted to; it was off by {4:F2} before.",
      llvm::sys::getHostCPUName(),
      options.cpu.empty() ? "" : ", code for " + options.cpu,
      calibration->after, calibration->samples, calibration->before);
  return writeOutput(options.output, [&](llvm::raw_ostream &file) {
    printDescription(calibration->target, comment, file);
  });
}
