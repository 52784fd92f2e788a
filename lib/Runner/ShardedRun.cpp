//===- ShardedRun.cpp - What wino-run does on all ranks -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A phase does what it does on every rank, and ends with an agreement: either
// it is done on all of them, or all of them end with it (Ranks.h).
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/ShardedRun.h"

#include "CacheKey.h"
#include "EntryModule.h"
#include "Ranks.h"
#include "RunArrays.h"
#include "ShardedArrays.h"
#include "winograd/AOT/ModuleFile.h"
#include "winograd/AOT/Partition.h"
#include "winograd/Runner/CompiledPath.h"
#include "winograd/Support/StandardStreams.h"
#include "llvm/Support/xxhash.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

namespace {

/// One run, and what its phases hand on.
class ShardedRun {
public:
  ShardedRun(const RunOptions &options, const DialectRegistry &registry,
             Ranks &ranks, llvm::raw_ostream &os)
      : options(options), registry(registry), ranks(ranks), os(os) {}

  Error run();

private:
  Error read();
  Error cut();
  Error compareProgram();
  Error compile();
  void call();
  void time();
  Error check();

  const RunOptions &options;
  const DialectRegistry &registry;
  Ranks &ranks;
  /// Takes what the first rank prints, and nothing of the others.
  llvm::raw_ostream &os;

  std::unique_ptr<ObjectCache> cache;
  std::unique_ptr<ModuleFile> file;
  /// The program of one rank.
  OwningOpRef<ModuleOp> program;
  FunctionDistribution distribution;
  /// What the function takes and gives on all ranks together, and on one.
  EntrySignature whole, local;
  std::vector<NpyArray> inputs, parts, outputs;
  std::optional<CompiledPath> compiled;
  MPITraffic traffic;
};

} // namespace

//===----------------------------------------------------------------------===//
// The program
//===----------------------------------------------------------------------===//

Error ShardedRun::read() {
  if (Error error = ObjectCache::open(options.cache).moveInto(cache))
    return error;
  if (Error error =
          ModuleFile::read(options.moduleFile, registry, ranks.getDiagnostics())
              .moveInto(file))
    return error;
  if (Error error =
          EntrySignature::get(file->get(), options.entry).moveInto(whole))
    return error;
  return checkOutputCount(options, whole);
}

/// The types of what is cut.
static SmallVector<RankedTensorType>
getWholeTypes(ArrayRef<TensorDistribution> distributions) {
  return llvm::map_to_vector(
      distributions, [](const TensorDistribution &distribution) {
        return RankedTensorType::get(distribution.getWholeShape(),
                                     distribution.elementType);
      });
}

Error ShardedRun::cut() {
  program = file->get().clone();
  if (Error error = isolateEntry(*program, options.entry))
    return error;
  if (Error error =
          partition(*program, options.entry,
                    {*options.shards, ranks.getSize(),
                     ranks.getMPI().getImplementation(), ranks.getRank()}))
    return error;
  if (Error error =
          EntrySignature::get(*program, options.entry).moveInto(local))
    return error;
  auto entry = program->lookupSymbol<func::FuncOp>(options.entry);
  if (Error error = FunctionDistribution::get(entry).moveInto(distribution))
    return error;
  SmallVector<RankedTensorType> inputTypes =
      getWholeTypes(distribution.arguments);
  SmallVector<RankedTensorType> resultTypes =
      getWholeTypes(distribution.results);
  bool isSame = inputTypes == whole.inputs && resultTypes == whole.results;
  if (!isSame && *options.shards != "partitioned")
    return createStringError("expected '" + options.entry +
                             "' to take and give what it did when its parts "
                             "are put together again");
  whole.inputs = std::move(inputTypes);
  whole.results = std::move(resultTypes);
  return Error::success();
}

/// Ranks whose programs differ would wait for each other for ever. (Cut, they
/// may: each has its part of the constants.)
Error ShardedRun::compareProgram() {
  int64_t hash = llvm::xxh3_64bits(getModuleHash(file->get()) + "\n" +
                                   options.entry + "\n" + *options.shards);
  MPILibrary &mpi = ranks.getMPI();
  if (mpi.min(hash) == mpi.max(hash))
    return Error::success();
  return createStringError("expected the same module, --entry and --shard on "
                           "all ranks, but their programs differ");
}

static ExecutionPath getPath(const RunOptions &options,
                             const ObjectCache *cache) {
  return {options.direct     ? "direct"
          : options.pipeline ? "pipeline"
                             : "winograd",
          options, /*gpu=*/nullptr, cache};
}

