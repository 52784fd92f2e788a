//===- Instance.cpp - The loader and its devices --------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Instance.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

using namespace winograd::vulkan;
using winograd::runtime::DeviceInfo;
using winograd::runtime::FirstError;

static constexpr char validationLayer[] = "VK_LAYER_KHRONOS_validation";

//===----------------------------------------------------------------------===//
// Layers and extensions
//===----------------------------------------------------------------------===//

static bool hasLayer(const char *name) {
  uint32_t count = 0;
  vkEnumerateInstanceLayerProperties(&count, nullptr);
  std::vector<VkLayerProperties> layers(count);
  vkEnumerateInstanceLayerProperties(&count, layers.data());
  return std::any_of(layers.begin(), layers.end(), [&](const auto &layer) {
    return std::strcmp(layer.layerName, name) == 0;
  });
}

static bool hasExtension(const char *name) {
  uint32_t count = 0;
  vkEnumerateInstanceExtensionProperties(nullptr, &count, nullptr);
  std::vector<VkExtensionProperties> extensions(count);
  vkEnumerateInstanceExtensionProperties(nullptr, &count, extensions.data());
  return std::any_of(extensions.begin(), extensions.end(), [&](const auto &e) {
    return std::strcmp(e.extensionName, name) == 0;
  });
}

static VKAPI_ATTR VkBool32 VKAPI_CALL onMessage(
    VkDebugUtilsMessageSeverityFlagBitsEXT, VkDebugUtilsMessageTypeFlagsEXT,
    const VkDebugUtilsMessengerCallbackDataEXT *data, void *error) {
  static_cast<FirstError *>(error)->set(
      "expected Vulkan's validation to find nothing, but got: " +
      std::string(data->pMessage));
  return VK_FALSE;
}

//===----------------------------------------------------------------------===//
// Creation
//===----------------------------------------------------------------------===//

std::unique_ptr<Instance> Instance::create(bool validate, FirstError &error) {
  std::unique_ptr<Instance> instance(new Instance(error));
  if (!instance->initialize(validate))
    return nullptr;
  return instance;
}

bool Instance::createMessenger(const VkDebugUtilsMessengerCreateInfoEXT &info) {
  auto create = reinterpret_cast<PFN_vkCreateDebugUtilsMessengerEXT>(
      vkGetInstanceProcAddr(instance, "vkCreateDebugUtilsMessengerEXT"));
  return check(create(instance, &info, nullptr, &messenger),
               "vkCreateDebugUtilsMessengerEXT", error);
}

