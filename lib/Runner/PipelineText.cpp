//===- PipelineText.cpp - Pipelines as text -------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/PipelineText.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassRegistry.h"

using namespace mlir;
using llvm::createStringError;
using llvm::Error;

Error mlir::winograd::addPipelineText(StringRef text, const Twine &what,
                                      PassManager &passManager) {
  std::string anchored = text.trim().starts_with("builtin.module(")
                             ? text.str()
                             : ("builtin.module(" + text + ")").str();
  std::string message;
  llvm::raw_string_ostream os(message);
  FailureOr<OpPassManager> parsed = parsePassPipeline(anchored, os);
  if (failed(parsed))
    return createStringError(
        "expected " + what +
        " to be a pass pipeline, but got: " + StringRef(message).trim());
  static_cast<OpPassManager &>(passManager) = std::move(*parsed);
  return Error::success();
}
