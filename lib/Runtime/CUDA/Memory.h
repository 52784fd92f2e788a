//===- Memory.h - The device's memory ---------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_CUDA_MEMORY_H
#define WINOGRAD_LIB_RUNTIME_CUDA_MEMORY_H

#include "Driver.h"
#include "winograd/Runtime/GPURuntime.h"
#include <map>

namespace winograd::cuda {

class Stream;

/// Allocations of the device, which are kept when they are freed: asking the
/// driver takes long, and waits for the device.
class Memory {
public:
  Memory(const Driver &driver) : driver(driver) {}
  ~Memory();
  Memory(const Memory &) = delete;

  /// 0 after an error. What the stream has freed before is taken at once, what
  /// another one has freed only when that was synchronised.
  Address allocate(size_t size, const Stream *stream);
  /// Whether it is the address of an allocation in use, which then is one no
  /// more. With a stream, its commands may still use it.
  bool free(Address address, const Stream *stream);
  /// The stream's commands are done.
  void release(const Stream *stream);
  /// Whether the address is in an allocation in use.
  bool contains(Address address) const;

  WinogradGPUMemory getStatistics() const { return statistics; }
  size_t getNumUsed() const { return used.size(); }

private:
  struct Block {
    Address address;
    size_t size;
    /// Who may still use it, though it is free; null: nobody.
    const Stream *user = nullptr;
  };
  bool takeIdle(size_t size, const Stream *stream, Block &block);
  bool request(size_t size, Block &block);
  void returnIdle();

  const Driver &driver;
  /// By address.
  std::map<Address, Block> used;
  /// By size.
  std::multimap<size_t, Block> idle;
  WinogradGPUMemory statistics = {};
};

} // namespace winograd::cuda

#endif // WINOGRAD_LIB_RUNTIME_CUDA_MEMORY_H
