//===- Runtime.h - The state of the CUDA runtime ----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_CUDA_RUNTIME_H
#define WINOGRAD_LIB_RUNTIME_CUDA_RUNTIME_H

#include "../Common/RuntimeBase.h"
#include "Stream.h"
#include <set>
#include <vector>

namespace winograd::cuda {

/// A device before it is opened.
struct PhysicalDevice {
  DeviceHandle handle;
  runtime::DeviceInfo info;
};

/// The runtime with NVIDIA's driver.
class Runtime : public runtime::RuntimeBase {
public:
  using RuntimeBase::RuntimeBase;

  Module *load(const void *data, int optLevel);
  EventHandle createEvent();
  void destroyEvent(EventHandle event);

  std::unique_ptr<Driver> driver;
  std::unique_ptr<Memory> memory;

private:
  bool openDriver();
  bool getPhysicalDevices(std::vector<PhysicalDevice> &devices);
  bool getDevices(std::vector<runtime::DeviceInfo> &devices) override;
  bool open(const WinogradGPUConfig &config, WinogradGPUDevice &view) override;
  void close() override;
  void makeCurrent() override;
  std::unique_ptr<runtime::StreamBase> makeStream() override;
  void destroyModule(void *module) override;
  WinogradGPUMemory getMemoryStatistics() const override;
  std::vector<runtime::Held> getHeld() const override;

  PhysicalDevice device = {};
  ContextHandle context = nullptr;
  std::vector<std::unique_ptr<Module>> modules;
  std::set<EventHandle> events;
};

} // namespace winograd::cuda

#endif // WINOGRAD_LIB_RUNTIME_CUDA_RUNTIME_H
