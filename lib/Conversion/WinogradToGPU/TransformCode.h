//===- TransformCode.h - Transforms as code of one thread -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A thread transforms one tile of one channel in its registers: all taps are
// scalars, all matrices straight-line arithmetic.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_TRANSFORMCODE_H
#define WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_TRANSFORMCODE_H

#include "KernelBuilder.h"
#include "winograd/Dialect/Winograd/Analysis/ConvolutionMatch.h"

namespace mlir::winograd {

/// The output stage that ends in `output`, of which the epilogue can be a part
/// of a kernel.
OutputStage getKernelStage(KronOp output);

/// Loads the taps of the source at the parallel coordinates, zero outside of
/// it, in the type of the arithmetic; the last transformed dimension varies
/// fastest.
SmallVector<Value> loadTaps(KernelBuilder &kernel, KronOp op, Value buffer,
                            ValueRange parallel);

/// Applies the matrices along all dimensions.
SmallVector<Value> transformTaps(KernelBuilder &kernel, KronOp op,
                                 ArrayRef<Value> taps);

/// Stores the result of an `input` or `filter` transform.
void storeTaps(KernelBuilder &kernel, KronOp op, ArrayRef<Value> values,
               Value buffer, ValueRange parallel);

/// Applies the epilogue to the outputs of one tile, and stores those that lie
/// inside of the image.
void storeOutputs(KernelBuilder &kernel, OutputStage &stage,
                  ArrayRef<Value> values, Value buffer, ValueRange parallel);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_TRANSFORMCODE_H
