//===- Launcher.h - What kernels and their launcher share -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LAUNCHER_H
#define LAUNCHER_H

#include <cstddef>
#include <cstdint>
#include <vector>

/// Where a thread is, and among how many.
struct Position {
  unsigned inThreadgroup[3], ofThreadgroup[3];
  unsigned threadsPerThreadgroup[3], threadgroups[3];
  unsigned lane, simdgroup;
  /// As on Apple's GPUs.
  static constexpr unsigned lanes = 32;
};

struct KernelEntry {
  const char *name;
  void (*run)(void *const *buffers, const Position &position);
  std::vector<size_t> bufferBytes;
  bool hasBarriers;
};

/// The kernels of a Metal text; metal_program.py writes it.
extern const std::vector<KernelEntry> kernelTable;

/// A barrier.
void waitForThreadgroup();

/// What the thread passes that has this one's lane XOR `mask`. All threads of
/// the threadgroup call it.
uint32_t exchangeInSimdgroup(uint32_t value, unsigned mask);

#endif // LAUNCHER_H
