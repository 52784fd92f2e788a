//===- BenchPhases.cpp - Takes convolutions apart -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bench.h"
#include "Interrupt.h"
#include "Measure.h"
#include "NetworkConvolution.h"
#include "PhaseRunner.h"
#include "Script.h"
#include "StepReference.h"
#include "TensorForm.h"
#include "winograd/AOT/ModuleFile.h"
#include "winograd/AOT/TargetMachine.h"
#include "winograd/Runner/ProgressNote.h"
#include "winograd/Support/OutputFiles.h"
#include "winograd/Support/PlanKind.h"
#include "winograd/Target/Processor.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/TargetParser/Host.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

/// What a product that is not reduced may need.
static constexpr double mostProductBytes = double(int64_t(1) << 30);

namespace {
class PhaseBench {
public:
  /// `network` is null where there are shapes.
  PhaseBench(const PhasesOptions &options, const GPURuntimeLibrary *gpu,
             ModuleOp network, MLIRContext &context, llvm::raw_ostream &os)
      : options(options), gpu(gpu), network(network), context(context),
        table(os) {}

  Error run() {
    // What is wrong with a network is said before anything is measured.
    std::optional<PhaseProblem> cut;
    if (network)
      if (Error error =
              cutConvolution(network, options.moduleFile, options.operation)
                  .moveInto(cut))
        return error;
    if (Error error = describe())
      return error;
    table.begin(report);
    if (cut)
      takeApart(*cut);
    else
      for (const ConvolutionShape &shape : options.shapes) {
        auto problem = PhaseProblem::make(shape, context);
        if (!problem)
          return problem.takeError();
        takeApart(*problem);
        if (isInterrupted())
          break;
        // What is finished is kept, whatever happens to the rest.
        if (Error error = write())
          return error;
      }
    report.isComplete = !isInterrupted();
    if (Error error = write())
      return error;
    if (isInterrupted())
      return createStringError("interrupted; what was finished is kept");
    return Error::success();
  }

  /// Whether there is anything in the files.
  bool hasWritten() const { return isWritten; }

private:
  Error describe() {
    report.command = options.command;
    report.started =
        llvm::formatv("{0:%Y-%m-%dT%H:%M:%SZ}",
                      llvm::sys::TimePoint<>(std::chrono::system_clock::now()));
    report.target = options.target;
    report.threads = options.getThreads();
    report.tile = getTile();
    report.minSeconds = options.repeat.minSeconds;
    report.pipelineOptions = options.pipelineOptions;
    if (gpu) {
      report.machine = gpu->getDevice().name;
      report.driver = gpu->getDevice().driver;
      report.deviceKind = gpu->getDevice().kind;
    } else {
      auto machine = createJITTargetMachine(options.cpu);
      if (!machine)
        return machine.takeError();
      report.machine =
          options.cpu.empty() ? llvm::sys::getHostCPUName().str() : options.cpu;
      report.lanes = describeHostAs(**machine).lanes();
    }
    ProgressNote note("wino-bench: measuring what the machine does at best");
    auto roofline = measureRoofline(options, gpu, context);
    if (!roofline)
      return roofline.takeError();
    report.roofline = std::move(*roofline);
    return Error::success();
  }

  int64_t getTile() const { return options.tile.value_or(4); }

  bool competes(StringRef contender) const {
    return llvm::is_contained(options.contenders, contender);
  }

  void takeApart(const PhaseProblem &problem) {
    report.convolutions.push_back(problem.description);
    makeSteps(problem);
    table.begin(report.convolutions.back());
    if (competes("direct"))
      addPhase("direct", 0, problem, problem.withArgument,
               getDirect(problem.description.flops));
    for (int phase = 1; phase <= 6; ++phase) {
      if (competes("kron"))
        addPhase("kron", phase, problem, problem.withArgument, getKron(phase));
      if (competes("tensor"))
        addTensorPhase(phase, problem);
    }
    addPlans(problem);
    table.end(report.convolutions.back());
  }

  PhaseRunner::Compilation getKron(int phase) const {
    static constexpr StringLiteral steps[] = {"",       "input",   "index",
                                              "filter", "product", "reduce"};
    PhaseRunner::Compilation compilation;
    compilation.plan = "four-buffer";
    compilation.tile = getTile();
    if (phase < 6)
      compilation.stopAfter = steps[phase].str();
    return compilation;
  }

