//===- EntrySignature.h - The function that is run --------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_ENTRYSIGNATURE_H
#define WINOGRAD_RUNNER_ENTRYSIGNATURE_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/BuiltinTypes.h"
#include "winograd/Runner/Elements.h"

namespace mlir::winograd {

/// What a function takes and gives: ranked tensors of numbers, and nothing
/// else. Memrefs can count as tensors.
struct EntrySignature {
  std::string name;
  SmallVector<RankedTensorType> inputs;
  SmallVector<RankedTensorType> results;

  /// Looks up the function `name`; an error if it is not there, or not one
  /// that can be run with arrays.
  /// With `memrefs`, memrefs of identity layout in the default memory are
  /// tensors.
  static llvm::Expected<EntrySignature> get(ModuleOp module, StringRef name,
                                            bool memrefs = false);

  /// Whether the shapes of all arguments are known.
  bool isStatic() const;

  /// An error if `arrays` is not what the function takes. A dynamic dimension
  /// takes any size.
  llvm::Error checkInputs(ArrayRef<NpyArray> arrays) const;
  /// The same for arrays with these headers.
  llvm::Error checkInputs(ArrayRef<NpyHeader> headers) const;

  /// Arrays for every argument, see fillRandom; an error where a dimension is
  /// dynamic.
  llvm::Expected<std::vector<NpyArray>>
  makeRandomInputs(uint64_t seed,
                   Distribution distribution = Distribution::Normal) const;

  /// The C interface of the lowered function: it takes a pointer to the
  /// descriptors of the results, if there are any, and one to the descriptor of
  /// each argument.
  std::string getLoweredName() const { return "_mlir_ciface_" + name; }

  /// An error if the lowered `module` does not hold the function and its C
  /// interface, with the types that memrefs of the tensors' ranks give.
  llvm::Error checkLowered(ModuleOp module) const;
};

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_ENTRYSIGNATURE_H
