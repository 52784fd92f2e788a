//===- Report.cpp - Tables and lines of CSV -------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"

#include "winograd/Runner/Timing.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

using mlir::winograd::formatSeconds;
using mlir::winograd::LaunchCounts;
using mlir::winograd::ScratchMemory;

static double getGigaflops(const Measurement &measurement) {
  return measurement.flops / measurement.seconds / 1e9;
}

/// `512 B`, `37.5 KiB`, `4.0 MiB`.
static std::string formatBytes(double value) {
  const char *unit = "B";
  for (const char *larger : {"KiB", "MiB", "GiB"})
    if (value >= 1024) {
      value /= 1024;
      unit = larger;
    }
  std::string text;
  llvm::raw_string_ostream(text)
      << llvm::format(*unit == 'B' ? "%.0f %s" : "%.1f %s", value, unit);
  return text;
}

/// With a `>` if there is more, of unknown size.
static std::string formatScratch(ScratchMemory scratch) {
  return (scratch.hasDynamic ? "> " : "") + formatBytes(double(scratch.bytes));
}

template <typename T>
static std::string formatNumber(const char *format, T value) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format(format, value);
  return text;
}

void Report::addLine(const Measurement &measurement) {
  os << measurement.peer << ',' << measurement.shape << measurement.form << ','
     << measurement.threads
     << llvm::format(",%.4f,%.1f,%.2e\n", measurement.seconds * 1e3,
                     getGigaflops(measurement), measurement.maxError);
}

void Report::addRow(llvm::ArrayRef<std::string> cells) {
  constexpr int cpuWidths[] = {10, 10, 9, 10, 12};
  constexpr int gpuWidths[] = {10, 7, 7, 10, 10, 10, 10, 9, 10};
  llvm::ArrayRef<int> widths = gpu ? llvm::ArrayRef(gpuWidths) : cpuWidths;
  os << llvm::left_justify(cells[0], 18) << ' '
     << llvm::left_justify(cells[1], 14);
  for (auto [cell, width] : llvm::zip(cells.drop_front(2), widths))
    os << ' ' << llvm::right_justify(cell, width);
  os << '\n';
}

/// Before the first row.
void Report::addHeader(unsigned threads) {
  if (hasHeader)
    return;
  hasHeader = true;
  os << subject << ", ";
  if (gpu) {
    os << *gpu << '\n';
    return addRow({"shape", "path", "compile", "kernels", "buffers", "bytes",
                   "workgroup", "device", "run", "GFLOP/s", "max error"});
  }
  os << threads << (threads == 1 ? " thread\n" : " threads\n");
  addRow(
      {"shape", "path", "compile", "run", "GFLOP/s", "max error", "scratch"});
}

void Report::addRow(const Measurement &measurement) {
  addHeader(measurement.threads);
  std::string compile = measurement.compileSeconds
                            ? formatSeconds(*measurement.compileSeconds)
                            : "cached",
              run = formatSeconds(measurement.seconds),
              speed = formatNumber("%.1f", getGigaflops(measurement)),
              error = formatNumber("%.2e", measurement.maxError);
  if (!gpu)
    return addRow({measurement.shape, measurement.path, compile, run, speed,
                   error, formatScratch(measurement.scratch)});
  const LaunchCounts &launches = measurement.launches;
  addRow({measurement.shape, measurement.path, compile,
          std::to_string(launches.kernels), std::to_string(launches.buffers),
          formatBytes(double(launches.bytes)),
          formatBytes(double(launches.workgroupBytes)),
          formatSeconds(measurement.deviceSeconds), run, speed, error});
}

void Report::add(const Measurement &measurement) {
  if (csv)
    addLine(measurement);
  else
    addRow(measurement);
  if (!measurement.plan.empty())
    addPlan(measurement);
  os.flush();
}

/// Beside lines of CSV, a comment.
void Report::addPlan(const Measurement &measurement) {
  if (!csv) {
    os << std::string(19, ' ') << measurement.plan << '\n';
    return;
  }
  llvm::errs() << "# " << measurement.peer << ',' << measurement.shape
               << measurement.form << ": " << measurement.plan << '\n';
}

void Report::addRefusal(const Measurement &names, llvm::StringRef reason) {
  if (csv) {
    llvm::errs() << "# " << names.peer << ',' << names.shape << names.form
                 << ": refused: " << reason << '\n';
    return;
  }
  addHeader(names.threads);
  os << llvm::left_justify(names.shape, 18) << ' '
     << llvm::left_justify(names.path, 14) << " refused: " << reason << '\n';
  os.flush();
}
