//===- LoopLowering.cpp - scf.for in SPIR-V -------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LoopLowering.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace mlir::winograd;

static Value castTo(OpBuilder &builder, Type type, Value value) {
  if (value.getType() == type)
    return value;
  return UnrealizedConversionCastOp::create(builder, value.getLoc(), type,
                                            value)
      .getResult(0);
}

/// Types that the loop carries, the induction variable's first.
static FailureOr<SmallVector<Type>>
getCarriedTypes(scf::ForOp loop, const SPIRVTypeConverter &converter) {
  SmallVector<Type> types;
  for (BlockArgument argument : loop.getBody()->getArguments()) {
    Type type = converter.convertType(argument.getType());
    if (!type)
      return loop.emitOpError("expected to carry values of types that SPIR-V "
                              "has, but got ")
             << argument.getType();
    types.push_back(type);
  }
  return types;
}

/// Whether a value comes out of an inner loop. The serialiser cannot refer to
/// one before it has seen the loop, as the header of the outer loop would.
static bool isLoopResult(Value value) {
  while (auto cast = value.getDefiningOp<UnrealizedConversionCastOp>())
    value = cast.getOperand(0);
  return value.getDefiningOp<spirv::LoopOp>() != nullptr;
}

/// entry -> header (condition) -> body -> continue -> header, header -> merge
static LogicalResult lowerLoop(scf::ForOp loop,
                               const SPIRVTypeConverter &converter) {
  FailureOr<SmallVector<Type>> types = getCarriedTypes(loop, converter);
  if (failed(types))
    return failure();
  Location loc = loop.getLoc();
  IRRewriter builder(loop);
  Type counter = types->front();
  Value upperBound = castTo(builder, counter, loop.getUpperBound());
  Value step = castTo(builder, counter, loop.getStep());
  SmallVector<Value> inits{castTo(builder, counter, loop.getLowerBound())};
  for (auto [init, type] :
       llvm::zip_equal(loop.getInitArgs(), ArrayRef(*types).drop_front()))
    inits.push_back(castTo(builder, type, init));
  auto lowered = spirv::LoopOp::create(
      builder, loc, ArrayRef(*types).drop_front(), spirv::LoopControl::None);

  Region &region = lowered.getBody();
  SmallVector<Location> locs(types->size(), loc);
  Block *entry = builder.createBlock(&region);
  Block *header = builder.createBlock(&region, region.end(), *types, locs);
  Block *body = builder.createBlock(&region);
  Block *latch = builder.createBlock(&region);
  Block *merge = builder.createBlock(&region);

  builder.setInsertionPointToEnd(entry);
  spirv::BranchOp::create(builder, loc, header, inits);
  builder.setInsertionPointToEnd(header);
  Type i1 = builder.getI1Type();
  Value isInside =
      loop.getUnsignedCmp()
          ? spirv::ULessThanOp::create(builder, loc, i1, header->getArgument(0),
                                       upperBound)
                .getResult()
          : spirv::SLessThanOp::create(builder, loc, i1, header->getArgument(0),
                                       upperBound)
                .getResult();
  spirv::BranchConditionalOp::create(builder, loc, isInside, body, ValueRange(),
                                     merge, ValueRange());

  builder.setInsertionPointToEnd(body);
  SmallVector<Value> arguments;
  for (auto [carried, argument] :
       llvm::zip_equal(header->getArguments(), loop.getBody()->getArguments()))
    arguments.push_back(castTo(builder, argument.getType(), carried));
  auto yield = cast<scf::YieldOp>(loop.getBody()->getTerminator());
  builder.mergeBlocks(loop.getBody(), body, arguments);
  builder.setInsertionPoint(yield);
  SmallVector<Value> next{header->getArgument(0)};
  SmallVector<Value> passed;
  for (auto [value, type] :
       llvm::zip_equal(yield.getOperands(), ArrayRef(*types).drop_front())) {
    Value lowered = castTo(builder, type, value);
    if (isLoopResult(value)) {
      passed.push_back(lowered);
      lowered = latch->addArgument(type, loc);
    }
    next.push_back(lowered);
  }
  spirv::BranchOp::create(builder, loc, latch, passed);
  builder.eraseOp(yield);

  builder.setInsertionPointToEnd(latch);
  next[0] = spirv::IAddOp::create(builder, loc, next[0], step);
  spirv::BranchOp::create(builder, loc, header, next);
  builder.setInsertionPointToEnd(merge);
  spirv::MergeOp::create(builder, loc, header->getArguments().drop_front());

  builder.setInsertionPointAfter(lowered);
  SmallVector<Value> results;
  for (auto [result, original] :
       llvm::zip_equal(lowered.getResults(), loop.getResults()))
    results.push_back(castTo(builder, original.getType(), result));
  builder.replaceOp(loop, results);
  return success();
}

LogicalResult winograd::lowerLoops(spirv::FuncOp function,
                                   const SPIRVTypeConverter &converter) {
  SmallVector<scf::ForOp> loops;
  function.walk([&](scf::ForOp loop) { loops.push_back(loop); });
  for (scf::ForOp loop : loops)
    if (failed(lowerLoop(loop, converter)))
      return failure();
  return success();
}
