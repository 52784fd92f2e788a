//===- TargetDescription.h - The machine that a module is for ---*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_IR_TARGETDESCRIPTION_H
#define WINOGRAD_DIALECT_WINOGRAD_IR_TARGETDESCRIPTION_H

#include "mlir/IR/Operation.h"
#include "winograd/Support/CPUCost.h"

namespace mlir::winograd {

/// The CPU that `op`'s module is for: the entry "CPU" of the attribute
/// `dlti.target_system_spec` of the closest operation around `op` that has one.
///
///   | key                      | unit                        |
///   |--------------------------|-----------------------------|
///   | "max_vector_op_width"    | bits                        |
///   | "vector_registers"       | how many                    |
///   | "L1_cache_size_in_bytes" | bytes, data                 |
///   | "L2_cache_size_in_bytes" | bytes of one core           |
///   | "L3_cache_size_in_bytes" | bytes that one core can use |
///   | "num_threads"            | how many                    |
///   | "f16_conversions"        | 0 or 1                      |
///
/// A key that is missing, or out of its range (docs/Limits.md), has the default
/// of `CPUTarget`.
CPUTarget getCPUTarget(Operation *op);

/// Reports on `op` what of this description is out of its range.
LogicalResult checkCPUTarget(Operation *op);

/// Describes the machine on which this program runs: its vectors by the CPU's
/// features, its caches by what Linux says of them. What cannot be found out
/// stays as in `CPUTarget`.
CPUTarget detectCPUTarget();

/// Writes the description on `module`, unless there is one. A description of a
/// CPU that does not tell the number of threads gets it.
void describeCPUTarget(Operation *module, const CPUTarget &target);

/// Writes all of the description but the number of threads on `module`, unless
/// there is a description.
void describeProcessor(Operation *module, const CPUTarget &target);

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_IR_TARGETDESCRIPTION_H
