//===- GPUPath.h - Compiling and measuring on a GPU -------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_GPUPATH_H
#define WINOGRAD_RUNNER_GPUPATH_H

#include "mlir/Pass/PassManager.h"
#include "winograd/Runner/GPURuntimeLibrary.h"
#include "winograd/Runner/KernelCosts.h"
#include "winograd/Runner/LaunchCounts.h"
#include "winograd/Runner/RunOptions.h"

namespace mlir::winograd {

/// What a program costs on a GPU.
struct GPUCosts {
  /// Of each kernel, by name.
  llvm::StringMap<KernelCost> kernels;
  /// Of a call of the entry.
  LaunchCounts call;
};

/// Adds what compiles a module for `device` of `options.target`: to kernels,
/// unless it is in launch form, to the device's code, and the host's side to
/// LLVM. While the pipeline runs, it sets `costs`.
llvm::Error addGPUPipeline(const CompileOptions &options, StringRef entry,
                           const WinogradGPUDevice &device, bool isInLaunchForm,
                           GPUCosts &costs, PassManager &passManager);

/// Prints a line for each device of the target.
llvm::Error listDevices(StringRef target, llvm::raw_ostream &os);

/// Prints what was measured in `runs` runs: a line for each kernel and for
/// copies, per run.
void printProfile(ArrayRef<GPURuntimeLibrary::ProfileEntry> profile,
                  const llvm::StringMap<KernelCost> &costs, unsigned runs,
                  llvm::raw_ostream &os);

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_GPUPATH_H
