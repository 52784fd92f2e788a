//===- Subgroups.h - Threads that share a sum -------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TRANSFORMS_GPU_SUBGROUPS_H
#define WINOGRAD_TRANSFORMS_GPU_SUBGROUPS_H

#include <cstdint>
#include <string>

namespace mlir::winograd {

/// The lanes that can share a sum: gpu.shuffle knows no more of a subgroup.
constexpr int64_t mostLanes = 32;

/// Why kernels cannot have these sizes of subgroups and workgroups; empty if
/// they can.
std::string checkSubgroupSize(int64_t subgroupSize, int64_t workgroupSize);

} // namespace mlir::winograd

#endif // WINOGRAD_TRANSFORMS_GPU_SUBGROUPS_H
