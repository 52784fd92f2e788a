//===- StreamMemory.cpp - Copies, fills and buffers of a stream -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Stream.h"

#include <chrono>
#include <cstring>

using namespace winograd::vulkan;

//===----------------------------------------------------------------------===//
// Copies
//===----------------------------------------------------------------------===//

/// Whether a part of a buffer is one.
static bool checkRange(Device &device, const char *what, const Buffer &buffer,
                       const char *address, uint64_t size) {
  uint64_t offset = address - buffer.address;
  return size <= buffer.capacity - offset ||
         device.error.set(
             std::string("expected ") + what + " of " + std::to_string(size) +
             " bytes to be within its " + "buffer, but it has " +
             std::to_string(buffer.capacity - offset) + " bytes from there");
}

void Stream::copyOnHost(WinogradGPUProfileKind kind, void *to, const void *from,
                        uint64_t size) {
  using Clock = std::chrono::steady_clock;
  Clock::time_point start = Clock::now();
  std::memcpy(to, from, size);
  if (timestamps.measuresCommands())
    profile.add(kind, "",
                std::chrono::duration<double>(Clock::now() - start).count(),
                size);
}

Buffer *Stream::getStaging(uint64_t size) {
  Buffer *buffer = memory.allocate(size, Memory::Kind::Staging);
  if (buffer)
    staging.push_back(buffer);
  return buffer;
}

void Stream::recordCopy(WinogradGPUProfileKind kind, Buffer &to,
                        uint64_t toOffset, Buffer &from, uint64_t fromOffset,
                        uint64_t size) {
  record(kind, "", size, [&] {
    VkBufferCopy region = {fromOffset, toOffset, size};
    vkCmdCopyBuffer(commands, from.handle, to.handle, 1, &region);
  });
}

void Stream::upload(Buffer &to, uint64_t offset, const char *from,
                    uint64_t size) {
  if (to.isMapped) {
    if (to.user)
      to.user->flush();
    return copyOnHost(WinogradGPUProfileUpload, to.address + offset, from,
                      size);
  }
  if (!use({{&to, true}}))
    return;
  if (Buffer *source = getStaging(size)) {
    std::memcpy(source->address, from, size);
    recordCopy(WinogradGPUProfileUpload, to, offset, *source, 0, size);
  }
}

void Stream::download(char *to, Buffer &from, uint64_t offset, uint64_t size) {
  if (from.isMapped) {
    if (from.user && from.user != this)
      from.user->flush();
    if (!from.user)
      return copyOnHost(WinogradGPUProfileDownload, to, from.address + offset,
                        size);
    from.isReadLater = true;
    copiesToHost.push_back({to, &from, offset, size, false});
    return;
  }
  if (!use({{&from, false}}))
    return;
  if (Buffer *target = getStaging(size)) {
    recordCopy(WinogradGPUProfileDownload, *target, 0, from, offset, size);
    copiesToHost.push_back({to, target, 0, size, true});
  }
}

void Stream::copy(void *toAddress, void *fromAddress, size_t size) {
  auto *to = static_cast<char *>(toAddress);
  auto *from = static_cast<char *>(fromAddress);
  if (size == 0 || device.error.isSet())
    return;
  if (!to || !from) {
    device.error.set("expected a copy from and to memory, but got null");
    return;
  }
  Buffer *target = memory.find(to), *source = memory.find(from);
  if ((target && !checkRange(device, "a copy", *target, to, size)) ||
      (source && !checkRange(device, "a copy", *source, from, size)))
    return;
  if (target && source) {
    if (use({{target, true}, {source, false}}))
      recordCopy(WinogradGPUProfileCopy, *target, to - target->address, *source,
                 from - source->address, size);
  } else if (target) {
    upload(*target, to - target->address, from, size);
  } else if (source) {
    download(to, *source, from - source->address, size);
  } else {
    flush(); // what was added before may write the source
    std::memmove(to, from, size);
  }
}

void Stream::fill(char *to, uint32_t pattern, uint64_t size) {
  Buffer *buffer = memory.find(to);
  if (size == 0 || device.error.isSet())
    return;
  if (!buffer) {
    device.error.set("expected a fill of memory of the device, but got another "
                     "address");
    return;
  }
  uint64_t offset = to - buffer->address;
  if (offset % sizeof(pattern) != 0) {
    device.error.set("expected a fill from a multiple of 4 bytes, but got one "
                     "from " +
                     std::to_string(offset));
    return;
  }
  if (!checkRange(device, "a fill", *buffer, to, size) ||
      !use({{buffer, true}}))
    return;
  record(WinogradGPUProfileFill, "", size, [&] {
    vkCmdFillBuffer(commands, buffer->handle, offset, size, pattern);
  });
}

void Stream::fill32(void *to, uint32_t value, size_t count) {
  fill(static_cast<char *>(to), value, count * sizeof(value));
}

void Stream::fill16(void *to, uint16_t value, size_t count) {
  // Vulkan fills by 4 bytes; an odd element is copied.
  auto *bytes = static_cast<char *>(to);
  uint64_t even = count / 2 * 2 * sizeof(value);
  fill(bytes, uint32_t(value) << 16 | value, even);
  if (count % 2)
    copy(bytes + even, &value, sizeof(value));
}

//===----------------------------------------------------------------------===//
// Buffers
//===----------------------------------------------------------------------===//

void *Stream::allocate(uint64_t size) {
  Buffer *buffer = memory.allocate(size, Memory::Kind::Device, &freed);
  return buffer ? buffer->address : nullptr;
}

void Stream::free(Buffer *buffer) {
  memory.retire(buffer);
  if (buffer->user && buffer->user != this)
    buffer->user->flush();
  // This stream's next commands may use it again, since they wait for those
  // before them.
  if (buffer->user)
    freed.emplace(buffer->capacity, buffer);
  else
    memory.recycle(buffer, Memory::Kind::Device);
}
