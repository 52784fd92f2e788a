//===- VulkanTest.cpp - The Vulkan runtime's C interface ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// On the preferred device, with memory that the host reaches and without.
// Kernels run in test/Integration/Vulkan.
//
//===----------------------------------------------------------------------===//

#include "winograd/Runtime/GPURuntime.h"
#include <cstdlib>
#include <gtest/gtest.h>
#include <numeric>
#include <string>
#include <vector>

static std::string takeError() {
  const char *error = winogradGPUTakeError();
  return error ? error : "";
}

static bool hasDevice() {
  int count = 0;
  bool succeeded = winogradGPUVisitDevices(
      [](const WinogradGPUDevice *, void *context) {
        ++*static_cast<int *>(context);
      },
      &count);
  if (!succeeded)
    winogradGPUTakeError();
  return succeeded && count > 0;
}

namespace {

/// Whether device memory is staged.
class VulkanRuntime : public testing::TestWithParam<bool> {
protected:
  void SetUp() override {
    if (!hasDevice())
      GTEST_SKIP() << "no Vulkan device";
    setenv("WINOGRAD_VULKAN_STAGING", GetParam() ? "1" : "0", 1);
    WinogradGPUConfig config = {};
    ASSERT_TRUE(winogradGPUStart(&config)) << takeError();
  }
  void TearDown() override {
    winogradGPUStop();
    EXPECT_EQ(takeError(), "");
  }
};

std::vector<int> makeNumbers(size_t count) {
  std::vector<int> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 1);
  return numbers;
}

} // namespace

INSTANTIATE_TEST_SUITE_P(Memory, VulkanRuntime, testing::Bool(),
                         [](const testing::TestParamInfo<bool> &info) {
                           return info.param ? "Staged" : "Direct";
                         });

//===----------------------------------------------------------------------===//
// Copies and fills
//===----------------------------------------------------------------------===//

TEST_P(VulkanRuntime, CopiesThereAndBack) {
  std::vector<int> in = makeNumbers(1000), out(1000);
  size_t size = in.size() * sizeof(int);
  void *stream = mgpuStreamCreate();
  void *a = mgpuMemAlloc(size, stream, false);
  void *b = mgpuMemAlloc(size, stream, false);
  mgpuMemcpy(a, in.data(), size, stream);
  mgpuMemcpy(b, a, size, stream);
  mgpuMemcpy(out.data(), b, size, stream);
  mgpuMemFree(a, stream);
  mgpuMemFree(b, stream);
  mgpuStreamSynchronize(stream);
  EXPECT_EQ(in, out);
  mgpuStreamDestroy(stream);
}

TEST_P(VulkanRuntime, CopiesWithoutAStreamAtOnce) {
  int in = 7, out = 0;
  void *a = mgpuMemAlloc(sizeof(int), nullptr, false);
  mgpuMemcpy(a, &in, sizeof(int), nullptr);
  mgpuMemcpy(&out, a, sizeof(int), nullptr);
  EXPECT_EQ(out, 7);
  mgpuMemFree(a, nullptr);
}

TEST_P(VulkanRuntime, FindsBuffersByAddressesInside) {
  std::vector<int> in = makeNumbers(4), out(64, -1);
  auto *a = static_cast<char *>(mgpuMemAlloc(256, nullptr, false));
  auto *other = static_cast<char *>(mgpuMemAlloc(256, nullptr, false));
  mgpuMemset32(a, 0, 64, nullptr);
  mgpuMemset32(other, 0, 64, nullptr);
  mgpuMemcpy(a + 16, in.data(), 16, nullptr);
  mgpuMemcpy(out.data(), a, 256, nullptr);
  EXPECT_EQ(out[3], 0);
  EXPECT_EQ(out[4], 1);
  EXPECT_EQ(out[7], 4);
  EXPECT_EQ(out[8], 0);
  mgpuMemFree(a, nullptr);
  mgpuMemFree(other, nullptr);
}

TEST_P(VulkanRuntime, KeepsTheOrderOfAStream) {
  // What is read back is from before the second write.
  std::vector<int> ones(64, 1), twos(64, 2), first(64), second(64);
  void *stream = mgpuStreamCreate();
  void *a = mgpuMemAlloc(256, stream, false);
  mgpuMemset32(a, 1, 64, stream);
  mgpuMemcpy(first.data(), a, 256, stream);
  mgpuMemcpy(a, twos.data(), 256, stream);
  mgpuMemcpy(second.data(), a, 256, stream);
  mgpuMemFree(a, stream);
  mgpuStreamDestroy(stream);
  EXPECT_EQ(first, ones);
  EXPECT_EQ(second, twos);
}

