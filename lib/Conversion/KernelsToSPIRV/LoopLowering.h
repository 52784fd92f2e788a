//===- LoopLowering.h - scf.for in SPIR-V -----------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_LOOPLOWERING_H
#define WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_LOOPLOWERING_H

#include "mlir/Dialect/SPIRV/Transforms/SPIRVConversion.h"

namespace mlir::winograd {

/// Turns every `scf.for` of a function into a `spirv.mlir.loop`; what has no
/// type of SPIR-V yet goes through an `unrealized_conversion_cast`. MLIR's own
/// patterns store values carried by a loop to variables, in every iteration,
/// and leave them undefined if there is none; here they are the loop's results.
LogicalResult lowerLoops(spirv::FuncOp function,
                         const SPIRVTypeConverter &converter);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_LOOPLOWERING_H
