//===- Runtime.h - The runtime of this process ------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_VULKAN_RUNTIME_H
#define WINOGRAD_LIB_RUNTIME_VULKAN_RUNTIME_H

#include "../Common/RuntimeBase.h"
#include "Stream.h"

namespace winograd::vulkan {

/// The runtime with Vulkan.
class Runtime : public runtime::RuntimeBase {
public:
  using RuntimeBase::RuntimeBase;

  std::unique_ptr<Instance> instance;
  std::unique_ptr<Device> device;
  std::unique_ptr<Memory> memory;
  std::unique_ptr<Kernels> kernels;

private:
  bool getDevices(std::vector<runtime::DeviceInfo> &devices) override;
  bool open(const WinogradGPUConfig &config, WinogradGPUDevice &view) override;
  void close() override;
  void waitIdle() override;
  std::unique_ptr<runtime::StreamBase> makeStream() override;
  void destroyModule(void *module) override;
  WinogradGPUMemory getMemoryStatistics() const override;
  std::vector<runtime::Held> getHeld() const override;
};

} // namespace winograd::vulkan

#endif // WINOGRAD_LIB_RUNTIME_VULKAN_RUNTIME_H
