//===- PipelineText.h - Pipelines as text -----------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_PIPELINETEXT_H
#define WINOGRAD_RUNNER_PIPELINETEXT_H

#include "mlir/Pass/PassManager.h"
#include "llvm/Support/Error.h"

namespace mlir::winograd {

/// Makes `passManager` run the pipeline `text`, with or without
/// `builtin.module(...)` around it. Errors call the text `what`.
llvm::Error addPipelineText(StringRef text, const Twine &what,
                            PassManager &passManager);

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_PIPELINETEXT_H
