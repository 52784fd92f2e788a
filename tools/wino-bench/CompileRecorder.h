//===- CompileRecorder.h - What compiling says of itself --------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_COMPILERECORDER_H
#define WINO_BENCH_COMPILERECORDER_H

#include "mlir/Support/Timing.h"
#include "winograd/Runner/CompileObserver.h"
#include <optional>
#include <string>
#include <vector>

/// The wall time of all runs of a pass.
struct PassSeconds {
  std::string name;
  double seconds;
};

/// What winograd-verify-loops counted and found.
struct RecordedLoops {
  int64_t loops = 0, kernels = 0, buffers = 0, bufferBytes = 0,
          privateBuffers = 0, privateBytes = 0, movedBytes = 0;
  std::optional<double> flops;
  int64_t violations = 0;
  std::string firstViolation;
};

/// What winograd-plan says of a candidate.
struct PlanFigure {
  /// `blocked F(4, 3) x F(4, 3)`, and the first word of it.
  std::string plan, kind;
  /// The m that all dimensions have; nullopt if there is none.
  std::optional<int64_t> tile;
  /// In cycles of a core, or operations of a GPU's thread.
  double time = 0;
  double traffic = 0, memory = 0, added = 0, promise = 0, error = 0;
  std::string refusal;

  /// Parses a metric of the remark; nullopt if it is another one.
  static std::optional<PlanFigure> parse(llvm::StringRef key,
                                         llvm::StringRef value);
};

/// Listens while one program is compiled.
class CompileRecorder : public mlir::winograd::CompileObserver {
public:
  CompileRecorder();
  ~CompileRecorder() override;

  void beginPasses(mlir::PassManager &passManager) override;
  void hear(const mlir::remark::detail::Remark &remark) override;

  /// The longest first; to be called once, when the compiler is done.
  std::vector<PassSeconds> takePasses();

  RecordedLoops loops;
  std::vector<PlanFigure> candidates;
  /// How the planner describes what it chose.
  std::string choice;

private:
  mlir::DefaultTimingManager timing;
  mlir::TimingScope scope;
  std::vector<PassSeconds> passes;
};

#endif // WINO_BENCH_COMPILERECORDER_H
