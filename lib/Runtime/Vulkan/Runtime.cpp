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
using winograd::runtime::FirstError;

Runtime &Runtime::get() {
  // This is destroyed, and prints the error if nobody took it.
  static FirstError error;
  static Runtime &runtime = *new Runtime(error);
  return runtime;
}

//===----------------------------------------------------------------------===//
// Start and stop
//===----------------------------------------------------------------------===//

bool Runtime::visitDevices(void (*visit)(const WinogradGPUDevice *, void *),
                           void *context) {
  std::unique_ptr<Instance> temporary;
  if (!instance)
    temporary = Instance::create(/*validate=*/false, error);
  Instance *current = instance ? instance.get() : temporary.get();
  std::vector<PhysicalDevice> devices;
  if (!current || !current->getDevices(devices))
    return false;
  for (size_t i = 0; i < devices.size(); ++i) {
    WinogradGPUDevice device = devices[i].info.get(i);
    visit(&device, context);
  }
  return true;
}

bool Runtime::open(const WinogradGPUConfig &config) {
  instance = Instance::create(config.validate, error);
  std::vector<PhysicalDevice> devices;
  if (!instance || !instance->getDevices(devices))
    return false;
  std::vector<DeviceInfo> infos;
  for (const PhysicalDevice &physical : devices)
    infos.push_back(physical.info);
  auto index = runtime::chooseDevice(infos, config.device, "Vulkan", error);
  if (!index)
    return false;
  device = Device::open(devices[*index], error);
  if (!device)
    return false;
  if (config.profiling != WinogradGPUProfilingOff && !device->hasTimestamps())
    return error.set("expected a device with timestamps for profiling, but '" +
                     device->getInfo().name + "' has none");
  profiling = config.profiling;
  memory = std::make_unique<Memory>(*device);
  kernels = std::make_unique<Kernels>(*device);
  view = device->getInfo().get(*index);
  return true;
}

bool Runtime::start(const WinogradGPUConfig &config) {
  if (hasStarted())
    return error.set("expected the GPU runtime to start once, but it is "
                     "running on '" +
                     device->getInfo().name + "'");
  if (open(config))
    return true;
  close();
  return false;
}

bool Runtime::isReady() {
  return !error.isSet() && (hasStarted() || start({}));
}

void Runtime::checkLeaks() {
  size_t numStreams = streams.size() - idle.size() - (defaultStream ? 1 : 0);
  const std::pair<const char *, size_t> held[] = {
      {"modules", kernels->getNumLoaded()},
      {"buffers", memory->getNumUsed()},
      {"streams", numStreams}};
  for (auto [what, count] : held)
    if (count != 0)
      error.set(std::string("expected all ") + what +
                " to be given back before the GPU runtime stops, but " +
                std::to_string(count) + " were not");
}

/// Destroys what there is, users before what they use.
void Runtime::close() {
  streams.clear();
  idle.clear();
  defaultStream = nullptr;
  kernels.reset();
  memory.reset();
  device.reset();
  instance.reset();
  profile.reset();
}

void Runtime::stop() {
  if (!hasStarted())
    return;
  for (const std::unique_ptr<Stream> &stream : streams)
    stream->synchronize();
  device->waitIdle();
  checkLeaks();
  close();
}

//===----------------------------------------------------------------------===//
// Streams and modules
//===----------------------------------------------------------------------===//

Stream *Runtime::createStream() {
  if (!idle.empty()) {
    Stream *stream = idle.back();
    idle.pop_back();
    return stream;
  }
  auto stream = std::make_unique<Stream>(*device, *memory, profile, profiling);
  if (!stream->initialize())
    return nullptr;
  streams.push_back(std::move(stream));
  return streams.back().get();
}

void Runtime::destroyStream(Stream *stream) {
  stream->synchronize();
  idle.push_back(stream);
}

Stream *Runtime::getDefaultStream() {
  if (!defaultStream)
    defaultStream = createStream();
  return defaultStream;
}

void Runtime::unload(Module *module) {
  for (const std::unique_ptr<Stream> &stream : streams)
    stream->synchronize();
  kernels->unload(module);
}
