//===- Report.h - Tables and lines of CSV -----------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_REPORT_H
#define WINO_BENCH_REPORT_H

#include "winograd/Runner/ScratchMemory.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

/// What was found out about one path.
struct Measurement {
  /// How a table calls the path, and how a file of several projects does.
  std::string path, peer;
  /// `NxCxKxHxW`, or `HxW` of a network.
  std::string shape;
  unsigned threads = 1;
  double seconds = 0, flops = 0, maxError = 0;
  double compileSeconds = 0;
  mlir::winograd::ScratchMemory scratch;
};

/// Prints measurements as soon as they are made, as lines of CSV
///     peer,shape,threads,ms,GFLOP/s,max error
/// or as a table under `subject` and the number of threads.
class Report {
public:
  Report(llvm::raw_ostream &os, bool csv, std::string subject)
      : os(os), csv(csv), subject(std::move(subject)) {}
  void add(const Measurement &measurement);

private:
  void addLine(const Measurement &measurement);
  void addRow(const Measurement &measurement);

  llvm::raw_ostream &os;
  bool csv;
  std::string subject;
  bool hasHeader = false;
};

#endif // WINO_BENCH_REPORT_H
