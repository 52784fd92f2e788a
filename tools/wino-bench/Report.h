//===- Report.h - Tables and lines of CSV -----------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_REPORT_H
#define WINO_BENCH_REPORT_H

#include "winograd/Runner/LaunchCounts.h"
#include "winograd/Runner/ScratchMemory.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>
#include <string>

/// What was found out about one path.
struct Measurement {
  /// How a table calls the path, and how a file of several projects does.
  std::string path, peer;
  /// `NxCxKxHxW`, or `HxW` of a network.
  std::string shape;
  /// What else a convolution is, behind the shape in lines of CSV. (The subject
  /// of a table says it.)
  std::string form;
  /// What was planned, if it is to be said.
  std::string plan;
  unsigned threads = 1;
  double seconds = 0, flops = 0, maxError = 0;
  /// Nullopt if it was compiled by another run.
  std::optional<double> compileSeconds;
  /// On the CPU.
  mlir::winograd::ScratchMemory scratch;
  /// On a GPU. `seconds` are those of a call, with its copies.
  double deviceSeconds = 0;
  mlir::winograd::LaunchCounts launches;
};

/// Prints measurements as soon as they are made, as lines of CSV
///     peer,shape and form,threads,ms,GFLOP/s,max error
/// or as a table under `subject` and what it was measured on: the number of
/// threads, or the name of the GPU, if there is one.
class Report {
public:
  Report(llvm::raw_ostream &os, bool csv, std::string subject,
         std::optional<std::string> gpu)
      : os(os), csv(csv), subject(std::move(subject)), gpu(std::move(gpu)) {}
  void add(const Measurement &measurement);
  /// A path that the device cannot hold, and why. Beside lines of CSV it is a
  /// comment on standard error.
  void addRefusal(const Measurement &names, llvm::StringRef reason);

private:
  void addLine(const Measurement &measurement);
  void addHeader(unsigned threads);
  void addRow(llvm::ArrayRef<std::string> cells);
  void addRow(const Measurement &measurement);
  void addPlan(const Measurement &measurement);

  llvm::raw_ostream &os;
  bool csv;
  std::string subject;
  std::optional<std::string> gpu;
  bool hasHeader = false;
};

#endif // WINO_BENCH_REPORT_H
