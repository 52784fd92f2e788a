//===- AxisAccess.cpp - How a kron walks along one axis ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "mlir/Analysis/FlatLinearValueConstraints.h"

using namespace mlir;
using namespace mlir::winograd;

std::optional<AxisAccess> winograd::matchAxisAccess(AffineExpr expr,
                                                    unsigned numParallel,
                                                    unsigned numDims) {
  SmallVector<int64_t> coefficients;
  if (!expr.isPureAffine() ||
      failed(getFlattenedAffineExpr(expr, numDims, /*numSymbols=*/0,
                                    &coefficients)) ||
      coefficients.size() != numDims + 1)
    return std::nullopt; // div and mod add local variables
  AxisAccess access;
  access.offset = coefficients.back();
  for (unsigned dim = 0; dim < numDims; ++dim) {
    int64_t coefficient = coefficients[dim];
    if (coefficient == 0)
      continue;
    if (dim < numParallel) {
      if (access.parallel || coefficient < 1)
        return std::nullopt;
      access.parallel = dim;
      access.scale = coefficient;
    } else {
      if (access.transformed || coefficient != 1)
        return std::nullopt;
      access.transformed = dim - numParallel;
    }
  }
  return access;
}

SmallVector<AxisAccess> winograd::getAxisAccesses(AffineMap map,
                                                  unsigned numParallel) {
  return llvm::map_to_vector(map.getResults(), [&](AffineExpr expr) {
    return *matchAxisAccess(expr, numParallel, map.getNumDims());
  });
}

AffineExpr winograd::makeAxisExpr(const AxisAccess &access,
                                  unsigned numParallel, MLIRContext *context) {
  AffineExpr expr = getAffineConstantExpr(access.offset, context);
  if (access.parallel)
    expr = getAffineDimExpr(*access.parallel, context) * access.scale + expr;
  if (access.transformed)
    expr = expr + getAffineDimExpr(numParallel + *access.transformed, context);
  return expr;
}
