//===- HeapUse.cpp - What compiled code has on the heap -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/HeapUse.h"

#include <atomic>
#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace mlir::winograd;

static std::atomic<int64_t> live, peak;

#ifdef __GLIBC__
static void *count(void *memory) {
  int64_t now = live += int64_t(malloc_usable_size(memory)), most = peak;
  while (now > most && !peak.compare_exchange_weak(most, now))
    ;
  return memory;
}
static void *countedMalloc(size_t bytes) { return count(std::malloc(bytes)); }
static void *countedCalloc(size_t number, size_t bytes) {
  return count(std::calloc(number, bytes));
}
static void countedFree(void *memory) {
  live -= int64_t(malloc_usable_size(memory));
  std::free(memory);
}
#endif

void HeapUse::restart() { live = peak = 0; }

std::optional<int64_t> HeapUse::getPeak() {
#ifdef __GLIBC__
  return peak.load();
#else
  return std::nullopt;
#endif
}

void HeapUse::visitFunctions(
    llvm::function_ref<void(llvm::StringRef name, void *address)> visit) {
#ifdef __GLIBC__
  visit("malloc", reinterpret_cast<void *>(countedMalloc));
  // (LLVM makes it of malloc and a loop that clears.)
  visit("calloc", reinterpret_cast<void *>(countedCalloc));
  visit("free", reinterpret_cast<void *>(countedFree));
#endif
}
