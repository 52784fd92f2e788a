//===- ModuleFile.h - A module and where it came from -----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_AOT_MODULEFILE_H
#define WINOGRAD_AOT_MODULEFILE_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <string>

namespace mlir {
class SourceMgrDiagnosticHandler;
} // namespace mlir

namespace mlir::winograd {

/// A module that was read from a file. While it lives, diagnostics about its
/// operations go to a stream, with the lines of the file.
class ModuleFile {
public:
  /// Parses text or bytecode (`-`: from standard input). The context gets the
  /// dialects of `registry`, and all translations to LLVM IR.
  static llvm::Expected<std::unique_ptr<ModuleFile>>
  read(const std::string &path, const DialectRegistry &registry,
       llvm::raw_ostream &diagnostics = llvm::errs());
  ~ModuleFile();

  ModuleOp get() { return *module; }

private:
  explicit ModuleFile(const DialectRegistry &registry);

  MLIRContext context;
  /// Constants of bytecode stay in it, and share it with the context.
  std::shared_ptr<llvm::SourceMgr> sourceMgr;
  std::unique_ptr<SourceMgrDiagnosticHandler> diagnostics;
  OwningOpRef<ModuleOp> module;
};

} // namespace mlir::winograd

#endif // WINOGRAD_AOT_MODULEFILE_H
