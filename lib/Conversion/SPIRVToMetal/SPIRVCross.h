//===- SPIRVCross.h - One kernel through SPIRV-Cross ------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_SPIRVTOMETAL_SPIRVCROSS_H
#define WINOGRAD_LIB_CONVERSION_SPIRVTOMETAL_SPIRVCROSS_H

#include "mlir/Support/LLVM.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <string>

namespace mlir::winograd {

/// The Metal text of a SPIR-V module with one entry point, `kernel`, which
/// keeps its name. Storage buffers keep their bindings. Their types are named
/// after what they hold, so that the same name means the same type in every
/// kernel.
llvm::Expected<std::string> crossCompileToMetal(ArrayRef<uint32_t> binary,
                                                StringRef kernel);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_SPIRVTOMETAL_SPIRVCROSS_H
