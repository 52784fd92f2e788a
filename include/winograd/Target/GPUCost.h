//===- GPUCost.h - What a GPU holds, and how long it takes ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TARGET_GPUCOST_H
#define WINOGRAD_TARGET_GPUCOST_H

#include "winograd/Support/Cost.h"
#include <string>

namespace mlir::winograd {

/// The limits of a device. The defaults are what Metal and common Vulkan
/// drivers have.
struct GPUTarget {
  /// Bytes of memory that a workgroup's threads share.
  int64_t workgroupMemory = 32 * 1024;
  /// Threads of a workgroup.
  int64_t workgroupSize = 1024;
  /// Buffers that a kernel can have.
  int64_t bindings = 31;
  /// 32-bit registers of a thread.
  int64_t registers = 128;
  /// Those of them that addresses and intermediate values take.
  static constexpr int64_t addressRegisters = 16;
  /// Instructions of a kernel that the cache for them holds. AMD's: 32 KiB of
  /// typically 8 bytes each ("AMD Graphics Cores Next (GCN) Architecture",
  /// 2012).
  int64_t instructions = 32 * 1024 / 8;
  /// NVIDIA's since Volta: 128 KiB of 16 bytes each (Jia et al., "Dissecting
  /// the NVIDIA Volta GPU Architecture via Microbenchmarking", 2018).
  static constexpr int64_t nvidiaInstructions = 128 * 1024 / 16;

  /// Neighbours that one load or store can take.
  static constexpr int64_t vectorSize = 4;
  /// Threads that run in step. Where fewer are there, they take as long.
  int64_t lanes = 32;
  /// What else takes time, in multiply-adds of a thread: a launch; a load or a
  /// store of up to 4 neighbours in global memory, and each 32-bit value of it;
  /// one of a value in workgroup memory; a thread at a barrier. A
  /// multiprocessor of NVIDIA's has 128 multiply-adds and moves 32 such values
  /// in a cycle.
  int64_t launchTime = 400000, accessTime = 4, valueTime = 4,
          workgroupAccessTime = 6, barrierTime = 20;

  /// What every NVIDIA GPU since Volta has.
  static GPUTarget nvidia() {
    GPUTarget target;
    target.workgroupMemory = 48 * 1024;
    target.instructions = nvidiaInstructions;
    return target;
  }

  /// A processor that a driver compiles kernels for, such as Mesa's llvmpipe: a
  /// thread's sums may take 1 KiB of the first cache, and a kernel's code the
  /// second one, of 256 KiB. Lanes gather from addresses one by one, whatever
  /// the addresses are; the times are those that benchmarks/choices.py found
  /// (docs/GPU.md).
  static GPUTarget software() {
    GPUTarget target;
    target.registers = 512;
    target.instructions = 256 * 1024 / 8;
    target.lanes = 8;
    target.launchTime = 500000;
    target.accessTime = 21;
    target.valueTime = 0;
    target.workgroupAccessTime = 21;
    target.barrierTime = 300;
    return target;
  }

  /// Rows, and columns, of a product's register tile: the most of 16, 8, 4, 2
  /// and 1 whose sums and operands have registers (a CPU's are in its first
  /// cache).
  int64_t tileSize() const;
  /// Steps of which its operands are loaded at a time: 4 for the largest, or 2.
  int64_t tileSteps() const;
};

/// A transformed product with its transforms, and what a plan makes of it:
/// M^[position, group, row, column] is the sum over depth.
struct GPUProblem {
  int64_t positions = 1, groups = 1, rows = 1, columns = 1, depth = 1;
  /// Values that an output transform stores.
  int64_t outputs = 1;
  /// Steps of the direct convolution's innermost loop.
  int64_t directSteps = 1;
  /// Additions and multiplications of one input and one output transform.
  double inputOperations = 0, outputOperations = 0;
  /// Multiply-adds of the direct convolution.
  double direct = 0;
  /// Bytes of a value in workgroup memory.
  int64_t bytes = 4;
  /// Buffers that what follows the output transform reads.
  int64_t epilogueBuffers = 0;
  /// Operations that it has per value.
  int64_t epilogueOperations = 0;
};

/// The problem of a convolution of these sizes; without algorithms, of a direct
/// one.
GPUProblem makeGPUProblem(const ConvolutionSizes &sizes,
                          llvm::ArrayRef<CookToom> algorithms);

/// Of `extent` iterations of a product's loop, those that one thread has, up to
/// `most`: as many as save loads without too much waste behind the end; whole
/// vectors, where the extent is made of those.
int64_t chooseRegisterPoints(int64_t extent, int64_t most);

/// How a workgroup is cut (see `#winograd.workgroup_schedule`).
struct GPUSchedule {
  int64_t tiles = 1, channels = 1, depth = 1, rows = 1, columns = 1;

  int64_t threads(int64_t positions) const {
    return positions * (tiles / rows) * (channels / columns);
  }
  int64_t workgroupBytes(const GPUProblem &problem, bool fusesInput) const {
    return problem.positions * tiles * (channels + (fusesInput ? depth : 0)) *
           problem.bytes;
  }
};

/// What a plan needs of a device.
struct GPUEstimate {
  GPUSchedule schedule; ///< of a fused kernel
  int64_t workgroupBytes = 0;
  int64_t threads = 1;
  int64_t registers = 0;
  int64_t buffers = 0; ///< of the kernel with the most
  /// Of the kernel with the most, as `KernelResources` counts them.
  int64_t instructions = 0;
  /// Estimated time, in multiply-adds of a thread.
  double time = 0;
  /// Why the device cannot hold it, with the figure and the limit; else empty.
  std::string refusal;
};

/// The estimates of the plans, for a constant filter; the fused ones with their
/// best schedule.
GPUEstimate estimateFourBuffer(const GPUProblem &problem,
                               const GPUTarget &target);
GPUEstimate estimateFused(const GPUProblem &problem, const GPUTarget &target,
                          bool fusesInput);
/// A fused one with a given schedule.
GPUEstimate estimateFusedAs(const GPUProblem &problem, const GPUTarget &target,
                            bool fusesInput, const GPUSchedule &schedule);
GPUEstimate estimateSingleKernel(const GPUProblem &problem,
                                 const GPUTarget &target);
GPUEstimate estimateGPUDirect(const GPUProblem &problem,
                              const GPUTarget &target);

} // namespace mlir::winograd

#endif // WINOGRAD_TARGET_GPUCOST_H
