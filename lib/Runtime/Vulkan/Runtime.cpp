//===- Runtime.cpp - The runtime of this process --------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Runtime.h"

using namespace winograd::vulkan;
using winograd::runtime::DeviceInfo;
using winograd::runtime::RuntimeBase;
using winograd::runtime::StreamBase;

std::unique_ptr<RuntimeBase> winograd::runtime::makeRuntime(FirstError &error) {
  return std::make_unique<vulkan::Runtime>(error);
}

//===----------------------------------------------------------------------===//
// Start and stop
//===----------------------------------------------------------------------===//

bool Runtime::getDevices(std::vector<DeviceInfo> &infos) {
  std::unique_ptr<Instance> temporary;
  if (!instance)
    temporary = Instance::create(/*validate=*/false, error);
  Instance *current = instance ? instance.get() : temporary.get();
  std::vector<PhysicalDevice> devices;
  if (!current || !current->getDevices(devices))
    return false;
  infos = runtime::getInfos(devices);
  return true;
}

bool Runtime::open(const WinogradGPUConfig &config, WinogradGPUDevice &view) {
  instance = Instance::create(config.validate, error);
  std::vector<PhysicalDevice> devices;
  if (!instance || !instance->getDevices(devices))
    return false;
  auto index = runtime::chooseDevice(runtime::getInfos(devices), config.device,
                                     "Vulkan", error);
  if (!index)
    return false;
  device = Device::open(devices[*index], error);
  if (!device)
    return false;
  if (config.profiling != WinogradGPUProfilingOff && !device->hasTimestamps())
    return error.set("expected a device with timestamps for profiling, but '" +
                     device->getInfo().name + "' has none");
  memory = std::make_unique<Memory>(*device);
  kernels = std::make_unique<Kernels>(*device);
  view = device->getInfo().get(*index);
  return true;
}

void Runtime::close() {
  kernels.reset();
  memory.reset();
  device.reset();
  instance.reset();
}

void Runtime::waitIdle() { device->waitIdle(); }

//===----------------------------------------------------------------------===//
// What the device holds
//===----------------------------------------------------------------------===//

std::unique_ptr<StreamBase> Runtime::makeStream() {
  auto stream = std::make_unique<Stream>(*device, *memory, profile, profiling);
  if (!stream->initialize())
    return nullptr;
  return stream;
}

void Runtime::destroyModule(void *module) {
  kernels->unload(static_cast<Module *>(module));
}

WinogradGPUMemory Runtime::getMemoryStatistics() const {
  return memory->getStatistics();
}

std::vector<winograd::runtime::Held> Runtime::getHeld() const {
  return {{"modules", kernels->getNumLoaded()},
          {"buffers", memory->getNumUsed()},
          {"streams", getNumStreamsHeld()}};
}
