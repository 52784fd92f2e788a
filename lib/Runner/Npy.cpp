//===- Npy.cpp - Arrays in NumPy's file format ----------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/Npy.h"
#include "winograd/Support/InputFiles.h"
#include "winograd/Support/OutputFiles.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Alignment.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <cstring>
#include <optional>
#include <vector>
#if __has_include(<unistd.h>)
#include <unistd.h>
#endif

using namespace mlir::winograd;
using llvm::ArrayRef;
using llvm::createStringError;
using llvm::Expected;
using llvm::StringRef;

static_assert(llvm::endianness::native == llvm::endianness::little,
              "elements are copied as they are between files and memory");

namespace {
constexpr StringRef kMagic("\x93NUMPY", 6);
/// The elements begin at a multiple of this many bytes, in files and memory.
constexpr size_t kAlignment = 64;
/// NumPy writes less than 200 bytes, and has up to 64 dimensions.
constexpr size_t kMaxHeaderBytes = 1 << 16;
} // namespace

/// The number of bytes of such an array, or nullopt if it overflows. That of an
/// empty array's other dimensions must not, either: strides are made of it.
static std::optional<int64_t> getByteSize(const NpyHeader &header) {
  int64_t size = header.type.bytes;
  for (int64_t dim : header.shape)
    if (dim < 0 || (dim > 0 && llvm::MulOverflow(size, dim, size)))
      return std::nullopt;
  return llvm::is_contained(header.shape, 0) ? 0 : size;
}

/// A larger array is a mistake, and not one to leave to the allocator: some
/// promise any amount of memory, and then there is none.
static int64_t getMaxBytes() {
  constexpr int64_t most = int64_t(1) << 38;
#ifdef _SC_PHYS_PAGES
  int64_t pages = sysconf(_SC_PHYS_PAGES), pageSize = sysconf(_SC_PAGESIZE);
  if (pages > 0 && pageSize > 0 && pages < most / pageSize)
    return pages * pageSize;
#endif
  return most;
}

std::string mlir::winograd::shapeToString(ArrayRef<int64_t> shape) {
  if (shape.empty())
    return "scalar";
  return llvm::join(
      llvm::map_range(shape, [](int64_t dim) { return std::to_string(dim); }),
      "x");
}

Expected<NpyArray> NpyArray::allocate(NpyType type, ArrayRef<int64_t> shape) {
  NpyArray array;
  array.header.type = type;
  array.header.shape.assign(shape.begin(), shape.end());
  std::optional<int64_t> size = getByteSize(array.header);
  if (size && *size <= getMaxBytes())
    array.storage = llvm::WritableMemoryBuffer::getNewUninitMemBuffer(
        *size, "", llvm::Align(kAlignment));
  if (!array.storage)
    return createStringError("expected an array that fits into memory, but got "
                             "the shape " +
                             shapeToString(shape));
  return array;
}

Expected<NpyView> NpyView::parse(StringRef bytes) {
  if (!bytes.consume_front(kMagic))
    return createStringError("expected a .npy file, which begins with "
                             "\\x93NUMPY, but got other bytes");
  // Version 3.0 is 2.0 with a text in UTF-8.
  size_t lengthBytes = bytes.starts_with(StringRef("\1\0", 2)) ? 2
                       : bytes.starts_with(StringRef("\2\0", 2)) ||
                               bytes.starts_with(StringRef("\3\0", 2))
                           ? 4
                           : 0;
  if (bytes.size() >= 2 && lengthBytes == 0)
    return createStringError("expected version 1.0, 2.0 or 3.0 of the .npy "
                             "format, but got " +
                             llvm::Twine(unsigned(uint8_t(bytes[0]))) + "." +
                             llvm::Twine(unsigned(uint8_t(bytes[1]))));
  if (bytes.size() < 2 + lengthBytes)
    return createStringError("expected a header, but the file ends before it");
  const char *length = bytes.data() + 2;
  size_t headerSize = lengthBytes == 2
                          ? llvm::support::endian::read16le(length)
                          : llvm::support::endian::read32le(length);
  bytes = bytes.drop_front(2 + lengthBytes);
  if (headerSize > kMaxHeaderBytes)
    return createStringError("expected a header of at most " +
                             llvm::Twine(kMaxHeaderBytes) + " bytes, but got " +
                             llvm::Twine(headerSize));
  if (bytes.size() < headerSize)
    return createStringError("expected a header of " + llvm::Twine(headerSize) +
                             " bytes, but the file ends after " +
                             llvm::Twine(bytes.size()));
  Expected<NpyHeader> header = NpyHeader::parse(bytes.take_front(headerSize));
  if (!header)
    return header.takeError();
  bytes = bytes.drop_front(headerSize);

  // Compare sizes before allocating: a damaged header may claim anything.
  std::optional<int64_t> size = getByteSize(*header);
  if (!size || uint64_t(*size) != bytes.size())
    return createStringError(
        "expected " + (size ? llvm::Twine(*size) : llvm::Twine("too many")) +
        " bytes of elements for the shape " + shapeToString(header->shape) +
        " and the type " + header->type.str() + ", but got " +
        llvm::Twine(bytes.size()));
  return NpyView{std::move(*header), bytes};
}

Expected<NpyFile> NpyFile::open(StringRef path) {
  auto buffer = readRegularFile(path);
  if (!buffer)
    return buffer.takeError();
  Expected<NpyView> view = NpyView::parse((*buffer)->getBuffer());
  if (!view)
    return createStringError("'" + path +
                             "': " + llvm::toString(view.takeError()));
  return NpyFile{std::move(*buffer), std::move(*view)};
}

/// A copy.
static Expected<NpyArray> copy(const NpyView &view) {
  auto array = NpyArray::allocate(view.header.type, view.header.shape);
  if (array && !view.elements.empty())
    std::memcpy(array->data(), view.elements.data(), view.elements.size());
  return array;
}

Expected<NpyArray> NpyArray::parse(StringRef bytes) {
  Expected<NpyView> view = NpyView::parse(bytes);
  if (!view)
    return view.takeError();
  return copy(*view);
}

Expected<NpyArray> NpyArray::read(StringRef path) {
  Expected<NpyFile> file = NpyFile::open(path);
  if (!file)
    return file.takeError();
  Expected<NpyArray> array = copy(file->view);
  if (!array)
    return createStringError("'" + path +
                             "': " + llvm::toString(array.takeError()));
  return array;
}

void NpyArray::write(llvm::raw_ostream &os) const {
  std::string text = header.str();
  // Magic, version, length of the text; the text ends with a line break.
  bool large = kMagic.size() + 2 + 2 + text.size() + kAlignment > 0xffff;
  size_t front = kMagic.size() + 2 + (large ? 4 : 2);
  text.append(
      llvm::offsetToAlignment(front + text.size() + 1, llvm::Align(kAlignment)),
      ' ');
  text += '\n';
  os << kMagic << StringRef(large ? "\2\0" : "\1\0", 2);
  char length[4];
  llvm::support::endian::write32le(length, text.size());
  os.write(length, large ? 4 : 2);
  os << text;
  os.write(data(), sizeInBytes());
}

int64_t NpyArray::numElements() const {
  return sizeInBytes() / header.type.bytes;
}

llvm::Error mlir::winograd::writeNpyFiles(llvm::ArrayRef<std::string> paths,
                                          llvm::ArrayRef<NpyArray> arrays) {
  std::vector<FileWriter> writers;
  for (const NpyArray &array : arrays)
    writers.push_back([&array](llvm::raw_ostream &os) { array.write(os); });
  return writeFiles(paths, writers);
}
