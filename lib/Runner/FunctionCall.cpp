//===- FunctionCall.cpp - Calls of a compiled function --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/FunctionCall.h"

#include "GuardedCall.h"
#include "winograd/Runner/Elements.h"
#include "winograd/Support/Assert.h"
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
                           void (*function)(void **))
    : resultTypes(signature.results), function(function),
      argumentDescriptors(signature.inputs),
      resultDescriptors(signature.results) {
  if (resultDescriptors.size() != 0)
    pointers.push_back(resultDescriptors.data());
}

void FunctionCall::addArgument(size_t index, void *data,
                               ArrayRef<int64_t> shape) {
  argumentDescriptors[index].set(data, shape);
  pointers.push_back(argumentDescriptors.data(index));
}

void FunctionCall::pack() {
  WINOGRAD_ASSERT(pointers.size() == argumentDescriptors.size() +
                                         (resultDescriptors.size() != 0),
                  "expected one array for each argument");
  for (void *&pointer : pointers)
    packed.push_back(&pointer);
}

FunctionCall::FunctionCall(const EntrySignature &signature,
                           void (*function)(void **),
                           std::vector<NpyArray> arguments)
    : FunctionCall(signature, function) {
  this->arguments = std::move(arguments);
  for (auto [index, array] : llvm::enumerate(this->arguments))
    addArgument(index, array.data(), array.shape());
  pack();
}

FunctionCall::FunctionCall(const EntrySignature &signature,
                           void (*function)(void **),
                           ArrayRef<ArrayView> arguments)
    : FunctionCall(signature, function) {
  for (auto [index, array] : llvm::enumerate(arguments))
    addArgument(index, array.data, array.shape);
  pack();
}

Error FunctionCall::callGuarded() {
  if (auto message = winograd::callGuarded(function, packed.data()))
    return llvm::createStringError(*message);
  return Error::success();
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

/// What the caller must not free.
llvm::SmallPtrSet<void *, 8> FunctionCall::getKeptMemory() {
  void *const constantMarker = reinterpret_cast<void *>(0xdeadbeef);
  llvm::SmallPtrSet<void *, 8> kept = {constantMarker};
  for (size_t i = 0; i < argumentDescriptors.size(); ++i)
    kept.insert(argumentDescriptors[i].allocated());
  return kept;
}

Expected<std::vector<OwnedArray>> FunctionCall::takeResults() {
  llvm::SmallPtrSet<void *, 8> kept = getKeptMemory();
  std::vector<OwnedArray> arrays;
  for (auto [index, type] : llvm::enumerate(resultTypes)) {
    MemRefDescriptor result = resultDescriptors[index];
    NpyType npyType = *getNpyType(type.getElementType());
    OwnedArray array{nullptr, nullptr, npyType,
                     llvm::SmallVector<int64_t>(result.sizes())};
    bool isShared = false;
    for (size_t other = 0; other < resultTypes.size(); ++other)
      isShared |= other != size_t(index) &&
                  resultDescriptors[other].allocated() == result.allocated();
    if (!isShared && result.isContiguous() &&
        !kept.contains(result.allocated())) {
      array.owner = std::shared_ptr<void>(result.allocated(), std::free);
      array.data = result.first(npyType.bytes);
      result.clear();
    } else {
      Expected<NpyArray> copy = result.copy(npyType);
      if (!copy)
        return copy.takeError();
      auto owner = std::make_shared<NpyArray>(std::move(*copy));
      array.data = owner->data();
      array.owner = std::move(owner);
    }
    arrays.push_back(std::move(array));
  }
  freeResults();
  return arrays;
}

void FunctionCall::freeResults() {
  llvm::SmallPtrSet<void *, 8> kept = getKeptMemory();
  for (size_t i = 0; i < resultDescriptors.size(); ++i)
    if (kept.insert(resultDescriptors[i].allocated()).second)
      std::free(resultDescriptors[i].allocated());
  for (size_t i = 0; i < resultDescriptors.size(); ++i)
    resultDescriptors[i].clear();
}
