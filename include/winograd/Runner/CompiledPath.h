//===- CompiledPath.h - Compile a function, run it, measure it --*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_COMPILEDPATH_H
#define WINOGRAD_RUNNER_COMPILEDPATH_H

#include "winograd/Runner/CompileObserver.h"
#include "winograd/Runner/CompiledFunction.h"
#include "winograd/Runner/GPUPath.h"
#include "winograd/Runner/PlanSummary.h"
#include "winograd/Runner/ScratchMemory.h"

namespace mlir::winograd {

/// A way to compile and run a function.
struct ExecutionPath {
  /// How reports and errors call it.
  std::string name;
  CompileOptions options;
  /// The runtime of the options' target; null on the CPU.
  const GPURuntimeLibrary *gpu = nullptr;
  /// Where code for the CPU is kept, unless it is made by a pipeline as text.
  const ObjectCache *cache = nullptr;
  /// Looks on, if there is one and no code is found in the cache.
  CompileObserver *observer = nullptr;
  /// See CompileSettings.
  bool readOnlyArguments = false;
};

/// An error if the options of the path are none, which some passes only say
/// when they run: so they are run, on an empty module. Nothing is compiled.
llvm::Error checkPath(const ExecutionPath &path, MLIRContext &context);

/// Instead of a failure: what winograd-plan says of a plan that the device
/// cannot hold.
class PlanRefused : public llvm::ErrorInfo<PlanRefused> {
public:
  static char ID;
  explicit PlanRefused(std::string reason) : reason(std::move(reason)) {}
  /// The figure and the limit.
  const std::string reason;
  void log(llvm::raw_ostream &os) const override {
    os << "refused: " << reason;
  }
  std::error_code convertToErrorCode() const override {
    return llvm::inconvertibleErrorCode();
  }
};

/// The duration of a call, and on a GPU the part of it between its first and
/// its last command on the device.
struct CallSeconds {
  double all = 0, onDevice = 0;
};

/// Those of several calls; on the CPU, none is on a device.
struct CallDurations {
  SmallVector<double> all, onDevice;

  CallSeconds getMedians() const;
};

/// A function that is compiled for a path, and what is known of it.
class CompiledPath {
public:
  /// Compiles a copy of `module`. Arrays like `inputs`, if there are any, give
  /// the sizes that a GPU's code has to know. With `expectsRefusal`, a plan
  /// that the device cannot hold is the error PlanRefused, and no diagnostic.
  static llvm::Expected<CompiledPath> compile(const ExecutionPath &path,
                                              ModuleOp module,
                                              const EntrySignature &signature,
                                              ArrayRef<NpyArray> inputs = {},
                                              bool expectsRefusal = false);

  /// What the function takes and gives, see CompiledFunction.
  const EntrySignature &getSignature() const { return function.getSignature(); }

  /// A call. What fails on the GPU is an error.
  llvm::Expected<std::vector<NpyArray>> run(ArrayRef<NpyArray> inputs) const;

  /// A call on the CPU on the caller's memory, see CompiledFunction::call.
  llvm::Expected<std::vector<OwnedArray>>
  call(ArrayRef<ArrayView> inputs) const {
    return function.call(inputs);
  }

  /// The medians of several calls.
  llvm::Expected<CallSeconds> measure(ArrayRef<NpyArray> inputs,
                                      const RepeatPolicy &policy) const;

  /// Each of several calls. After each, outside of what is timed, `afterRun`.
  llvm::Expected<CallDurations>
  measureAll(ArrayRef<NpyArray> inputs, const RepeatPolicy &policy,
             llvm::function_ref<void()> afterRun = nullptr) const;

  /// Prints where the time of so many calls goes on the GPU, kernel by kernel.
  llvm::Error profile(ArrayRef<NpyArray> inputs, unsigned runs,
                      llvm::raw_ostream &os) const;

  double getCompileSeconds() const { return compileSeconds; }
  /// Whether that was no more than finding it.
  bool isCached() const { return function.isCached(); }
  /// Of each convolution. Empty where `winograd-plan` did not run, or the code
  /// was found.
  ArrayRef<PlanSummary> getPlans() const { return plans; }
  /// Of a call, on the CPU.
  const ScratchMemory &getScratch() const { return function.getScratch(); }
  /// Of a call, on a GPU.
  const LaunchCounts &getLaunches() const { return costs.call; }

private:
  CompiledPath(CompiledFunction function, const GPURuntimeLibrary *gpu)
      : function(std::move(function)), gpu(gpu) {}

  CompiledFunction function;
  const GPURuntimeLibrary *gpu;
  double compileSeconds = 0;
  GPUCosts costs;
  std::vector<PlanSummary> plans;
};

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_COMPILEDPATH_H