  static PhaseRunner::Compilation
  getDirect(double mostFlops = std::numeric_limits<double>::infinity()) {
    PhaseRunner::Compilation compilation;
    compilation.direct = true;
    compilation.mostFlops = mostFlops;
    return compilation;
  }

  /// As a program without Winograd, whatever it calculates.
  void addTensorPhase(int phase, const PhaseProblem &problem) {
    PhaseProgram program;
    if (!problem.shape)
      return addMissing("tensor", phase, problem.whyNoShape);
    auto rows = CookToom::build(getTile(), problem.shape->filterRows);
    auto columns = CookToom::build(getTile(), problem.shape->filterColumns);
    if (Error error = llvm::joinErrors(rows.takeError(), columns.takeError()))
      return addMissing("tensor", phase, llvm::toString(std::move(error)));
    program.module =
        buildTensorForm(*problem.shape, *rows, *columns, phase, context);
    for (const NpyArray &input : problem.withArgument.inputs)
      program.inputs.push_back(llvm::cantFail(clone(input)));
    addPhase("tensor", phase, problem, program, getDirect());
  }

  /// A phase that cannot be measured.
  void addMissing(StringRef contender, int phase, std::string reason) {
    PhaseEntry entry;
    entry.contender = contender;
    entry.phase = phase;
    entry.status = PhaseStatus::Unsupported;
    entry.reason = std::move(reason);
    add(std::move(entry));
  }

  void add(PhaseEntry entry) {
    table.add(entry);
    report.convolutions.back().phases.push_back(std::move(entry));
  }

  void addPhase(StringRef contender, int phase, const PhaseProblem &problem,
                const PhaseProgram &program,
                const PhaseRunner::Compilation &compilation) {
    if (isInterrupted())
      return;
    PhaseEntry entry;
    entry.contender = contender;
    entry.phase = phase;
    entry.plan = compilation.direct ? "" : compilation.plan.value_or("");
    entry.tile = compilation.tile;
    double gigabytes = getProductBytes(problem) / mostProductBytes;
    if (phase == 4 && gigabytes > 1)
      return addMissing(
          contender, phase,
          llvm::formatv("the product has {0:F1} GiB before it is reduced",
                        gigabytes));
    runner.measure(
        program, compilation,
        [&](llvm::ArrayRef<NpyArray> results) {
          return judge(phase, problem, results);
        },
        entry);
    add(std::move(entry));
  }

  std::optional<ResultError> judge(int phase, const PhaseProblem &problem,
                                   llvm::ArrayRef<NpyArray> results) const {
    if (phase != 0 && phase != 6)
      return steps ? steps->getError(phase, results) : std::nullopt;
    if (problem.reference.empty())
      return std::nullopt;
    return getResultError(results.front(), problem.reference);
  }

  /// What is right after each step, where it is known how to calculate that.
  void makeSteps(const PhaseProblem &problem) {
    steps.reset();
    if (!problem.shape)
      return;
    algorithms.clear();
    for (int64_t taps : problem.shape->getFilter()) {
      auto algorithm = CookToom::build(getTile(), taps);
      // (What is measured then says why there is none.)
      if (!algorithm)
        return llvm::consumeError(algorithm.takeError());
      algorithms.push_back(std::move(*algorithm));
    }
    const std::vector<NpyArray> &inputs = problem.withArgument.inputs;
    steps.emplace(*problem.shape, algorithms[0], algorithms[1], inputs.front(),
                  inputs.back());
  }

  /// Of X̂ · Ĝ with a value for each input channel: as the direct convolution's
  /// products, but for tiles of alpha^2 instead of filters of r^2 at m^2
  /// places.
  double getProductBytes(const PhaseProblem &problem) const {
    const ConvolutionReport &shape = problem.description;
    double m = double(getTile()), bytes = shape.flops / 2 * sizeof(float);
    for (int64_t taps : llvm::ArrayRef(shape.filter).drop_front(2))
      bytes *= (m + double(taps) - 1) / m / double(taps);
    return bytes;
  }

