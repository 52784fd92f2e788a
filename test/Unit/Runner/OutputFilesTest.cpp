//===- OutputFilesTest.cpp - Files that are whole or not there ------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/OutputFiles.h"
#include "winograd/Runner/Npy.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"
#include <csignal>
#include <cstring>
#include <sys/resource.h>
#include <unistd.h>

using namespace mlir::winograd;
namespace fs = llvm::sys::fs;

namespace {

class OutputFilesTest : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(fs::createUniqueDirectory("wino-output", folder));
  }
  void TearDown() override { fs::remove_directories(folder); }

  std::string at(llvm::StringRef name) {
    llvm::SmallString<128> path = folder;
    llvm::sys::path::append(path, name);
    return path.str().str();
  }
  /// One-dimensional arrays that repeat a character.
  static std::vector<NpyArray> makeArrays(llvm::StringRef characters,
                                          int64_t size = 3) {
    std::vector<NpyArray> arrays;
    for (char c : characters) {
      arrays.push_back(llvm::cantFail(NpyArray::allocate({'u', 1}, {size})));
      std::memset(arrays.back().data(), c, size);
    }
    return arrays;
  }
  /// The elements of a file, as characters.
  static std::string read(const std::string &path) {
    llvm::Expected<NpyArray> array = NpyArray::read(path);
    if (!array)
      return llvm::toString(array.takeError());
    return std::string(array->data(), array->sizeInBytes());
  }
  size_t countFiles() {
    size_t count = 0;
    std::error_code code;
    for (fs::directory_iterator it(folder, code), end; it != end;
         it.increment(code))
      ++count;
    return count;
  }

  llvm::SmallString<128> folder;
};

TEST_F(OutputFilesTest, WritesAndReplaces) {
  std::vector<std::string> paths = {at("a.npy"), at("100%%.npy")};
  EXPECT_FALSE(writeNpyFiles(paths, makeArrays("xy")));
  EXPECT_EQ(read(paths[0]), "xxx");
  EXPECT_EQ(read(paths[1]), "yyy");
  EXPECT_FALSE(writeNpyFiles(paths, makeArrays("pq")));
  EXPECT_EQ(read(paths[0]), "ppp");
  EXPECT_EQ(read(paths[1]), "qqq");
  EXPECT_EQ(countFiles(), 2u);
}

TEST_F(OutputFilesTest, FollowsLinks) {
  ASSERT_FALSE(writeNpyFiles({at("a.npy")}, makeArrays("x")));
  ASSERT_FALSE(fs::create_link(at("a.npy"), at("link.npy")));
  EXPECT_FALSE(writeNpyFiles({at("link.npy")}, makeArrays("y")));
  EXPECT_EQ(read(at("a.npy")), "yyy");
  EXPECT_TRUE(fs::is_symlink_file(at("link.npy")));
}

TEST_F(OutputFilesTest, FollowsLinksToNothing) {
  std::string link = at("link.npy"), second = at("second.npy");
  ASSERT_FALSE(fs::create_link("new.npy", link)); // relative to the link
  ASSERT_FALSE(fs::create_link(link, second));
  EXPECT_FALSE(writeNpyFiles({second}, makeArrays("y")));
  EXPECT_EQ(read(at("new.npy")), "yyy");
  EXPECT_TRUE(fs::is_symlink_file(link));
  EXPECT_TRUE(fs::is_symlink_file(second));
}

TEST_F(OutputFilesTest, NeverReplacesALink) {
  std::string loop = at("loop.npy"), descriptor = at("descriptor.npy");
  ASSERT_FALSE(fs::create_link("loop.npy", loop));
  // As /dev/stdout is, in a pipe.
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ASSERT_FALSE(
      fs::create_link("/proc/self/fd/" + std::to_string(ends[1]), descriptor));
  for (const std::string &path : {loop, descriptor}) {
    llvm::Error error = writeNpyFiles({path}, makeArrays("y"));
    EXPECT_TRUE(bool(error)) << path;
    llvm::consumeError(std::move(error));
    EXPECT_TRUE(fs::is_symlink_file(path)) << path;
  }
  close(ends[0]);
  close(ends[1]);
  EXPECT_EQ(countFiles(), 2u);
}

