//===- CUDARuntimeTest.cpp - The CUDA runtime on a stub of the driver -----===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StubDriver.h"
#include "winograd/Runtime/GPURuntime.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <array>
#include <string>
#include <thread>
#include <vector>

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

class CUDARuntime : public testing::Test {
protected:
  void SetUp() override { stubReset(); }
  void TearDown() override {
    winogradGPUStop();
    EXPECT_EQ(takeError(), "");
    EXPECT_EQ(stubCountLive(), 0u);
  }

  static std::string takeError() {
    const char *error = winogradGPUTakeError();
    return error ? error : "";
  }
  static void start(WinogradGPUConfig config = {}) {
    ASSERT_TRUE(winogradGPUStart(&config)) << takeError();
  }

  /// Adds 1 twice, on the device, and returns what came back.
  static std::vector<float> increment(std::vector<float> values) {
    size_t bytes = values.size() * sizeof(float);
    void *module = mgpuModuleLoadJIT("kernels", 3, 8);
    void *function = mgpuModuleGetFunction(module, "increment");
    void *stream = mgpuStreamCreate();
    void *memory = mgpuMemAlloc(bytes, stream, false);
    std::array<void *, 2> params = {&memory, &memory};
    mgpuMemcpy(memory, values.data(), bytes, stream);
    for (int i = 0; i < 2; ++i)
      mgpuLaunchKernel(function, intptr_t(values.size()), 1, 1, 1, 1, 1, 0,
                       stream, params.data(), nullptr, 2);
    mgpuMemcpy(values.data(), memory, bytes, stream);
    mgpuMemFree(memory, stream);
    mgpuStreamSynchronize(stream);
    mgpuStreamDestroy(stream);
    mgpuModuleUnload(module);
    return values;
  }

  static std::vector<std::string> getProfile() {
    std::vector<std::string> lines;
    winogradGPUVisitProfile(
        [](const WinogradGPUProfileEntry *entry, void *context) {
          static_cast<std::vector<std::string> *>(context)->push_back(
              std::to_string(entry->kind) + " " + entry->name + " " +
              std::to_string(entry->count) + "x " +
              std::to_string(int(entry->seconds * 1e3 + 0.5)) + " ms " +
              std::to_string(entry->bytes));
        },
        &lines);
    return lines;
  }
};

} // namespace

TEST_F(CUDARuntime, listsDiscreteDevicesFirst) {
  std::vector<std::string> devices;
  EXPECT_TRUE(winogradGPUVisitDevices(
      [](const WinogradGPUDevice *device, void *context) {
        static_cast<std::vector<std::string> *>(context)->push_back(
            std::to_string(device->index) + ": " + device->name + ", " +
            device->kind + ", " + device->driver + ", " +
            std::to_string(device->memory));
      },
      &devices));
  EXPECT_THAT(
      devices,
      ElementsAre("0: Stub H200, discrete, CUDA 13.0, compute capability 9.0, "
                  "1073741824",
                  "1: Stub Tegra, integrated, CUDA 13.0, compute capability "
                  "9.0, 1073741824"));
}

TEST_F(CUDARuntime, choosesADevice) {
  start({"tegra", false, WinogradGPUProfilingOff});
  EXPECT_STREQ(winogradGPUGetDevice()->name, "Stub Tegra");
  EXPECT_EQ(winogradGPUGetDevice()->maxWorkgroupMemory, 49152u);
  EXPECT_EQ(winogradGPUGetDevice()->maxWorkgroupSize, 1024u);
  EXPECT_EQ(winogradGPUGetDevice()->maxBuffers, 512u);
  EXPECT_EQ(winogradGPUGetDevice()->subgroupSize, 32u);
  EXPECT_EQ(winogradGPUGetDevice()->parallelThreads, 132u * 512u);
  WinogradGPUConfig again = {};
  EXPECT_FALSE(winogradGPUStart(&again));
  EXPECT_THAT(takeError(), HasSubstr("expected the GPU runtime to start once"));
  winogradGPUStop();
  EXPECT_EQ(winogradGPUGetDevice(), nullptr);

  WinogradGPUConfig unknown = {"Radeon", false, WinogradGPUProfilingOff};
  EXPECT_FALSE(winogradGPUStart(&unknown));
  EXPECT_THAT(takeError(), AllOf(HasSubstr("got 'Radeon', which fits none"),
                                 HasSubstr("0: Stub H200, 1: Stub Tegra")));
  WinogradGPUConfig validate = {"", true, WinogradGPUProfilingOff};
  EXPECT_FALSE(winogradGPUStart(&validate));
  EXPECT_THAT(takeError(), HasSubstr("expected no validation with CUDA"));
}

