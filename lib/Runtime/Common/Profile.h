//===- Profile.h - What a runtime has measured ------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_COMMON_PROFILE_H
#define WINOGRAD_LIB_RUNTIME_COMMON_PROFILE_H

#include "winograd/Runtime/GPURuntime.h"
#include <string>
#include <vector>

namespace winograd::runtime {

/// Sums of durations, by kind and, for kernels, by name.
class Profile {
public:
  void add(WinogradGPUProfileKind kind, const std::string &name, double seconds,
           uint64_t bytes = 0);
  /// Kernels in the order of their first launch, then the other kinds.
  void visit(void (*visitor)(const WinogradGPUProfileEntry *, void *),
             void *context) const;
  void reset() { entries.clear(); }

private:
  struct Entry {
    WinogradGPUProfileKind kind;
    std::string name;
    uint64_t count = 0;
    double seconds = 0;
    uint64_t bytes = 0;
  };
  std::vector<Entry> entries;
};

} // namespace winograd::runtime

#endif // WINOGRAD_LIB_RUNTIME_COMMON_PROFILE_H
