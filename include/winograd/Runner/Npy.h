//===- Npy.h - Arrays in NumPy's file format --------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads and writes .npy, versions 1.0 and 2.0: little endian, C order, numbers
// only. Everything else that the format can hold (Fortran order, big endian,
// structures, pickled objects) is an error that says what was found.
//
// NumPy has no bfloat16. Such tensors travel as their bits: `<u2` is written,
// `<u2` and `|V2` (what np.save makes of ml_dtypes.bfloat16) are read.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_NPY_H
#define WINOGRAD_RUNNER_NPY_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include <cstdint>
#include <memory>
#include <string>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace mlir::winograd {

/// An element type as NumPy writes it: `<f4` is kind 'f' with 4 bytes.
struct NpyType {
  /// 'b' boolean, 'i' and 'u' integers, 'f' floats, 'V' bare bytes.
  char kind = 'f';
  unsigned bytes = 4;

  /// Parses a `descr` such as `<f4` or `|i1`; an error for what a tensor of
  /// numbers cannot hold.
  static llvm::Expected<NpyType> parse(llvm::StringRef descr);
  /// `<f4`; one-byte types have no byte order: `|i1`.
  std::string str() const;

  friend bool operator==(const NpyType &a, const NpyType &b) {
    return a.kind == b.kind && a.bytes == b.bytes;
  }
};

/// What stands in front of the elements of a .npy file.
struct NpyHeader {
  NpyType type;
  llvm::SmallVector<int64_t> shape;

  /// Parses the dictionary, e.g.
  /// `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }`.
  static llvm::Expected<NpyHeader> parse(llvm::StringRef text);
  /// The dictionary's text, without padding.
  std::string str() const;
};

/// A whole .npy file somewhere in memory.
struct NpyView {
  NpyHeader header;
  llvm::StringRef elements;

  /// Parses the bytes of a file.
  static llvm::Expected<NpyView> parse(llvm::StringRef bytes);
};

/// A regular .npy file, mapped into memory where the system can: what is not
/// looked at is not read.
struct NpyFile {
  std::unique_ptr<llvm::MemoryBuffer> buffer;
  /// In the buffer.
  NpyView view;

  /// Errors begin with the file's name.
  static llvm::Expected<NpyFile> open(llvm::StringRef path);
};

/// An array of numbers in C order that owns its elements, aligned to 64 bytes.
class NpyArray {
public:
  /// An array whose elements are not initialised; an error when its size
  /// overflows or the machine has not that much memory.
  static llvm::Expected<NpyArray> allocate(NpyType type,
                                           llvm::ArrayRef<int64_t> shape);
  /// Parses the bytes of a whole .npy file.
  static llvm::Expected<NpyArray> parse(llvm::StringRef bytes);
  /// Reads a .npy file, a regular one; errors begin with its name.
  static llvm::Expected<NpyArray> read(llvm::StringRef path);

  /// Writes the bytes of a .npy file.
  void write(llvm::raw_ostream &os) const;

  const NpyHeader &getHeader() const { return header; }
  NpyType type() const { return header.type; }
  llvm::ArrayRef<int64_t> shape() const { return header.shape; }
  int64_t numElements() const;
  size_t sizeInBytes() const { return storage->getBufferSize(); }
  char *data() { return storage->getBufferStart(); }
  const char *data() const { return storage->getBufferStart(); }

private:
  NpyArray() = default;

  NpyHeader header;
  std::unique_ptr<llvm::WritableMemoryBuffer> storage;
};

/// `2x3x4`, or `scalar` for rank 0: how messages print a shape.
std::string shapeToString(llvm::ArrayRef<int64_t> shape);

/// Writes `arrays[i]` to `paths[i]`, see writeFiles.
llvm::Error writeNpyFiles(llvm::ArrayRef<std::string> paths,
                          llvm::ArrayRef<NpyArray> arrays);

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_NPY_H
