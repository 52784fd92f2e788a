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
using winograd::runtime::RuntimeBase;
using winograd::runtime::StreamBase;

std::unique_ptr<RuntimeBase> winograd::runtime::makeRuntime(FirstError &error) {
  return std::make_unique<cuda::Runtime>(error);
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

bool Runtime::open(const WinogradGPUConfig &config, WinogradGPUDevice &view) {
  std::vector<PhysicalDevice> devices;
  if (!getPhysicalDevices(devices))
    return false;
  auto index = runtime::chooseDevice(runtime::getInfos(devices), config.device,
                                     "CUDA", error);
  if (!index)
    return false;
  if (config.validate)
    return error.set("expected no validation with CUDA: it is what NVIDIA's "
                     "compute-sanitizer does, which runs the program");
  device = devices[*index];
  if (!driver->check(driver->cuDevicePrimaryCtxRetain(&context, device.handle),
                     "cuDevicePrimaryCtxRetain of '" + device.info.name + "'"))
    return false;
  memory = std::make_unique<Memory>(*driver);
  view = device.info.get(*index);
  makeCurrent();
  return true;
}

void Runtime::makeCurrent() {
  driver->check(driver->cuCtxSetCurrent(context), "cuCtxSetCurrent");
}

void Runtime::close() {
  if (!memory)
    return; // nothing was opened
  for (EventHandle event : events)
    driver->check(driver->cuEventDestroy(event), "cuEventDestroy");
  events.clear();
  modules.clear();
  memory.reset();
  driver->check(driver->cuCtxSetCurrent(nullptr), "cuCtxSetCurrent");
  driver->check(driver->cuDevicePrimaryCtxRelease(device.handle),
                "cuDevicePrimaryCtxRelease");
  context = nullptr;
}

//===----------------------------------------------------------------------===//
// What the device holds
//===----------------------------------------------------------------------===//

Module *Runtime::load(const void *data, int optLevel) {
  std::unique_ptr<Module> module = Module::load(*driver, data, optLevel);
  if (!module)
    return nullptr;
  modules.push_back(std::move(module));
  return modules.back().get();
}

void Runtime::destroyModule(void *module) {
  modules.erase(std::remove_if(modules.begin(), modules.end(),
                               [&](const std::unique_ptr<Module> &other) {
                                 return other.get() == module;
                               }),
                modules.end());
}

std::unique_ptr<StreamBase> Runtime::makeStream() {
  return Stream::create(*driver, *memory, profile, profiling);
}

WinogradGPUMemory Runtime::getMemoryStatistics() const {
  return memory->getStatistics();
}

std::vector<winograd::runtime::Held> Runtime::getHeld() const {
  return {{"modules", modules.size()},
          {"buffers", memory->getNumUsed()},
          {"streams", getNumStreamsHeld()},
          {"events", events.size()}};
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
