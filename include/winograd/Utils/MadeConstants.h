//===- MadeConstants.h - Constants that passes have made -----*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_UTILS_MADECONSTANTS_H
#define WINOGRAD_UTILS_MADECONSTANTS_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "llvm/ADT/DenseSet.h"

namespace mlir::winograd {

/// The resources (`dense_resource`) that a context gets from now on. For who
/// compiles a module of his own: a context keeps all that it is given, so that
/// without this a transformed filter would be in memory once for each pass that
/// rearranges it.
class MadeConstants {
public:
  /// What the context has now belongs to somebody else, and is left alone.
  explicit MadeConstants(MLIRContext *context);

  /// Frees what was made and what the module does not use.
  void release(ModuleOp module);

  /// Moves the values of a constant out of the context, if they were made: the
  /// attributes of this resource have none afterwards.
  std::optional<AsmResourceBlob> take(DenseResourceElementsHandle handle);

  /// Releases after each canonicalizer on `module` that follows a pass that has
  /// made something. Must not outlive this.
  std::unique_ptr<PassInstrumentation> createReclaimer(ModuleOp module);

  /// How many there are, with values.
  size_t count() const;

private:
  using Entry = DialectResourceBlobManager::BlobEntry;

  DialectResourceBlobManager &manager;
  llvm::DenseSet<const Entry *> given;
};

} // namespace mlir::winograd

#endif // WINOGRAD_UTILS_MADECONSTANTS_H
