//===- KronOp.cpp - Meaning and constraints of kron ----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DestinationStyle.h"
#include "mlir/IR/TypeUtilities.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"

using namespace mlir;
using namespace mlir::winograd;

//===----------------------------------------------------------------------===//
// Accessors and builder
//===----------------------------------------------------------------------===//

void KronOp::build(OpBuilder &builder, OperationState &state, KronRole role,
                   ArrayRef<AlgorithmAttr> algorithms, AffineMap read,
                   AffineMap write, Value source, Value init) {
  SmallVector<Attribute> attrs(algorithms.begin(), algorithms.end());
  SmallVector<Type> results;
  if (isa<TensorType>(init.getType()))
    results.push_back(init.getType());
  build(builder, state, results, KronRoleAttr::get(builder.getContext(), role),
        builder.getArrayAttr(attrs), AffineMapAttr::get(read),
        AffineMapAttr::get(write), source, init);
}

RationalMatrix KronOp::getMatrix(int64_t index) {
  const CookToom &algorithm = getAlgorithm(index).getCookToom();
  switch (getRole()) {
  case KronRole::Input:
    return algorithm.inputMatrix();
  case KronRole::Filter:
    return algorithm.filterMatrix();
  case KronRole::Output:
    return algorithm.outputMatrix();
  }
  llvm_unreachable("unknown role");
}

FloatType KronOp::getArithmeticType() {
  bool isDouble = getElementTypeOrSelf(getSource().getType()).isF64() ||
                  getElementTypeOrSelf(getInit().getType()).isF64();
  return isDouble ? cast<FloatType>(Float64Type::get(getContext()))
                  : cast<FloatType>(Float32Type::get(getContext()));
}

SmallVector<int64_t> KronOp::getParallelExtents() {
  bool isOutput = getRole() == KronRole::Output;
  Value transformed = isOutput ? getSource() : getInit();
  auto shape = cast<ShapedType>(transformed.getType()).getShape();
  SmallVector<int64_t> extents(getNumParallel(), 1);
  for (auto [axis, access] : llvm::enumerate(getAxisAccesses(
           isOutput ? getRead() : getWrite(), getNumParallel())))
    if (access.parallel)
      extents[*access.parallel] = shape[axis];
  return extents;
}

AffineMap KronOp::getWindowMap() {
  switch (getRole()) {
  case KronRole::Input:
    return getRead();
  case KronRole::Filter:
    return AffineMap();
  case KronRole::Output:
    return getWrite();
  }
  llvm_unreachable("unknown role");
}

//===----------------------------------------------------------------------===//
// Verifier
//===----------------------------------------------------------------------===//

namespace {
/// Checks one kron, constraint by constraint; each method reports the first
/// violation that it finds.
class KronVerifier {
public:
  explicit KronVerifier(KronOp op) : op(op) {}

  LogicalResult verify() {
    if (op.getAlgorithms().empty()) // kron_c1
      return op.emitOpError("expected at least one algorithm");
    if (failed(verifyMaps()))
      return failure();
    if (failed(takeApart(op.getRead(), "read")) ||
        failed(takeApart(op.getWrite(), "write")))
      return failure();
    if (failed(verifySizes(op.getRead(), "read", op.getSource())) ||
        failed(verifySizes(op.getWrite(), "write", op.getInit())) ||
        failed(verifyOutputs()))
      return failure();
    return verifyOperandKinds(op, op->getOperands()); // kron_c10
  }

private:
  /// kron_c2, kron_c3
  LogicalResult verifyMaps() {
    AffineMap read = op.getRead(), write = op.getWrite();
    int64_t numAlgorithms = op.getNumTransformed();
    if (read.getNumDims() != write.getNumDims() || read.getNumSymbols() != 0 ||
        write.getNumSymbols() != 0 || read.getNumDims() < numAlgorithms)
      return op.emitOpError("expected the read and the write map to have "
                            "equally many dimensions, at least ")
             << numAlgorithms << ", and no symbols, but got "
             << AffineMapAttr::get(read) << " and "
             << AffineMapAttr::get(write);
    if (failed(verifyRank(op, read, "read", "source", op.getSource())))
      return failure();
    return verifyRank(op, write, "write", "init", op.getInit());
  }

