//===- Translate.h - What wino-translate does -------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_AOT_TRANSLATE_H
#define WINOGRAD_AOT_TRANSLATE_H

#include "mlir/IR/DialectRegistry.h"
#include "winograd/AOT/Partition.h"
#include "winograd/AOT/TargetMachine.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace mlir::winograd {

/// What to compile, and for what.
struct TranslateOptions {
  /// The file with the module (`-`: standard input).
  std::string moduleFile;
  /// `object`, `shared-library`, `llvm-ir` or `assembly`; for a GPU `spirv`,
  /// `metal` or `ptx`.
  std::string emit = "object";
  /// The folder for the code and its header.
  std::string outputFolder;
  /// The functions that other programs can call; empty: the public ones.
  /// `name:other` gives one another name there.
  std::vector<std::string> entries;
  /// Those of `winograd-to-cpu`, for a GPU of `winograd-to-kernels`, as text.
  std::string pipelineOptions;
  ProcessorNames target;
  /// A compiler driver that links a shared library; empty: see findLinker.
  std::string linker;
  /// Also compile functions that take transformed filters (winograd-prepack).
  bool prepack = true;
  /// Make of each function the program of one rank of MPI.
  std::optional<PartitionOptions> partition;
  /// The architecture that PTX is for; empty: sm_80.
  std::string chip;
  /// Give the code lines of the module (DebugInfo.h). Not on a GPU.
  bool debugInfo = false;
};

/// Compiles the functions of a module of linalg on tensors to code that C can
/// call, and writes it and its header; for a GPU, to kernels, and writes
/// them and their manifest. MLIR's
/// diagnostics go to standard error. On an error no file is touched.
llvm::Error translate(const TranslateOptions &options,
                      const DialectRegistry &registry);

} // namespace mlir::winograd

#endif // WINOGRAD_AOT_TRANSLATE_H
