//===- BenchModel.cpp - Times a network -----------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bench.h"
#include "Paths.h"
#include "Report.h"
#include "winograd/Codegen/ModuleFile.h"
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

/// Times a compiled path whose error is known.
static Error measure(const CompiledPath &compiled, StringRef path,
                     StringRef peer, double maxError, const Network &network,
                     const ModelOptions &options, Report &report) {
  auto seconds = compiled.function.measure(network.inputs, options.repeat);
  if (!seconds)
    return seconds.takeError();
  Measurement measurement;
  measurement.path = path;
  measurement.peer = peer;
  measurement.shape = network.imageSize;
  measurement.threads = options.getThreads();
  measurement.seconds = *seconds;
  measurement.flops = network.flops;
  measurement.maxError = maxError;
  measurement.compileSeconds = compiled.compileSeconds;
  measurement.scratch = compiled.scratch;
  report.add(measurement);
  return Error::success();
}

static Error benchNetwork(Network &network, const ModelOptions &options,
                          llvm::raw_ostream &os) {
  std::vector<Path> paths = getPlanPaths(options);
  Path directPath = getDirectPath(options);
  MLIRContext &context = *network.module.getContext();
  if (Error error = checkPaths(paths, context))
    return error;
  if (Error error = checkPaths(directPath, context))
    return error;

  auto direct =
      compilePath(directPath, options, network.module, network.signature);
  if (!direct)
    return direct.takeError();
  auto references = direct->function.run(network.inputs);
  if (!references)
    return references.takeError();
  Report report(os, options.csv, options.moduleFile);
  for (const Path &path : paths) {
    auto compiled =
        compilePath(path, options, network.module, network.signature);
    if (!compiled)
      return compiled.takeError();
    auto outputs = compiled->function.run(network.inputs);
    if (!outputs)
      return outputs.takeError();
    auto maxError = compareAll(*outputs, *references, network.signature);
    if (!maxError)
      return maxError.takeError();
    std::string peer = options.plans.empty() ? "winograd-model"
                                             : "winograd-model-" + path.name;
    if (Error error = measure(*compiled, path.name, peer, *maxError, network,
                              options, report))
      return error;
  }
  if (!options.direct)
    return Error::success();
  return measure(*direct, "direct", "winograd-model-direct", /*maxError=*/0,
                 network, options, report);
}

Error bench(const ModelOptions &options, const DialectRegistry &registry,
            llvm::raw_ostream &os) {
  if (options.moduleFile != "-" && !llvm::sys::fs::exists(options.moduleFile))
    return createStringError(
        "expected --module to be a network, but there is no '" +
        options.moduleFile +
        "'; utils/demo.sh makes build/demo/network.mlir, and "
        "examples/super-resolution/import_ncnn.py any other");
  auto file = ModuleFile::read(options.moduleFile, registry);
  if (!file)
    return file.takeError();
  auto network = makeNetwork((*file)->get(), options);
  if (!network)
    return network.takeError();
  return benchNetwork(*network, options, os);
}
