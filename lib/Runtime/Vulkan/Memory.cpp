//===- Memory.cpp - Buffers, and how addresses find them ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Memory.h"

#include <algorithm>
#include <optional>
#include <sys/mman.h>

using namespace winograd::vulkan;

/// What mgpuMemAlloc promises. It is also the largest alignment that a device
/// may want for a buffer in a descriptor, and vkCmdFillBuffer's is 4.
static constexpr uint64_t alignment = 256;

static size_t toIndex(Memory::Kind kind) { return size_t(kind); }

Memory::~Memory() {
  for (auto [address, buffer] : used)
    destroy(buffer);
  destroyPools();
}

void Memory::destroyPools() {
  for (BufferPool &pool : pools) {
    for (auto [capacity, buffer] : pool)
      destroy(buffer);
    pool.clear();
  }
}

//===----------------------------------------------------------------------===//
// Making buffers
//===----------------------------------------------------------------------===//

/// The first memory type of those allowed that has the properties.
static std::optional<uint32_t>
findMemoryType(VkPhysicalDevice device, uint32_t allowed,
               std::initializer_list<VkMemoryPropertyFlags> preferences) {
  VkPhysicalDeviceMemoryProperties memory;
  vkGetPhysicalDeviceMemoryProperties(device, &memory);
  for (VkMemoryPropertyFlags wanted : preferences)
    for (uint32_t i = 0; i < memory.memoryTypeCount; ++i)
      if ((allowed >> i & 1) &&
          (memory.memoryTypes[i].propertyFlags & wanted) == wanted)
        return i;
  return std::nullopt;
}

VkResult Memory::allocateMemory(Buffer &buffer, Kind kind) {
  constexpr VkMemoryPropertyFlags local = VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
  constexpr VkMemoryPropertyFlags host = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT |
                                         VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
  constexpr VkMemoryPropertyFlags cached = VK_MEMORY_PROPERTY_HOST_CACHED_BIT;
  VkMemoryRequirements requirements;
  vkGetBufferMemoryRequirements(device.get(), buffer.handle, &requirements);
  auto find = [&](std::initializer_list<VkMemoryPropertyFlags> preferences) {
    return findMemoryType(device.getPhysical(), requirements.memoryTypeBits,
                          preferences);
  };
  // Vulkan promises every device one of the last of each list. The host reads
  // memory that is not cached very slowly.
  std::optional<uint32_t> type =
      kind == Kind::Staging ? find({host | cached, host})
      : device.hasUnifiedMemory()
          ? find({local | host | cached, host | cached, local | host, host})
          : find({local, 0});
  VkMemoryAllocateInfo info = {VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
  info.allocationSize = requirements.size;
  info.memoryTypeIndex = *type;
  return vkAllocateMemory(device.get(), &info, nullptr, &buffer.memory);
}

bool Memory::giveAddress(Buffer &buffer, bool isMapped) {
  buffer.isMapped = isMapped;
  void *address = nullptr;
  if (isMapped) {
    if (!device.check(vkMapMemory(device.get(), buffer.memory, 0, VK_WHOLE_SIZE,
                                  0, &address),
                      "vkMapMemory"))
      return false;
  } else {
    address = mmap(nullptr, buffer.capacity, PROT_NONE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (address == MAP_FAILED)
      return device.error.set("expected mmap of " +
                              std::to_string(buffer.capacity) +
                              " bytes of addresses to succeed, but it failed");
  }
  buffer.address = static_cast<char *>(address);
  return true;
}

Buffer *Memory::create(uint64_t capacity, Kind kind) {
  const std::string ofSize = " of " + std::to_string(capacity) + " bytes";
  auto buffer = std::make_unique<Buffer>();
  buffer->capacity = capacity;
  VkBufferCreateInfo info = {VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
  info.size = capacity;
  info.usage = VK_BUFFER_USAGE_TRANSFER_SRC_BIT |
               VK_BUFFER_USAGE_TRANSFER_DST_BIT |
               (kind == Kind::Device ? VK_BUFFER_USAGE_STORAGE_BUFFER_BIT : 0);
  if (!device.check(
          vkCreateBuffer(device.get(), &info, nullptr, &buffer->handle),
          "vkCreateBuffer" + ofSize))
    return nullptr;
  VkResult result = allocateMemory(*buffer, kind);
  if (result == VK_ERROR_OUT_OF_DEVICE_MEMORY ||
      result == VK_ERROR_TOO_MANY_OBJECTS) {
    // What was kept for reuse may be of the wrong sizes.
    destroyPools();
    result = allocateMemory(*buffer, kind);
  }
  Buffer *made = buffer.release();
  bool isMapped = kind == Kind::Staging || device.hasUnifiedMemory();
  if (!device.check(result, "vkAllocateMemory" + ofSize) ||
      !device.check(
          vkBindBufferMemory(device.get(), made->handle, made->memory, 0),
          "vkBindBufferMemory" + ofSize) ||
      !giveAddress(*made, isMapped)) {
    destroy(made);
    return nullptr;
  }
  ++statistics.allocations;
  statistics.reserved += capacity;
  return made;
}

void Memory::destroy(Buffer *buffer) {
  if (buffer->address) {
    statistics.reserved -= buffer->capacity;
    if (!buffer->isMapped)
      munmap(buffer->address, buffer->capacity);
  }
  vkDestroyBuffer(device.get(), buffer->handle, nullptr);
  vkFreeMemory(device.get(), buffer->memory, nullptr); // unmaps it
  delete buffer;
}

//===----------------------------------------------------------------------===//
// Allocation
//===----------------------------------------------------------------------===//

/// Takes a buffer that fits out of the pool; null if there is none.
static Buffer *takeFrom(BufferPool &pool, uint64_t capacity) {
  auto fitting = pool.lower_bound(capacity);
  // A buffer that is much too large is better kept for what needs it.
  if (fitting == pool.end() || fitting->first > capacity + capacity / 4)
    return nullptr;
  Buffer *buffer = fitting->second;
  pool.erase(fitting);
  return buffer;
}

Buffer *Memory::allocate(uint64_t size, Kind kind, BufferPool *preferred) {
  if (size > UINT64_MAX - alignment) {
    device.error.set("expected the size of an allocation, but got " +
                     std::to_string(size) + " bytes");
    return nullptr;
  }
  uint64_t capacity =
      std::max(alignment, (size + alignment - 1) / alignment * alignment);
  Buffer *buffer = preferred ? takeFrom(*preferred, capacity) : nullptr;
  if (!buffer)
    buffer = takeFrom(pools[toIndex(kind)], capacity);
  if (!buffer)
    buffer = create(capacity, kind);
  if (!buffer)
    return nullptr;
  buffer->size = size;
  if (kind == Kind::Device) {
    used[buffer->address] = buffer;
    statistics.used += size;
    statistics.peak = std::max(statistics.peak, statistics.used);
  }
  return buffer;
}

void Memory::retire(Buffer *buffer) {
  used.erase(buffer->address);
  statistics.used -= buffer->size;
}

void Memory::recycle(Buffer *buffer, Kind kind) {
  buffer->user = nullptr;
  buffer->isReadLater = false;
  pools[toIndex(kind)].emplace(buffer->capacity, buffer);
}

Buffer *Memory::find(const void *address) {
  auto behind = used.upper_bound(static_cast<const char *>(address));
  if (behind == used.begin())
    return nullptr;
  Buffer *buffer = std::prev(behind)->second;
  bool isInside = uint64_t(static_cast<const char *>(address) -
                           buffer->address) < buffer->capacity;
  return isInside ? buffer : nullptr;
}