  /// kron_c4, kron_c5: the form of each result, and how often each dimension
  /// occurs.
  LogicalResult takeApart(AffineMap map, StringRef name) {
    unsigned numParallel = op.getNumParallel();
    bool isRead = name == "read";
    bool isWindowMap = isRead ? op.getRole() != KronRole::Output
                              : op.getRole() == KronRole::Output;
    SmallVector<int64_t> uses(map.getNumDims(), 0);
    for (AffineExpr expr : map.getResults()) {
      std::optional<AxisAccess> access =
          matchAxisAccess(expr, numParallel, map.getNumDims());
      if (!access || !isAllowed(*access, isWindowMap, isRead))
        return op.emitOpError("expected each result of the ")
               << name << " map to be "
               << (!isWindowMap ? "a single dimension"
                   : isRead     ? "a sum of multiples of parallel dimensions, "
                                  "of one transformed dimension and a constant"
                                : "s * (m * t + u) + p or a dimension")
               << ", but got another form in " << AffineMapAttr::get(map);
      for (const AxisAccess::Term &term : access->getTerms())
        ++uses[term.dim];
      if (access->transformed)
        ++uses[numParallel + *access->transformed];
    }
    // What a window does not depend on is repeated.
    for (auto [dim, count] : llvm::enumerate(uses)) {
      bool mayMiss = isRead && isWindowMap && dim < numParallel;
      if (count != 1 && !(mayMiss && count == 0))
        return op.emitOpError("expected dimension d")
               << dim << " to occur once in the " << name << " map, but got "
               << count << " times in " << AffineMapAttr::get(map);
    }
    return success();
  }

  bool isAllowed(const AxisAccess &access, bool isWindowMap, bool isRead) {
    if (!isWindowMap)
      return access.isSingleDim();
    if (isRead) // backwards only a filter
      return op.getRole() == KronRole::Filter ||
             (access.step > 0 &&
              llvm::all_of(access.getTerms(), [](const AxisAccess::Term &term) {
                return term.scale > 0;
              }));
    if (!access.transformed)
      return access.isSingleDim();
    return access.offset == 0 && access.parallel && access.step > 0 &&
           access.others.size() <= 1;
  }

  /// The size of the index-th transformed dimension in the source or the init.
  int64_t transformedSize(int64_t index, bool inSource) {
    AlgorithmAttr algorithm = op.getAlgorithm(index);
    if (op.getRole() == KronRole::Filter && inSource)
      return algorithm.getR();
    return algorithm.getAlpha();
  }

  /// kron_c6, kron_c7
  LogicalResult verifySizes(AffineMap map, StringRef name, Value operand) {
    auto shape = cast<ShapedType>(operand.getType()).getShape();
    if (parallelSizes.empty())
      parallelSizes.assign(op.getNumParallel(), ShapedType::kDynamic);
    for (auto [axis, access] :
         llvm::enumerate(getAxisAccesses(map, op.getNumParallel()))) {
      int64_t size = shape[axis];
      if (ShapedType::isDynamic(size) || !access.isPlain())
        continue;
      if (access.transformed) {
        int64_t expected = transformedSize(*access.transformed, name == "read");
        if (size != expected)
          return op.emitOpError("expected dimension ")
                 << axis << " of the " << (name == "read" ? "source" : "init")
                 << " to have the size " << expected << " of the transform, "
                 << "but got " << size;
        continue;
      }
      if (access.isZero()) {
        if (size != 1)
          return op.emitOpError("expected dimension ")
                 << axis << " of the source, read at 0, to have the size 1, "
                 << "but got " << size;
        continue;
      }
      int64_t &known = parallelSizes[*access.parallel];
      // An image may have more than is read of it.
      bool mayDiffer = ShapedType::isDynamic(known) ||
                       (op.getRole() == KronRole::Input && known > size);
      if (!mayDiffer && known != size)
        return op.emitOpError("expected parallel dimension d")
               << *access.parallel << " to have one size, but got " << known
               << " in the source and " << size << " in the init";
      known = size;
    }
    return success();
  }

