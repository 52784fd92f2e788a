//===- ObjectCache.cpp - Compiled code on disk ----------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/ObjectCache.h"

#include "winograd/Support/Compatibility.h"
#include "winograd/Support/StandardStreams.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Caching.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

//===----------------------------------------------------------------------===//
// The folder
//===----------------------------------------------------------------------===//

static Expected<llvm::CachePruningPolicy> getPolicy(StringRef size) {
  auto policy =
      llvm::parseCachePruningPolicy(("cache_size_bytes=" + size).str());
  if (!policy || size.contains(':')) {
    if (!policy)
      llvm::consumeError(policy.takeError());
    return createStringError("expected --cache-size to be a number of bytes, "
                             "or with k, m or g behind it, but got '" +
                             size + "'");
  }
  // With every file that is stored, and by nothing but the size.
  policy->Interval = std::chrono::seconds(0);
  policy->Expiration = std::chrono::seconds(0);
  return policy;
}

/// Empty if the user has none.
static std::string getUsersDirectory() {
  llvm::SmallString<128> path;
  if (!llvm::sys::path::cache_directory(path))
    return "";
  llvm::sys::path::append(path, "winograd");
  return path.str().str();
}

/// What the command line says counts more than what the environment says.
static bool isOff(const CacheOptions &options) {
  const char *variable = std::getenv("WINOGRAD_NO_CACHE");
  return !options.isOn || (!options.directory && variable && *variable);
}

Expected<std::unique_ptr<ObjectCache>>
ObjectCache::open(const CacheOptions &options) {
  auto policy = getPolicy(options.size);
  if (!policy)
    return policy.takeError();
  if (options.directory && options.directory->empty())
    return createStringError(
        "expected --cache-dir to name a folder, but got ''");
  std::unique_ptr<ObjectCache> none;
  if (isOff(options))
    return none;
  std::string directory = options.directory.value_or(getUsersDirectory());
  std::error_code code =
      directory.empty()
          ? std::make_error_code(std::errc::no_such_file_or_directory)
          : fs::create_directories(directory);
  if (!code && !fs::is_directory(directory))
    code = std::make_error_code(std::errc::not_a_directory);
  if (!code)
    return std::unique_ptr<ObjectCache>(
        new ObjectCache(std::move(directory), *policy));
  warn("expected a folder for compiled code, but '" + directory +
       "' says: " + code.message() + "; going on without (--no-cache)");
  return none;
}

/// As localCache calls it.
std::string ObjectCache::getPath(StringRef key) const {
  llvm::SmallString<128> path(directory);
  llvm::sys::path::append(path, "llvmcache-" + key);
  return path.str().str();
}

void ObjectCache::remove(StringRef key) const { fs::remove(getPath(key)); }

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

/// A look into the folder: sets `found`, or gives the stream to write it by.
static Expected<llvm::AddStreamFn>
look(StringRef directory, StringRef key,
     std::shared_ptr<std::unique_ptr<llvm::MemoryBuffer>> found) {
  // A process that ends while it writes leaves a temporary file, which only
  // this prefix lets pruneCache remove.
  auto cache =
      llvm::localCache("winograd", "Thin", directory,
                       [found](unsigned, const llvm::Twine &,
                               std::unique_ptr<llvm::MemoryBuffer> buffer) {
                         *found = std::move(buffer);
                       });
  if (!cache)
    return cache.takeError();
  return (*cache)(/*Task=*/0, key, "");
}

std::unique_ptr<llvm::MemoryBuffer> ObjectCache::find(StringRef key) const {
  auto found = std::make_shared<std::unique_ptr<llvm::MemoryBuffer>>();
  // What cannot be read is not there; storing it says why.
  llvm::consumeError(look(directory, key, found).takeError());
  return std::move(*found);
}

Error ObjectCache::write(StringRef key, llvm::ArrayRef<StringRef> parts) const {
  auto found = std::make_shared<std::unique_ptr<llvm::MemoryBuffer>>();
  auto addStream = look(directory, key, found);
  if (!addStream)
    return addStream.takeError();
  if (!*addStream) // another process was faster
    return Error::success();
  auto stream = (*addStream)(/*Task=*/0, "");
  if (!stream)
    return stream.takeError();
  auto &os = static_cast<llvm::raw_fd_ostream &>(*(*stream)->OS);
  for (StringRef part : parts)
    os << part;
  os.flush();
  // The stream ends the process if it is closed with an error.
  std::error_code code = os.error();
  os.clear_error();
  Error error = (*stream)->commit();
  if (!code)
    return error;
  remove(key);
  return llvm::joinErrors(llvm::errorCodeToError(code), std::move(error));
}

void ObjectCache::store(StringRef key, llvm::ArrayRef<StringRef> parts) const {
  uint64_t size = 0;
  for (StringRef part : parts)
    size += part.size();
  if (policy.MaxSizeBytes != 0 && size > policy.MaxSizeBytes)
    return;
  if (Error error = write(key, parts))
    return warn(
        "expected to keep compiled code in '" + directory +
        "', but got: " + StringRef(llvm::toString(std::move(error))).trim());
  if (Error error = pruneCacheFolder(directory, policy))
    warn("expected to keep '" + directory + "' small, but got: " +
         StringRef(llvm::toString(std::move(error))).trim());
}
