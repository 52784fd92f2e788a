//===- Descriptors.h - Descriptor sets that live as long as commands *- C++
//-*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_VULKAN_DESCRIPTORS_H
#define WINOGRAD_LIB_RUNTIME_VULKAN_DESCRIPTORS_H

#include "Kernels.h"

namespace winograd::vulkan {

/// Descriptor sets for the launches of one command buffer; all of them are
/// given back at once when it is done.
class Descriptors {
public:
  explicit Descriptors(Device &device) : device(device) {}
  ~Descriptors();

  /// A set that binds buffer i to binding i; null after an error.
  VkDescriptorSet make(const Kernel &kernel,
                       const std::vector<VkDescriptorBufferInfo> &buffers);
  void reset();

private:
  VkDescriptorSet allocate(const Kernel &kernel);
  bool addPool(uint32_t numDescriptors);

  Device &device;
  std::vector<VkDescriptorPool> pools;
  /// The pool that is in use; those before are full.
  size_t current = 0;
};

} // namespace winograd::vulkan

#endif // WINOGRAD_LIB_RUNTIME_VULKAN_DESCRIPTORS_H
