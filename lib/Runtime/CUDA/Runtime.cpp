//===- Runtime.cpp - The state of the CUDA runtime ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Runtime.h"

#include <algorithm>

using namespace winograd::cuda;
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

/// The library stays open until the process ends: it does not like to be opened
/// twice.
bool Runtime::openDriver() {
  if (!driver)
    driver = Driver::open(error);
  return driver != nullptr;
}

bool Runtime::open(const WinogradGPUConfig &config) {
  std::vector<PhysicalDevice> devices;
  if (!openDriver() || !getDevices(devices))
    return false;
  std::vector<DeviceInfo> infos;
  for (const PhysicalDevice &physical : devices)
    infos.push_back(physical.info);
  auto index = runtime::chooseDevice(infos, config.device, "CUDA", error);
  if (!index)
    return false;
  if (config.validate)
    return error.set("expected no validation with CUDA: it is what NVIDIA's "
                     "compute-sanitizer does, which runs the program");
  device = devices[*index];
  if (!driver->check(driver->cuDevicePrimaryCtxRetain(&context, device.handle),
                     "cuDevicePrimaryCtxRetain of '" + device.info.name + "'"))
    return false;
  profiling = config.profiling;
  memory = std::make_unique<Memory>(*driver);
  view = device.info.get(*index);
  makeCurrent();
  return true;
}

bool Runtime::start(const WinogradGPUConfig &config) {
  if (hasStarted())
    return error.set("expected the GPU runtime to start once, but it is "
                     "running on '" +
                     device.info.name + "'");
  return open(config);
}

bool Runtime::isReady() {
  if (error.isSet() || (!hasStarted() && !start({})))
    return false;
  makeCurrent();
  return true;
}

void Runtime::makeCurrent() {
  driver->check(driver->cuCtxSetCurrent(context), "cuCtxSetCurrent");
}

void Runtime::checkLeaks() {
  size_t numStreams = streams.size() - idle.size() - (defaultStream ? 1 : 0);
  const std::pair<const char *, size_t> held[] = {
      {"modules", modules.size()},
      {"buffers", memory->getNumUsed()},
      {"streams", numStreams},
      {"events", events.size()}};
  for (auto [what, count] : held)
    if (count != 0)
      error.set(std::string("expected all ") + what +
                " to be given back before the GPU runtime stops, but " +
                std::to_string(count) + " were not");
}

/// Destroys what there is, users before what they use.
void Runtime::close() {
  for (EventHandle event : events)
    driver->check(driver->cuEventDestroy(event), "cuEventDestroy");
  events.clear();
  streams.clear();
  idle.clear();
  defaultStream = nullptr;
  modules.clear();
  memory.reset();
  driver->check(driver->cuCtxSetCurrent(nullptr), "cuCtxSetCurrent");
  driver->check(driver->cuDevicePrimaryCtxRelease(device.handle),
                "cuDevicePrimaryCtxRelease");
  context = nullptr;
  profile.reset();
}

void Runtime::stop() {
  if (!hasStarted())
    return;
  makeCurrent();
  for (const std::unique_ptr<Stream> &stream : streams)
    stream->synchronize();
  checkLeaks();
  close();
}

//===----------------------------------------------------------------------===//
// Modules, streams and events
//===----------------------------------------------------------------------===//

Module *Runtime::load(const void *data, int optLevel) {
  std::unique_ptr<Module> module = Module::load(*driver, data, optLevel);
  if (!module)
    return nullptr;
  modules.push_back(std::move(module));
  return modules.back().get();
}

void Runtime::unload(Module *module) {
  for (const std::unique_ptr<Stream> &stream : streams)
    stream->synchronize();
  modules.erase(std::remove_if(modules.begin(), modules.end(),
                               [&](const std::unique_ptr<Module> &other) {
                                 return other.get() == module;
                               }),
                modules.end());
}

Stream *Runtime::createStream() {
  if (!idle.empty()) {
    Stream *stream = idle.back();
    idle.pop_back();
    return stream;
  }
  std::unique_ptr<Stream> stream =
      Stream::create(*driver, *memory, profile, profiling);
  if (!stream)
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

EventHandle Runtime::createEvent() {
  EventHandle event = nullptr;
  if (!driver->check(driver->cuEventCreate(&event, eventDisableTiming),
                     "cuEventCreate"))
    return nullptr;
  events.insert(event);
  return event;
}

void Runtime::destroyEvent(EventHandle event) {
  if (events.erase(event) != 0)
    driver->check(driver->cuEventDestroy(event), "cuEventDestroy");
}
