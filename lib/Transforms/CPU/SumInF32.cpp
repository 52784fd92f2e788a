//===- SumInF32.cpp - Sum f16 and bf16 in f32 ---------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// y = f(y, x) over a reduction, y narrow
//   -> w = extf(y);  w = f32's f(w, extf(x)) over the reduction;  y = truncf(w)
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Utils/NarrowFloats.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADSUMINF32
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Whether an operation only picks one of its operands, which rounds nothing.
static bool isSelection(Operation *op) {
  return isa<arith::MaximumFOp, arith::MinimumFOp, arith::MaxNumFOp,
             arith::MinNumFOp, arith::CmpFOp, arith::SelectOp, linalg::YieldOp>(
      op);
}

/// Whether arithmetic in the body depends on the accumulator.
static bool isSum(Value accumulator) {
  SmallVector<Value> worklist{accumulator};
  llvm::SmallPtrSet<Operation *, 8> seen;
  while (!worklist.empty())
    for (Operation *user : worklist.pop_back_val().getUsers()) {
      if (!isSelection(user))
        return true;
      if (seen.insert(user).second)
        llvm::append_range(worklist, user->getResults());
    }
  return false;
}

/// The numbers of the inits in which a narrow sum is formed.
static SmallVector<unsigned> findNarrowSums(linalg::LinalgOp op) {
  SmallVector<unsigned> sums;
  if (op.getNumReductionLoops() == 0)
    return sums;
  for (OpOperand &init : op.getDpsInitsMutable())
    if (isNarrowFloat(init.get().getType()) &&
        isSum(op.getMatchingBlockArgument(&init)))
      sums.push_back(init.getOperandNumber() - op.getNumDpsInputs());
  return sums;
}

namespace {
/// Copies the body of an operation with its arithmetic in f32.
class WideBody {
public:
  WideBody(OpBuilder &builder) : builder(builder) {}

  /// A block argument of the old body is `wide`, extended already.
  void mapWide(Value old, Value wide) { wideValues[old] = wide; }
  void map(Value old, Value now) { values.map(old, now); }

  void clone(Operation &op) {
    loc = op.getLoc();
    if (auto extension = dyn_cast<arith::ExtFOp>(op);
        extension && isNarrowFloat(extension.getIn().getType()))
      return values.map(extension.getResult(),
                        convertFloat(builder, getWide(extension.getIn()),
                                     extension.getType()));
    bool isArithmetic =
        isa_and_present<arith::ArithDialect, math::MathDialect>(
            op.getDialect()) &&
        op.getNumRegions() == 0 &&
        !isa<arith::ConstantOp, arith::TruncFOp, arith::BitcastOp>(op);
    IRMapping operands;
    for (Value operand : op.getOperands())
      operands.map(operand, isArithmetic ? getWide(operand) : get(operand));
    // Regions may use values from around the operation.
    for (Region &region : op.getRegions())
      region.walk([&](Operation *inner) {
        for (Value operand : inner->getOperands())
          if (!region.isAncestor(operand.getParentRegion()))
            operands.map(operand, get(operand));
      });
    Operation *copy = builder.clone(op, operands);
    for (auto [old, result] :
         llvm::zip_equal(op.getResults(), copy->getResults())) {
      if (!isArithmetic || !isNarrowFloat(old.getType())) {
        values.map(old, result);
        continue;
      }
      result.setType(widenFloat(result.getType()));
      wideValues[old] = result;
    }
  }

  /// The value in its own type.
  Value get(Value old) {
    auto wide = wideValues.find(old);
    if (!values.contains(old) && wide != wideValues.end())
      values.map(old, convertFloat(builder, wide->second, old.getType()));
    return values.lookupOrDefault(old);
  }

  /// The value in f32, if it is narrow.
  Value getWide(Value old) {
    if (!isNarrowFloat(old.getType()))
      return get(old);
    Value &wide = wideValues[old];
    if (!wide)
      wide = arith::ExtFOp::create(builder, loc, widenFloat(old.getType()),
                                   values.lookupOrDefault(old));
    return wide;
  }

  void setLoc(Location newLoc) { loc = newLoc; }

private:
  OpBuilder &builder;
  Location loc = builder.getUnknownLoc();
  IRMapping values;
  llvm::DenseMap<Value, Value> wideValues;
};

/// Widens the sums of one operation.
class WideSums {
public:
  WideSums(RewriterBase &rewriter, linalg::GenericOp op,
           ArrayRef<unsigned> sums)
      : rewriter(rewriter), op(op), loc(op.getLoc()), sums(sums) {}

  void run() {
    rewriter.setInsertionPoint(op);
    SmallVector<Value> inits(op.getDpsInits());
    for (unsigned sum : sums)
      inits[sum] = extend(inits[sum]);
    SmallVector<Type> types;
    for (Value init : inits)
      if (isa<TensorType>(init.getType()))
        types.push_back(init.getType());
    auto wide = linalg::GenericOp::create(rewriter, loc, types, op.getInputs(),
                                          inits, op.getIndexingMapsArray(),
                                          op.getIteratorTypesArray());
    for (NamedAttribute attr : op->getDiscardableAttrs())
      wide->setDiscardableAttr(attr.getName(), attr.getValue());
    createBody(wide);
    rewriter.setInsertionPointAfter(wide);
    if (op.hasPureBufferSemantics())
      return storeBuffers(inits);
    SmallVector<Value> results(wide.getResults());
    for (unsigned sum : sums)
      results[sum] = truncate(results[sum], op.getDpsInits()[sum]);
    rewriter.replaceOp(op, results);
  }

private:
  bool isWidened(unsigned init) { return llvm::is_contained(sums, init); }