TEST_F(OutputFilesTest, WritesNamesAsLongAsTheyCanBe) {
  std::string path = at(std::string(251, 'n') + ".npy");
  EXPECT_FALSE(writeNpyFiles({path}, makeArrays("y")));
  EXPECT_EQ(read(path), "yyy");
  EXPECT_NE(llvm::toString(checkOutputPaths(at(std::string(256, 'n')))), "");
}

TEST_F(OutputFilesTest, KeepsPermissions) {
  std::string path = at("a.npy");
  ASSERT_FALSE(writeNpyFiles({path}, makeArrays("x")));
  ASSERT_FALSE(fs::setPermissions(path, fs::owner_read | fs::owner_write));
  ASSERT_FALSE(writeNpyFiles({path}, makeArrays("y")));
  EXPECT_EQ(llvm::cantFail(llvm::errorOrToExpected(fs::getPermissions(path))),
            fs::owner_read | fs::owner_write);
}

TEST_F(OutputFilesTest, RemovesFoldersThatStayEmpty) {
  {
    auto kept = llvm::cantFail(OutputFolder::create(at("a/b")));
    EXPECT_TRUE(fs::is_directory(at("a/b")));
    auto removed = llvm::cantFail(OutputFolder::create(at("a/c/d")));
    kept.keep();
  }
  EXPECT_TRUE(fs::is_directory(at("a/b")));
  EXPECT_FALSE(fs::exists(at("a/c")));
}

TEST_F(OutputFilesTest, RefusesWhatCannotBeAFile) {
  auto check = [&](std::vector<std::string> paths) {
    return llvm::toString(checkOutputPaths(paths));
  };
  auto message = [&](llvm::StringRef path, llvm::StringRef reason) {
    return ("expected '" + path + "' to be a file that can be written, but " +
            reason)
        .str();
  };
  ASSERT_FALSE(writeNpyFiles({at("a.npy")}, makeArrays("x")));
  EXPECT_EQ(check({""}), message("", "it names no file"));
  EXPECT_EQ(check({at("b/")}), message(at("b/"), "it names no file"));
  EXPECT_EQ(check({folder.str().str()}),
            message(folder, "it is no regular file"));
  EXPECT_EQ(check({"/dev/null"}),
            message("/dev/null", "it is no regular file"));
  EXPECT_EQ(check({at("no/b")}),
            message(at("no/b"), "its folder says: No such file or directory"));
  EXPECT_EQ(check({at("a.npy/b")}),
            message(at("a.npy/b"), "'" + at("a.npy") + "' is no folder"));
  EXPECT_EQ(check({at("b"), at("./b")}),
            message(at("./b"), "it is named twice"));
  EXPECT_EQ(check({at("b"), at("c")}), "");
}

TEST_F(OutputFilesTest, LeavesEverythingAsItWasWhenTheDiskIsFull) {
  std::vector<std::string> paths = {at("a.npy"), at("b.npy")};
  ASSERT_FALSE(writeNpyFiles({paths[0]}, makeArrays("x")));
  // A limit on the size of files stands for the full disk: the first array
  // fits, the second does not.
  std::vector<NpyArray> arrays = makeArrays("y");
  arrays.push_back(std::move(makeArrays("z", 1 << 20).front()));
  rlimit old;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &old), 0);
  rlimit small = {1 << 16, old.rlim_max};
  auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  llvm::Error error = writeNpyFiles(paths, arrays);
  setrlimit(RLIMIT_FSIZE, &old);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(llvm::toString(std::move(error)),
            "expected '" + paths[1] +
                "' to be a file that can be written, but writing says: File "
                "too large");
  EXPECT_EQ(read(paths[0]), "xxx");
  EXPECT_EQ(countFiles(), 1u);
}

} // namespace
