//===- DropCompileTimes.cpp - Binaries without how long they took ---------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/KernelsToNVVM/KernelsToNVVM.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_DROPCOMPILETIMES
#include "winograd/Conversion/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;

/// The object without the properties that gpu-module-to-binary has measured.
static gpu::ObjectAttr dropTimes(gpu::ObjectAttr object) {
  DictionaryAttr properties = object.getProperties();
  if (!properties)
    return object;
  auto kept = llvm::filter_to_vector(properties, [](NamedAttribute property) {
    return !property.getName().strref().ends_with("TimeInMs");
  });
  MLIRContext *context = object.getContext();
  return gpu::ObjectAttr::get(
      context, object.getTarget(), object.getFormat(), object.getObject(),
      DictionaryAttr::get(context, kept), object.getKernels());
}

namespace {
class DropCompileTimes
    : public winograd::impl::DropCompileTimesBase<DropCompileTimes> {
public:
  void runOnOperation() override {
    for (auto binary : getOperation().getOps<gpu::BinaryOp>()) {
      SmallVector<Attribute> objects = llvm::map_to_vector(
          binary.getObjects(), [](Attribute object) -> Attribute {
            return dropTimes(cast<gpu::ObjectAttr>(object));
          });
      binary.setObjectsAttr(ArrayAttr::get(&getContext(), objects));
    }
  }
};
} // namespace
