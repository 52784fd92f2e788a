//===- Kernels.cpp - Modules and their pipelines --------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"

#include <algorithm>
#include <cstring>

using namespace winograd::vulkan;

Kernel *Module::find(const std::string &name) const {
  for (const std::unique_ptr<Kernel> &kernel : kernels)
    if (kernel->name == name)
      return kernel.get();
  return nullptr;
}

Kernels::~Kernels() {
  while (!modules.empty())
    unload(modules.back().get());
  for (auto &[numBindings, layout] : layouts) {
    vkDestroyPipelineLayout(device.get(), layout.pipeline, nullptr);
    vkDestroyDescriptorSetLayout(device.get(), layout.set, nullptr);
  }
}

void Kernels::unload(Module *module) {
  for (const std::unique_ptr<Kernel> &kernel : module->kernels)
    vkDestroyPipeline(device.get(), kernel->pipeline, nullptr);
  modules.erase(std::find_if(modules.begin(), modules.end(), [&](auto &owned) {
    return owned.get() == module;
  }));
}

//===----------------------------------------------------------------------===//
// What a device can do
//===----------------------------------------------------------------------===//

namespace {
/// A capability of SPIR-V, and whether the device has it.
struct Capability {
  uint32_t number;
  const char *name;
  bool isThere;
};
} // namespace

bool Kernels::checkCapabilities(const SpirvInfo &info) {
  const Features &has = device.getFeatures();
  auto subgroups = [&](VkSubgroupFeatureFlags operations) {
    return (has.subgroupOperations & operations) == operations;
  };
  const Capability known[] = {
      {0, "Matrix", true},
      {1, "Shader", true},
      {9, "Float16", bool(has.float16Int8.shaderFloat16)},
      {10, "Float64", bool(has.core.shaderFloat64)},
      {11, "Int64", bool(has.core.shaderInt64)},
      {22, "Int16", bool(has.core.shaderInt16)},
      {39, "Int8", bool(has.float16Int8.shaderInt8)},
      {61, "GroupNonUniform", subgroups(VK_SUBGROUP_FEATURE_BASIC_BIT)},
      {62, "GroupNonUniformVote", subgroups(VK_SUBGROUP_FEATURE_VOTE_BIT)},
      {63, "GroupNonUniformArithmetic",
       subgroups(VK_SUBGROUP_FEATURE_ARITHMETIC_BIT)},
      {64, "GroupNonUniformBallot", subgroups(VK_SUBGROUP_FEATURE_BALLOT_BIT)},
      {65, "GroupNonUniformShuffle",
       subgroups(VK_SUBGROUP_FEATURE_SHUFFLE_BIT)},
      {66, "GroupNonUniformShuffleRelative",
       subgroups(VK_SUBGROUP_FEATURE_SHUFFLE_RELATIVE_BIT)},
      {4433, "StorageBuffer16BitAccess",
       bool(has.storage16.storageBuffer16BitAccess)},
      {4434, "UniformAndStorageBuffer16BitAccess",
       bool(has.storage16.uniformAndStorageBuffer16BitAccess)},
      {4441, "VariablePointersStorageBuffer",
       bool(has.variablePointers.variablePointersStorageBuffer)},
      {4442, "VariablePointers", bool(has.variablePointers.variablePointers)},
      // Of which widths, is asked for each.
      {4466, "SignedZeroInfNanPreserve", device.getInfo().preservedFloats != 0},
      {4448, "StorageBuffer8BitAccess",
       bool(has.storage8.storageBuffer8BitAccess)},
      {4449, "UniformAndStorageBuffer8BitAccess",
       bool(has.storage8.uniformAndStorageBuffer8BitAccess)},
      {5345, "VulkanMemoryModel", bool(has.memoryModel.vulkanMemoryModel)},
  };
  for (uint32_t number : info.capabilities) {
    auto found =
        std::find_if(std::begin(known), std::end(known),
                     [&](const Capability &c) { return c.number == number; });
    if (found == std::end(known))
      return device.error.set("expected SPIR-V whose capabilities the runtime "
                              "knows, but got number " +
                              std::to_string(number));
    if (!found->isThere)
      return device.error.set(
          std::string("expected a device with the SPIR-V capability ") +
          found->name + ", but '" + device.getInfo().name + "' lacks it");
  }
  return true;
}