  void addPlan(const PhaseProblem &problem, StringRef plan,
               std::optional<int64_t> tile, CompileRecorder *recorder) {
    if (isInterrupted())
      return;
    PhaseEntry entry;
    entry.contender = "plan";
    entry.phase = 6;
    entry.plan = plan;
    entry.tile = tile;
    entry.hasConstantFilter = true;
    if (plan != "auto" &&
        !llvm::is_contained(getPlanNames(gpu != nullptr), plan)) {
      entry.status = PhaseStatus::Refused;
      entry.reason = "is a plan for GPUs only";
    } else {
      PhaseRunner::Compilation compilation;
      compilation.plan = plan;
      compilation.tile = tile;
      if (plan == "direct")
        compilation.mostFlops = problem.description.flops;
      runner.measure(
          problem.withConstant, compilation,
          [&](llvm::ArrayRef<NpyArray> results) {
            return judge(/*phase=*/6, problem, results);
          },
          entry, recorder);
    }
    table.add(entry);
    report.convolutions.back().plans.push_back(std::move(entry));
  }

  /// The choice, every plan at this tile, and the best candidates.
  void addPlans(const PhaseProblem &problem) {
    CompileRecorder recorder;
    addPlan(problem, "auto", std::nullopt, &recorder);
    ConvolutionReport &convolution = report.convolutions.back();
    convolution.choice = recorder.choice;
    convolution.candidates = recorder.candidates;
    for (StringRef name : getPlanNames(/*onGPU=*/true))
      addPlan(problem, name,
              name == "direct" ? std::nullopt : std::optional(getTile()),
              nullptr);
    std::vector<PlanFigure> candidates = convolution.candidates;
    unsigned measured = 0;
    for (const PlanFigure &candidate : candidates) {
      bool isKnown = llvm::any_of(
          report.convolutions.back().plans, [&](const PhaseEntry &entry) {
            return entry.plan == candidate.kind && entry.tile == candidate.tile;
          });
      if (measured++ >= options.candidates || isKnown || !candidate.tile)
        continue;
      addPlan(problem, candidate.kind, candidate.tile, nullptr);
    }
  }

  Error write() {
    isWritten = true;
    if (!options.jsonFile.empty())
      if (Error error =
              writeOutput(options.jsonFile,
                          [&](llvm::raw_ostream &os) { report.writeJSON(os); }))
        return error;
    if (options.csvFile.empty())
      return Error::success();
    return writeOutput(options.csvFile,
                       [&](llvm::raw_ostream &os) { report.writeCSV(os); });
  }

  const PhasesOptions &options;
  const GPURuntimeLibrary *gpu;
  ModuleOp network;
  MLIRContext &context;
  PhaseTable table;
  bool isWritten = false;
  PhasesReport report;
  llvm::SmallVector<CookToom> algorithms; ///< of rows and columns
  std::optional<StepReference> steps;
  PhaseRunner runner{options, gpu, report.roofline};
};
} // namespace

static Error makePage(const PhasesOptions &options) {
  std::string output = "--output=" + options.reportFile;
  auto code = runScript("report.py", {options.jsonFile, output});
  if (!code)
    return code.takeError();
  if (*code != 0)
    return createStringError("could not make '" + options.reportFile +
                             "' of '" + options.jsonFile + "'");
  return Error::success();
}

Error bench(const PhasesOptions &options, const DialectRegistry &registry,
            llvm::raw_ostream &os) {
  std::vector<std::string> files;
  for (const std::string &file : {options.csvFile, options.jsonFile})
    if (!file.empty())
      files.push_back(file);
  if (Error error = checkOutputPaths(files))
    return error;
  std::unique_ptr<ModuleFile> network;
  if (!options.moduleFile.empty())
    if (Error error =
            ModuleFile::read(options.moduleFile, registry).moveInto(network))
      return error;
  MLIRContext own(registry);
  MLIRContext &context = network ? *network->get().getContext() : own;
  // The times of passes add up if one runs after the other.
  context.disableMultithreading();
  bool hasWritten = false;
  Error error = withGPU(options, [&](const GPURuntimeLibrary *gpu) {
    catchInterrupt();
    ModuleOp module = network ? network->get() : ModuleOp();
    PhaseBench phases(options, gpu, module, context, os);
    Error failure = phases.run();
    hasWritten = phases.hasWritten();
    return failure;
  });
  // Also of what an interrupt left.
  if (hasWritten && !options.reportFile.empty())
    return llvm::joinErrors(std::move(error), makePage(options));
  return error;
}
