//===- Timestamps.h - Durations on the device's clock -----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_VULKAN_TIMESTAMPS_H
#define WINOGRAD_LIB_RUNTIME_VULKAN_TIMESTAMPS_H

#include "../Common/Profile.h"
#include "Device.h"

namespace winograd::vulkan {

/// The timestamps of one command buffer: one pair around all of it, and one
/// around each command if commands are measured.
class Timestamps {
public:
  Timestamps(Device &device, runtime::Profile &profile,
             WinogradGPUProfiling level)
      : device(device), profile(profile), level(level) {}
  ~Timestamps();
  bool initialize();

  bool areOn() const { return level != WinogradGPUProfilingOff; }
  bool measuresCommands() const {
    return level == WinogradGPUProfilingCommands;
  }
  /// Whether there is no room for another command in this command buffer.
  bool isFull() const { return pending.size() + 1 == maxPairs; }

  /// To be called where the command buffer begins and ends.
  void begin(VkCommandBuffer commands);
  void end(VkCommandBuffer commands);
  /// Around a command.
  void beginCommand(VkCommandBuffer commands);
  void endCommand(VkCommandBuffer commands, WinogradGPUProfileKind kind,
                  const std::string &name, uint64_t bytes);
  /// Reads the durations when the command buffer is done: adds those of
  /// commands to the profile, and returns that of the whole.
  double collect();

private:
  static constexpr uint32_t maxPairs = 256;
  struct Pending {
    WinogradGPUProfileKind kind;
    std::string name;
    uint64_t bytes;
  };

  void write(VkCommandBuffer commands, VkPipelineStageFlagBits stage,
             uint32_t query);

  Device &device;
  runtime::Profile &profile;
  WinogradGPUProfiling level;
  VkQueryPool pool = VK_NULL_HANDLE;
  /// Commands that have been measured; the first has the second pair.
  std::vector<Pending> pending;
};

} // namespace winograd::vulkan

#endif // WINOGRAD_LIB_RUNTIME_VULKAN_TIMESTAMPS_H
