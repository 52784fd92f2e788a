//===- Descriptors.cpp - Descriptor sets that live as long as commands ----===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Descriptors.h"

#include <algorithm>

using namespace winograd::vulkan;

/// Sets and descriptors of a pool, unless one set has more.
static constexpr uint32_t setsOfPool = 64, descriptorsOfPool = 512;

Descriptors::~Descriptors() {
  for (VkDescriptorPool pool : pools)
    vkDestroyDescriptorPool(device.get(), pool, nullptr);
}

void Descriptors::reset() {
  for (VkDescriptorPool pool : pools)
    device.check(vkResetDescriptorPool(device.get(), pool, 0),
                 "vkResetDescriptorPool");
  current = 0;
}

bool Descriptors::addPool(uint32_t numDescriptors) {
  VkDescriptorPoolSize size = {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
                               std::max(descriptorsOfPool, numDescriptors)};
  VkDescriptorPoolCreateInfo info = {
      VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO};
  info.maxSets = setsOfPool;
  info.poolSizeCount = 1;
  info.pPoolSizes = &size;
  VkDescriptorPool pool = VK_NULL_HANDLE;
  if (!device.check(vkCreateDescriptorPool(device.get(), &info, nullptr, &pool),
                    "vkCreateDescriptorPool"))
    return false;
  pools.push_back(pool);
  return true;
}

VkDescriptorSet Descriptors::allocate(const Kernel &kernel) {
  VkDescriptorSetAllocateInfo info = {
      VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO};
  info.descriptorSetCount = 1;
  info.pSetLayouts = &kernel.layout.set;
  for (;; ++current) {
    bool isNew = current == pools.size();
    if (isNew && !addPool(kernel.numBindings))
      return VK_NULL_HANDLE;
    info.descriptorPool = pools[current];
    VkDescriptorSet set = VK_NULL_HANDLE;
    VkResult result = vkAllocateDescriptorSets(device.get(), &info, &set);
    bool isFull = result == VK_ERROR_OUT_OF_POOL_MEMORY ||
                  result == VK_ERROR_FRAGMENTED_POOL;
    if (isFull && !isNew)
      continue;
    device.check(result, "vkAllocateDescriptorSets");
    return result == VK_SUCCESS ? set : VK_NULL_HANDLE;
  }
}

VkDescriptorSet
Descriptors::make(const Kernel &kernel,
                  const std::vector<VkDescriptorBufferInfo> &buffers) {
  VkDescriptorSet set = allocate(kernel);
  if (!set)
    return set;
  std::vector<VkWriteDescriptorSet> writes(buffers.size());
  for (size_t i = 0; i < buffers.size(); ++i) {
    writes[i] = {VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
    writes[i].dstSet = set;
    writes[i].dstBinding = uint32_t(i);
    writes[i].descriptorCount = 1;
    writes[i].descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
    writes[i].pBufferInfo = &buffers[i];
  }
  vkUpdateDescriptorSets(device.get(), uint32_t(writes.size()), writes.data(),
                         0, nullptr);
  return set;
}
