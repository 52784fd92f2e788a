//===- BufferizeOp.cpp - Meaning of bufferize ----------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"

using namespace mlir;
using namespace mlir::winograd;

LogicalResult
BufferizeOp::reifyResultShapes(OpBuilder &builder,
                               ReifiedRankedShapedTypeDims &shapes) {
  shapes.push_back(tensor::getMixedSizes(builder, getLoc(), getValue()));
  return success();
}

// A constant is materialised already.
OpFoldResult BufferizeOp::fold(FoldAdaptor adaptor) {
  return getSpace() == MemorySpace::Global ? adaptor.getValue() : Attribute();
}

SmallVector<utils::IteratorType> BufferizeOp::getLoopIteratorTypes() {
  return SmallVector<utils::IteratorType>(cast<ShapedType>(getType()).getRank(),
                                          utils::IteratorType::parallel);
}

SmallVector<Range> BufferizeOp::getIterationDomain(OpBuilder &builder) {
  return llvm::map_to_vector(
      tensor::getMixedSizes(builder, getLoc(), getValue()),
      [&](OpFoldResult size) {
        return Range{builder.getIndexAttr(0), size, builder.getIndexAttr(1)};
      });
}

FailureOr<TilingResult>
BufferizeOp::getTiledImplementation(OpBuilder &builder,
                                    ArrayRef<OpFoldResult> offsets,
                                    ArrayRef<OpFoldResult> sizes) {
  SmallVector<OpFoldResult> strides(offsets.size(), builder.getIndexAttr(1));
  auto slice = tensor::ExtractSliceOp::create(builder, getLoc(), getValue(),
                                              offsets, sizes, strides);
  auto tile = BufferizeOp::create(builder, getLoc(), slice.getType(), slice,
                                  getSpaceAttr());
  return TilingResult{{tile}, {tile.getResult()}, {slice}};
}

LogicalResult BufferizeOp::getResultTilePosition(
    OpBuilder &, unsigned, ArrayRef<OpFoldResult> offsets,
    ArrayRef<OpFoldResult> sizes, SmallVector<OpFoldResult> &resultOffsets,
    SmallVector<OpFoldResult> &resultSizes) {
  resultOffsets = llvm::to_vector(offsets);
  resultSizes = llvm::to_vector(sizes);
  return success();
}

FailureOr<TilingResult>
BufferizeOp::generateResultTileValue(OpBuilder &builder, unsigned,
                                     ArrayRef<OpFoldResult> offsets,
                                     ArrayRef<OpFoldResult> sizes) {
  return getTiledImplementation(builder, offsets, sizes);
}

LogicalResult BufferizeOp::getIterationDomainTileFromResultTile(
    OpBuilder &, unsigned, ArrayRef<OpFoldResult> offsets,
    ArrayRef<OpFoldResult> sizes, SmallVectorImpl<OpFoldResult> &domainOffsets,
    SmallVectorImpl<OpFoldResult> &domainSizes) {
  domainOffsets.assign(offsets.begin(), offsets.end());
  domainSizes.assign(sizes.begin(), sizes.end());
  return success();
}

LogicalResult BufferizeOp::getIterationDomainTileFromOperandTiles(
    OpBuilder &builder, ArrayRef<unsigned>,
    ArrayRef<SmallVector<OpFoldResult>> allOffsets,
    ArrayRef<SmallVector<OpFoldResult>> allSizes,
    SmallVectorImpl<OpFoldResult> &domainOffsets,
    SmallVectorImpl<OpFoldResult> &domainSizes) {
  return getIterationDomainTileFromResultTile(
      builder, 0, allOffsets[0], allSizes[0], domainOffsets, domainSizes);
}

FailureOr<TilingResult> BufferizeOp::getTiledImplementationFromOperandTiles(
    OpBuilder &builder, ArrayRef<unsigned>,
    ArrayRef<SmallVector<OpFoldResult>> allOffsets,
    ArrayRef<SmallVector<OpFoldResult>> allSizes) {
  return getTiledImplementation(builder, allOffsets[0], allSizes[0]);
}

Attribute winograd::getBufferMemorySpace(MLIRContext *context,
                                         MemorySpace space) {
  switch (space) {
  case MemorySpace::Global:
    return Attribute();
  case MemorySpace::Workgroup:
    return gpu::AddressSpaceAttr::get(context, gpu::AddressSpace::Workgroup);
  case MemorySpace::Private:
    return gpu::AddressSpaceAttr::get(context, gpu::AddressSpace::Private);
  }
  llvm_unreachable("unknown memory space");
}
