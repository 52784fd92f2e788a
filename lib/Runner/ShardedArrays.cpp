//===- ShardedArrays.cpp - Parts of arrays, and the whole -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShardedArrays.h"

#include <cstring>

using namespace mlir;
using namespace mlir::winograd;
using llvm::Error;
using llvm::Expected;

//===----------------------------------------------------------------------===//
// One part
//===----------------------------------------------------------------------===//

namespace {
/// The rows of a rank's part: elements that lie one behind the other both in
/// the whole and in the part.
class PartRows {
public:
  /// Where a row begins, and its length, in elements.
  using Visit =
      llvm::function_ref<void(int64_t whole, int64_t part, int64_t count)>;

  PartRows(const TensorDistribution &distribution, int64_t rank)
      : dimensions(distribution.dimensions), rank(rank) {}

  void visit(Visit visitRow) const { visitFrom(0, 0, 0, visitRow); }

private:
  void visitFrom(size_t dim, int64_t whole, int64_t part,
                 Visit visitRow) const {
    if (dim == dimensions.size())
      return visitRow(whole, part, 1);
    const ShardedDimension &d = dimensions[dim];
    whole = whole * d.whole + d.getBegin(rank);
    part *= d.local;
    if (dim + 1 == dimensions.size())
      return visitRow(whole, part, d.getSize(rank));
    for (int64_t i = 0, end = d.getSize(rank); i != end; ++i)
      visitFrom(dim + 1, whole + i, part + i, visitRow);
  }

  ArrayRef<ShardedDimension> dimensions;
  int64_t rank;
};
} // namespace

Expected<NpyArray>
mlir::winograd::takePart(StringRef whole, NpyType type,
                         const TensorDistribution &distribution, int64_t rank) {
  auto part = NpyArray::allocate(type, distribution.getLocalShape());
  if (!part)
    return part;
  if (part->sizeInBytes() != 0)
    std::memset(part->data(), 0, part->sizeInBytes());
  PartRows(distribution, rank)
      .visit([&](int64_t from, int64_t to, int64_t count) {
        if (count != 0)
          std::memcpy(part->data() + to * type.bytes,
                      whole.data() + from * type.bytes, count * type.bytes);
      });
  return part;
}

void mlir::winograd::putPart(const char *part, NpyArray &whole,
                             const TensorDistribution &distribution,
                             int64_t rank) {
  size_t bytes = whole.type().bytes;
  PartRows(distribution, rank)
      .visit([&](int64_t to, int64_t from, int64_t count) {
        if (count != 0)
          std::memcpy(whole.data() + to * bytes, part + from * bytes,
                      count * bytes);
      });
}

//===----------------------------------------------------------------------===//
// What a rank takes
//===----------------------------------------------------------------------===//

static Expected<std::vector<NpyArray>>
takeRandomInputs(uint64_t seed, const EntrySignature &whole,
                 ArrayRef<TensorDistribution> distributions, int64_t rank) {
  auto arrays = whole.makeRandomInputs(seed);
  if (!arrays)
    return arrays;
  for (auto [array, distribution] : llvm::zip_equal(*arrays, distributions)) {
    auto part = takePart(StringRef(array.data(), array.sizeInBytes()),
                         array.type(), distribution, rank);
    if (!part)
      return part.takeError();
    array = std::move(*part);
  }
  return arrays;
}

Expected<std::vector<NpyArray>> mlir::winograd::takeInputs(
    const RunOptions &options, const EntrySignature &whole,
    ArrayRef<TensorDistribution> distributions, int64_t rank) {
  if (options.randomSeed)
    return takeRandomInputs(*options.randomSeed, whole, distributions, rank);
  std::vector<NpyFile> files;
  SmallVector<NpyHeader> headers;
  for (StringRef path : options.inputs) {
    auto file = NpyFile::open(path);
    if (!file)
      return file.takeError();
    headers.push_back(file->view.header);
    files.push_back(std::move(*file));
  }
  if (Error error = whole.checkInputs(headers))
    return error;
  std::vector<NpyArray> parts;
  for (auto [file, distribution] : llvm::zip_equal(files, distributions)) {
    auto part =
        takePart(file.view.elements, file.view.header.type, distribution, rank);
    if (!part)
      return part.takeError();
    normalizeBooleans(*part);
    parts.push_back(std::move(*part));
  }
  return parts;
}

//===----------------------------------------------------------------------===//
// What all give
//===----------------------------------------------------------------------===//

/// To the first rank, from each that has another part than those before it.
static void gatherParts(Ranks &ranks, const NpyArray &part,
                        const TensorDistribution &distribution, NpyArray *whole,
                        NpyArray *buffer) {
  MPILibrary &mpi = ranks.getMPI();
  if (whole)
    putPart(part.data(), *whole, distribution, 0);
  for (int64_t rank = 1; rank < ranks.getSize(); ++rank) {
    if (!distribution.isFirstOfPart(rank))
      continue;
    if (rank == ranks.getRank())
      mpi.send(part.data(), part.sizeInBytes(), /*to=*/0);
    if (!whole)
      continue;
    mpi.receive(buffer->data(), buffer->sizeInBytes(), rank);
    putPart(buffer->data(), *whole, distribution, rank);
  }
}

/// Memory for the whole of each result.
static Expected<std::vector<NpyArray>>
allocateAll(ArrayRef<NpyArray> parts,
            ArrayRef<TensorDistribution> distributions) {
  std::vector<NpyArray> arrays;
  for (auto [part, distribution] : llvm::zip_equal(parts, distributions)) {
    auto array = NpyArray::allocate(part.type(), distribution.getWholeShape());
    if (!array)
      return array.takeError();
    arrays.push_back(std::move(*array));
  }
  return arrays;
}

Expected<std::vector<NpyArray>>
mlir::winograd::gather(Ranks &ranks, ArrayRef<NpyArray> parts,
                       ArrayRef<TensorDistribution> distributions) {
  std::vector<NpyArray> wholes, buffers;
  if (Error error = ranks.agreeOnFirst([&]() -> Error {
        if (Error error = allocateAll(parts, distributions).moveInto(wholes))
          return error;
        for (const NpyArray &part : parts) {
          auto buffer = NpyArray::allocate(part.type(), part.shape());
          if (!buffer)
            return buffer.takeError();
          buffers.push_back(std::move(*buffer));
        }
        return Error::success();
      }))
    return error;
  for (auto [index, part, distribution] : llvm::enumerate(parts, distributions))
    gatherParts(ranks, part, distribution,
                ranks.isFirst() ? &wholes[index] : nullptr,
                ranks.isFirst() ? &buffers[index] : nullptr);
  return wholes;
}
