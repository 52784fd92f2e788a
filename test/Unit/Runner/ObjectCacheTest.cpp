//===- ObjectCacheTest.cpp - Tests of ObjectCache.h -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/ObjectCache.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"
#include <thread>

using namespace mlir::winograd;
namespace fs = llvm::sys::fs;

namespace {

/// A folder of its own for each test.
class ObjectCacheTest : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(fs::createUniqueDirectory("winograd-cache", directory));
  }
  void TearDown() override { fs::remove_directories(directory); }

  std::unique_ptr<ObjectCache> open(std::string size) {
    CacheOptions options;
    options.directory = directory.str().str();
    options.size = std::move(size);
    return llvm::cantFail(ObjectCache::open(options));
  }
  std::string getPath(llvm::StringRef key) {
    llvm::SmallString<128> path = directory;
    llvm::sys::path::append(path, "llvmcache-" + key);
    return path.str().str();
  }
  /// As if the file had last been used so long ago.
  void age(llvm::StringRef key, std::chrono::minutes minutes) {
    int file;
    ASSERT_FALSE(fs::openFileForReadWrite(getPath(key), file,
                                          fs::CD_OpenExisting, fs::OF_None));
    auto time = std::chrono::time_point_cast<std::chrono::nanoseconds>(
        std::chrono::system_clock::now() - minutes);
    ASSERT_FALSE(fs::setLastAccessAndModificationTime(file, time));
    fs::file_t handle = fs::convertFDToNativeFile(file);
    ASSERT_FALSE(fs::closeFile(handle));
  }

  llvm::SmallString<128> directory;
};

/// What is there, or "none".
std::string read(const ObjectCache &cache, llvm::StringRef key) {
  std::unique_ptr<llvm::MemoryBuffer> found = cache.find(key);
  return found ? found->getBuffer().str() : "none";
}

TEST_F(ObjectCacheTest, FindsWhatWasStored) {
  auto cache = open("1m");
  EXPECT_EQ(read(*cache, "aa"), "none");
  cache->store("aa", {"one ", "two"});
  EXPECT_EQ(read(*cache, "aa"), "one two");
  EXPECT_EQ(read(*cache, "ab"), "none");
  cache->store("aa", {"other"}); // by another process, of the same
  EXPECT_EQ(read(*cache, "aa"), "one two");
  EXPECT_EQ(read(*open("1m"), "aa"), "one two");
  cache->remove("aa");
  EXPECT_EQ(read(*cache, "aa"), "none");
}

TEST_F(ObjectCacheTest, RemovesWhatIsNotUsed) {
  auto cache = open("2500");
  std::string bytes(1000, 'x');
  cache->store("aa", {bytes});
  cache->store("bb", {bytes});
  age("aa", std::chrono::minutes(3));
  age("bb", std::chrono::minutes(2));
  EXPECT_EQ(read(*cache, "aa"), bytes); // now the last that was used
  cache->store("cc", {bytes});
  EXPECT_EQ(read(*cache, "bb"), "none");
  EXPECT_EQ(read(*cache, "aa"), bytes);
  EXPECT_EQ(read(*cache, "cc"), bytes);
}

TEST_F(ObjectCacheTest, KeepsNothingThatIsLarger) {
  auto cache = open("1500");
  cache->store("aa", {std::string(1000, 'x')});
  cache->store("bb", {std::string(2000, 'x')});
  EXPECT_EQ(read(*cache, "aa").size(), 1000u);
  EXPECT_EQ(read(*cache, "bb"), "none");
}

TEST_F(ObjectCacheTest, KeepsEverythingWithoutALimit) {
  auto cache = open("0");
  cache->store("aa", {std::string(1000, 'x')});
  age("aa", std::chrono::hours(24 * 365));
  cache->store("bb", {std::string(1000, 'x')});
  EXPECT_EQ(read(*cache, "aa").size(), 1000u);
}

TEST_F(ObjectCacheTest, WarnsWhereNothingCanBeWritten) {
  auto cache = open("1m");
  // Not even root can write a file where a folder is.
  ASSERT_FALSE(fs::create_directory(getPath("aa")));
  testing::internal::CaptureStderr();
  cache->store("aa", {"bytes"});
  std::string printed = testing::internal::GetCapturedStderr();
  EXPECT_TRUE(llvm::StringRef(printed).starts_with(
      "winograd: warning: expected to keep"))
      << printed;
  EXPECT_EQ(read(*cache, "aa"), "none");
}

TEST_F(ObjectCacheTest, TakesManyAtOnce) {
  // In turns each finds another's file, removes it while others read, or
  // writes at the same time; what is found is always whole.
  std::string bytes(100000, 'x');
  std::atomic<unsigned> broken = 0;
  auto use = [&] {
    auto cache = open("250000");
    for (unsigned i = 0; i < 100; ++i) {
      std::string key = std::to_string(i % 3);
      std::string found = read(*cache, key);
      broken += found != bytes && found != "none";
      cache->store(key, {bytes});
      if (i % 7 == 0)
        cache->remove(key);
    }
  };
  std::thread others[] = {std::thread(use), std::thread(use), std::thread(use)};
  for (std::thread &other : others)
    other.join();
  EXPECT_EQ(broken, 0u);
}

} // namespace
