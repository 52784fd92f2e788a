//===- Memory.h - Buffers, and how addresses find them ----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_VULKAN_MEMORY_H
#define WINOGRAD_LIB_RUNTIME_VULKAN_MEMORY_H

#include "Device.h"
#include "winograd/Runtime/GPURuntime.h"
#include <map>

namespace winograd::vulkan {

class Stream;

/// A VkBuffer with memory of its own.
///
/// Compiled code knows it by an address. Where the host reaches the memory it
/// is the address at which it does; elsewhere it is one of a range that is
/// reserved and cannot be accessed, so that no memory of the host's has it.
struct Buffer {
  VkBuffer handle = VK_NULL_HANDLE;
  VkDeviceMemory memory = VK_NULL_HANDLE;
  char *address = nullptr;
  /// Of the buffer, and what was asked for.
  uint64_t capacity = 0, size = 0;
  bool isMapped = false;
  /// The stream that holds a command with this buffer that is not done yet, or
  /// a copy to the host that happens when it is.
  Stream *user = nullptr;
  bool isReadLater = false;
};

/// Buffers to reuse, by capacity.
using BufferPool = std::multimap<uint64_t, Buffer *>;

/// All buffers of a device. Freed ones are kept for reuse.
class Memory {
public:
  explicit Memory(Device &device) : device(device) {}
  /// Destroys every buffer; the device must be idle.
  ~Memory();

  enum class Kind {
    /// For kernels; mapped if the device has unified memory.
    Device,
    /// For copies from and to the host; always mapped.
    Staging
  };
  /// A buffer of at least `size` bytes, from `preferred` if it has one that
  /// fits; null after an error.
  Buffer *allocate(uint64_t size, Kind kind, BufferPool *preferred = nullptr);
  /// Forgets the address of a buffer for kernels.
  void retire(Buffer *buffer);
  /// Keeps a buffer for anyone who allocates. Nothing may use it any more, and
  /// one for kernels must be retired.
  void recycle(Buffer *buffer, Kind kind);

  /// The buffer for kernels around an address; null if there is none.
  Buffer *find(const void *address);

  /// How many buffers for kernels are allocated.
  size_t getNumUsed() const { return used.size(); }
  WinogradGPUMemory getStatistics() const { return statistics; }

private:
  Buffer *create(uint64_t capacity, Kind kind);
  VkResult allocateMemory(Buffer &buffer, Kind kind);
  bool giveAddress(Buffer &buffer, bool isMapped);
  void destroy(Buffer *buffer);
  void destroyPools();

  Device &device;
  BufferPool pools[2];
  /// Buffers for kernels that are allocated, by address.
  std::map<const char *, Buffer *> used;
  WinogradGPUMemory statistics = {};
};

} // namespace winograd::vulkan

#endif // WINOGRAD_LIB_RUNTIME_VULKAN_MEMORY_H
