//===- Timestamps.cpp - Durations on the device's clock -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Timestamps.h"

using namespace winograd::vulkan;

bool Timestamps::initialize() {
  if (level == WinogradGPUProfilingOff)
    return true;
  VkQueryPoolCreateInfo info = {VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO};
  info.queryType = VK_QUERY_TYPE_TIMESTAMP;
  info.queryCount = 2 * maxPairs;
  return device.check(vkCreateQueryPool(device.get(), &info, nullptr, &pool),
                      "vkCreateQueryPool");
}

Timestamps::~Timestamps() { vkDestroyQueryPool(device.get(), pool, nullptr); }

void Timestamps::write(VkCommandBuffer commands, VkPipelineStageFlagBits stage,
                       uint32_t query) {
  vkCmdWriteTimestamp(commands, stage, pool, query);
}

void Timestamps::begin(VkCommandBuffer commands) {
  pending.clear();
  if (!pool)
    return;
  vkCmdResetQueryPool(commands, pool, 0, 2 * maxPairs);
  write(commands, VK_PIPELINE_STAGE_TOP_OF_PIPE_BIT, 0);
}

void Timestamps::end(VkCommandBuffer commands) {
  if (pool)
    write(commands, VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT, 1);
}

void Timestamps::beginCommand(VkCommandBuffer commands) {
  // Written when everything before is done, which a barrier has ensured.
  if (measuresCommands())
    write(commands, VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT,
          2 * uint32_t(pending.size() + 1));
}

void Timestamps::endCommand(VkCommandBuffer commands,
                            WinogradGPUProfileKind kind,
                            const std::string &name, uint64_t bytes) {
  if (!measuresCommands())
    return;
  write(commands, VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT,
        2 * uint32_t(pending.size() + 1) + 1);
  pending.push_back({kind, name, bytes});
}

double Timestamps::collect() {
  if (!pool)
    return 0;
  uint32_t count = 2 * uint32_t(pending.size() + 1);
  std::vector<uint64_t> times(count);
  if (!device.check(vkGetQueryPoolResults(device.get(), pool, 0, count,
                                          times.size() * sizeof(uint64_t),
                                          times.data(), sizeof(uint64_t),
                                          VK_QUERY_RESULT_64_BIT |
                                              VK_QUERY_RESULT_WAIT_BIT),
                    "vkGetQueryPoolResults"))
    return 0;
  for (size_t i = 0; i < pending.size(); ++i)
    profile.add(pending[i].kind, pending[i].name,
                device.getSeconds(times[2 * i + 2], times[2 * i + 3]),
                pending[i].bytes);
  return device.getSeconds(times[0], times[1]);
}
