//===- Registration.h - Pipelines whose options are checked -----*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_PIPELINES_REGISTRATION_H
#define WINOGRAD_PIPELINES_REGISTRATION_H

#include "mlir/Pass/PassRegistry.h"
#include "llvm/Support/Error.h"

namespace mlir::winograd {

/// Registers a pipeline for textual use. What `Options::check` finds wrong with
/// its options is an error there.
template <typename Options>
void registerCheckedPipeline(StringRef name, StringRef description,
                             void (*build)(OpPassManager &, const Options &)) {
  registerPassPipeline(
      name, description,
      [build](OpPassManager &pm, StringRef text,
              function_ref<LogicalResult(const Twine &)> emitError) {
        Options options;
        if (failed(options.parseFromString(text)))
          return failure();
        std::string problem = options.check();
        if (!problem.empty())
          return emitError(problem);
        build(pm, options);
        return success();
      },
      [](function_ref<void(const mlir::detail::PassOptions &)> handle) {
        handle(Options());
      });
}

/// Sets what `text`, a --pipeline-options, says of the options of `pipeline`,
/// and checks all of them.
template <typename Options>
llvm::Error parsePipelineOptions(StringRef text, StringRef pipeline,
                                 Options &options) {
  std::string message;
  llvm::raw_string_ostream os(message);
  if (failed(options.parseFromString(text, os)))
    return llvm::createStringError(
        "expected --pipeline-options to be options of " + pipeline +
        ", but got: " + (message.empty() ? text : StringRef(message).trim()));
  message = options.check();
  return message.empty() ? llvm::Error::success()
                         : llvm::createStringError(message);
}

} // namespace mlir::winograd

#endif // WINOGRAD_PIPELINES_REGISTRATION_H
