//===- ServedProblem.h - What several paths calculate -----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_SERVEDPROBLEM_H
#define WINO_BENCH_SERVEDPROBLEM_H

#include "Options.h"
#include "mlir/IR/MLIRContext.h"
#include "winograd/AOT/ModuleFile.h"
#include "winograd/Runner/CompiledPath.h"
#include "llvm/Support/JSON.h"
#include <map>

/// A convolution or a network, its arguments, and the code of each path.
///
/// Files have fixed names in the folder that a request names: `SHAPE.x` and
/// `SHAPE.w`, the image and the filters of a convolution (ConvolutionData);
/// `input.I.npy`, a network's arguments, which are made where there are none;
/// and `NAME.I.npy`, what a path gives, of a convolution in the order NCHW.
class ServedProblem {
public:
  /// Of a request `{"shape": "NxCxKxHxW", "folder": FOLDER}` or
  /// `{"module": FILE, "entry": NAME, "folder": FOLDER}`.
  static llvm::Expected<std::unique_ptr<ServedProblem>>
  make(const llvm::json::Object &request, const ServeOptions &options,
       const mlir::DialectRegistry &registry);

  /// Compiles a path, runs it once, and writes what it gives. What is known
  /// of it:
  ///
  ///     {"contender": NAME, "compile": seconds, "plans": [text],
  ///      "remarks": [{"text": …, "candidates": [{"name": …, "figures": …}]}],
  ///      "layout": "nchw", "scratch": bytes}
  ///     {"contender": NAME, "refused": REASON}
  llvm::Expected<llvm::json::Object>
  compile(const mlir::winograd::ExecutionPath &path);

  /// The median of the seconds of a call.
  llvm::Expected<double> measure(llvm::StringRef name,
                                 const mlir::winograd::RepeatPolicy &policy);

  /// Operations of the definition.
  double getFlops() const { return flops; }

private:
  explicit ServedProblem(std::string folder) : folder(std::move(folder)) {}
  llvm::Error makeConvolution(llvm::StringRef shape,
                              const ServeOptions &options,
                              const mlir::DialectRegistry &registry);
  llvm::Error makeNetwork(const std::string &file, llvm::StringRef entry,
                          const mlir::DialectRegistry &registry);
  llvm::Error readOrMakeInputs();
  llvm::Error writeOutputs(llvm::StringRef name,
                           std::vector<mlir::winograd::NpyArray> outputs) const;
  std::string getFile(llvm::StringRef name, size_t index) const;

  std::string folder;
  // The code of a path reads constants of the context, and goes before it.
  std::unique_ptr<mlir::MLIRContext> context;
  std::unique_ptr<mlir::winograd::ModuleFile> file;
  mlir::OwningOpRef<mlir::ModuleOp> built;
  mlir::ModuleOp module;
  mlir::winograd::EntrySignature signature;
  std::vector<mlir::winograd::NpyArray> inputs;
  /// Whether results are written in another order.
  bool isChannelsLast = false;
  double flops = 0;
  std::map<std::string, mlir::winograd::CompiledPath, std::less<>> code;
};

#endif // WINO_BENCH_SERVEDPROBLEM_H
