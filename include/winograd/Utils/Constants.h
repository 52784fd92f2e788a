//===- Constants.h - Values that are known ----------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_UTILS_CONSTANTS_H
#define WINOGRAD_UTILS_CONSTANTS_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Value.h"

namespace mlir::winograd {

/// The bytes of a tensor, each of whose values has whole ones; the largest
/// number if it has more, or a dynamic shape.
int64_t countBytes(ShapedType type);

/// The stored bytes of a constant, one value after the other (of a splat, one
/// value); empty if they are not stored so.
ArrayRef<char> getStoredBytes(ElementsAttr attr);

/// A constant of floats or integers of whole bytes, all of whose stored bytes
/// `fill` writes.
///
/// A large one is a `dense_resource`, named after a hash of its bytes, so that
/// equal ones are stored once, and the same in every run. Its values are out of
/// MLIR's uniquer, which would copy them and keep them as long as the context:
/// see MadeConstants.
ElementsAttr
makeConstant(ShapedType type,
             llvm::function_ref<void(MutableArrayRef<char> bytes)> fill);

/// The constant that the value is, also behind reshapes; null if it is none.
ElementsAttr getConstant(Value value);

/// The constant with its axes in another order, as tensor.transpose would have
/// them; null if its values are not stored in whole bytes.
ElementsAttr transposeConstant(ElementsAttr attr,
                               ArrayRef<int64_t> permutation);

/// Whether the tensor is the constant zero, or filled with it.
bool isZeroTensor(Value tensor);

} // namespace mlir::winograd

#endif // WINOGRAD_UTILS_CONSTANTS_H