bool Kernels::checkPreservedFloats(const SpirvInfo &info) {
  uint32_t lost = info.preservedFloats & ~device.getInfo().preservedFloats;
  for (uint32_t width : {16, 32, 64})
    if (lost & width)
      return device.error.set(
          "expected a device that preserves NaN, infinities and signed zeros "
          "of f" +
          std::to_string(width) + ", but '" + device.getInfo().name +
          "' does not");
  return true;
}

bool Kernels::checkLocalSize(const SpirvInfo::EntryPoint &entryPoint) {
  const VkPhysicalDeviceLimits &limits = device.getLimits();
  const std::string of = "a workgroup of kernel '" + entryPoint.name + "'";
  uint64_t invocations = 1;
  for (int i = 0; i < 3; ++i) {
    uint32_t size = entryPoint.localSize[i];
    uint32_t limit = limits.maxComputeWorkGroupSize[i];
    if (size == 0)
      return device.error.set("expected " + of +
                              " to have a fixed size, but it has none");
    if (size > limit)
      return device.error.set("expected " + of + " to have at most " +
                              std::to_string(limit) + " threads in direction " +
                              "xyz"[i] + ", but got " + std::to_string(size));
    invocations *= size;
  }
  if (invocations > limits.maxComputeWorkGroupInvocations)
    return device.error.set(
        "expected " + of + " to have at most " +
        std::to_string(limits.maxComputeWorkGroupInvocations) +
        " threads, but got " + std::to_string(invocations));
  return true;
}

/// Threads find their subgroup and lane by themselves, which takes subgroups
/// that are full, and large enough for what they exchange.
bool Kernels::checkSubgroups(const SpirvInfo &info,
                             const SpirvInfo::EntryPoint &entryPoint) {
  uint32_t lanes = device.getInfo().subgroupSize;
  if (info.subgroupLanes == 1)
    return true;
  const std::string of = " for kernel '" + entryPoint.name + "'";
  if (lanes < info.subgroupLanes)
    return device.error.set("expected subgroups of at least " +
                            std::to_string(info.subgroupLanes) + " lanes" + of +
                            ", but those of '" + device.getInfo().name +
                            "' have " + std::to_string(lanes));
  if (entryPoint.localSize[0] % lanes != 0)
    return device.error.set("expected workgroups of full subgroups" + of +
                            ", but " + std::to_string(entryPoint.localSize[0]) +
                            " threads are no multiple of " +
                            std::to_string(lanes));
  return true;
}

//===----------------------------------------------------------------------===//
// Pipelines
//===----------------------------------------------------------------------===//

