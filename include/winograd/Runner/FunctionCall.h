//===- FunctionCall.h - Calls of a compiled function ------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_FUNCTIONCALL_H
#define WINOGRAD_RUNNER_FUNCTIONCALL_H

#include "winograd/Runner/EntrySignature.h"
#include "winograd/Runner/MemRefDescriptor.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <memory>

namespace mlir::winograd {

/// The descriptors of several memrefs, one behind the other: also the layout
/// of a struct of descriptors, since every member is a word.
class MemRefDescriptors {
public:
  explicit MemRefDescriptors(ArrayRef<RankedTensorType> types);
  size_t size() const { return begins.size() - 1; }
  /// The words of the descriptor `index` and of those behind it.
  int64_t *data(size_t index = 0) { return words.data() + begins[index]; }
  MemRefDescriptor operator[](size_t index) {
    return MemRefDescriptor(MutableArrayRef<int64_t>(words).slice(
        begins[index], begins[index + 1] - begins[index]));
  }

private:
  SmallVector<int64_t> words;
  SmallVector<size_t> begins;
};

/// Elements in C order that somebody else owns.
struct ArrayView {
  void *data;
  SmallVector<int64_t> shape;
};

/// A result of a call. It lives as long as `owner`.
struct OwnedArray {
  std::shared_ptr<void> owner;
  void *data;
  NpyType type;
  SmallVector<int64_t> shape;
};

/// Everything that a call of a compiled function needs but the call itself, so
/// that a function can be called again and again at no other cost. The calling
/// convention is that of CompiledFunction.
class FunctionCall {
public:
  /// `arguments` must have passed EntrySignature::checkInputs. The function may
  /// write into them; what it leaves there is what the next call sees.
  FunctionCall(const EntrySignature &signature, void (*function)(void **),
               std::vector<NpyArray> arguments);
  /// The same with arguments of the caller's, where they are.
  FunctionCall(const EntrySignature &signature, void (*function)(void **),
               ArrayRef<ArrayView> arguments);
  /// Frees the results of the last call.
  ~FunctionCall() { freeResults(); }
  FunctionCall(const FunctionCall &) = delete;
  FunctionCall &operator=(const FunctionCall &) = delete;

  /// Calls the function, which allocates its results; those of the call before
  /// must have been freed.
  void operator()() { function(packed.data()); }
  /// The same, but a check in the function that fails, where others end the
  /// process, is an error. The object can be called no more then.
  llvm::Error callGuarded();

  /// Copies of the results of the last call.
  llvm::Expected<std::vector<NpyArray>> copyResults();
  /// The results of the last call themselves. Only those are copied that have
  /// no memory of their own, are not in C order, or lie in a constant or an
  /// argument.
  llvm::Expected<std::vector<OwnedArray>> takeResults();
  /// Frees each buffer of the results once, except those of the arguments and
  /// those of constants, which MLIR marks.
  void freeResults();

private:
  FunctionCall(const EntrySignature &signature, void (*function)(void **));
  void addArgument(size_t index, void *data, ArrayRef<int64_t> shape);
  void pack();
  llvm::SmallPtrSet<void *, 8> getKeptMemory();

  SmallVector<RankedTensorType> resultTypes;
  void (*function)(void **);
  std::vector<NpyArray> arguments;
  MemRefDescriptors argumentDescriptors, resultDescriptors;
  /// The packed function takes the address of each argument, and each argument
  /// is itself the address of descriptors.
  SmallVector<void *> pointers, packed;
};

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_FUNCTIONCALL_H
