//===- BenchModel.cpp - Times a network -----------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bench.h"
#include "Measure.h"
#include "winograd/AOT/ModuleFile.h"
#include "winograd/Runner/Compare.h"
#include "winograd/Runner/ConvolutionFlops.h"
#include "llvm/Support/FileSystem.h"
#include <limits>

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

/// The largest difference of all results; NaN where only one is finite.
static Expected<double> compareAll(ArrayRef<NpyArray> values,
                                   ArrayRef<NpyArray> references,
                                   const EntrySignature &signature) {
  double maxError = 0;
  for (auto [value, reference, type] :
       llvm::zip_equal(values, references, signature.results)) {
    auto result = compare(value, reference, type.getElementType());
    if (!result)
      return result.takeError();
    if (result->mismatches != 0)
      return std::numeric_limits<double>::quiet_NaN();
    maxError = std::max(maxError, result->maxAbs);
  }
  return maxError;
}

/// The rows and columns of the network's first argument, `HxW`.
static Expected<std::string> getImageSize(const EntrySignature &signature,
                                          std::optional<int64_t> size) {
  if (signature.inputs.empty() || signature.inputs.front().getRank() != 4)
    return createStringError("expected the first argument of '" +
                             signature.name +
                             "' to be an image of rank 4, NxCxHxW");
  ArrayRef<int64_t> image = signature.inputs.front().getShape().drop_front(2);
  if (size && (image[0] != *size || image[1] != *size))
    return createStringError(
        "expected a network for " + Twine(*size) + "x" + Twine(*size) +
        " pixels, but got one for " + shapeToString(image) +
        "; utils/demo.sh --size=" + Twine(*size) + " makes one");
  return shapeToString(image);
}

namespace {

/// A network, its input, and what is known of both.
struct Network {
  ModuleOp module;
  EntrySignature signature;
  std::string imageSize;
  double flops;
  std::vector<NpyArray> inputs;
};

} // namespace

static Expected<Network> makeNetwork(ModuleOp module,
                                     const ModelOptions &options) {
  auto signature = EntrySignature::get(module, options.entry);
  if (!signature)
    return signature.takeError();
  auto imageSize = getImageSize(*signature, options.size);
  if (!imageSize)
    return imageSize.takeError();
  auto inputs = signature->makeRandomInputs(/*seed=*/0, Distribution::Unit);
  if (!inputs)
    return inputs.takeError();
  auto flops = countDirectFlops(module);
  if (!flops)
    return flops.takeError();
  return Network{module, *signature, *imageSize, *flops, std::move(*inputs)};
}

/// Times a path, and compares it with `references`.
static Error benchPath(const ExecutionPath &path, StringRef peer,
                       ArrayRef<NpyArray> references, const Network &network,
                       const ModelOptions &options, Report &report) {
  Measurement measurement;
  measurement.path = path.name;
  measurement.peer = peer;
  measurement.shape = network.imageSize;
  measurement.threads = options.getThreads();
  measurement.flops = network.flops;
  auto compiled = CompiledPath::compile(path, network.module, network.signature,
                                        network.inputs, options.allPlans);
  if (!compiled)
    return reportRefusal(compiled.takeError(), measurement, report);
  auto outputs = compiled->run(network.inputs);
  if (!outputs)
    return outputs.takeError();
  auto maxError = compareAll(*outputs, references, network.signature);
  if (!maxError)
    return maxError.takeError();
  measurement.maxError = *maxError;
  return measure(*compiled, network.inputs, options.repeat, measurement,
                 report);
}

/// What the direct path gives on the CPU.
static Expected<std::vector<NpyArray>> getReferences(Network &network,
                                                     ModelOptions options,
                                                     const ObjectCache *cache) {
  options.target = "cpu";
  ExecutionPath path = getDirectPath(options, /*gpu=*/nullptr, cache);
  if (Error error = checkPaths(path, *network.module.getContext()))
    return error;
  auto direct = CompiledPath::compile(path, network.module, network.signature);
  if (!direct)
    return direct.takeError();
  return direct->run(network.inputs);
}

static Error benchNetwork(Network &network, const ModelOptions &options,
                          const GPURuntimeLibrary *gpu,
                          const ObjectCache *cache, llvm::raw_ostream &os) {
  const ObjectCache *timed = options.timesCached ? cache : nullptr;
  std::vector<ExecutionPath> paths = getPlanPaths(options, gpu, timed);
  if (Error error = checkPaths(paths, *network.module.getContext()))
    return error;
  auto references = getReferences(network, options, cache);
  if (!references)
    return references.takeError();
  Report report(os, options.csv, options.moduleFile, getName(gpu));
  for (const ExecutionPath &path : paths) {
    std::string peer = options.plans.empty() ? "winograd-model"
                                             : "winograd-model-" + path.name;
    if (Error error =
            benchPath(path, peer, *references, network, options, report))
      return error;
  }
  if (!options.direct)
    return Error::success();
  return benchPath(getDirectPath(options, gpu, timed), "winograd-model-direct",
                   *references, network, options, report);
}

Error bench(const ModelOptions &options, const DialectRegistry &registry,
            llvm::raw_ostream &os) {
  if (options.moduleFile != "-" && !llvm::sys::fs::exists(options.moduleFile))
    return createStringError(
        "expected --module to be a network, but there is no '" +
        options.moduleFile +
        "'; utils/demo.sh makes build/demo/network.mlir, and "
        "winograd_ncnn (docs/Ncnn.md) any other");
  auto cache = ObjectCache::open(options.cache);
  if (!cache)
    return cache.takeError();
  auto file = ModuleFile::read(options.moduleFile, registry);
  if (!file)
    return file.takeError();
  auto network = makeNetwork((*file)->get(), options);
  if (!network)
    return network.takeError();
  return withGPU(options, [&](const GPURuntimeLibrary *gpu) {
    return benchNetwork(*network, options, gpu, cache->get(), os);
  });
}