TEST_F(CUDARuntime, runsKernels) {
  EXPECT_THAT(increment({1, 2, 3}), ElementsAre(3, 4, 5));
  EXPECT_EQ(takeError(), "");
}

TEST_F(CUDARuntime, runsOnAnyThread) {
  start();
  std::vector<float> values;
  std::thread([&] { values = increment({1}); }).join();
  EXPECT_THAT(values, ElementsAre(3));
}

TEST_F(CUDARuntime, measures) {
  start({"", false, WinogradGPUProfilingCommands});
  increment({1, 2});
  EXPECT_THAT(getProfile(), ElementsAre("0 increment 2x 4 ms 0", "1  1x 2 ms 8",
                                        "2  1x 2 ms 8", "5  1x 2 ms 0"));
  winogradGPUResetProfile();
  increment({1, 2});
  int created = stubCountCalls("cuEventCreate");
  increment({1, 2});
  EXPECT_EQ(stubCountCalls("cuEventCreate"), created) << "events are reused";
  winogradGPUStop();

  start({"", false, WinogradGPUProfilingStreams});
  increment({1, 2});
  EXPECT_THAT(getProfile(), ElementsAre("5  1x 2 ms 0"));
  winogradGPUStop();

  start();
  created = stubCountCalls("cuEventCreate");
  increment({1, 2});
  EXPECT_THAT(getProfile(), ElementsAre());
  EXPECT_EQ(stubCountCalls("cuEventCreate"), created);
}

TEST_F(CUDARuntime, fillsAndCopiesWithoutAStream) {
  start();
  void *memory = mgpuMemAlloc(8, nullptr, false);
  void *copy = mgpuMemAlloc(8, nullptr, false);
  std::array<uint16_t, 4> values = {};
  mgpuMemset32(memory, 0x00020001, 2, nullptr);
  mgpuMemset16(memory, 7, 1, nullptr);
  mgpuMemcpy(copy, memory, 8, nullptr);
  mgpuMemcpy(values.data(), copy, 8, nullptr);
  EXPECT_THAT(values, ElementsAre(7, 2, 1, 2));
  mgpuMemFree(memory, nullptr);
  mgpuMemFree(copy, nullptr);
}

TEST_F(CUDARuntime, keepsMemory) {
  start();
  void *first = mgpuMemAlloc(1000, nullptr, false);
  EXPECT_EQ(winogradGPUGetMemory().used, 1024u);
  mgpuMemFree(first, nullptr);
  EXPECT_EQ(mgpuMemAlloc(900, nullptr, false), first);
  void *second = mgpuMemAlloc(900, nullptr, false);
  EXPECT_NE(second, first);
  mgpuMemFree(first, nullptr);
  // Too large for so little.
  void *small = mgpuMemAlloc(100, nullptr, false);
  EXPECT_NE(small, first);
  mgpuMemFree(second, nullptr);
  mgpuMemFree(small, nullptr);
  WinogradGPUMemory memory = winogradGPUGetMemory();
  EXPECT_EQ(memory.used, 0u);
  EXPECT_EQ(memory.peak, 2048u);
  EXPECT_EQ(memory.reserved, 2304u);
  EXPECT_EQ(memory.allocations, 3u);
}

TEST_F(CUDARuntime, waitsBeforeAnotherStreamReusesMemory) {
  start();
  void *a = mgpuStreamCreate(), *b = mgpuStreamCreate();
  void *first = mgpuMemAlloc(64, a, false);
  mgpuMemFree(first, a);
  void *second = mgpuMemAlloc(64, b, false);
  EXPECT_NE(second, first);
  void *third = mgpuMemAlloc(64, a, false);
  EXPECT_EQ(third, first);
  mgpuMemFree(third, a);
  mgpuStreamSynchronize(a);
  void *fourth = mgpuMemAlloc(64, b, false);
  EXPECT_EQ(fourth, first);
  mgpuMemFree(second, b);
  mgpuMemFree(fourth, b);
  mgpuStreamDestroy(a);
  mgpuStreamDestroy(b);
}

