//===- MemRefDescriptor.cpp - Memrefs of any rank as bytes ----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/MemRefDescriptor.h"
#include "winograd/Support/Assert.h"

#include <cstring>

using namespace mlir::winograd;
using llvm::ArrayRef;

static_assert(sizeof(void *) == sizeof(int64_t),
              "a descriptor is a list of words of one size");

MemRefDescriptor::MemRefDescriptor(llvm::MutableArrayRef<int64_t> words)
    : words(words), rank((words.size() - 3) / 2) {
  WINOGRAD_ASSERT(words.size() == getNumWords(rank),
                  "expected whole descriptors");
}

void MemRefDescriptor::set(void *data, ArrayRef<int64_t> shape) {
  WINOGRAD_ASSERT(shape.size() == rank, "expected an array of this rank");
  words[0] = words[1] = reinterpret_cast<int64_t>(data);
  words[2] = 0;
  int64_t stride = 1;
  for (size_t dim = rank; dim-- > 0;) {
    words[3 + dim] = shape[dim];
    words[3 + rank + dim] = stride;
    stride *= shape[dim];
  }
}

bool MemRefDescriptor::isContiguous() const {
  int64_t stride = 1;
  for (size_t dim = rank; dim-- > 0;) {
    if (sizes()[dim] != 1 && strides()[dim] != stride)
      return false;
    stride *= sizes()[dim];
  }
  return true;
}

/// Copies a strided box of elements to `to` and moves `to` behind them.
static void gather(char *&to, const char *from, size_t bytes,
                   ArrayRef<int64_t> sizes, ArrayRef<int64_t> strides) {
  if (sizes.empty()) {
    std::memcpy(to, from, bytes);
    to += bytes;
    return;
  }
  if (sizes.size() == 1 && strides.front() == 1) {
    std::memcpy(to, from, sizes.front() * bytes);
    to += sizes.front() * bytes;
    return;
  }
  for (int64_t i = 0; i < sizes.front(); ++i)
    gather(to, from + i * strides.front() * int64_t(bytes), bytes,
           sizes.drop_front(), strides.drop_front());
}

llvm::Expected<NpyArray> MemRefDescriptor::copy(NpyType type) const {
  llvm::Expected<NpyArray> array = NpyArray::allocate(type, sizes());
  if (!array || array->sizeInBytes() == 0)
    return array;
  char *to = array->data();
  gather(to, first(type.bytes), type.bytes, sizes(), strides());
  return array;
}
