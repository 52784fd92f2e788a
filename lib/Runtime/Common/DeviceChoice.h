//===- DeviceChoice.h - Which device a user means ---------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_COMMON_DEVICECHOICE_H
#define WINOGRAD_LIB_RUNTIME_COMMON_DEVICECHOICE_H

#include "FirstError.h"
#include "winograd/Runtime/GPURuntime.h"
#include <optional>
#include <vector>

namespace winograd::runtime {

/// A WinogradGPUDevice that owns its strings.
struct DeviceInfo {
  std::string name, kind, driver;
  uint64_t memory = 0;
  uint32_t maxWorkgroupMemory = 0, maxWorkgroupSize = 0, maxBuffers = 0;
  uint32_t subgroupSize = 0, parallelThreads = 0, preservedFloats = 0;

  /// Lives as long as this.
  WinogradGPUDevice get(size_t index) const;
};

/// What describes the devices of a driver.
template <typename PhysicalDevice>
std::vector<DeviceInfo> getInfos(const std::vector<PhysicalDevice> &devices) {
  std::vector<DeviceInfo> infos;
  for (const PhysicalDevice &device : devices)
    infos.push_back(device.info);
  return infos;
}

/// The position of the device that `choice` means: an index, or a part of a
/// name, see WinogradGPUConfig::device. On an error sets `error`, which calls
/// the devices those of `api`.
std::optional<size_t> chooseDevice(const std::vector<DeviceInfo> &devices,
                                   const char *choice, const std::string &api,
                                   FirstError &error);

} // namespace winograd::runtime

#endif // WINOGRAD_LIB_RUNTIME_COMMON_DEVICECHOICE_H
