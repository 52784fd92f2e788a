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

SmallVector<AxisAccess::Term, 2> AxisAccess::getTerms() const {
  SmallVector<Term, 2> terms;
  if (parallel)
    terms.push_back({*parallel, scale});
  terms.append(others.begin(), others.end());
  return terms;
}

bool AxisAccess::hasParallel(unsigned dim) const {
  return parallel == dim || llvm::any_of(others, [&](const Term &term) {
           return term.dim == dim;
         });
}

bool AxisAccess::isBackwards(unsigned dim) const {
  return llvm::any_of(getTerms(), [&](const Term &term) {
    return term.dim == dim && term.scale < 0;
  });
}

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
      if (!access.parallel) {
        access.parallel = dim;
        access.scale = coefficient;
      } else if (std::abs(coefficient) > std::abs(access.scale)) {
        access.others.push_back({*access.parallel, access.scale});
        access.parallel = dim;
        access.scale = coefficient;
      } else {
        access.others.push_back({dim, coefficient});
      }
    } else {
      if (access.transformed)
        return std::nullopt;
      access.transformed = dim - numParallel;
      access.step = coefficient;
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
  SmallVector<AxisAccess::Term, 2> terms = access.getTerms();
  for (const AxisAccess::Term &term : llvm::reverse(terms))
    expr = getAffineDimExpr(term.dim, context) * term.scale + expr;
  if (access.transformed)
    expr = expr + getAffineDimExpr(numParallel + *access.transformed, context) *
                      access.step;
  return expr;
}
