//===- TensorForm.h - Winograd by tensor operations -------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_TENSORFORM_H
#define WINO_BENCH_TENSORFORM_H

#include "ConvolutionShape.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "winograd/Support/CookToom.h"

/// A plain convolution by F(m, r) in each dimension as compilers of tensors
/// without an operation for it write it: a module of arith, linalg and tensor,
/// with a function kConvolutionEntry of image and filter, NCHW and KCRS, that
/// returns what is there after a phase from 1 to 6.
///
/// Each row of a matrix is a sum of slices, scaled, in one dimension after the
/// other; the rows are inserted into a tensor:
///
///     X̂[i, j, n, c, ty, tx]    Σ_u,v Bᵀ[i, u] Bᵀ[j, v] x[n, c, m·ty+u, m·tx+v]
///     Ĝ[i, j, k, c]            Σ_u,v G[i, u] G[j, v] g[k, c, u, v]
///     M̂[i, j, n, k, ty, tx]    Σ_c X̂ · Ĝ; in phase 4 with c behind k,
///     unreduced y[n, k, m·ty+p, m·tx+q]  Σ_i,j Aᵀ[p, i] Aᵀ[q, j] M̂
///
/// Phase 2 returns -X̂ as [i, j, n, ty, tx, c], as the step `index` of
/// winograd-stop-after does.
mlir::OwningOpRef<mlir::ModuleOp>
buildTensorForm(const ConvolutionShape &shape,
                const mlir::winograd::CookToom &rows,
                const mlir::winograd::CookToom &columns, int phase,
                mlir::MLIRContext &context);

#endif // WINO_BENCH_TENSORFORM_H
