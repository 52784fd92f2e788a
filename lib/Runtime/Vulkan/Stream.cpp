//===- Stream.cpp - Commands in their order -------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Stream.h"

#include <algorithm>
#include <cstring>

using namespace winograd::vulkan;
using winograd::runtime::Sizes;

//===----------------------------------------------------------------------===//
// Command buffers
//===----------------------------------------------------------------------===//

bool Stream::initialize() {
  VkCommandPoolCreateInfo poolInfo = {
      VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
  poolInfo.flags = VK_COMMAND_POOL_CREATE_TRANSIENT_BIT;
  poolInfo.queueFamilyIndex = device.getQueueFamily();
  if (!device.check(
          vkCreateCommandPool(device.get(), &poolInfo, nullptr, &pool),
          "vkCreateCommandPool"))
    return false;
  VkCommandBufferAllocateInfo info = {
      VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
  info.commandPool = pool;
  info.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
  info.commandBufferCount = 1;
  VkFenceCreateInfo fenceInfo = {VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
  return device.check(vkAllocateCommandBuffers(device.get(), &info, &commands),
                      "vkAllocateCommandBuffers") &&
         device.check(vkCreateFence(device.get(), &fenceInfo, nullptr, &fence),
                      "vkCreateFence") &&
         timestamps.initialize();
}

Stream::~Stream() {
  finish();
  vkDestroyFence(device.get(), fence, nullptr);
  vkDestroyCommandPool(device.get(), pool, nullptr);
}

bool Stream::begin() {
  if (device.error.isSet())
    return false;
  if (timestamps.isFull())
    flush();
  if (isRecording)
    return true;
  VkCommandBufferBeginInfo info = {VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
  info.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
  isRecording = device.check(vkResetCommandPool(device.get(), pool, 0),
                             "vkResetCommandPool") &&
                device.check(vkBeginCommandBuffer(commands, &info),
                             "vkBeginCommandBuffer");
  if (isRecording)
    timestamps.begin(commands);
  return isRecording;
}

static void addBarrier(VkCommandBuffer commands, VkPipelineStageFlags stages,
                       VkAccessFlags accesses) {
  VkMemoryBarrier barrier = {VK_STRUCTURE_TYPE_MEMORY_BARRIER};
  barrier.srcAccessMask =
      VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_WRITE_BIT;
  barrier.dstAccessMask = accesses;
  vkCmdPipelineBarrier(commands,
                       VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT |
                           VK_PIPELINE_STAGE_TRANSFER_BIT,
                       stages, 0, 1, &barrier, 0, nullptr, 0, nullptr);
}

/// Runs what is recorded, unless it is no longer worth anything.
void Stream::flush() {
  if (isRecording && !device.error.isSet()) {
    if (!copiesToHost.empty())
      addBarrier(commands, VK_PIPELINE_STAGE_HOST_BIT, VK_ACCESS_HOST_READ_BIT);
    timestamps.end(commands);
    if (device.check(vkEndCommandBuffer(commands), "vkEndCommandBuffer") &&
        device.run(commands, fence)) {
      hasRun = true;
      seconds += timestamps.collect();
      for (const CopyToHost &copy : copiesToHost) {
        const char *from = copy.from->address + copy.offset;
        if (copy.isSecondHalf)
          std::memcpy(copy.to, from, copy.size);
        else
          copyOnHost(WinogradGPUProfileDownload, copy.to, from, copy.size);
      }
    }
  }
  isRecording = false;
  finish();
}

/// Gives back what the command buffer has used.
void Stream::finish() {
  for (Buffer *buffer : inUse) {
    buffer->user = nullptr;
    buffer->isReadLater = false;
  }
  inUse.clear();
  sinceBarrier.clear();
  copiesToHost.clear();
  for (Buffer *buffer : staging)
    memory.recycle(buffer, Memory::Kind::Staging);
  staging.clear();
  for (auto [capacity, buffer] : freed)
    memory.recycle(buffer, Memory::Kind::Device);
  freed.clear();
  descriptors.reset();
}

void Stream::synchronize() {
  flush();
  if (hasRun && timestamps.areOn())
    profile.add(WinogradGPUProfileStream, "", seconds);
  hasRun = false;
  seconds = 0;
}

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

bool Stream::use(const std::vector<Use> &uses) {
  for (auto [buffer, writes] : uses)
    if (buffer->user && (buffer->user != this || buffer->isReadLater))
      buffer->user->flush();
  if (!begin())
    return false;
  auto mustFollow = [&](const Use &use) {
    return std::any_of(
        sinceBarrier.begin(), sinceBarrier.end(), [&](const Use &earlier) {
          return earlier.buffer == use.buffer && (earlier.writes || use.writes);
        });
  };
  bool mustWait = timestamps.measuresCommands() ||
                  std::any_of(uses.begin(), uses.end(), mustFollow);
  if (mustWait) {
    addBarrier(commands,
               VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT |
                   VK_PIPELINE_STAGE_TRANSFER_BIT,
               VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT |
                   VK_ACCESS_TRANSFER_READ_BIT | VK_ACCESS_TRANSFER_WRITE_BIT);
    sinceBarrier.clear();
  }
  for (const Use &use : uses) {
    if (!use.buffer->user)
      inUse.push_back(use.buffer);
    use.buffer->user = this;
    sinceBarrier.push_back(use);
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

static std::string print(const Sizes &sizes) {
  return std::to_string(sizes[0]) + "x" + std::to_string(sizes[1]) + "x" +
         std::to_string(sizes[2]);
}

bool Stream::checkLaunch(const Kernel &kernel, const Sizes &grid,
                         const Sizes &block, size_t numParams) {
  const std::string what = "kernel '" + kernel.name + "'";
  Sizes localSize = {kernel.localSize[0], kernel.localSize[1],
                     kernel.localSize[2]};
  if (block != localSize)
    return device.error.set("expected a launch of " + what +
                            " with workgroups of " + print(localSize) +
                            " threads, for which it was compiled, but got " +
                            print(block));
  const uint32_t *limits = device.getLimits().maxComputeWorkGroupCount;
  for (int i = 0; i < 3; ++i)
    if (grid[i] > limits[i])
      return device.error.set("expected a launch of " + what +
                              " with at most " +
                              print({limits[0], limits[1], limits[2]}) +
                              " workgroups, but got " + print(grid));
  if (numParams < kernel.numBindings)
    return device.error.set("expected a launch of " + what + " with " +
                            std::to_string(kernel.numBindings) +
                            " arguments, but got " + std::to_string(numParams));
  return true;
}

/// Finds the buffer of each argument.
bool Stream::bind(const Kernel &kernel, void **params, std::vector<Use> &uses,
                  std::vector<VkDescriptorBufferInfo> &infos) {
  const VkPhysicalDeviceLimits &limits = device.getLimits();
  for (uint32_t i = 0; i < kernel.numBindings; ++i) {
    auto *address = *static_cast<char **>(params[i]);
    const std::string what =
        "argument " + std::to_string(i) + " of kernel '" + kernel.name + "'";
    Buffer *buffer = memory.find(address);
    if (!buffer)
      return device.error.set("expected " + what +
                              " to be memory of the device, but got " +
                              (address ? "another address" : "null"));
    uint64_t offset = address - buffer->address;
    if (offset % limits.minStorageBufferOffsetAlignment != 0)
      return device.error.set(
          "expected " + what + " to be aligned to " +
          std::to_string(limits.minStorageBufferOffsetAlignment) +
          " bytes, but it is " + std::to_string(offset) +
          " bytes into its buffer");
    uint64_t range = buffer->capacity - offset;
    if (range > limits.maxStorageBufferRange)
      return device.error.set("expected " + what + " to have at most " +
                              std::to_string(limits.maxStorageBufferRange) +
                              " bytes, which is the device's limit, but got " +
                              std::to_string(range));
    uses.push_back({buffer, !kernel.isReadOnly[i]});
    infos.push_back({buffer->handle, offset, range});
  }
  return true;
}

void Stream::launch(void *function, const Sizes &grid, const Sizes &block,
                    void **params, size_t numParams) {
  const Kernel &kernel = *static_cast<Kernel *>(function);
  if (!checkLaunch(kernel, grid, block, numParams) || grid[0] == 0 ||
      grid[1] == 0 || grid[2] == 0)
    return;
  std::vector<Use> uses;
  std::vector<VkDescriptorBufferInfo> infos;
  if (!bind(kernel, params, uses, infos) || !use(uses))
    return;
  VkDescriptorSet set = descriptors.make(kernel, infos);
  if (!set)
    return;
  record(WinogradGPUProfileKernel, kernel.name, 0, [&] {
    vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE,
                      kernel.pipeline);
    vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_COMPUTE,
                            kernel.layout.pipeline, 0, 1, &set, 0, nullptr);
    vkCmdDispatch(commands, uint32_t(grid[0]), uint32_t(grid[1]),
                  uint32_t(grid[2]));
  });
}
