//===- TranslateKernels.h - Kernels and manifests as files ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_AOT_TRANSLATEKERNELS_H
#define WINOGRAD_LIB_AOT_TRANSLATEKERNELS_H

#include "winograd/AOT/Translate.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace mlir::winograd {

enum class KernelKind { SPIRV, Metal, PTX };

/// `spirv`, `metal` or `ptx`.
std::optional<KernelKind> parseKernelKind(llvm::StringRef name);

/// Makes kernels of the functions of a module, compiles them, and writes them
/// and what another program has to do with them (docs/Manifest.md).
/// `options.emit` is a KernelKind. On an error no file is touched.
llvm::Error translateKernels(const TranslateOptions &options,
                             const DialectRegistry &registry);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_AOT_TRANSLATEKERNELS_H
