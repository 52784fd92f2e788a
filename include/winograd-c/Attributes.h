//===- Attributes.h - The dialect and its attributes, in C --------*- C -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What mlir-c/IR.h is for MLIR: the handle of the dialect `winograd`, and its
// attributes `#winograd.algorithm` and `#winograd.plan`. Everything else is
// reached by MLIR's own C API.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_C_ATTRIBUTES_H
#define WINOGRAD_C_ATTRIBUTES_H

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

MLIR_DECLARE_CAPI_DIALECT_REGISTRATION(Winograd, winograd);

//===----------------------------------------------------------------------===//
// #winograd.algorithm
//===----------------------------------------------------------------------===//

/// `numerator / denominator`.
typedef struct WinogradRational {
  int64_t numerator;
  int64_t denominator;
} WinogradRational;

/// The matrices of F(m, r), with a = m + r - 1.
typedef enum WinogradMatrix {
  WinogradMatrixInput,  ///< B^T, a x a
  WinogradMatrixFilter, ///< G, a x r
  WinogradMatrixOutput  ///< A^T, m x a
} WinogradMatrix;

/// Whether `attr` is a `#winograd.algorithm`.
MLIR_CAPI_EXPORTED bool winogradAttributeIsAnAlgorithm(MlirAttribute attr);

/// F(m, r) at `numPoints` = m + r - 2 finite points; at infinity it always is.
/// The null attribute, and a diagnostic of the context, if there is no such
/// algorithm (see CookToom::build in winograd/Support/CookToom.h).
MLIR_CAPI_EXPORTED MlirAttribute
winogradAlgorithmAttrGet(MlirContext ctx, int64_t m, int64_t r,
                         intptr_t numPoints, const WinogradRational *points);

/// F(m, r) at the points that are taken where none are given; otherwise the
/// same.
MLIR_CAPI_EXPORTED MlirAttribute
winogradAlgorithmAttrGetDefault(MlirContext ctx, int64_t m, int64_t r);

/// The number of outputs.
MLIR_CAPI_EXPORTED int64_t winogradAlgorithmAttrGetM(MlirAttribute attr);
/// The number of taps.
MLIR_CAPI_EXPORTED int64_t winogradAlgorithmAttrGetR(MlirAttribute attr);

/// The number of finite points, m + r - 2.
MLIR_CAPI_EXPORTED intptr_t
winogradAlgorithmAttrGetNumPoints(MlirAttribute attr);
/// A finite point, in lowest terms. `index` must be less than their number.
MLIR_CAPI_EXPORTED WinogradRational
winogradAlgorithmAttrGetPoint(MlirAttribute attr, intptr_t index);

/// The sizes of a matrix.
MLIR_CAPI_EXPORTED intptr_t
winogradAlgorithmAttrGetNumRows(MlirAttribute attr, WinogradMatrix matrix);
MLIR_CAPI_EXPORTED intptr_t
winogradAlgorithmAttrGetNumColumns(MlirAttribute attr, WinogradMatrix matrix);

/// An entry of a matrix, exact and in lowest terms. `row` and `column` must be
/// less than the sizes. False, and nothing is written, if one of its parts does
/// not fit 64 bits.
MLIR_CAPI_EXPORTED bool winogradAlgorithmAttrGetEntry(MlirAttribute attr,
                                                      WinogradMatrix matrix,
                                                      intptr_t row,
                                                      intptr_t column,
                                                      WinogradRational *entry);
/// The same as text, such as `-2/3` or `5`, whatever its size.
MLIR_CAPI_EXPORTED void
winogradAlgorithmAttrPrintEntry(MlirAttribute attr, WinogradMatrix matrix,
                                intptr_t row, intptr_t column,
                                MlirStringCallback callback, void *userData);

//===----------------------------------------------------------------------===//
// #winograd.plan
//===----------------------------------------------------------------------===//

/// Whether `attr` is a `#winograd.plan`.
MLIR_CAPI_EXPORTED bool winogradAttributeIsAPlan(MlirAttribute attr);

/// The name of the attribute of a convolution that is its plan.
MLIR_CAPI_EXPORTED MlirStringRef winogradPlanAttrGetAttrName(void);

/// A plan of the kind `direct`, `blocked`, `three-buffer`, `four-buffer` or
/// `single-kernel`. `algorithms` has a `#winograd.algorithm` for each
/// transformed dimension. `block`, and `panel` with it, can be left to the
/// target's model: no sizes and 0. `workgroup`, on a GPU, is a
/// `#winograd.workgroup_schedule`, or null. The null attribute, and a
/// diagnostic of the context, if there is no such plan.
MLIR_CAPI_EXPORTED MlirAttribute winogradPlanAttrGet(
    MlirContext ctx, MlirStringRef kind, intptr_t numAlgorithms,
    const MlirAttribute *algorithms, intptr_t numBlockSizes,
    const int64_t *block, int64_t panel, MlirAttribute workgroup);

/// `blocked` etc.; the text lives for ever.
MLIR_CAPI_EXPORTED MlirStringRef winogradPlanAttrGetKind(MlirAttribute attr);

/// The algorithms, one for each transformed dimension.
MLIR_CAPI_EXPORTED intptr_t
winogradPlanAttrGetNumAlgorithms(MlirAttribute attr);
MLIR_CAPI_EXPORTED MlirAttribute
winogradPlanAttrGetAlgorithm(MlirAttribute attr, intptr_t index);

/// The tiles of a block along each of these dimensions; none if the model
/// chooses them.
MLIR_CAPI_EXPORTED intptr_t
winogradPlanAttrGetNumBlockSizes(MlirAttribute attr);
MLIR_CAPI_EXPORTED int64_t winogradPlanAttrGetBlockSize(MlirAttribute attr,
                                                        intptr_t index);

/// The output channels of a panel; 0 without a block.
MLIR_CAPI_EXPORTED int64_t winogradPlanAttrGetPanel(MlirAttribute attr);

/// The `#winograd.workgroup_schedule`, or null.
MLIR_CAPI_EXPORTED MlirAttribute
winogradPlanAttrGetWorkgroup(MlirAttribute attr);

#ifdef __cplusplus
}
#endif

#endif // WINOGRAD_C_ATTRIBUTES_H
