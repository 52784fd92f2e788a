//===- NarrowFloats.h - What f16 and bf16 need ------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_UTILS_NARROWFLOATS_H
#define WINOGRAD_UTILS_NARROWFLOATS_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/TypeUtilities.h"

namespace mlir {
class OpBuilder;
class RewritePatternSet;
} // namespace mlir

namespace mlir::winograd {

/// Whether the values of the type, or its elements, are f16 or bf16: types to
/// store values in, in which nothing is computed.
inline bool isNarrowFloat(Type type) {
  Type element = getElementTypeOrSelf(type);
  return element.isF16() || element.isBF16();
}

/// `type`, of f32 instead.
inline Type widenFloat(Type type) {
  Type f32 = Float32Type::get(type.getContext());
  if (auto shaped = dyn_cast<ShapedType>(type))
    return shaped.clone(f32);
  return f32;
}

/// Patterns for conversions between f16 and f32, by integers.
void populateExpandF16Patterns(RewritePatternSet &patterns);

/// Patterns for conversions between f64 and f16 or bf16: by way of f32, rounded
/// as if at once.
void populateConvertByF32Patterns(RewritePatternSet &patterns);

/// `scalar`, extended or rounded to the floating-point type `type`.
Value convertFloat(OpBuilder &builder, Value scalar, Type type);

/// The bits of a constant of 16-bit floats, in the same shape.
TypedAttr getBits(TypedAttr value);

} // namespace mlir::winograd

#endif // WINOGRAD_UTILS_NARROWFLOATS_H
