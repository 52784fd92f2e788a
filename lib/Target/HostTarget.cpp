//===- HostTarget.cpp - What is known of this machine ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Target/TargetDescription.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/TargetParser/Host.h"

using namespace mlir;
using namespace mlir::winograd;

#ifdef __linux__
namespace {
struct Cache {
  int64_t level = 0, bytes = 0;
};
} // namespace

/// The index-th cache of the first processor, unless it is for instructions
/// only.
static std::optional<Cache> readCache(int64_t index) {
  auto read = [&](StringRef file) -> std::string {
    std::string path =
        ("/sys/devices/system/cpu/cpu0/cache/index" + Twine(index) + "/" + file)
            .str();
    auto buffer = llvm::MemoryBuffer::getFileAsStream(path);
    return buffer ? (*buffer)->getBuffer().trim().str() : "";
  };
  Cache cache;
  std::string size = read("size"); // 32768K
  StringRef digits = size;
  if (read("type") == "Instruction" || !digits.consume_back("K") ||
      digits.getAsInteger(10, cache.bytes) || cache.bytes <= 0 ||
      StringRef(read("level")).getAsInteger(10, cache.level))
    return std::nullopt;
  cache.bytes *= 1024;
  return cache;
}
#endif

CPUTarget winograd::detectCPUTarget() {
  CPUTarget target;
  llvm::StringMap<bool> features = llvm::sys::getHostCPUFeatures();
  if (features.lookup("avx512f")) {
    target.vectorBits = 512;
    target.vectorRegisters = 32;
  } else if (!features.lookup("avx2")) {
    target.vectorBits = 128;
    if (features.lookup("neon") || features.lookup("asimd") ||
        features.lookup("fp-armv8"))
      target.vectorRegisters = 32;
  }
  target.f16Conversions = features.lookup("f16c") || features.lookup("neon") ||
                          features.lookup("asimd") ||
                          features.lookup("fp-armv8");
  setFamilyTimes(llvm::sys::getHostCPUName(), target);
#ifdef __linux__
  // The C library asks the processor, which on a virtual machine describes the
  // host; the kernel knows what is shared.
  for (int64_t index = 0; index < 8; ++index)
    if (std::optional<Cache> cache = readCache(index)) {
      int64_t *fields[] = {nullptr, &target.l1, &target.l2, &target.l3};
      if (cache->level >= 1 && cache->level <= 3)
        *fields[cache->level] = cache->bytes;
    }
#endif
  return target;
}