Error ShardedRun::compile() {
  auto path =
      CompiledPath::compile(getPath(options, cache.get()), *program, local);
  if (!path)
    return path.takeError();
  compiled.emplace(std::move(*path));
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// Of what fails where others wait for this rank.
template <typename T> static T getOrExit(Expected<T> value) {
  if (!value)
    exitWithError(llvm::toString(value.takeError()));
  return std::move(*value);
}

void ShardedRun::call() {
  ranks.synchronize();
  ranks.getMPI().takeTraffic();
  parts = getOrExit(compiled->run(inputs));
  traffic = ranks.getMPI().takeTraffic();
}

static void printTraffic(llvm::raw_ostream &os, const MPITraffic &own,
                         MPILibrary &mpi) {
  int64_t messages = mpi.sum(own.messages);
  int64_t messageBytes = mpi.sum(own.messageBytes);
  int64_t reductions = mpi.max(own.reductions);
  int64_t reductionBytes = mpi.sum(own.reductionBytes);
  os << "exchanged in a run: " << messages << " messages of " << messageBytes
     << " bytes, " << reductions << " reductions of " << reductionBytes
     << " bytes\n";
}

void ShardedRun::time() {
  MPILibrary &mpi = ranks.getMPI();
  unsigned runs = *options.timedRuns;
  ranks.synchronize();
  CallDurations durations = getOrExit(compiled->measureAll(
      inputs, RepeatPolicy::exactly(runs), [&] { ranks.synchronize(); }));
  for (double &seconds : durations.all)
    seconds = mpi.max(seconds);
  double compileSeconds = mpi.max(compiled->getCompileSeconds());
  bool isCached = mpi.min(compiled->isCached());
  os << getPath(options, nullptr).name << " on " << ranks.getSize()
     << (ranks.getSize() == 1 ? " rank" : " ranks") << ": compile "
     << formatSeconds(compileSeconds) << (isCached ? " (cached)" : "")
     << ", run " << formatSeconds(durations.getMedians().all)
     << " (the slowest rank's, median of " << runs << ")\n";
  printTraffic(os, traffic, mpi);
}

//===----------------------------------------------------------------------===//
// Comparing
//===----------------------------------------------------------------------===//

/// With what the direct path gives for the program of all ranks.
Error ShardedRun::check() {
  RunOptions direct = options;
  direct.direct = true;
  direct.tile.reset();
  direct.plan.reset();
  direct.pipeline.reset();
  direct.pipelineOptions.clear();
  auto wholeInputs = readInputs(options, whole);
  if (!wholeInputs)
    return wholeInputs.takeError();
  auto path =
      CompiledPath::compile(getPath(direct, cache.get()), file->get(), whole);
  if (!path)
    return path.takeError();
  auto references = path->run(*wholeInputs);
  if (!references)
    return references.takeError();
  return checkOutputs(options, whole, outputs, *references, os);
}

//===----------------------------------------------------------------------===//
// All of it
//===----------------------------------------------------------------------===//

Error ShardedRun::run() {
  for (Error (ShardedRun::*phase)() :
       {&ShardedRun::read, &ShardedRun::cut, &ShardedRun::compareProgram})
    if (Error error = ranks.agree((this->*phase)()))
      return error;
  if (Error error = ranks.agree(
          takeInputs(options, whole, distribution.arguments, ranks.getRank())
              .moveInto(inputs)))
    return error;
  if (Error error = ranks.agree(compile()))
    return error;
  if (options.timedRuns)
    keepFreedMemory();
  call();
  if (options.timedRuns)
    time();
  if (Error error =
          gather(ranks, parts, distribution.results).moveInto(outputs))
    return error;
  if (options.check)
    if (Error error = ranks.agreeOnFirst([&] { return check(); }))
      return error;
  return ranks.agreeOnFirst([&] {
    return options.outputs.empty() ? Error::success()
                                   : writeNpyFiles(options.outputs, outputs);
  });
}

bool mlir::winograd::isReported(const Error &error) {
  return error.isA<Reported>();
}

Error mlir::winograd::runSharded(Expected<RunOptions> options,
                                 const DialectRegistry &registry,
                                 llvm::raw_ostream &os) {
  Error problem = options ? options->verify() : options.takeError();
  if (problem && !MPILaunch::detect())
    return problem;
  auto ranks = Ranks::join();
  if (!ranks) {
    llvm::consumeError(std::move(problem)); // behind that of MPI
    return ranks.takeError();
  }
  if (Error error = (*ranks)->agree(std::move(problem)))
    return error;
  llvm::raw_ostream &ownOs = (*ranks)->isFirst() ? os : llvm::nulls();
  return ShardedRun(*options, registry, **ranks, ownOs).run();
}
