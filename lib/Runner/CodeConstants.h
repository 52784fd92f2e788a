//===- CodeConstants.h - What code reads and has not in it ---*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNNER_CODECONSTANTS_H
#define WINOGRAD_LIB_RUNNER_CODECONSTANTS_H

#include "winograd/Utils/MadeConstants.h"
#include "llvm/ExecutionEngine/Orc/Core.h"
#include "llvm/ExecutionEngine/Orc/Mangling.h"
#include "llvm/Support/MemoryBuffer.h"
#include <string>
#include <vector>

namespace mlir::winograd {

/// The large constants of a compiled function, as symbols that its code reads.
/// LLVM gets declarations only, since it would copy the values several times
/// over, and print them into an object file to be read again.
class CodeConstants {
public:
  /// Of each constant, and the most that code may expect, in bytes.
  static constexpr size_t alignment = 64;

  struct Constant {
    std::string name; ///< as in the module
    StringRef bytes;
  };

  CodeConstants() = default;
  /// Those of a file, with aligned bytes in it, which is kept.
  CodeConstants(std::vector<Constant> constants,
                std::unique_ptr<llvm::MemoryBuffer> file);
  CodeConstants(CodeConstants &&) = default;

  /// Makes declarations of the large constants of a module in the LLVM dialect.
  /// The values of those in `made` move here; others stay with the context,
  /// which has to live as long.
  static CodeConstants takeFrom(ModuleOp module, MadeConstants &made);

  ArrayRef<Constant> get() const { return constants; }
  /// For a just-in-time compiler.
  llvm::orc::SymbolMap getSymbols(llvm::orc::MangleAndInterner mangle) const;

private:
  void add(StringRef name, ArrayRef<char> bytes);

  std::vector<Constant> constants;
  std::vector<AsmResourceBlob> blobs;
  std::unique_ptr<llvm::MemoryBuffer> file;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_CODECONSTANTS_H