TEST_F(CUDARuntime, ordersStreamsByEvents) {
  start();
  void *a = mgpuStreamCreate(), *b = mgpuStreamCreate();
  void *event = mgpuEventCreate();
  mgpuEventRecord(event, a);
  mgpuStreamWaitEvent(b, event);
  mgpuStreamSynchronize(a);
  mgpuEventSynchronize(event);
  mgpuStreamSynchronize(b);
  EXPECT_EQ(takeError(), "");
  mgpuEventDestroy(event);
  mgpuStreamDestroy(a);
  mgpuStreamDestroy(b);
}

TEST_F(CUDARuntime, returnsKeptMemoryWhenThereIsNoneLeft) {
  start();
  size_t most = size_t(3) << 28;
  mgpuMemFree(mgpuMemAlloc(most, nullptr, false), nullptr);
  void *other = mgpuMemAlloc(most / 4, nullptr, false);
  mgpuMemFree(other, nullptr);
  void *large = mgpuMemAlloc(size_t(1) << 30, nullptr, false);
  EXPECT_NE(large, nullptr);
  EXPECT_EQ(winogradGPUGetMemory().reserved, size_t(1) << 30);
  EXPECT_EQ(mgpuMemAlloc(4096, nullptr, false), nullptr);
  EXPECT_EQ(takeError(), "expected cuMemAlloc of 4096 bytes to succeed, but "
                         "got CUDA_ERROR_OUT_OF_MEMORY");
  mgpuMemFree(large, nullptr);
}

TEST_F(CUDARuntime, saysWhatIsWrongWithPTX) {
  start();
  EXPECT_EQ(mgpuModuleLoadJIT("bad", 3, 4), nullptr);
  EXPECT_EQ(takeError(),
            "expected cuModuleLoadDataEx, which says 'line 1: syntax error', "
            "to succeed, but got CUDA_ERROR_INVALID_PTX");
  EXPECT_EQ(mgpuModuleLoad("bad", 4), nullptr);
  EXPECT_EQ(takeError(), "expected cuModuleLoadDataEx to succeed, but got "
                         "CUDA_ERROR_INVALID_PTX");
  void *module = mgpuModuleLoad("cubin", 6);
  EXPECT_EQ(mgpuModuleGetFunction(module, "decrement"), nullptr);
  EXPECT_EQ(takeError(), "expected cuModuleGetFunction of 'decrement' to "
                         "succeed, but got CUDA_ERROR_NOT_FOUND");
  mgpuModuleUnload(module);
}

TEST_F(CUDARuntime, refusesWhatItHasNot) {
  start();
  EXPECT_EQ(mgpuMemAlloc(64, nullptr, /*isHostShared=*/true), nullptr);
  EXPECT_THAT(takeError(), HasSubstr("shares with the host"));
  mgpuLaunchKernel(nullptr, 1, 1, 1, 1, 1, 1, 0, nullptr, nullptr, nullptr, 0);
  EXPECT_THAT(takeError(), HasSubstr("but got no kernel"));
  int onHost = 0;
  mgpuMemFree(&onHost, nullptr);
  EXPECT_THAT(takeError(), HasSubstr("expected to free a buffer"));
}

TEST_F(CUDARuntime, reportsWhatWasNotGivenBack) {
  start();
  mgpuMemAlloc(64, nullptr, false);
  winogradGPUStop();
  EXPECT_THAT(takeError(), HasSubstr("expected all buffers to be given back"));
  start();
  mgpuEventCreate();
  winogradGPUStop();
  EXPECT_THAT(takeError(), HasSubstr("expected all events to be given back"));
}

TEST_F(CUDARuntime, namesTheCallThatFailed) {
  for (const char *function :
       {"cuDeviceGetCount", "cuDeviceGet", "cuDeviceGetName",
        "cuDeviceGetAttribute", "cuDeviceTotalMem", "cuDriverGetVersion",
        "cuDevicePrimaryCtxRetain", "cuCtxSetCurrent", "cuModuleLoadDataEx",
        "cuModuleGetFunction", "cuStreamCreate", "cuMemAlloc", "cuMemcpyAsync",
        "cuLaunchKernel", "cuStreamSynchronize", "cuEventCreate",
        "cuEventRecord", "cuEventElapsedTime"}) {
    stubFail(function, 700);
    WinogradGPUConfig config = {"", false, WinogradGPUProfilingCommands};
    if (winogradGPUStart(&config))
      increment({1, 2});
    winogradGPUStop();
    EXPECT_THAT(takeError(),
                AllOf(HasSubstr("expected " + std::string(function)),
                      HasSubstr("but got CUDA_ERROR_ILLEGAL_ADDRESS")));
    EXPECT_EQ(stubCountLive(), 0u) << function;
    stubReset();
  }
}
