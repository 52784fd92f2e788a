//===- FunctionCall.cpp - Calls of a compiled function --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/FunctionCall.h"

#include "winograd/Runner/Elements.h"
#include "winograd/Support/Assert.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <cstdlib>

using namespace mlir;
using namespace mlir::winograd;
using llvm::Error;
using llvm::Expected;

MemRefDescriptors::MemRefDescriptors(ArrayRef<RankedTensorType> types) {
  for (RankedTensorType type : types) {
    begins.push_back(words.size());
    words.append(MemRefDescriptor::getNumWords(type.getRank()), 0);
  }
  begins.push_back(words.size());
}

FunctionCall::FunctionCall(const EntrySignature &signature,
                           void (*function)(void **),
                           std::vector<NpyArray> arguments)
    : resultTypes(signature.results), function(function),
      arguments(std::move(arguments)), argumentDescriptors(signature.inputs),
      resultDescriptors(signature.results) {
  WINOGRAD_ASSERT(this->arguments.size() == argumentDescriptors.size(),
                  "expected one array for each argument");
  if (resultDescriptors.size() != 0)
    pointers.push_back(resultDescriptors.data());
  for (auto [index, array] : llvm::enumerate(this->arguments)) {
    argumentDescriptors[index].set(array);
    pointers.push_back(argumentDescriptors.data(index));
  }
  for (void *&pointer : pointers)
    packed.push_back(&pointer);
}

Expected<std::vector<NpyArray>> FunctionCall::copyResults() {
  std::vector<NpyArray> arrays;
  Error error = Error::success();
  for (auto [index, type] : llvm::enumerate(resultTypes)) {
    Expected<NpyArray> array =
        resultDescriptors[index].copy(*getNpyType(type.getElementType()));
    if (array)
      arrays.push_back(std::move(*array));
    else
      error = llvm::joinErrors(std::move(error), array.takeError());
  }
  if (error)
    return error;
  return arrays;
}

void FunctionCall::freeResults() {
  void *const constantMarker = reinterpret_cast<void *>(0xdeadbeef);
  llvm::SmallPtrSet<void *, 8> kept = {constantMarker};
  for (size_t i = 0; i < argumentDescriptors.size(); ++i)
    kept.insert(argumentDescriptors[i].allocated());
  for (size_t i = 0; i < resultDescriptors.size(); ++i)
    if (kept.insert(resultDescriptors[i].allocated()).second)
      std::free(resultDescriptors[i].allocated());
  for (size_t i = 0; i < resultDescriptors.size(); ++i)
    resultDescriptors[i].clear();
}