TEST_P(VulkanRuntime, OrdersStreamsThatShareABuffer) {
  std::vector<int> out(64), fives(64, 5);
  void *writer = mgpuStreamCreate(), *reader = mgpuStreamCreate();
  void *a = mgpuMemAlloc(256, writer, false);
  mgpuMemset32(a, 5, 64, writer);
  mgpuMemcpy(out.data(), a, 256, reader);
  mgpuStreamSynchronize(reader);
  EXPECT_EQ(out, fives);
  mgpuMemFree(a, writer);
  mgpuStreamDestroy(reader);
  mgpuStreamDestroy(writer);
}

TEST_P(VulkanRuntime, WaitsForEvents) {
  std::vector<int> out(64), threes(64, 3);
  void *stream = mgpuStreamCreate(), *event = mgpuEventCreate();
  void *a = mgpuMemAlloc(256, stream, false);
  mgpuMemset32(a, 3, 64, stream);
  mgpuMemcpy(out.data(), a, 256, stream);
  mgpuEventRecord(event, stream);
  mgpuEventSynchronize(event);
  EXPECT_EQ(out, threes);
  mgpuEventDestroy(event);
  mgpuMemFree(a, stream);
  mgpuStreamDestroy(stream);
}

TEST_P(VulkanRuntime, FillsOddNumbersOfShorts) {
  std::vector<uint16_t> out(6, 9);
  void *a = mgpuMemAlloc(12, nullptr, false);
  mgpuMemcpy(a, out.data(), 12, nullptr);
  mgpuMemset16(a, 0x1234, 5, nullptr);
  mgpuMemcpy(out.data(), a, 12, nullptr);
  EXPECT_EQ(out,
            (std::vector<uint16_t>{0x1234, 0x1234, 0x1234, 0x1234, 0x1234, 9}));
  mgpuMemFree(a, nullptr);
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

TEST_P(VulkanRuntime, ReusesFreedMemory) {
  auto allocateAndFree = [] {
    void *stream = mgpuStreamCreate();
    void *a = mgpuMemAlloc(1000, stream, false);
    void *b = mgpuMemAlloc(5000, stream, false);
    mgpuMemset32(a, 1, 250, stream);
    mgpuMemFree(a, stream);
    void *c = mgpuMemAlloc(1000, stream, false); // a, behind its last command
    EXPECT_EQ(a, c);
    mgpuMemFree(b, stream);
    mgpuMemFree(c, stream);
    mgpuStreamDestroy(stream);
  };
  allocateAndFree();
  WinogradGPUMemory before = winogradGPUGetMemory();
  EXPECT_EQ(before.allocations, 2u);
  EXPECT_EQ(before.peak, 6000u);
  EXPECT_EQ(before.used, 0u);
  for (int i = 0; i < 10; ++i)
    allocateAndFree();
  EXPECT_EQ(winogradGPUGetMemory().allocations, before.allocations);
  EXPECT_EQ(winogradGPUGetMemory().reserved, before.reserved);
}

TEST_P(VulkanRuntime, AllocatesNothing) {
  void *a = mgpuMemAlloc(0, nullptr, false);
  EXPECT_NE(a, nullptr);
  mgpuMemcpy(a, nullptr, 0, nullptr);
  mgpuMemFree(a, nullptr);
}

TEST_P(VulkanRuntime, SharesMemoryWhereItCan) {
  void *a = mgpuMemAlloc(4, nullptr, true);
  bool isUnified = std::string(winogradGPUGetDevice()->kind) == "cpu" ||
                   std::string(winogradGPUGetDevice()->kind) == "integrated";
  if (GetParam() || !isUnified) {
    EXPECT_EQ(a, nullptr);
    EXPECT_NE(takeError().find("expected a device whose memory the host "
                               "reaches"),
              std::string::npos);
    return;
  }
  *static_cast<int *>(a) = 3;
  int out = 0;
  mgpuMemcpy(&out, a, 4, nullptr);
  EXPECT_EQ(out, 3);
  mgpuMemFree(a, nullptr);
}

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

TEST_P(VulkanRuntime, ChecksRanges) {
  std::vector<int> host(1000);
  void *a = mgpuMemAlloc(100, nullptr, false);
  mgpuMemcpy(a, host.data(), 4000, nullptr);
  EXPECT_EQ(takeError(), "expected a copy of 4000 bytes to be within its "
                         "buffer, but it has 256 bytes from there");
  mgpuMemset32(host.data(), 0, 10, nullptr);
  EXPECT_EQ(takeError(), "expected a fill of memory of the device, but got "
                         "another address");
  mgpuMemcpy(nullptr, a, 4, nullptr);
  EXPECT_EQ(takeError(), "expected a copy from and to memory, but got null");
  mgpuMemFree(host.data(), nullptr);
  EXPECT_EQ(takeError(), "expected to free a buffer of the device, but got "
                         "another address");
  mgpuMemFree(static_cast<char *>(a) + 4, nullptr);
  EXPECT_EQ(takeError(), "expected to free a buffer of the device, but got "
                         "another address");
  mgpuMemFree(a, nullptr);
}

TEST_P(VulkanRuntime, DoesNothingAfterAnErrorButGivesBack) {
  void *stream = mgpuStreamCreate();
  void *a = mgpuMemAlloc(100, stream, false);
  EXPECT_EQ(mgpuModuleLoad("text", 4), nullptr);
  EXPECT_EQ(mgpuMemAlloc(100, stream, false), nullptr);
  EXPECT_EQ(mgpuStreamCreate(), nullptr);
  mgpuLaunchKernel(nullptr, 1, 1, 1, 1, 1, 1, 0, stream, nullptr, nullptr, 0);
  mgpuMemFree(a, stream);
  mgpuStreamSynchronize(stream);
  mgpuStreamDestroy(stream);
  EXPECT_EQ(takeError(), "expected a SPIR-V module of kernels, but got "
                         "something else (4 bytes)");
  EXPECT_EQ(winogradGPUGetMemory().used, 0u);
  // And works again when it was taken.
  a = mgpuMemAlloc(100, nullptr, false);
  EXPECT_NE(a, nullptr);
  mgpuMemFree(a, nullptr);
}

TEST_P(VulkanRuntime, RefusesWhatItCannotRun) {
  EXPECT_EQ(mgpuModuleLoadJIT("text", 2, 5), nullptr);
  EXPECT_EQ(takeError(), "expected SPIR-V for Vulkan, but got kernels as text");
  mgpuLaunchKernel(nullptr, 1, 1, 1, 1, 1, 1, 0, nullptr, nullptr, nullptr, 0);
  EXPECT_NE(takeError().find("but got no kernel"), std::string::npos);
  EXPECT_EQ(mgpuMemAlloc(UINT64_MAX, nullptr, false), nullptr);
  EXPECT_NE(takeError().find("expected the size of an allocation"),
            std::string::npos);
  EXPECT_EQ(mgpuMemAlloc(uint64_t(1) << 60, nullptr, false), nullptr);
  EXPECT_NE(takeError().find("of 1152921504606846976 bytes to succeed, but got "
                             "VK_ERROR_OUT_OF"),
            std::string::npos);
}

TEST_P(VulkanRuntime, FindsLeaks) {
  void *a = mgpuMemAlloc(100, nullptr, false);
  ASSERT_NE(a, nullptr);
  winogradGPUStop();
  EXPECT_EQ(takeError(), "expected all buffers to be given back before the GPU "
                         "runtime stops, but 1 were not");
}

TEST_P(VulkanRuntime, StartsOnce) {
  WinogradGPUConfig config = {};
  EXPECT_FALSE(winogradGPUStart(&config));
  EXPECT_NE(takeError().find("expected the GPU runtime to start once"),
            std::string::npos);
  winogradGPUStop();
  EXPECT_EQ(winogradGPUGetDevice(), nullptr);
  config.device = "no such device";
  EXPECT_FALSE(winogradGPUStart(&config));
  EXPECT_NE(takeError().find("but got 'no such device', which fits none of 0"),
            std::string::npos);
}

TEST(VulkanRuntimeStart, StartsItself) {
  if (!hasDevice())
    GTEST_SKIP() << "no Vulkan device";
  EXPECT_EQ(winogradGPUGetDevice(), nullptr);
  void *stream = mgpuStreamCreate();
  EXPECT_NE(stream, nullptr);
  ASSERT_NE(winogradGPUGetDevice(), nullptr);
  EXPECT_EQ(winogradGPUGetDevice()->index, 0);
  mgpuStreamDestroy(stream);
  winogradGPUStop();
  EXPECT_EQ(takeError(), "");
}
