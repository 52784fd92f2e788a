//===- Instance.h - The loader and its devices ------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_VULKAN_INSTANCE_H
#define WINOGRAD_LIB_RUNTIME_VULKAN_INSTANCE_H

#include "../Common/DeviceChoice.h"
#include "Result.h"
#include <memory>

namespace winograd::vulkan {

/// A device that could be opened.
struct PhysicalDevice {
  VkPhysicalDevice handle;
  VkPhysicalDeviceProperties properties;
  runtime::DeviceInfo info;
};

/// A VkInstance, of Vulkan 1.1 or later.
class Instance {
public:
  /// With `validate`, what the validation layer finds becomes an error. Null
  /// after an error.
  static std::unique_ptr<Instance> create(bool validate,
                                          runtime::FirstError &error);
  ~Instance();
  Instance(const Instance &) = delete;
  Instance &operator=(const Instance &) = delete;

  /// The devices in the order of WinogradGPUDevice::index. False after an
  /// error; none is no error.
  bool getDevices(std::vector<PhysicalDevice> &devices);

private:
  explicit Instance(runtime::FirstError &error) : error(error) {}
  bool initialize(bool validate);
  bool createMessenger(const VkDebugUtilsMessengerCreateInfoEXT &info);

  runtime::FirstError &error;
  VkInstance instance = VK_NULL_HANDLE;
  VkDebugUtilsMessengerEXT messenger = VK_NULL_HANDLE;
};

} // namespace winograd::vulkan

#endif // WINOGRAD_LIB_RUNTIME_VULKAN_INSTANCE_H
