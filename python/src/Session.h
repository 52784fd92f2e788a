//===- Session.h - A context, and what is said in it ------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_PYTHON_SESSION_H
#define WINOGRAD_PYTHON_SESSION_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace mlir::winograd::python {

/// Where something is in a file; line 0: nowhere.
struct Place {
  std::string file;
  unsigned line = 0, column = 0;
};

/// A diagnostic with its notes.
struct Message {
  std::string severity; ///< error, warning, remark or note
  std::string text;
  Place place;
  std::vector<Message> notes;
};

/// An optimization remark.
struct RemarkRecord {
  std::string kind; ///< passed, missed, failure or analysis
  std::string category, name;
  std::string function; ///< empty: not said
  std::string text;
  std::vector<std::pair<std::string, std::string>> arguments;
  Place place;
};

/// A context with all dialects that writes down what is said in it. Nothing in
/// it needs Python.
class Session {
public:
  /// With `wantsRemarks`, those of any category are collected.
  explicit Session(bool wantsRemarks);

  MLIRContext &getContext() { return context; }
  /// Parses text or bytecode.
  llvm::Expected<OwningOpRef<ModuleOp>> parse(const std::string &source);
  /// Ends the threads of the context; what is left of it is read only.
  void retire() { context.disableMultithreading(); }

  std::vector<Message> messages;
  std::vector<RemarkRecord> remarks;

private:
  MLIRContext context;
  ScopedDiagnosticHandler handler;
};

} // namespace mlir::winograd::python

#endif // WINOGRAD_PYTHON_SESSION_H
