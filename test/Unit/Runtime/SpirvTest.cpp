//===- SpirvTest.cpp - What a SPIR-V module says about itself -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Vulkan/Spirv.h"
#include <gtest/gtest.h>

using namespace winograd::vulkan;
using winograd::runtime::FirstError;

namespace {

using Words = std::vector<uint32_t>;

constexpr uint32_t header[] = {0x07230203, 0x10300, 0, 10, 0};

/// A module of these instructions; each is its operation and its operands.
Words makeModule(std::initializer_list<Words> instructions) {
  Words words(std::begin(header), std::end(header));
  for (const Words &instruction : instructions) {
    words.push_back(uint32_t(instruction.size()) << 16 | instruction[0]);
    words.insert(words.end(), instruction.begin() + 1, instruction.end());
  }
  return words;
}

// "ab" as a word of SPIR-V.
constexpr uint32_t ab = 'a' | 'b' << 8;
const Words shader = {17, 1}, entryPoint = {15, 5, 4, ab},
            localSize = {16, 4, 17, 8, 4, 2};

std::string getError(const Words &words) {
  FirstError error;
  EXPECT_FALSE(readSpirv(words, error).has_value());
  const char *message = error.take();
  return message ? message : "";
}

} // namespace

TEST(Spirv, ReadsEntryPointsAndBindings) {
  FirstError error;
  auto info = readSpirv(makeModule({shader,
                                    entryPoint,
                                    localSize,
                                    {71, 7, 34, 0},
                                    {71, 7, 33, 0},
                                    {71, 7, 24},
                                    {71, 8, 34, 0},
                                    {71, 8, 33, 2}}),
                        error);
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->capabilities, Words{1});
  EXPECT_EQ(info->numBindings, 3u);
  ASSERT_NE(info->find("ab"), nullptr);
  EXPECT_EQ(info->find("ab")->localSize, (std::array<uint32_t, 3>{8, 4, 2}));
  EXPECT_EQ(info->find("a"), nullptr);
  EXPECT_TRUE(info->isReadOnly[0]);
  EXPECT_FALSE(info->isReadOnly[2]);
}

TEST(Spirv, ReadsTheLanesOfExchanges) {
  auto getLanes = [](std::initializer_list<Words> body) {
    std::vector<uint32_t> words = makeModule({shader, entryPoint});
    Words more = makeModule(body);
    words.insert(words.end(), more.begin() + std::size(header), more.end());
    FirstError error;
    auto info = readSpirv(words, error);
    return info ? info->subgroupLanes : 0;
  };
  const Words one = {43, 2, 20, 1}, eight = {43, 2, 21, 8},
              all = {43, 2, 22, ~0u};
  EXPECT_EQ(getLanes({one, eight}), 1u);
  EXPECT_EQ(getLanes({one, eight, {346, 3, 30, 9, 8, 20}}), 2u);
  EXPECT_EQ(
      getLanes({one, eight, {346, 3, 30, 9, 8, 21}, {346, 3, 31, 9, 8, 20}}),
      16u);
  // No device has so many.
  EXPECT_EQ(getLanes({all, {346, 3, 30, 9, 8, 22}}), 1u << 31);
  // A mask that is no constant says nothing, and one that is cut off neither.
  EXPECT_EQ(getLanes({{346, 3, 30, 9, 8, 23}, {346, 3, 30, 9}, {43, 2}}), 1u);
}

TEST(Spirv, ReadsTheFloatsToPreserve) {
  FirstError error;
  auto info = readSpirv(makeModule({shader,
                                    entryPoint,
                                    {16, 4, 4461, 16},
                                    {16, 4, 4461, 64},
                                    {16, 4, 4462, 32}}),
                        error);
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->preservedFloats, 16u + 64u);
}

TEST(Spirv, BindingOfTwoVariablesIsReadOnlyIfBothAre) {
  FirstError error;
  auto info = readSpirv(
      makeModule(
          {shader, entryPoint, {71, 7, 33, 0}, {71, 7, 24}, {71, 8, 33, 0}}),
      error);
  ASSERT_TRUE(info.has_value());
  EXPECT_FALSE(info->isReadOnly[0]);
}

TEST(Spirv, RejectsWhatIsNoModuleOfKernels) {
  EXPECT_EQ(getError({}), "expected a SPIR-V module of kernels, but got "
                          "something else (0 bytes)");
  EXPECT_NE(getError(Words(8, 1)).find("something else (32 bytes)"),
            std::string::npos);
  EXPECT_NE(getError(makeModule({shader})).find("one without"),
            std::string::npos);
  EXPECT_NE(getError(makeModule({{15, 0, 4, ab}}))
                .find("an entry point of execution model 0"),
            std::string::npos);
  EXPECT_NE(getError(makeModule({entryPoint, {71, 7, 34, 1}}))
                .find("descriptor set 1"),
            std::string::npos);
}

TEST(Spirv, RejectsWhatIsCutOff) {
  Words words = makeModule({shader, entryPoint});
  words.pop_back();
  EXPECT_NE(getError(words).find("one that is cut off"), std::string::npos);
  EXPECT_NE(
      getError(makeModule({{15, 5, 4, 0x61616161}})).find("name does not end"),
      std::string::npos);
  EXPECT_NE(getError(makeModule({{15, 5}})).find("an entry point that is cut"),
            std::string::npos);
  words = makeModule({shader});
  words.push_back(0); // an instruction of no words would never end
  EXPECT_NE(getError(words).find("one that is cut off"), std::string::npos);
}
