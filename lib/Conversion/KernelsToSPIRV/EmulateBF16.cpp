//===- EmulateBF16.cpp - bf16 as integers ---------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EmulateBF16.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/IR/AttrTypeSubElements.h"
#include "mlir/Transforms/DialectConversion.h"
#include "winograd/Utils/NarrowFloats.h"

using namespace mlir;
using namespace mlir::winograd;

/// Also of a memref of vectors.
static bool isBF16(Type type) {
  return getElementTypeOrSelf(getElementTypeOrSelf(type)).isBF16();
}

static bool usesBF16(gpu::GPUModuleOp module) {
  WalkResult result = module.walk([](Operation *op) {
    bool isFound = llvm::any_of(op->getOperandTypes(), isBF16) ||
                   llvm::any_of(op->getResultTypes(), isBF16);
    for (Region &region : op->getRegions())
      isFound |= llvm::any_of(region.getArgumentTypes(), isBF16);
    return isFound ? WalkResult::interrupt() : WalkResult::advance();
  });
  return result.wasInterrupted();
}

/// Arithmetic on bf16 --> arith.extf, arithmetic on f32, arith.truncf
static LogicalResult widenArithmetic(gpu::GPUModuleOp module) {
  MLIRContext *context = module.getContext();
  Type bf16 = BFloat16Type::get(context), f32 = Float32Type::get(context);
  {
    TypeConverter converter;
    arith::populateEmulateUnsupportedFloatsConversions(converter, {bf16}, f32);
    RewritePatternSet patterns(context);
    arith::populateEmulateUnsupportedFloatsPatterns(patterns, converter);
    ConversionTarget target(*context);
    arith::populateEmulateUnsupportedFloatsLegality(target, converter);
    if (failed(applyPartialConversion(module, target, std::move(patterns))))
      return failure();
  }
  // The converter refers to the set.
  SetVector<Type> supported;
  supported.insert_range(ArrayRef<Type>{Float16Type::get(context), f32,
                                        Float64Type::get(context)});
  TypeConverter converter;
  math::populateExtendToSupportedTypesTypeConverter(converter, supported, f32);
  RewritePatternSet patterns(context);
  math::populateExtendToSupportedTypesPatterns(patterns, converter);
  ConversionTarget target(*context);
  math::populateExtendToSupportedTypesConversionTarget(target, converter);
  return applyPartialConversion(module, target, std::move(patterns));
}

/// arith.extf, arith.truncf --> arithmetic on the bits
static LogicalResult expandConversions(gpu::GPUModuleOp module) {
  MLIRContext *context = module.getContext();
  RewritePatternSet patterns(context);
  populateConvertByF32Patterns(patterns);
  arith::populateExpandBFloat16Patterns(patterns);
  ConversionTarget target(*context);
  target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });
  target.addDynamicallyLegalOp<arith::ExtFOp>(
      [](arith::ExtFOp op) { return !isBF16(op.getIn().getType()); });
  target.addDynamicallyLegalOp<arith::TruncFOp>(
      [](arith::TruncFOp op) { return !isBF16(op.getType()); });
  return applyPartialConversion(module, target, std::move(patterns));
}

/// What is left only moves values: it can as well move their bits.
static void replaceTypes(gpu::GPUModuleOp module) {
  SmallVector<Operation *> operations;
  module.walk([&](Operation *op) {
    if (isa<arith::ConstantOp, arith::BitcastOp>(op))
      operations.push_back(op);
  });
  for (Operation *op : operations)
    if (auto constant = dyn_cast<arith::ConstantOp>(op);
        constant && isBF16(constant.getType())) {
      TypedAttr bits = getBits(constant.getValue());
      constant.setValueAttr(bits);
      constant.getResult().setType(bits.getType());
    }
  AttrTypeReplacer replacer;
  replacer.addReplacement([](BFloat16Type type) -> Type {
    return IntegerType::get(type.getContext(), 16);
  });
  replacer.recursivelyReplaceElementsIn(module, /*replaceAttrs=*/true,
                                        /*replaceLocs=*/false,
                                        /*replaceTypes=*/true);
  for (Operation *op : operations)
    if (auto cast = dyn_cast<arith::BitcastOp>(op);
        cast && cast.getIn().getType() == cast.getType()) {
      cast.replaceAllUsesWith(cast.getIn());
      cast.erase();
    }
}

LogicalResult winograd::emulateBF16(gpu::GPUModuleOp module) {
  if (!usesBF16(module))
    return success();
  if (failed(widenArithmetic(module)) || failed(expandConversions(module)))
    return failure();
  replaceTypes(module);
  return success();
}
