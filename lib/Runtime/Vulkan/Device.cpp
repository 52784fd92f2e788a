//===- Device.cpp - A device and its queue --------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Device.h"

#include <cstdlib>
#include <cstring>

using namespace winograd::vulkan;
using winograd::runtime::FirstError;

std::unique_ptr<Device> Device::open(const PhysicalDevice &physical,
                                     FirstError &error) {
  std::unique_ptr<Device> device(new Device(physical, error));
  if (!device->initialize())
    return nullptr;
  return device;
}

bool Device::initialize() {
  if (physical.properties.apiVersion < VK_API_VERSION_1_1)
    return error.set("expected a device with Vulkan 1.1 or later, but '" +
                     physical.info.name + "' has " + physical.info.driver);
  VkPhysicalDeviceType type = physical.properties.deviceType;
  unified = type == VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU ||
            type == VK_PHYSICAL_DEVICE_TYPE_CPU;
  // For tests of what discrete devices do, on machines that have none.
  if (const char *text = std::getenv("WINOGRAD_VULKAN_STAGING"))
    unified = unified && std::strcmp(text, "1") != 0;
  return findQueueFamily() && create();
}

bool Device::findQueueFamily() {
  uint32_t count = 0;
  vkGetPhysicalDeviceQueueFamilyProperties(physical.handle, &count, nullptr);
  std::vector<VkQueueFamilyProperties> families(count);
  vkGetPhysicalDeviceQueueFamilyProperties(physical.handle, &count,
                                           families.data());
  for (queueFamily = 0; queueFamily < count; ++queueFamily)
    if (families[queueFamily].queueFlags & VK_QUEUE_COMPUTE_BIT) {
      timestampBits = families[queueFamily].timestampValidBits;
      return true;
    }
  return error.set("expected a queue for kernels, but '" + physical.info.name +
                   "' has none");
}

namespace {
/// The extensions of a device.
class Extensions {
public:
  explicit Extensions(VkPhysicalDevice device) {
    uint32_t count = 0;
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, nullptr);
    available.resize(count);
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count,
                                         available.data());
  }
  /// Turns an extension on if the device has it.
  bool enable(const char *name) {
    for (const VkExtensionProperties &extension : available)
      if (std::strcmp(extension.extensionName, name) == 0) {
        enabled.push_back(name);
        return true;
      }
    return false;
  }
  std::vector<const char *> enabled;

private:
  std::vector<VkExtensionProperties> available;
};
} // namespace

bool Device::create() {
  Extensions extensions(physical.handle);
  // Has to be turned on where it exists.
  extensions.enable("VK_KHR_portability_subset");
  VkPhysicalDeviceFeatures2 chain = {
      VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2};
  auto add = [&](auto &structure, VkStructureType type) {
    structure.sType = type;
    structure.pNext = chain.pNext;
    chain.pNext = &structure;
  };
  add(features.storage16,
      VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_16BIT_STORAGE_FEATURES);
  add(features.variablePointers,
      VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VARIABLE_POINTERS_FEATURES);
  // Vulkan 1.2 has these without extensions.
  bool isCore = physical.properties.apiVersion >= VK_API_VERSION_1_2;
  if (isCore || extensions.enable(VK_KHR_8BIT_STORAGE_EXTENSION_NAME))
    add(features.storage8,
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_8BIT_STORAGE_FEATURES);
  if (isCore || extensions.enable(VK_KHR_SHADER_FLOAT16_INT8_EXTENSION_NAME))
    add(features.float16Int8,
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_FLOAT16_INT8_FEATURES);
  if (isCore || extensions.enable(VK_KHR_VULKAN_MEMORY_MODEL_EXTENSION_NAME))
    add(features.memoryModel,
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_MEMORY_MODEL_FEATURES);
  if (!isCore)
    extensions.enable(VK_KHR_SHADER_FLOAT_CONTROLS_EXTENSION_NAME);
  VkPhysicalDeviceSubgroupSizeControlFeatures sizeControl = {};
  bool hasSizeControl =
      physical.properties.apiVersion >= VK_API_VERSION_1_3 ||
      extensions.enable(VK_EXT_SUBGROUP_SIZE_CONTROL_EXTENSION_NAME);
  if (hasSizeControl)
    add(sizeControl,
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_FEATURES);
  vkGetPhysicalDeviceFeatures2(physical.handle, &chain);
  // Checks of every access cost time, and nobody relies on them.
  chain.features.robustBufferAccess = VK_FALSE;
  features.core = chain.features;

  VkPhysicalDeviceSubgroupProperties subgroup = {
      VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_PROPERTIES};
  VkPhysicalDeviceSubgroupSizeControlProperties sizes = {
      VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_PROPERTIES};
  if (hasSizeControl)
    subgroup.pNext = &sizes;
  VkPhysicalDeviceProperties2 properties = {
      VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &subgroup};
  vkGetPhysicalDeviceProperties2(physical.handle, &properties);
  if (subgroup.supportedStages & VK_SHADER_STAGE_COMPUTE_BIT)
    features.subgroupOperations = subgroup.supportedOperations;
  features.canFixSubgroups =
      sizeControl.subgroupSizeControl && sizeControl.computeFullSubgroups &&
      (sizes.requiredSubgroupSizeStages & VK_SHADER_STAGE_COMPUTE_BIT) &&
      sizes.minSubgroupSize <= subgroup.subgroupSize &&
      sizes.maxSubgroupSize >= subgroup.subgroupSize;

  float priority = 1;
  VkDeviceQueueCreateInfo queueInfo = {
      VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
  queueInfo.queueFamilyIndex = queueFamily;
  queueInfo.queueCount = 1;
  queueInfo.pQueuePriorities = &priority;
  VkDeviceCreateInfo info = {VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO, &chain};
  info.queueCreateInfoCount = 1;
  info.pQueueCreateInfos = &queueInfo;
  info.enabledExtensionCount = uint32_t(extensions.enabled.size());
  info.ppEnabledExtensionNames = extensions.enabled.data();
  if (!check(vkCreateDevice(physical.handle, &info, nullptr, &device),
             "vkCreateDevice for '" + physical.info.name + "'"))
    return false;
  vkGetDeviceQueue(device, queueFamily, 0, &queue);
  return true;
}

Device::~Device() {
  if (device)
    vkDestroyDevice(device, nullptr);
}

double Device::getSeconds(uint64_t from, uint64_t to) const {
  uint64_t ticks = to - from;
  if (timestampBits < 64) // the counter may have started again
    ticks &= (uint64_t(1) << timestampBits) - 1;
  return double(ticks) * getLimits().timestampPeriod * 1e-9;
}

bool Device::run(VkCommandBuffer commands, VkFence fence) {
  VkSubmitInfo info = {VK_STRUCTURE_TYPE_SUBMIT_INFO};
  info.commandBufferCount = 1;
  info.pCommandBuffers = &commands;
  return check(vkQueueSubmit(queue, 1, &info, fence), "vkQueueSubmit") &&
         check(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX),
               "vkWaitForFences") &&
         check(vkResetFences(device, 1, &fence), "vkResetFences");
}

void Device::waitIdle() { check(vkDeviceWaitIdle(device), "vkDeviceWaitIdle"); }
