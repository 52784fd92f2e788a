//===- CommonTest.cpp - What all GPU runtimes share -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/DeviceChoice.h"
#include "Common/FirstError.h"
#include "Common/Profile.h"
#include <gtest/gtest.h>

using namespace winograd::runtime;

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

TEST(FirstError, KeepsTheFirstUntilItIsTaken) {
  FirstError error;
  EXPECT_FALSE(error.isSet());
  EXPECT_EQ(error.take(), nullptr);
  EXPECT_FALSE(error.set("cause"));
  EXPECT_FALSE(error.set("consequence"));
  EXPECT_TRUE(error.isSet());
  EXPECT_STREQ(error.take(), "cause");
  EXPECT_FALSE(error.isSet());
  error.set("next");
  EXPECT_STREQ(error.take(), "next");
}

TEST(FirstError, PrintsWhatNobodyTook) {
  testing::internal::CaptureStderr();
  {
    FirstError error;
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  testing::internal::CaptureStderr();
  {
    FirstError error;
    error.set("cause");
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "winograd GPU runtime: error: cause\n");
}

//===----------------------------------------------------------------------===//
// Devices
//===----------------------------------------------------------------------===//

namespace {
struct Chosen {
  std::optional<size_t> index;
  std::string error;
};
} // namespace

static Chosen choose(const char *choice,
                     std::vector<std::string> names = {
                         "Big GPU 4090", "Small GPU", "llvmpipe (LLVM 15)"}) {
  std::vector<DeviceInfo> devices;
  for (const std::string &name : names)
    devices.push_back({name, "", ""});
  FirstError error;
  Chosen chosen;
  chosen.index = chooseDevice(devices, choice, "Vulkan", error);
  if (const char *message = error.take())
    chosen.error = message;
  return chosen;
}

TEST(DeviceChoice, TakesTheFirstUnlessAsked) {
  EXPECT_EQ(choose(nullptr).index, 0u);
  EXPECT_EQ(choose("").index, 0u);
}

TEST(DeviceChoice, TakesAnIndex) {
  EXPECT_EQ(choose("2").index, 2u);
  // A number is not a part of a name.
  EXPECT_EQ(choose("4090").index, std::nullopt);
}

TEST(DeviceChoice, TakesAPartOfOneName) {
  EXPECT_EQ(choose("LLVMPipe").index, 2u);
  EXPECT_EQ(choose("small").index, 1u);
}

TEST(DeviceChoice, SaysWhatThereIs) {
  EXPECT_EQ(choose("radeon").error,
            "expected the index or a part of the name of one Vulkan device, "
            "but got 'radeon', which fits none of 0: Big GPU 4090, 1: Small "
            "GPU, 2: llvmpipe (LLVM 15)");
  EXPECT_NE(choose("gpu").error.find("which fits 2 of 0: Big"),
            std::string::npos);
  EXPECT_NE(choose("3").error.find("but got '3', which fits none"),
            std::string::npos);
  EXPECT_NE(choose("", {}).error.find("expected a device for Vulkan, but this "
                                      "machine has none"),
            std::string::npos);
}

//===----------------------------------------------------------------------===//
// Profiles
//===----------------------------------------------------------------------===//

TEST(Profile, AddsUpAndPutsKernelsFirst) {
  Profile profile;
  profile.add(WinogradGPUProfileUpload, "", 1, 100);
  profile.add(WinogradGPUProfileKernel, "b", 2);
  profile.add(WinogradGPUProfileKernel, "a", 3);
  profile.add(WinogradGPUProfileUpload, "", 4, 50);
  profile.add(WinogradGPUProfileKernel, "b", 5);
  std::string text;
  auto print = [](const WinogradGPUProfileEntry *entry, void *context) {
    *static_cast<std::string *>(context) +=
        std::string(entry->name) + ":" + std::to_string(entry->count) + ":" +
        std::to_string(int(entry->seconds)) + ":" +
        std::to_string(entry->bytes) + " ";
  };
  profile.visit(print, &text);
  EXPECT_EQ(text, "b:2:7:0 a:1:3:0 :2:5:150 ");
  text.clear();
  profile.reset();
  profile.visit(print, &text);
  EXPECT_EQ(text, "");
}
