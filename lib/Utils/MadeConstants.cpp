//===- MadeConstants.cpp - Constants that passes have made -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Utils/MadeConstants.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinDialect.h"
#include "mlir/Pass/Pass.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::winograd;

using Entry = DialectResourceBlobManager::BlobEntry;

static bool hasValues(const Entry &entry) {
  return entry.getBlob() && !entry.getBlob()->getData().empty();
}

MadeConstants::MadeConstants(MLIRContext *context)
    : manager(DenseResourceElementsHandle::getManagerInterface(context)
                  .getBlobManager()) {
  manager.getBlobMap([&](const llvm::StringMap<Entry> &map) {
    for (const auto &entry : map)
      if (hasValues(entry.second))
        given.insert(&entry.second);
  });
}

/// All resources in the attributes of the module.
static llvm::DenseSet<const Entry *> findUsed(ModuleOp module) {
  llvm::DenseSet<const Entry *> used;
  module.walk([&](Operation *op) {
    for (NamedAttribute attr : op->getAttrs())
      attr.getValue().walk([&](DenseResourceElementsAttr resource) {
        used.insert(resource.getRawHandle().getResource());
      });
  });
  return used;
}

void MadeConstants::release(ModuleOp module) {
  llvm::DenseSet<const Entry *> used = findUsed(module);
  std::vector<StringRef> unused;
  manager.getBlobMap([&](const llvm::StringMap<Entry> &map) {
    for (const auto &entry : map)
      if (!given.contains(&entry.second) && !used.contains(&entry.second))
        unused.push_back(entry.first());
  });
  for (StringRef name : unused)
    manager.update(name, AsmResourceBlob());
}

std::optional<AsmResourceBlob>
MadeConstants::take(DenseResourceElementsHandle handle) {
  Entry *entry = handle.getResource();
  if (given.contains(entry) || !hasValues(*entry))
    return std::nullopt;
  AsmResourceBlob blob = std::move(*entry->getBlob());
  entry->setBlob(AsmResourceBlob());
  return blob;
}

size_t MadeConstants::count() const {
  size_t number = 0;
  manager.getBlobMap([&](const llvm::StringMap<Entry> &map) {
    for (const auto &entry : map)
      number += hasValues(entry.second) && !given.contains(&entry.second);
  });
  return number;
}

namespace {
class Reclaimer : public PassInstrumentation {
public:
  Reclaimer(MadeConstants &made, ModuleOp module)
      : made(made), module(module) {}

  void runAfterPass(Pass *pass, Operation *op) override {
    if (op != module || pass->getArgument() != "canonicalize")
      return;
    if (size_t number = made.count(); number == known)
      return;
    made.release(module);
    known = made.count();
  }

private:
  MadeConstants &made;
  ModuleOp module;
  size_t known = 0;
};
} // namespace

std::unique_ptr<PassInstrumentation>
MadeConstants::createReclaimer(ModuleOp module) {
  return std::make_unique<Reclaimer>(*this, module);
}
