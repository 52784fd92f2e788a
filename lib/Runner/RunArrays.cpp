//===- RunArrays.cpp - What a run reads and gives -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RunArrays.h"

#include "winograd/Runner/Compare.h"
#include "winograd/Runner/Elements.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

Expected<std::vector<NpyArray>>
mlir::winograd::readInputs(const RunOptions &options,
                           const EntrySignature &signature) {
  if (options.randomSeed)
    return signature.makeRandomInputs(*options.randomSeed);
  std::vector<NpyArray> inputs;
  for (StringRef file : options.inputs) {
    Expected<NpyArray> input = NpyArray::read(file);
    if (!input)
      return input.takeError();
    inputs.push_back(std::move(*input));
  }
  if (Error error = signature.checkInputs(inputs))
    return error;
  for (NpyArray &input : inputs)
    normalizeBooleans(input);
  return inputs;
}

Error mlir::winograd::checkOutputCount(const RunOptions &options,
                                       const EntrySignature &signature) {
  size_t expected = signature.results.size(), got = options.outputs.size();
  bool canBeLeftOut =
      options.check || options.timedRuns || options.profiledRuns;
  if (got == expected || (got == 0 && canBeLeftOut))
    return Error::success();
  return createStringError("expected as many outputs as '" + signature.name +
                           "' has results, " + Twine(expected) + ", but got " +
                           Twine(got));
}

/// Prints the distance of an output from the reference.
static Error checkOutput(const RunOptions &options, size_t index, Type type,
                         const NpyArray &output, const NpyArray &reference,
                         llvm::raw_ostream &os) {
  Expected<Comparison> result = compare(output, reference, type);
  if (!result)
    return result.takeError();
  os << llvm::formatv("output {0}: max error {1:e2}, rms error {2:e2} "
                      "(largest reference value {3:e2})\n",
                      index, result->maxAbs, result->rms, result->maxReference);
  if (result->mismatches != 0)
    return createStringError(llvm::formatv(
        "expected output {0} to be infinite or NaN where the reference is, "
        "but it differs in {1} elements",
        index, result->mismatches));
  if (options.tolerance && result->maxAbs > *options.tolerance)
    return createStringError(llvm::formatv(
        "expected output {0} to be within {1:e2} of the reference, but it is "
        "off by {2:e2}",
        index, *options.tolerance, result->maxAbs));
  return Error::success();
}

Error mlir::winograd::checkOutputs(const RunOptions &options,
                                   const EntrySignature &signature,
                                   ArrayRef<NpyArray> outputs,
                                   ArrayRef<NpyArray> references,
                                   llvm::raw_ostream &os) {
  if (outputs.size() != references.size())
    return createStringError("expected as many results as the reference has, " +
                             Twine(references.size()) + ", but got " +
                             Twine(outputs.size()));
  Error errors = Error::success();
  for (auto [index, type] : llvm::enumerate(signature.results))
    errors = llvm::joinErrors(
        std::move(errors), checkOutput(options, index, type.getElementType(),
                                       outputs[index], references[index], os));
  return errors;
}
