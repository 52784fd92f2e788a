//===- DropAttributes.cpp - What hosts do not know ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "winograd/Conversion/WinogradToLinalg/WinogradToLinalg.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"

using namespace mlir;
using namespace mlir::winograd;

static bool isOurs(NamedAttribute attribute) {
  return attribute.getName().strref().starts_with(
      (WinogradDialect::getDialectNamespace() + ".").str());
}

/// Of the operation itself.
static void drop(Operation *op) {
  for (NamedAttribute attribute : llvm::to_vector(op->getDiscardableAttrs()))
    if (isOurs(attribute))
      op->removeDiscardableAttr(attribute.getName());
}

/// Of the arguments and results.
static void drop(FunctionOpInterface function) {
  for (unsigned i = 0; i < function.getNumArguments(); ++i)
    for (NamedAttribute attribute : function.getArgAttrs(i))
      if (isOurs(attribute))
        function.removeArgAttr(i, attribute.getName());
  for (unsigned i = 0; i < function.getNumResults(); ++i)
    for (NamedAttribute attribute : function.getResultAttrs(i))
      if (isOurs(attribute))
        function.removeResultAttr(i, attribute.getName());
}

void winograd::dropAttributes(RewriterBase &rewriter, Operation *root) {
  Attribute workers = WorkersAttr::get(root->getContext());
  root->walk([&](Operation *op) {
    rewriter.modifyOpInPlace(op, [&] {
      drop(op);
      if (auto function = dyn_cast<FunctionOpInterface>(op))
        drop(function);
      auto loop = dyn_cast<scf::ForallOp>(op);
      if (loop && loop.getMapping() &&
          llvm::is_contained(*loop.getMapping(), workers))
        loop.removeMappingAttr();
    });
  });
}
