//===- ConvolutionModule.h - A convolution as IR ----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_CONVOLUTIONMODULE_H
#define WINO_BENCH_CONVOLUTIONMODULE_H

#include "ConvolutionShape.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "winograd/Runner/Npy.h"

/// The function of the module that buildConvolution makes.
constexpr char kConvolutionEntry[] = "conv";

/// A module with one function, as torch-mlir exports networks and their
/// gradients. A convolution pads its argument with zeros and convolves it with
/// a constant filter:
///
///     y = conv(pad(x), filter),  filter = dense_resource<filter>
///
/// ConvolutionBuilder.h says what the other operations are.
///
/// `filter` is in the layout's order, FCHW for NCHW and HWCF for NHWC; without
/// one it is the gradient to it that is calculated, from two arguments.
mlir::OwningOpRef<mlir::ModuleOp>
buildConvolution(const ConvolutionShape &shape, Layout layout,
                 const std::optional<mlir::winograd::NpyArray> &filter,
                 mlir::MLIRContext &context);

#endif // WINO_BENCH_CONVOLUTIONMODULE_H
