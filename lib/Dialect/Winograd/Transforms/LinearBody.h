//===- LinearBody.h - Scale and shift of what is linear ----------*- C++
//-*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_LINEARBODY_H
#define WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_LINEARBODY_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"

namespace mlir::winograd {

/// A value s * v + t in IR; a null `scale` is 1, a null `shift` is 0.
struct Linear {
  Value scale, shift;
};

/// Computes the scale and the shift of what a body computes linearly.
class LinearBody {
public:
  LinearBody(OpBuilder &builder, IRMapping &constants)
      : builder(builder), constants(constants) {}

  void set(Value value, Linear linear) { known[value] = linear; }
  Linear get(Value value) { return known.lookup(value); }
  bool isLinear(Value value) { return known.contains(value); }
  Value getConstant(Value value) { return constants.lookupOrDefault(value); }

  /// For a negation of what is linear, its product or sum with a constant, or
  /// its quotient by one, in arith.
  void compute(Operation &op);

private:
  template <typename OpTy> Value create(Location loc, Value a, Value b);
  Value negate(Location loc, Value value);
  /// A scale that is not written.
  Value orOne(Value scale, Operation &op);

  OpBuilder &builder;
  IRMapping &constants;
  DenseMap<Value, Linear> known;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_LINEARBODY_H
