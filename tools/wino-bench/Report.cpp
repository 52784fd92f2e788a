//===- Report.cpp - Tables and lines of CSV -------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"

#include "winograd/Runner/Timing.h"
#include "llvm/Support/Format.h"

using mlir::winograd::formatSeconds;
using mlir::winograd::ScratchMemory;

static double getGigaflops(const Measurement &measurement) {
  return measurement.flops / measurement.seconds / 1e9;
}

/// `512 B`, `37.5 KiB`, `4.0 MiB`; with a `>` if there is more, of unknown
/// size.
static std::string formatScratch(ScratchMemory scratch) {
  double value = double(scratch.bytes);
  const char *unit = "B";
  for (const char *larger : {"KiB", "MiB", "GiB"})
    if (value >= 1024) {
      value /= 1024;
      unit = larger;
    }
  std::string text = scratch.hasDynamic ? "> " : "";
  llvm::raw_string_ostream(text)
      << llvm::format(*unit == 'B' ? "%.0f %s" : "%.1f %s", value, unit);
  return text;
}

void Report::addLine(const Measurement &measurement) {
  os << measurement.peer << ',' << measurement.shape << ','
     << measurement.threads
     << llvm::format(",%.4f,%.1f,%.2e\n", measurement.seconds * 1e3,
                     getGigaflops(measurement), measurement.maxError);
}

void Report::addRow(const Measurement &measurement) {
  constexpr char columns[] = "%-18s %-14s %10s %10s %9s %10s %12s\n";
  if (!hasHeader)
    os << subject << ", " << measurement.threads
       << (measurement.threads == 1 ? " thread\n" : " threads\n")
       << llvm::format(columns, "shape", "path", "compile", "run", "GFLOP/s",
                       "max error", "scratch");
  hasHeader = true;
  std::string gigaflops, error;
  llvm::raw_string_ostream(gigaflops)
      << llvm::format("%.1f", getGigaflops(measurement));
  llvm::raw_string_ostream(error) << llvm::format("%.2e", measurement.maxError);
  os << llvm::format(
      columns, measurement.shape.c_str(), measurement.path.c_str(),
      formatSeconds(measurement.compileSeconds).c_str(),
      formatSeconds(measurement.seconds).c_str(), gigaflops.c_str(),
      error.c_str(), formatScratch(measurement.scratch).c_str());
}

void Report::add(const Measurement &measurement) {
  if (csv)
    addLine(measurement);
  else
    addRow(measurement);
  os.flush();
}