bool Instance::initialize(bool validate) {
  uint32_t version = VK_API_VERSION_1_0;
  if (!check(vkEnumerateInstanceVersion(&version), "vkEnumerateInstanceVersion",
             error))
    return false;
  if (version < VK_API_VERSION_1_1)
    return error.set("expected a Vulkan loader of version 1.1 or later, but "
                     "got 1.0");
  if (validate && !hasLayer(validationLayer))
    return error.set(std::string("expected the layer ") + validationLayer +
                     " for validation, but it is not installed");

  VkApplicationInfo application = {VK_STRUCTURE_TYPE_APPLICATION_INFO};
  application.pApplicationName = "winograd";
  application.apiVersion = std::min(version, VK_API_VERSION_1_3);
  VkInstanceCreateInfo info = {VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
  info.pApplicationInfo = &application;
  std::vector<const char *> extensions;
  // Without this flag the loader hides implementations on top of Metal.
  if (hasExtension(VK_KHR_PORTABILITY_ENUMERATION_EXTENSION_NAME)) {
    extensions.push_back(VK_KHR_PORTABILITY_ENUMERATION_EXTENSION_NAME);
    info.flags |= VK_INSTANCE_CREATE_ENUMERATE_PORTABILITY_BIT_KHR;
  }

  // Warnings, too: the layer says so where something is undefined but common.
  // The loader's own messages, about drivers that it cannot load, are of
  // another type.
  VkDebugUtilsMessengerCreateInfoEXT messages = {
      VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT};
  messages.messageSeverity = VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT |
                             VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT;
  messages.messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT;
  messages.pfnUserCallback = onMessage;
  messages.pUserData = &error;
  VkValidationFeatureEnableEXT synchronization =
      VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT;
  VkValidationFeaturesEXT features = {
      VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT};
  features.pNext = &messages;
  features.enabledValidationFeatureCount = 1;
  features.pEnabledValidationFeatures = &synchronization;
  const char *layer = validationLayer;
  if (validate) {
    extensions.push_back(VK_EXT_DEBUG_UTILS_EXTENSION_NAME);
    info.enabledLayerCount = 1;
    info.ppEnabledLayerNames = &layer;
    info.pNext = &features;
  }
  info.enabledExtensionCount = uint32_t(extensions.size());
  info.ppEnabledExtensionNames = extensions.data();
  VkResult result = vkCreateInstance(&info, nullptr, &instance);
  if (result == VK_ERROR_INCOMPATIBLE_DRIVER)
    return error.set("expected a device for Vulkan, but this machine has no "
                     "driver (vkCreateInstance: " +
                     toString(result) + ")");
  return check(result, "vkCreateInstance", error) &&
         (!validate || createMessenger(messages));
}

Instance::~Instance() {
  if (!instance)
    return;
  if (messenger)
    reinterpret_cast<PFN_vkDestroyDebugUtilsMessengerEXT>(
        vkGetInstanceProcAddr(instance, "vkDestroyDebugUtilsMessengerEXT"))(
        instance, messenger, nullptr);
  vkDestroyInstance(instance, nullptr);
}

//===----------------------------------------------------------------------===//
// Devices
//===----------------------------------------------------------------------===//

namespace {
/// In the order of preference.
constexpr struct {
  VkPhysicalDeviceType type;
  const char *name;
} kinds[] = {
    {VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU, "discrete"},
    {VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU, "integrated"},
    {VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU, "virtual"},
    {VK_PHYSICAL_DEVICE_TYPE_CPU, "cpu"},
    {VK_PHYSICAL_DEVICE_TYPE_OTHER, "other"},
};
} // namespace

static size_t getPreference(VkPhysicalDeviceType type) {
  size_t rank = 0;
  while (rank + 1 < std::size(kinds) && kinds[rank].type != type)
    ++rank;
  return rank;
}

static std::string formatVersion(uint32_t version) {
  return std::to_string(VK_API_VERSION_MAJOR(version)) + "." +
         std::to_string(VK_API_VERSION_MINOR(version)) + "." +
         std::to_string(VK_API_VERSION_PATCH(version));
}

/// Lanes of a subgroup, if kernels can exchange values between them.
static uint32_t getSubgroupSize(VkPhysicalDevice device,
                                const VkPhysicalDeviceProperties &properties) {
  if (properties.apiVersion < VK_API_VERSION_1_1)
    return 0;
  VkPhysicalDeviceSubgroupProperties subgroup = {
      VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_PROPERTIES};
  VkPhysicalDeviceProperties2 chain = {
      VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &subgroup};
  vkGetPhysicalDeviceProperties2(device, &chain);
  bool canExchange =
      (subgroup.supportedStages & VK_SHADER_STAGE_COMPUTE_BIT) &&
      (subgroup.supportedOperations & VK_SUBGROUP_FEATURE_SHUFFLE_BIT);
  return canExchange ? subgroup.subgroupSize : 0;
}

static bool hasExtension(VkPhysicalDevice device, const char *name) {
  uint32_t count = 0;
  vkEnumerateDeviceExtensionProperties(device, nullptr, &count, nullptr);
  std::vector<VkExtensionProperties> extensions(count);
  vkEnumerateDeviceExtensionProperties(device, nullptr, &count,
                                       extensions.data());
  return std::any_of(extensions.begin(), extensions.end(), [&](const auto &e) {
    return std::strcmp(e.extensionName, name) == 0;
  });
}

/// The sum of the widths of floats that kernels can ask to preserve.
static uint32_t
getPreservedFloats(VkPhysicalDevice device,
                   const VkPhysicalDeviceProperties &properties) {
  if (properties.apiVersion < VK_API_VERSION_1_2 &&
      !hasExtension(device, VK_KHR_SHADER_FLOAT_CONTROLS_EXTENSION_NAME))
    return 0;
  VkPhysicalDeviceFloatControlsProperties floats = {
      VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FLOAT_CONTROLS_PROPERTIES};
  VkPhysicalDeviceProperties2 chain = {
      VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &floats};
  vkGetPhysicalDeviceProperties2(device, &chain);
  uint32_t widths = (floats.shaderSignedZeroInfNanPreserveFloat16 ? 16 : 0) |
                    (floats.shaderSignedZeroInfNanPreserveFloat32 ? 32 : 0) |
                    (floats.shaderSignedZeroInfNanPreserveFloat64 ? 64 : 0);
  // For tests of what devices do that have less.
  if (const char *text = std::getenv("WINOGRAD_VULKAN_PRESERVED_FLOATS"))
    widths &= uint32_t(std::strtoul(text, nullptr, 10));
  return widths;
}

static DeviceInfo describe(VkPhysicalDevice device,
                           const VkPhysicalDeviceProperties &properties) {
  DeviceInfo info;
  info.name = properties.deviceName;
  info.kind = kinds[getPreference(properties.deviceType)].name;
  info.driver = "Vulkan " + formatVersion(properties.apiVersion);
  if (properties.apiVersion >= VK_API_VERSION_1_2) {
    VkPhysicalDeviceDriverProperties driver = {
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES};
    VkPhysicalDeviceProperties2 chain = {
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &driver};
    vkGetPhysicalDeviceProperties2(device, &chain);
    for (const char *text : {driver.driverName, driver.driverInfo})
      if (*text)
        info.driver += std::string(", ") + text;
  }
  const VkPhysicalDeviceLimits &limits = properties.limits;
  info.maxWorkgroupMemory = limits.maxComputeSharedMemorySize;
  info.maxWorkgroupSize = limits.maxComputeWorkGroupInvocations;
  info.maxBuffers = limits.maxPerStageDescriptorStorageBuffers;
  info.subgroupSize = getSubgroupSize(device, properties);
  info.preservedFloats = getPreservedFloats(device, properties);
  VkPhysicalDeviceMemoryProperties memory;
  vkGetPhysicalDeviceMemoryProperties(device, &memory);
  for (uint32_t i = 0; i < memory.memoryHeapCount; ++i)
    if (memory.memoryHeaps[i].flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT)
      info.memory = std::max(info.memory, memory.memoryHeaps[i].size);
  return info;
}

bool Instance::getDevices(std::vector<PhysicalDevice> &devices) {
  uint32_t count = 0;
  if (!check(vkEnumeratePhysicalDevices(instance, &count, nullptr),
             "vkEnumeratePhysicalDevices", error))
    return false;
  std::vector<VkPhysicalDevice> handles(count);
  if (!check(vkEnumeratePhysicalDevices(instance, &count, handles.data()),
             "vkEnumeratePhysicalDevices", error))
    return false;
  devices.clear();
  for (size_t preference = 0; preference < std::size(kinds); ++preference)
    for (VkPhysicalDevice handle : handles) {
      PhysicalDevice device = {handle, {}, {}};
      vkGetPhysicalDeviceProperties(handle, &device.properties);
      if (getPreference(device.properties.deviceType) != preference)
        continue;
      device.info = describe(handle, device.properties);
      devices.push_back(std::move(device));
    }
  return true;
}
