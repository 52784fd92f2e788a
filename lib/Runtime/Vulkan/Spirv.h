//===- Spirv.h - What a SPIR-V module says about itself ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_VULKAN_SPIRV_H
#define WINOGRAD_LIB_RUNTIME_VULKAN_SPIRV_H

#include "../Common/FirstError.h"
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace winograd::vulkan {

/// What has to be known of a SPIR-V module before a driver sees it: drivers
/// need not survive an entry point that is not there, or a capability that
/// they do not have.
struct SpirvInfo {
  struct EntryPoint {
    std::string name;
    /// The size of a workgroup; zeros if the module leaves it open.
    std::array<uint32_t, 3> localSize = {0, 0, 0};
  };
  std::vector<uint32_t> capabilities;
  /// Kernels only; others are errors.
  std::vector<EntryPoint> entryPoints;
  /// One more than the largest binding of descriptor set 0; other sets are
  /// errors.
  uint32_t numBindings = 0;
  /// For each binding, whether the module says that no kernel writes it.
  std::vector<bool> isReadOnly;

  /// The lanes that a subgroup must have for its exchanges of values (a mask
  /// that is a constant is XORed to a lane's number); 1 if there are none.
  uint32_t subgroupLanes = 1;

  /// The sum of the widths of floats whose NaN, infinities and signed zeros a
  /// kernel wants preserved.
  uint32_t preservedFloats = 0;

  const EntryPoint *find(const std::string &name) const;
};

/// Reads a module; sets the error if it is none, or not one of kernels.
std::optional<SpirvInfo> readSpirv(const std::vector<uint32_t> &words,
                                   runtime::FirstError &error);

} // namespace winograd::vulkan

#endif // WINOGRAD_LIB_RUNTIME_VULKAN_SPIRV_H
