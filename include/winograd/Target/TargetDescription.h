//===- TargetDescription.h - The machine that a module is for ---*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TARGET_TARGETDESCRIPTION_H
#define WINOGRAD_TARGET_TARGETDESCRIPTION_H

#include "mlir/IR/Operation.h"
#include "winograd/Target/CPUCost.h"
#include "winograd/Target/GPUCost.h"
#include <array>

namespace mlir::winograd {

/// The CPU that `op`'s module is for: the entry "CPU" of the attribute
/// `dlti.target_system_spec` of the closest operation around `op` that has one.
///
///   | key                      | unit                        |
///   |--------------------------|-----------------------------|
///   | "max_vector_op_width"    | bits                        |
///   | "vector_registers"       | how many                    |
///   | "vector_unit_width"      | bits that a unit takes      |
///   | "L1_cache_size_in_bytes" | bytes, data                 |
///   | "L2_cache_size_in_bytes" | bytes of one core           |
///   | "L3_cache_size_in_bytes" | bytes that one core can use |
///   | "num_threads"            | how many                    |
///   | "f16_conversions"        | 0 or 1                      |
///
/// and times in thousandths of a cycle, by which the cost model compares plans
/// (`CPUTarget` explains each):
///
///   | key                     | of                                        |
///   |-------------------------|-------------------------------------------|
///   | "fma_time"              | a vector's multiply-add                   |
///   | "fma_latency"           | the same, until its result can be used    |
///   | "load_time"             | a vector's load in a product              |
///   | "operation_time"        | a vector's operation in a transform       |
///   | "transform_access_time" | a vector's load or store in a transform   |
///   | "l2_stream_time"        | 64 bytes of a long stream, from L2        |
///   | "l3_stream_time"        | the same from L3                          |
///   | "l2_block_time"         | 64 bytes of many short streams, from L2   |
///   | "l3_block_time"         | the same from L3                          |
///   | "memory_time"           | 64 bytes of a stream from memory          |
///   | "tile_time"             | what is around a register tile's loop     |
///   | "transpose_time"        | a vector in a transpose                   |
///   | "value_time"            | a value that a transpose leaves over      |
///   | "row_time"              | a row that is transposed                  |
///
/// and "direct_efficiency", thousandths of the speed of multiply-adds.
/// A key that is missing, or out of its range (docs/Limits.md), has the default
/// of `CPUTarget`.
CPUTarget getCPUTarget(Operation *op);

/// Reports on `op` what of this description is out of its range.
LogicalResult checkCPUTarget(Operation *op);

/// Whether there is a description of a CPU.
bool describesCPU(Operation *op);

/// Describes the machine on which this program runs: its vectors by the CPU's
/// features, its times by its family, its caches by what Linux says of them.
/// What cannot be found out stays as in `CPUTarget`. Nothing is measured.
CPUTarget detectCPUTarget();

/// Writes the description on `module`, unless there is one. A description of a
/// CPU that does not tell the number of threads gets it.
void describeCPUTarget(Operation *module, const CPUTarget &target);

/// Writes all of the description but the number of threads on `module`, unless
/// there is a description.
void describeProcessor(Operation *module, const CPUTarget &target);

/// The GPU that `op`'s module is for, likewise: the entry "GPU".
///
///   | key                         | unit                                |
///   |-----------------------------|-------------------------------------|
///   | "workgroup_memory_in_bytes" | bytes that a workgroup shares       |
///   | "max_workgroup_size"        | threads                             |
///   | "max_buffers"               | buffers of a kernel                 |
///   | "registers_per_thread"      | 32-bit registers                    |
///   | "max_instructions"          | instructions that the cache holds   |
///   | "threads_in_step"           | threads: a subgroup                 |
///   | "launch_time"               | multiply-adds of a thread           |
///   | "access_time"               | the same: a load or store           |
///   | "value_time"                | the same: each 32-bit value of one  |
///   | "workgroup_access_time"     | the same                            |
///   | "barrier_time"              | the same                            |
GPUTarget getGPUTarget(Operation *op);

/// Reports on `op` what of this description is out of its range.
LogicalResult checkGPUTarget(Operation *op);

/// Values for the limits of a GPU's description, its first keys in their order,
/// where given.
using GPULimits = std::array<std::optional<int64_t>, 6>;

/// Writes the description of a GPU on `module`: what is given, or else what its
/// description says, or else what `target` has.
void describeGPUTarget(Operation *module, const GPUTarget &target,
                       const GPULimits &given);

} // namespace mlir::winograd

#endif // WINOGRAD_TARGET_TARGETDESCRIPTION_H
