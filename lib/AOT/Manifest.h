//===- Manifest.h - What to do with kernels ---------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The functions of a module in launch form as lists of launches, for programs
// that run them without MLIR. docs/Manifest.md describes the file.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_AOT_MANIFEST_H
#define WINOGRAD_LIB_AOT_MANIFEST_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/MapVector.h"
#include <array>
#include <string>
#include <vector>

namespace mlir::winograd {

using GridSize = std::array<int64_t, 3>;

/// Elements in row-major order without gaps. A memref of vectors is one with
/// another dimension.
struct ManifestTensor {
  Type element;
  SmallVector<int64_t> shape;
  int64_t bytes;

  /// An error at `loc` if no other program could know the type.
  static FailureOr<ManifestTensor> get(Location loc, Type type);
};

struct ManifestBuffer {
  enum Kind { Argument, Result, Scratch, Constant };
  Kind kind;
  int64_t bytes;
  /// Of a constant, in the file of constants.
  int64_t offset = 0;
};

struct ManifestParameter {
  std::string name;
  ManifestTensor tensor;
  int64_t buffer;
};

struct ManifestBinding {
  ManifestTensor tensor;
  bool isWritten;
};

struct ManifestKernel {
  std::string name;
  GridSize block;
  /// The lanes that subgroups must at least have; 1 if values are not
  /// exchanged.
  int64_t subgroupLanes = 1;
  std::vector<ManifestBinding> bindings;
};

struct ManifestLaunch {
  std::string kernel;
  GridSize grid, block;
  /// For each binding.
  SmallVector<int64_t> buffers;
};

struct ManifestFunction {
  std::string name;
  std::vector<ManifestParameter> arguments, results;
  std::vector<ManifestBuffer> buffers;
  std::vector<ManifestLaunch> launches;
};

struct Manifest {
  std::vector<ManifestFunction> functions;
  /// Those that are launched, in the order of their first launch.
  llvm::MapVector<StringRef, ManifestKernel> kernels;
  /// What the file of constants holds, and where.
  std::vector<std::pair<ElementsAttr, int64_t>> constants;
  int64_t constantBytes = 0;

  /// Follows the functions of a module in launch form. What they may consist of
  /// is in docs/GPU.md; anything else is an error at its place.
  static FailureOr<Manifest> get(ModuleOp module,
                                 ArrayRef<std::string> functions);

  /// What `manifest.json` says about the files: of each kernel, that it is in
  /// `getKernelFile(name)`; of the constants, that they are in `constantFile`.
  struct Files {
    std::string target;
    llvm::function_ref<std::string(StringRef)> getKernelFile;
    std::string constantFile;
  };
  void printJSON(llvm::raw_ostream &os, const Files &files) const;
  void printConstants(llvm::raw_ostream &os) const;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_AOT_MANIFEST_H
