//===- Stream.h - Commands in their order -----------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_VULKAN_STREAM_H
#define WINOGRAD_LIB_RUNTIME_VULKAN_STREAM_H

#include "../Common/RuntimeBase.h"
#include "Descriptors.h"
#include "Memory.h"
#include "Timestamps.h"

namespace winograd::vulkan {

/// Commands are recorded when they are added, and run when the stream is
/// synchronised: one command buffer per call of compiled code.
///
/// A command waits for those before if one of them writes a buffer of its, or
/// has one that it writes. Where
/// the host reaches the device's memory it copies by itself: to the device at
/// once, if no command uses the buffer, and to the host when all are done.
/// Elsewhere commands copy from and to staging buffers.
///
/// After an error a stream ignores what is added, but for `free`.
class Stream : public runtime::StreamBase {
public:
  Stream(Device &device, Memory &memory, runtime::Profile &profile,
         WinogradGPUProfiling profiling)
      : device(device), memory(memory), profile(profile), descriptors(device),
        timestamps(device, profile, profiling) {}
  /// The device must be idle.
  ~Stream() override;
  bool initialize();

  void launch(void *kernel, const runtime::Sizes &grid,
              const runtime::Sizes &block, void **params,
              size_t numParams) override;
  void copy(void *to, void *from, size_t size) override;
  void fill32(void *to, uint32_t value, size_t count) override;
  void fill16(void *to, uint16_t value, size_t count) override;
  void *allocate(uint64_t size);
  void free(Buffer *buffer);

  /// Runs what was added, and waits until it is done.
  void synchronize() override;

private:
  /// A buffer of a command.
  struct Use {
    Buffer *buffer;
    bool writes;
  };
  struct CopyToHost {
    void *to;
    const Buffer *from;
    uint64_t offset, size;
    /// Whether it is part of a copy that the device has begun.
    bool isSecondHalf;
  };

  bool begin();
  void flush();
  void finish();
  /// Makes the next command the user of buffers, behind their last one.
  bool use(const std::vector<Use> &uses);
  /// `body` records one command.
  template <typename Body>
  void record(WinogradGPUProfileKind kind, const std::string &name,
              uint64_t bytes, const Body &body) {
    timestamps.beginCommand(commands);
    body();
    timestamps.endCommand(commands, kind, name, bytes);
  }
  bool checkLaunch(const Kernel &kernel, const runtime::Sizes &grid,
                   const runtime::Sizes &block, size_t numParams);
  bool bind(const Kernel &kernel, void **params, std::vector<Use> &uses,
            std::vector<VkDescriptorBufferInfo> &infos);
  void upload(Buffer &to, uint64_t offset, const char *from, uint64_t size);
  void download(char *to, Buffer &from, uint64_t offset, uint64_t size);
  void recordCopy(WinogradGPUProfileKind kind, Buffer &to, uint64_t toOffset,
                  Buffer &from, uint64_t fromOffset, uint64_t size);
  void copyOnHost(WinogradGPUProfileKind kind, void *to, const void *from,
                  uint64_t size);
  /// Repeats `pattern`; `size` is a multiple of its 4 bytes.
  void fill(char *to, uint32_t pattern, uint64_t size);
  Buffer *getStaging(uint64_t size);

  Device &device;
  Memory &memory;
  runtime::Profile &profile;
  Descriptors descriptors;
  Timestamps timestamps;
  VkCommandPool pool = VK_NULL_HANDLE;
  VkCommandBuffer commands = VK_NULL_HANDLE;
  VkFence fence = VK_NULL_HANDLE;

  bool isRecording = false;
  /// Duration of the command buffers since the last synchronisation, if any.
  double seconds = 0;
  bool hasRun = false;
  /// Buffers of this command buffer, and their uses since the last barrier.
  std::vector<Buffer *> inUse;
  std::vector<Use> sinceBarrier;
  std::vector<CopyToHost> copiesToHost;
  std::vector<Buffer *> staging;
  /// Freed; for this stream, until it is synchronised and anyone gets them.
  BufferPool freed;
};

} // namespace winograd::vulkan

#endif // WINOGRAD_LIB_RUNTIME_VULKAN_STREAM_H
