//===- CodeConstants.cpp - What code reads and has not in it -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CodeConstants.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "winograd/Utils/Constants.h"

using namespace mlir;
using namespace mlir::winograd;

/// Bytes from which on a constant is not in the code.
static constexpr size_t leastBytes = 65536;

/// The values of a global as its memory has them; empty if they are not stored
/// so.
static ArrayRef<char> getMemory(LLVM::GlobalOp global) {
  auto value = dyn_cast_if_present<ElementsAttr>(global.getValueOrNull());
  if (!global.getConstant() || global.getAddrSpace() != 0 || !value ||
      value.isSplat())
    return {};
  Type element = global.getGlobalType();
  while (auto array = dyn_cast<LLVM::LLVMArrayType>(element))
    element = array.getElementType();
  if (element != value.getElementType() || !element.isIntOrFloat())
    return {};
  unsigned width = element.getIntOrFloatBitWidth();
  ArrayRef<char> bytes = getStoredBytes(value);
  bool isWhole = width == 8 || width == 16 || width == 32 || width == 64;
  if (!isWhole ||
      int64_t(bytes.size()) != value.getNumElements() * (width / CHAR_BIT))
    return {};
  return bytes;
}

CodeConstants::CodeConstants(std::vector<Constant> constants,
                             std::unique_ptr<llvm::MemoryBuffer> file)
    : constants(std::move(constants)), file(std::move(file)) {}

/// What stands elsewhere in memory than code expects is copied.
void CodeConstants::add(StringRef name, ArrayRef<char> bytes) {
  if (reinterpret_cast<uintptr_t>(bytes.data()) % alignment != 0) {
    blobs.push_back(
        HeapAsmResourceBlob::allocateAndCopyWithAlign(bytes, alignment));
    bytes = blobs.back().getData();
  }
  constants.push_back({name.str(), StringRef(bytes.data(), bytes.size())});
}

CodeConstants CodeConstants::takeFrom(ModuleOp module, MadeConstants &made) {
  CodeConstants result;
  // Several globals may have the same values, so they move when all are known.
  std::vector<DenseResourceElementsHandle> resources;
  for (auto global : module.getOps<LLVM::GlobalOp>()) {
    ArrayRef<char> bytes = getMemory(global);
    if (bytes.size() < leastBytes || global.getAlignment() > alignment)
      continue;
    result.add(global.getSymName(), bytes);
    if (auto resource =
            dyn_cast<DenseResourceElementsAttr>(global.getValueOrNull()))
      resources.push_back(resource.getRawHandle());
    global.removeValueAttr();
    global.setLinkage(LLVM::Linkage::External);
  }
  for (DenseResourceElementsHandle handle : resources)
    if (std::optional<AsmResourceBlob> blob = made.take(handle))
      result.blobs.push_back(std::move(*blob));
  return result;
}

llvm::orc::SymbolMap
CodeConstants::getSymbols(llvm::orc::MangleAndInterner mangle) const {
  llvm::orc::SymbolMap symbols;
  for (const Constant &constant : constants)
    symbols[mangle(constant.name)] = {
        llvm::orc::ExecutorAddr::fromPtr(constant.bytes.data()),
        llvm::JITSymbolFlags::Exported};
  return symbols;
}
