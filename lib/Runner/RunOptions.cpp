//===- RunOptions.cpp - What to run, and on what --------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/RunOptions.h"
#include "winograd/Support/OutputFiles.h"

#include "winograd/Runner/Npy.h"
#include "winograd/Support/Limits.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir::winograd;
using llvm::createStringError;

/// Of --time and --profile, since the time of each run is kept for the median.
static constexpr unsigned mostRuns = 1'000'000;

llvm::Error RunOptions::verify() const {
  if (target != "cpu" && target != "vulkan" && target != "cuda")
    return createStringError(
        "expected --target to be cpu, vulkan or cuda, but got '" + target +
        "'");
  if (threads && (*threads < 1 || *threads > limits::threads))
    return createStringError(
        llvm::formatv("expected --threads to be at {0}, but got {1}",
                      *threads < 1 ? std::string("least 1")
                                   : "most " + std::to_string(limits::threads),
                      *threads));
  for (auto [option, runs] :
       {std::pair("--time", timedRuns), std::pair("--profile", profiledRuns)})
    if (runs && (*runs == 0 || *runs > mostRuns))
      return createStringError(
          llvm::formatv("expected {0} to be at least 1 and at most {1}, but "
                        "got {2}",
                        option, mostRuns, *runs));
  if (tolerance && !(*tolerance >= 0))
    return createStringError(llvm::formatv(
        "expected --tolerance to be at least 0, but got {0}", *tolerance));

  struct {
    bool isBroken;
    const char *rule;
  } rules[] = {
      {!isForGPU() && (device || listDevices || validate || profiledRuns),
       "expected --device, --list-devices, --profile and --validate beside "
       "--target=vulkan or --target=cuda"},
      {isForGPU() && threads, "expected --threads beside --target=cpu, since "
                              "it is an option of winograd-to-cpu"},
      {isForGPU() && stopAfter, "expected --stop-after beside --target=cpu, "
                                "since it is an option of winograd-to-cpu"},
      {isForGPU() && !cpu.empty(), "expected --cpu beside --target=cpu"},
      {isForGPU() && debugInfo, "expected -g beside --target=cpu"},
      {isForGPU() && !targetDescription.empty(),
       "expected --target-description beside --target=cpu"},
      {timedRuns && profiledRuns,
       "expected --time or --profile, but got both: measuring each kernel "
       "takes time itself"},
      {isForGPU() && shards,
       "expected --target=cpu beside --shard, since ranks compute on CPUs"},
      {shards && stopAfter, "expected --stop-after without --shard, since a "
                            "step's results are not put together"},
      {shards && moduleFile == "-",
       "expected the name of a file beside --shard, since only one rank gets "
       "the standard input"},
      {shards == "partitioned" && check,
       "expected --check without --shard=partitioned, since only the program "
       "of all ranks can be run on one"},
      {direct && pipeline, "expected --direct or --pipeline, but got both"},
      {threads && pipeline,
       "expected --threads without --pipeline, since it is "
       "an option of winograd-to-cpu"},
      {!pipelineOptions.empty() && pipeline,
       "expected --pipeline-options or --pipeline, but got both"},
      {(tile || plan || stopAfter) && (direct || pipeline),
       "expected --tile, --plan and --stop-after without --direct and "
       "--pipeline, since they are options of winograd-to-cpu"},
      {check && stopAfter, "expected --check without --stop-after, since the "
                           "reference has no such step"},
      {tolerance && !check, "expected --check beside --tolerance"},
      {randomSeed && !inputs.empty(),
       "expected --input or --random-inputs, but got both"},
  };
  for (auto [isBroken, rule] : rules)
    if (isBroken)
      return createStringError(rule);
  return checkOutputPaths(outputs);
}
