//===- LaunchCounts.h - What a call launches and holds ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_LAUNCHCOUNTS_H
#define WINOGRAD_RUNNER_LAUNCHCOUNTS_H

#include "winograd/Runner/KernelCosts.h"

namespace mlir::winograd {

/// What a call of a function needs of a GPU.
struct LaunchCounts {
  /// Launches of kernels.
  unsigned kernels = 0;
  /// Buffers on the device, each counted once, and the sum of their sizes:
  /// arguments, results, what lies between kernels, constants. Of those that
  /// are never there at the same time, two may have the same memory.
  unsigned buffers = 0;
  uint64_t bytes = 0;
  /// Memory that the threads of a workgroup share, of the kernel with the most.
  uint64_t workgroupBytes = 0;
};

/// The counts of a call of `entry`, of a module in launch form whose kernels
/// have `costs`; zeros if there is no such function.
LaunchCounts countLaunches(ModuleOp module, StringRef entry,
                           const llvm::StringMap<KernelCost> &costs);

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_LAUNCHCOUNTS_H
