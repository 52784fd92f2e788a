//===- Device.h - A device and its queue ------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_VULKAN_DEVICE_H
#define WINOGRAD_LIB_RUNTIME_VULKAN_DEVICE_H

#include "Instance.h"

namespace winograd::vulkan {

/// What kernels may need beyond Vulkan 1.1. All that the device has is on.
struct Features {
  VkPhysicalDeviceFeatures core = {};
  VkPhysicalDevice16BitStorageFeatures storage16 = {};
  VkPhysicalDevice8BitStorageFeatures storage8 = {};
  VkPhysicalDeviceShaderFloat16Int8Features float16Int8 = {};
  VkPhysicalDeviceVariablePointersFeatures variablePointers = {};
  VkPhysicalDeviceVulkanMemoryModelFeatures memoryModel = {};
  VkSubgroupFeatureFlags subgroupOperations = 0;
  /// Whether a kernel can be promised full subgroups of the device's size.
  bool canFixSubgroups = false;
};

/// A VkDevice with one queue for kernels and copies.
class Device {
public:
  /// Null after an error. The instance has to outlive the device.
  static std::unique_ptr<Device> open(const PhysicalDevice &physical,
                                      runtime::FirstError &error);
  ~Device();
  Device(const Device &) = delete;
  Device &operator=(const Device &) = delete;

  VkDevice get() const { return device; }
  VkPhysicalDevice getPhysical() const { return physical.handle; }
  const VkPhysicalDeviceLimits &getLimits() const {
    return physical.properties.limits;
  }
  const runtime::DeviceInfo &getInfo() const { return physical.info; }
  const Features &getFeatures() const { return features; }
  uint32_t getQueueFamily() const { return queueFamily; }
  /// Whether the host reaches the device's memory as fast as its own.
  bool hasUnifiedMemory() const { return unified; }

  bool hasTimestamps() const { return timestampBits != 0; }
  /// From one timestamp to a later one.
  double getSeconds(uint64_t from, uint64_t to) const;

  /// Submits commands and waits until they are done.
  bool run(VkCommandBuffer commands, VkFence fence);
  void waitIdle();

  /// Whether a call succeeded; sets the error if not.
  bool check(VkResult result, const std::string &call) const {
    return vulkan::check(result, call, error);
  }
  runtime::FirstError &error;

private:
  Device(const PhysicalDevice &physical, runtime::FirstError &error)
      : error(error), physical(physical) {}
  bool initialize();
  bool findQueueFamily();
  bool create();

  PhysicalDevice physical;
  Features features;
  VkDevice device = VK_NULL_HANDLE;
  VkQueue queue = VK_NULL_HANDLE;
  uint32_t queueFamily = 0, timestampBits = 0;
  bool unified = false;
};

} // namespace winograd::vulkan

#endif // WINOGRAD_LIB_RUNTIME_VULKAN_DEVICE_H
