//===- Stream.h - Commands in order -----------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_CUDA_STREAM_H
#define WINOGRAD_LIB_RUNTIME_CUDA_STREAM_H

#include "../Common/RuntimeBase.h"
#include "Kernels.h"
#include "Memory.h"
#include <vector>

namespace winograd::cuda {

/// A stream of the driver, whose commands are measured if asked for.
class Stream : public runtime::StreamBase {
public:
  /// Null after an error.
  static std::unique_ptr<Stream> create(const Driver &driver, Memory &memory,
                                        runtime::Profile &profile,
                                        WinogradGPUProfiling profiling);
  ~Stream() override;
  Stream(const Stream &) = delete;

  void launch(void *kernel, const runtime::Sizes &grid,
              const runtime::Sizes &block, void **params,
              size_t numParams) override;
  void copy(void *to, void *from, size_t size) override;
  void fill32(void *to, uint32_t value, size_t count) override;
  void fill16(void *to, uint16_t value, size_t count) override;
  void waitFor(EventHandle event);
  /// Waits for the commands, and adds up how long they took.
  void synchronize() override;
  StreamHandle getHandle() const { return handle; }

private:
  /// A pair of events around a command.
  struct Span {
    WinogradGPUProfileKind kind;
    std::string name;
    uint64_t bytes;
    EventHandle begin;
    /// Null after an error.
    EventHandle end;
  };
  Stream(const Driver &driver, Memory &memory, runtime::Profile &profile,
         WinogradGPUProfiling profiling)
      : driver(driver), memory(memory), profile(profile), profiling(profiling) {
  }
  template <typename Command>
  void add(WinogradGPUProfileKind kind, const std::string &name, uint64_t bytes,
           const std::string &what, const Command &command);
  EventHandle record();
  void measure(const Span &span);
  void recycle(const Span &span);

  const Driver &driver;
  Memory &memory;
  runtime::Profile &profile;
  WinogradGPUProfiling profiling;
  StreamHandle handle = nullptr;
  /// Of the commands since the last synchronisation.
  std::vector<Span> spans;
  EventHandle first = nullptr;
  /// Events to use again.
  std::vector<EventHandle> idleEvents;
};

} // namespace winograd::cuda

#endif // WINOGRAD_LIB_RUNTIME_CUDA_STREAM_H
