//===- Memory.cpp - The device's memory -----------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Memory.h"

#include <algorithm>

using namespace winograd::cuda;

/// What the driver aligns to.
static constexpr size_t granularity = 256;

Memory::~Memory() {
  for (const auto &[address, block] : used)
    driver.check(driver.cuMemFree(address), "cuMemFree");
  for (const auto &[size, block] : idle)
    driver.check(driver.cuMemFree(block.address), "cuMemFree");
}

/// The smallest free block that is large enough, but wastes at most half of
/// itself.
bool Memory::takeIdle(size_t size, const Stream *stream, Block &block) {
  for (auto it = idle.lower_bound(size);
       it != idle.end() && it->first <= 2 * size; ++it) {
    if (it->second.user && it->second.user != stream)
      continue;
    block = it->second;
    idle.erase(it);
    return true;
  }
  return false;
}

void Memory::returnIdle() {
  for (auto it = idle.begin(); it != idle.end();) {
    // cuMemFree waits for the device.
    driver.check(driver.cuMemFree(it->second.address), "cuMemFree");
    statistics.reserved -= it->first;
    it = idle.erase(it);
  }
}

bool Memory::request(size_t size, Block &block) {
  block = {0, size};
  Status status = driver.cuMemAlloc(&block.address, size);
  if (status == outOfMemory && !idle.empty()) {
    returnIdle();
    status = driver.cuMemAlloc(&block.address, size);
  }
  if (!driver.check(status, "cuMemAlloc of " + std::to_string(size) + " bytes"))
    return false;
  ++statistics.allocations;
  statistics.reserved += size;
  return true;
}

Address Memory::allocate(size_t size, const Stream *stream) {
  size_t rounded = std::max<size_t>(size, 1);
  // A size that would overflow is one that the driver refuses.
  if (rounded <= SIZE_MAX - granularity)
    rounded = (rounded + granularity - 1) / granularity * granularity;
  Block block;
  if (!takeIdle(rounded, stream, block) && !request(rounded, block))
    return 0;
  block.user = nullptr;
  used[block.address] = block;
  statistics.used += block.size;
  statistics.peak = std::max(statistics.peak, statistics.used);
  return block.address;
}

bool Memory::free(Address address, const Stream *stream) {
  auto it = used.find(address);
  if (it == used.end())
    return false;
  Block block = it->second;
  used.erase(it);
  statistics.used -= block.size;
  block.user = stream;
  idle.emplace(block.size, block);
  return true;
}

void Memory::release(const Stream *stream) {
  for (auto &[size, block] : idle)
    if (block.user == stream)
      block.user = nullptr;
}

bool Memory::contains(Address address) const {
  auto it = used.upper_bound(address);
  if (it == used.begin())
    return false;
  --it;
  return address - it->first < it->second.size;
}
