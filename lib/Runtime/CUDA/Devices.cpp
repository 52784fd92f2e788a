//===- Devices.cpp - NVIDIA's GPUs of this machine ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Runtime.h"

#include <array>

using namespace winograd::cuda;

/// Of a kernel, on every device.
static constexpr uint32_t parameterBytes = 4096;
/// Those of WinogradGPUDevice::parallelThreads.
static constexpr uint32_t threadRegisters = 128;

/// `CUDA 13.0, compute capability 9.0`
static std::string describe(int version, int major, int minor) {
  return "CUDA " + std::to_string(version / 1000) + "." +
         std::to_string(version % 1000 / 10) + ", compute capability " +
         std::to_string(major) + "." + std::to_string(minor);
}

static bool getPhysicalDevice(const Driver &driver, int index, int version,
                              PhysicalDevice &device) {
  std::array<char, 256> name = {};
  int isIntegrated = 0, major = 0, minor = 0, blockMemory = 0, blockThreads = 0;
  int warpSize = 0, processors = 0, registers = 0;
  size_t memory = 0;
  auto getAttribute = [&](int &value, int attribute) {
    return driver.check(
        driver.cuDeviceGetAttribute(&value, attribute, device.handle),
        "cuDeviceGetAttribute");
  };
  if (!driver.check(driver.cuDeviceGet(&device.handle, index), "cuDeviceGet") ||
      !driver.check(driver.cuDeviceGetName(name.data(), int(name.size()) - 1,
                                           device.handle),
                    "cuDeviceGetName") ||
      !getAttribute(isIntegrated, attributeIntegrated) ||
      !getAttribute(major, attributeComputeMajor) ||
      !getAttribute(minor, attributeComputeMinor) ||
      !getAttribute(blockMemory, attributeBlockMemory) ||
      !getAttribute(blockThreads, attributeBlockThreads) ||
      !getAttribute(warpSize, attributeWarpSize) ||
      !getAttribute(processors, attributeProcessors) ||
      !getAttribute(registers, attributeProcessorRegisters) ||
      !driver.check(driver.cuDeviceTotalMem(&memory, device.handle),
                    "cuDeviceTotalMem"))
    return false;
  device.info = {name.data(),
                 isIntegrated ? "integrated" : "discrete",
                 describe(version, major, minor),
                 memory,
                 uint32_t(blockMemory),
                 uint32_t(blockThreads),
                 parameterBytes / uint32_t(sizeof(Address)),
                 uint32_t(warpSize),
                 uint32_t(processors) * (uint32_t(registers) / threadRegisters),
                 /*preservedFloats=*/16 + 32 + 64};
  return true;
}

bool Runtime::getPhysicalDevices(std::vector<PhysicalDevice> &devices) {
  int count = 0, version = 0;
  if (!openDriver() ||
      !driver->check(driver->cuDeviceGetCount(&count), "cuDeviceGetCount") ||
      !driver->check(driver->cuDriverGetVersion(&version),
                     "cuDriverGetVersion"))
    return false;
  std::vector<PhysicalDevice> integrated;
  for (int i = 0; i < count; ++i) {
    PhysicalDevice found = {};
    if (!getPhysicalDevice(*driver, i, version, found))
      return false;
    bool isDiscrete = found.info.kind == "discrete";
    (isDiscrete ? devices : integrated).push_back(std::move(found));
  }
  devices.insert(devices.end(), integrated.begin(), integrated.end());
  return true;
}

bool Runtime::getDevices(std::vector<runtime::DeviceInfo> &infos) {
  std::vector<PhysicalDevice> devices;
  if (!getPhysicalDevices(devices))
    return false;
  infos = runtime::getInfos(devices);
  return true;
}