  void createBody(linalg::GenericOp wide) {
    OpBuilder::InsertionGuard guard(rewriter);
    Block *old = op.getBlock();
    SmallVector<Type> types(old->getArgumentTypes());
    for (unsigned sum : sums)
      types[op.getNumDpsInputs() + sum] = rewriter.getF32Type();
    SmallVector<Location> locs(types.size(), loc);
    Block *block = rewriter.createBlock(&wide.getRegion(),
                                        wide.getRegion().end(), types, locs);
    WideBody body(rewriter);
    unsigned numInputs = op.getNumDpsInputs();
    for (BlockArgument argument : old->getArguments()) {
      unsigned number = argument.getArgNumber();
      Value now = block->getArgument(number);
      bool isWide = number >= numInputs && isWidened(number - numInputs);
      isWide ? body.mapWide(argument, now) : body.map(argument, now);
    }
    for (Operation &inner : old->without_terminator())
      body.clone(inner);
    body.setLoc(old->getTerminator()->getLoc());
    SmallVector<Value> yielded;
    for (auto [number, value] :
         llvm::enumerate(old->getTerminator()->getOperands()))
      yielded.push_back(isWidened(number) ? body.getWide(value)
                                          : body.get(value));
    linalg::YieldOp::create(rewriter, old->getTerminator()->getLoc(), yielded);
  }

  /// A tensor or buffer like `like`, of `element`.
  Value allocate(Value like, Type element) {
    if (isa<TensorType>(like.getType()))
      return tensor::EmptyOp::create(
          rewriter, loc, tensor::getMixedSizes(rewriter, loc, like), element);
    auto type = cast<MemRefType>(like.getType());
    SmallVector<Value> sizes;
    for (int64_t dim = 0; dim < type.getRank(); ++dim)
      if (type.isDynamicDim(dim))
        sizes.push_back(memref::DimOp::create(rewriter, loc, like, dim));
    return memref::AllocOp::create(
        rewriter, loc, MemRefType::get(type.getShape(), element), sizes);
  }

  /// to = from, in the element type of `to`.
  Value convert(Value from, Value to) {
    int64_t rank = cast<ShapedType>(to.getType()).getRank();
    SmallVector<AffineMap> maps(2, rewriter.getMultiDimIdentityMap(rank));
    SmallVector<utils::IteratorType> iterators(rank,
                                               utils::IteratorType::parallel);
    SmallVector<Type> types;
    if (isa<TensorType>(to.getType()))
      types.push_back(to.getType());
    auto generic = linalg::GenericOp::create(
        rewriter, loc, types, from, to, maps, iterators,
        [](OpBuilder &b, Location loc, ValueRange args) {
          linalg::YieldOp::create(b, loc,
                                  convertFloat(b, args[0], args[1].getType()));
        });
    return types.empty() ? to : generic.getResult(0);
  }

  /// What the sum starts from; a filled tensor is filled with f32.
  Value extend(Value init) {
    Type f32 = rewriter.getF32Type();
    Value wide = allocate(init, f32), scalar;
    SplatElementsAttr splat;
    if (auto fill = init.getDefiningOp<linalg::FillOp>())
      scalar = fill.getInputs().front();
    else if (matchPattern(init, m_Constant(&splat)))
      scalar = arith::ConstantOp::create(rewriter, loc,
                                         splat.getSplatValue<TypedAttr>());
    // A fill may convert.
    if (!scalar || scalar.getType() != getElementTypeOrSelf(init.getType()))
      return convert(init, wide);
    scalar = arith::ExtFOp::create(rewriter, loc, f32, scalar);
    return linalg::FillOp::create(rewriter, loc, scalar, wide).getResult(0);
  }

  Value truncate(Value result, Value init) {
    return convert(result,
                   allocate(init, getElementTypeOrSelf(init.getType())));
  }

  void storeBuffers(ArrayRef<Value> inits) {
    // Who frees buffers frees these, too.
    for (unsigned sum : sums)
      convert(inits[sum], op.getDpsInits()[sum]);
    rewriter.eraseOp(op);
  }

  RewriterBase &rewriter;
  linalg::GenericOp op;
  Location loc;
  ArrayRef<unsigned> sums;
};

class WinogradSumInF32
    : public winograd::impl::WinogradSumInF32Base<WinogradSumInF32> {
public:
  void runOnOperation() override {
    SmallVector<linalg::LinalgOp> ops;
    getOperation()->walk([&](linalg::LinalgOp op) {
      bool isOneKind =
          op.hasPureTensorSemantics() || op.hasPureBufferSemantics();
      if (isOneKind && !findNarrowSums(op).empty())
        ops.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    for (linalg::LinalgOp op : ops) {
      SmallVector<unsigned> sums = findNarrowSums(op);
      rewriter.setInsertionPoint(op);
      auto generic = dyn_cast<linalg::GenericOp>(op.getOperation());
      if (!generic) {
        FailureOr<linalg::GenericOp> made =
            linalg::generalizeNamedOp(rewriter, op);
        if (failed(made))
          continue;
        generic = *made;
      }
      WideSums(rewriter, generic, sums).run();
      numWidened += sums.size();
    }
  }
};
} // namespace