  /// kron_c8: the loops of an output transform are the digits of a number: each
  /// value of the init is written once, and all are.
  LogicalResult verifyOutputs() {
    if (op.getRole() != KronRole::Output)
      return success();
    auto shape = cast<ShapedType>(op.getInit().getType()).getShape();
    for (auto [axis, access] :
         llvm::enumerate(getAxisAccesses(op.getWrite(), op.getNumParallel()))) {
      if (!access.transformed)
        continue;
      int64_t radix = 1;
      for (const AxisAccess::Term &residue : access.others) {
        if (residue.scale != 1 ||
            ShapedType::isDynamic(parallelSizes[residue.dim]))
          return reportForm(axis, access);
        radix = parallelSizes[residue.dim];
      }
      int64_t m = op.getAlgorithm(*access.transformed).getM();
      if (access.step != radix || access.scale != radix * m)
        return reportForm(axis, access);
      if (ShapedType::isDynamic(shape[axis]))
        continue;
      int64_t tiles = parallelSizes[*access.parallel];
      int64_t expected = llvm::divideCeil(shape[axis], access.scale);
      if (!ShapedType::isDynamic(tiles) && tiles < expected)
        return op.emitOpError("expected at least ")
               << expected << " tiles of " << access.scale
               << " to cover dimension " << axis << " of the init of size "
               << shape[axis] << ", but got " << tiles;
    }
    return success();
  }

  LogicalResult reportForm(int64_t axis, const AxisAccess &access) {
    return op.emitOpError("expected result ")
           << axis << " of the write map to be s * (m * t + u) + p, with m = "
           << op.getAlgorithm(*access.transformed).getM()
           << " and a dimension p of s known iterations, but got "
           << AffineMapAttr::get(op.getWrite());
  }

  KronOp op;
  SmallVector<int64_t> parallelSizes;
};
} // namespace

LogicalResult KronOp::verify() { return KronVerifier(*this).verify(); }

//===----------------------------------------------------------------------===//
// Interfaces and folders
//===----------------------------------------------------------------------===//

LogicalResult KronOp::inferReturnTypes(MLIRContext *, std::optional<Location>,
                                       ValueRange operands, DictionaryAttr,
                                       OpaqueProperties, RegionRange,
                                       SmallVectorImpl<Type> &results) {
  return inferFromInit(operands, results);
}

void KronOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  addMemRefEffects(getOperation(), /*readsInit=*/false, effects);
}

Speculation::Speculatability KronOp::getSpeculatability() {
  return speculatabilityOnTensors(getOperation());
}

LogicalResult KronOp::reifyResultShapes(OpBuilder &builder,
                                        ReifiedRankedShapedTypeDims &shapes) {
  return reifyFromInit(builder, getOperation(), shapes);
}

// kron(0) = 0
LogicalResult KronOp::fold(FoldAdaptor adaptor,
                           SmallVectorImpl<OpFoldResult> &results) {
  auto source = dyn_cast_or_null<SplatElementsAttr>(adaptor.getSource());
  if (!getResult() || !source || !source.getSplatValue<APFloat>().isZero())
    return failure();
  auto type = cast<RankedTensorType>(getResult().getType());
  if (!type.hasStaticShape())
    return failure();
  results.push_back(
      SplatElementsAttr::get(type, FloatAttr::get(type.getElementType(), 0.0)));
  return success();
}
