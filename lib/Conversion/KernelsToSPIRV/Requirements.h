//===- Requirements.h - What a kernel demands of a device -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_REQUIREMENTS_H
#define WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_REQUIREMENTS_H

#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"
#include <optional>

namespace mlir::winograd {

/// The version, capabilities and extensions of a module: those that its
/// operations and types need, and no more, since Vulkan demands that a device
/// has every capability that is declared. With `allowed`, another capability
/// than those (and those that they imply) is an error.
FailureOr<spirv::VerCapExtAttr>
deduceRequirements(spirv::ModuleOp module, spirv::Version version,
                   std::optional<ArrayRef<spirv::Capability>> allowed);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_REQUIREMENTS_H
