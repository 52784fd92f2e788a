//===- MetalFile.h - Several kernels in one Metal file ----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_SPIRVTOMETAL_METALFILE_H
#define WINOGRAD_LIB_CONVERSION_SPIRVTOMETAL_METALFILE_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <string>

namespace mlir::winograd {

/// A .metal file made of the texts that SPIRV-Cross writes for single kernels.
/// What they share, the types of buffers and helper functions, stands once.
class MetalFile {
public:
  /// Adds a kernel, with the comment that goes before it.
  llvm::Error addKernel(StringRef kernel, StringRef comment, StringRef text);

  /// The whole text.
  std::string getText() const;

private:
  llvm::Error addDefinition(StringRef kernel, StringRef definition);

  /// Lines for the preprocessor, in the order of their first appearance.
  SmallVector<std::string> directives;
  /// Types, helper functions.
  SmallVector<std::string> definitions;
  /// Definitions by what they define.
  llvm::StringMap<std::string> defined;
  std::string kernels;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_SPIRVTOMETAL_METALFILE_H
