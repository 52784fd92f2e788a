//===- InputFiles.cpp - Files that end ------------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/InputFiles.h"

#include "llvm/Support/FileSystem.h"

using llvm::createStringError;
using llvm::Error;
using llvm::Expected;
using llvm::MemoryBuffer;
using llvm::StringRef;
using llvm::Twine;
namespace fs = llvm::sys::fs;

/// Of what comes from a pipe or a device.
static constexpr size_t kMaxStreamBytes = size_t(1) << 30;

static Error makeError(StringRef path, const Twine &reason) {
  return createStringError("expected '" + path +
                           "' to be a readable file, but got: " + reason);
}

static Expected<std::unique_ptr<MemoryBuffer>> readFile(StringRef path) {
  auto file = MemoryBuffer::getFile(path, /*IsText=*/false,
                                    /*RequiresNullTerminator=*/true);
  if (!file)
    return makeError(path, file.getError().message());
  return std::move(*file);
}

Expected<std::unique_ptr<MemoryBuffer>>
mlir::winograd::readRegularFile(StringRef path) {
  fs::file_status status;
  bool isSpecial = !fs::status(path, status) && fs::exists(status) &&
                   !fs::is_regular_file(status) && !fs::is_directory(status);
  if (isSpecial)
    return makeError(path, "a device or a pipe");
  return readFile(path);
}

/// Whether no module can go on with `bytes` behind `front`: text has no zeros,
/// and bytecode begins with its magic number.
static bool isNoModule(StringRef front, StringRef bytes) {
  return !front.starts_with("ML\xefR") && bytes.contains('\0');
}

static Expected<std::unique_ptr<MemoryBuffer>> readStream(StringRef path,
                                                          fs::file_t stream) {
  std::string bytes;
  constexpr size_t chunk = 1 << 16;
  while (true) {
    size_t size = bytes.size();
    bytes.resize(size + chunk);
    Expected<size_t> read =
        fs::readNativeFile(stream, {bytes.data() + size, chunk});
    if (!read)
      return makeError(path, llvm::toString(read.takeError()));
    bytes.resize(size + *read);
    if (*read == 0)
      return MemoryBuffer::getMemBufferCopy(
          bytes, path == "-" ? StringRef("<stdin>") : path);
    if (isNoModule(bytes, StringRef(bytes).drop_front(size)))
      return makeError(path, "a zero byte, which no text has");
    if (bytes.size() > kMaxStreamBytes)
      return makeError(path, "more than 1 GiB from a device or a pipe");
  }
}

Expected<std::unique_ptr<MemoryBuffer>>
mlir::winograd::readModuleText(StringRef path) {
  if (path == "-")
    return readStream(path, fs::getStdinHandle());
  fs::file_status status;
  if (fs::status(path, status) || fs::is_regular_file(status) ||
      fs::is_directory(status))
    return readFile(path);
  Expected<fs::file_t> stream = fs::openNativeFileForRead(path);
  if (!stream)
    return makeError(path, llvm::toString(stream.takeError()));
  auto text = readStream(path, *stream);
  fs::closeFile(*stream);
  return text;
}
