//===- PhaseTable.cpp - A report on phases for people and CSV -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PhaseReport.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Unicode.h"

using llvm::StringRef;
using mlir::winograd::formatSeconds;

/// `1.25 MiB`
static std::string formatBytes(double bytes) {
  const char *unit = "B";
  for (const char *larger : {"KiB", "MiB", "GiB"})
    if (bytes >= 1024) {
      bytes /= 1024;
      unit = larger;
    }
  return llvm::formatv(
      bytes < 99.95 && *unit != 'B' ? "{0:F1} {1}" : "{0:F0} {1}", bytes, unit);
}

static std::string format(const char *digits, double value) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format(digits, value);
  return text;
}

//===----------------------------------------------------------------------===//
// A table
//===----------------------------------------------------------------------===//

void PhaseTable::addRow(llvm::ArrayRef<std::string> cells) {
  static constexpr int widths[] = {34, 8, 9, 8, 6, 8, 9, 9, 8, 8, 9, 9, 9};
  for (auto [index, cell] : llvm::enumerate(cells)) {
    // Combining characters are bytes without a column.
    int columns = llvm::sys::unicode::columnWidthUTF8(cell);
    std::string spaces(std::max(0, widths[index] - columns), ' ');
    // (Names to the left, figures to the right.)
    os << (index < 2 ? cell + spaces : spaces + cell)
       << (index + 1 < cells.size() ? " " : "");
  }
  os << '\n';
  os.flush();
}

void PhaseTable::begin(const PhasesReport &report) {
  os << report.machine;
  if (report.target == "cpu")
    os << ", " << report.threads
       << (report.threads == 1 ? " thread" : " threads");
  os << ": " << format("%.1f GFLOP/s", report.roofline.peakFlops / 1e9);
  for (const MemoryLevel &level : report.roofline.levels)
    os << ", " << level.name << ' '
       << format("%.1f GB/s", level.bandwidth / 1e9);
  os << '\n';
  os.flush();
}

void PhaseTable::begin(const ConvolutionReport &convolution) {
  os << '\n' << convolution.name;
  if (!convolution.location.empty() && convolution.location != convolution.name)
    os << " (" << convolution.location << ')';
  os << ", " << format("%.3g MFLOP", convolution.flops / 1e6) << '\n';
  addRow({"phase", "by", "compile", "kernels", "loops", "buffers", "moved",
          "memory", "run", "spread", "roofline", "max error", "rms error"});
}

static std::string getName(const PhaseEntry &entry) {
  if (entry.contender != "plan")
    return std::to_string(entry.phase) + " " + getPhaseTitle(entry.phase).str();
  std::string name = entry.plan;
  if (entry.tile)
    name += " m=" + std::to_string(*entry.tile);
  return name;
}

void PhaseTable::add(const PhaseEntry &entry) {
  if (!entry.isMeasured()) {
    addRow({getName(entry), entry.contender,
            (getStatusName(entry.status) + ": " + entry.reason).str()});
    return;
  }
  const Spread &seconds = entry.getSeconds();
  // Half of the distance between the 10th and the 90th percentile.
  double spread = (seconds.p90 - seconds.p10) / 2 / seconds.median * 100;
  addRow({getName(entry), entry.contender, formatSeconds(entry.compileSeconds),
          std::to_string(entry.loops.kernels),
          std::to_string(entry.loops.loops),
          std::to_string(entry.loops.buffers),
          formatBytes(double(entry.loops.movedBytes)),
          entry.peakBytes ? formatBytes(double(*entry.peakBytes)) : "-",
          formatSeconds(seconds.median), format("±%.0f %%", spread),
          entry.roofline ? format("%.0f %%", entry.roofline->share * 100) : "-",
          entry.error ? format("%.2e", entry.error->max) : "-",
          entry.error ? format("%.2e", entry.error->rms) : "-"});
  if (entry.loops.violations != 0)
    os << "    " << entry.loops.violations
       << " loops: " << entry.loops.firstViolation << '\n';
  if (entry.contender == "plan" && !entry.planned.empty())
    os << "    " << entry.planned << '\n';
}

void PhaseTable::end(const ConvolutionReport &convolution) {
  if (!convolution.choice.empty())
    os << "chosen: " << convolution.choice << '\n';
  for (const PlanFigure &candidate : convolution.candidates)
    if (!candidate.refusal.empty())
      os << "refused: " << candidate.plan << ' ' << candidate.refusal << '\n';
  os.flush();
}

//===----------------------------------------------------------------------===//
// Lines
//===----------------------------------------------------------------------===//

/// In quotes, with those inside doubled.
static std::string quote(StringRef text) {
  std::string quoted = "\"";
  for (char c : text)
    quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

static void writeLine(const ConvolutionReport &convolution,
                      const PhaseEntry &entry, llvm::raw_ostream &os) {
  os << quote(convolution.name) << ',' << entry.contender << ',' << entry.phase
     << ',' << quote(getPhaseTitle(entry.phase)) << ',' << entry.plan << ',';
  if (entry.tile)
    os << *entry.tile;
  os << ',' << quote(entry.planned) << ','
     << (entry.hasConstantFilter ? "constant" : "argument") << ','
     << getStatusName(entry.status) << ',' << quote(entry.reason);
  if (!entry.isMeasured()) {
    os << std::string(22, ',') << '\n';
    return;
  }
  const RecordedLoops &loops = entry.loops;
  auto writeSeconds = [&](double seconds) {
    os << ',' << llvm::format("%.6f", seconds * 1e3);
  };
  writeSeconds(entry.compileSeconds);
  writeSeconds(entry.codeSeconds);
  os << ',' << loops.kernels << ',' << loops.loops << ',' << loops.buffers
     << ',' << loops.privateBuffers << ',' << loops.movedBytes << ','
     << loops.bufferBytes << ',' << loops.privateBytes << ',';
  if (loops.flops)
    os << llvm::format("%.0f", *loops.flops);
  os << ',' << loops.violations << ',';
  if (entry.peakBytes)
    os << *entry.peakBytes;
  os << ',' << entry.seconds.runs;
  const Spread &seconds = entry.seconds;
  for (double value : {seconds.median, seconds.least, seconds.p10, seconds.p90})
    writeSeconds(value);
  if (entry.deviceSeconds)
    writeSeconds(entry.deviceSeconds->median);
  else
    os << ',';
  if (const auto &roofline = entry.roofline)
    os << ',' << llvm::format("%.4f", roofline->share) << ','
       << roofline->bound;
  else
    os << ",,";
  if (const auto &error = entry.error)
    os << llvm::format(",%.3e", error->max)
       << llvm::format(",%.3e", error->rms);
  else
    os << ",,";
  os << '\n';
}

void PhasesReport::writeCSV(llvm::raw_ostream &os) const {
  os << "convolution,contender,phase,title,plan,tile,planned,filter,status,"
        "reason,compile_ms,code_ms,kernels,loops,buffers,private_buffers,"
        "moved_bytes,buffer_bytes,private_bytes,executed_flops,violations,"
        "peak_bytes,runs,median_ms,least_ms,p10_ms,p90_ms,device_median_ms,"
        "roofline_share,bound,max_error,rms_error\n";
  for (const ConvolutionReport &convolution : convolutions)
    for (const std::vector<PhaseEntry> *entries :
         {&convolution.phases, &convolution.plans})
      for (const PhaseEntry &entry : *entries)
        writeLine(convolution, entry, os);
}