const KernelLayout *Kernels::getLayout(uint32_t numBindings) {
  auto cached = layouts.find(numBindings);
  if (cached != layouts.end())
    return &cached->second;
  uint32_t limit = device.getLimits().maxPerStageDescriptorStorageBuffers;
  if (numBindings > limit) {
    device.error.set("expected a kernel of at most " + std::to_string(limit) +
                     " buffers, but got " + std::to_string(numBindings));
    return nullptr;
  }
  std::vector<VkDescriptorSetLayoutBinding> bindings(numBindings);
  for (uint32_t i = 0; i < numBindings; ++i)
    bindings[i] = {i, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1,
                   VK_SHADER_STAGE_COMPUTE_BIT, nullptr};
  VkDescriptorSetLayoutCreateInfo setInfo = {
      VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
  setInfo.bindingCount = numBindings;
  setInfo.pBindings = bindings.data();
  KernelLayout layout;
  if (!device.check(vkCreateDescriptorSetLayout(device.get(), &setInfo, nullptr,
                                                &layout.set),
                    "vkCreateDescriptorSetLayout"))
    return nullptr;
  VkPipelineLayoutCreateInfo pipelineInfo = {
      VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
  pipelineInfo.setLayoutCount = 1;
  pipelineInfo.pSetLayouts = &layout.set;
  if (!device.check(vkCreatePipelineLayout(device.get(), &pipelineInfo, nullptr,
                                           &layout.pipeline),
                    "vkCreatePipelineLayout")) {
    vkDestroyDescriptorSetLayout(device.get(), layout.set, nullptr);
    return nullptr;
  }
  return &layouts.emplace(numBindings, layout).first->second;
}

bool Kernels::build(Module &module, const std::vector<uint32_t> &words,
                    const SpirvInfo &info) {
  const KernelLayout *layout = getLayout(info.numBindings);
  if (!layout)
    return false;
  VkShaderModuleCreateInfo shaderInfo = {
      VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
  shaderInfo.codeSize = words.size() * sizeof(uint32_t);
  shaderInfo.pCode = words.data();
  VkShaderModule shader = VK_NULL_HANDLE;
  if (!device.check(
          vkCreateShaderModule(device.get(), &shaderInfo, nullptr, &shader),
          "vkCreateShaderModule"))
    return false;
  bool succeeded = true;
  for (const SpirvInfo::EntryPoint &entryPoint : info.entryPoints) {
    auto kernel = std::make_unique<Kernel>();
    kernel->name = entryPoint.name;
    kernel->localSize = entryPoint.localSize;
    kernel->numBindings = info.numBindings;
    kernel->isReadOnly = info.isReadOnly;
    kernel->layout = *layout;
    VkComputePipelineCreateInfo pipelineInfo = {
        VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO};
    pipelineInfo.stage = {VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO};
    pipelineInfo.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
    pipelineInfo.stage.module = shader;
    pipelineInfo.stage.pName = kernel->name.c_str();
    VkPipelineShaderStageRequiredSubgroupSizeCreateInfo subgroups = {
        VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_REQUIRED_SUBGROUP_SIZE_CREATE_INFO};
    subgroups.requiredSubgroupSize = device.getInfo().subgroupSize;
    // Without the feature, drivers make full ones of the size that they report.
    if (info.subgroupLanes > 1 && device.getFeatures().canFixSubgroups) {
      pipelineInfo.stage.pNext = &subgroups;
      pipelineInfo.stage.flags =
          VK_PIPELINE_SHADER_STAGE_CREATE_REQUIRE_FULL_SUBGROUPS_BIT;
    }
    pipelineInfo.layout = layout->pipeline;
    succeeded =
        checkLocalSize(entryPoint) && checkSubgroups(info, entryPoint) &&
        device.check(
            vkCreateComputePipelines(device.get(), VK_NULL_HANDLE, 1,
                                     &pipelineInfo, nullptr, &kernel->pipeline),
            "vkCreateComputePipelines of kernel '" + kernel->name + "'");
    if (!succeeded)
      break;
    module.kernels.push_back(std::move(kernel));
  }
  vkDestroyShaderModule(device.get(), shader, nullptr);
  return succeeded;
}

Module *Kernels::load(const void *data, size_t size) {
  // The bytes need not be aligned to words.
  std::vector<uint32_t> words(size / sizeof(uint32_t));
  if (!words.empty())
    std::memcpy(words.data(), data, words.size() * sizeof(uint32_t));
  std::optional<SpirvInfo> info = readSpirv(words, device.error);
  if (!info || !checkCapabilities(*info) || !checkPreservedFloats(*info))
    return nullptr;
  modules.push_back(std::make_unique<Module>());
  Module *module = modules.back().get();
  if (build(*module, words, *info))
    return module;
  unload(module);
  return nullptr;
}
