//===- FlattenGlobals.cpp - Constants that LLVM need not look at ----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Utils/Constants.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADFLATTENGLOBALS
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Bytes of a constant that is worth it.
static constexpr size_t leastBytes = 256;

/// Whether the target stores the least significant byte first, as this program
/// does with constants.
static bool isLittleEndian(ModuleOp module) {
  auto layout = module->getAttrOfType<StringAttr>(
      LLVM::LLVMDialect::getDataLayoutAttrName());
  return !layout || !layout.getValue().starts_with("E");
}

/// The values as one row: of bytes, if the target has them in this order.
static ElementsAttr flatten(ElementsAttr value, ArrayRef<char> bytes,
                            bool asBytes) {
  Type element = value.getElementType();
  int64_t count = value.getNumElements();
  if (asBytes) {
    element = IntegerType::get(value.getContext(), 8);
    count = bytes.size();
  }
  auto type = RankedTensorType::get(count, element);
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(value))
    return DenseResourceElementsAttr::get(type, resource.getRawHandle());
  return DenseElementsAttr::getFromRawBuffer(type, bytes);
}

namespace {
class WinogradFlattenGlobals
    : public winograd::impl::WinogradFlattenGlobalsBase<
          WinogradFlattenGlobals> {
public:
  void runOnOperation() override {
    bool isLittle = isLittleEndian(getOperation());
    bool isUnchanged = true;
    for (auto global : getOperation().getOps<LLVM::GlobalOp>()) {
      auto value = dyn_cast_if_present<ElementsAttr>(global.getValueOrNull());
      if (!value || value.isSplat() || value.getElementType().isInteger(1))
        continue;
      // An index has the target's size, a complex number is a structure.
      if (!value.getElementType().isIntOrFloat())
        continue;
      ArrayRef<char> bytes = getStoredBytes(value);
      size_t width = value.getElementType().getIntOrFloatBitWidth();
      if (bytes.size() < leastBytes || width % CHAR_BIT != 0 ||
          bytes.size() != value.getNumElements() * (width / CHAR_BIT))
        continue;
      ElementsAttr flat = flatten(value, bytes, isLittle);
      // It stays where its values have to be.
      if (!global.getAlignment())
        global.setAlignment(width / CHAR_BIT);
      global.setGlobalType(LLVM::LLVMArrayType::get(flat.getElementType(),
                                                    flat.getNumElements()));
      global.setValueAttr(flat);
      isUnchanged = false;
      ++numFlattened;
    }
    if (isUnchanged)
      markAllAnalysesPreserved();
  }
};
} // namespace
