//===- PhaseReport.h - What is found out about phases -----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_PHASEREPORT_H
#define WINO_BENCH_PHASEREPORT_H

#include "CompileRecorder.h"
#include "Roofline.h"
#include "winograd/Runner/Timing.h"
#include <optional>
#include <string>
#include <vector>

/// How often something was run, and its seconds.
struct Spread {
  size_t runs = 0;
  double median = 0, least = 0, p10 = 0, p90 = 0, most = 0;

  /// Of at least one duration.
  static Spread of(llvm::SmallVector<double> seconds);
};

/// How far a result is from the same in float64.
struct ResultError {
  double max = 0, rms = 0;
  /// Over the root mean square of the reference.
  double relativeRms = 0;
};

enum class PhaseStatus { Measured, Refused, Failed, Unsupported };

/// What was found out about a computation that ends after a phase.
struct PhaseEntry {
  std::string contender; ///< `direct`, `kron`, `tensor`, or `plan`
  int phase = 0;
  /// The plan that was asked for, with the m of F(m, r), if any; and what the
  /// planner made of it.
  std::string plan, planned;
  std::optional<int64_t> tile;
  bool hasConstantFilter = false;
  PhaseStatus status = PhaseStatus::Measured;
  std::string reason; ///< of any other status

  double compileSeconds = 0, codeSeconds = 0;
  std::vector<PassSeconds> passes;
  RecordedLoops loops;
  std::optional<int64_t> peakBytes;
  Spread seconds;
  std::optional<Spread> deviceSeconds;
  std::optional<RooflineShare> roofline;
  std::optional<ResultError> error;

  /// What takes the time that is compared: the device, where there is one.
  const Spread &getSeconds() const {
    return deviceSeconds ? *deviceSeconds : seconds;
  }
  bool isMeasured() const { return status == PhaseStatus::Measured; }
};

/// How a report calls phase 0 to 6.
llvm::StringRef getPhaseTitle(int phase);
/// `measured`, `refused`, …
llvm::StringRef getStatusName(PhaseStatus status);

/// All about one convolution.
struct ConvolutionReport {
  std::string name;
  /// Of a convolution of a network: its file, operation, and place.
  std::string moduleFile, operation, location;
  llvm::SmallVector<int64_t> image, filter, result; ///< sizes as they stand
  llvm::SmallVector<int64_t> padding, strides, dilations;
  int64_t groups = 1;
  double flops = 0;
  std::vector<PhaseEntry> phases, plans;
  /// What the planner chose, and what it compared.
  std::string choice;
  std::vector<PlanFigure> candidates;

  /// The measured entry that is such a candidate, or null.
  const PhaseEntry *findMeasured(const PlanFigure &candidate) const;
};

/// All that a run of `wino-bench phases` found out.
struct PhasesReport {
  std::vector<std::string> command;
  std::string started; ///< ISO 8601, UTC
  bool isComplete = false;
  std::string target, machine, driver, deviceKind;
  unsigned threads = 1;
  int64_t lanes = 0;
  Roofline roofline;
  int64_t tile = 4;
  double minSeconds = 0;
  std::string pipelineOptions;
  std::vector<ConvolutionReport> convolutions;

  void writeJSON(llvm::raw_ostream &os) const;
  void writeCSV(llvm::raw_ostream &os) const;
};

/// The lines of a terminal, as soon as there is something to say.
class PhaseTable {
public:
  explicit PhaseTable(llvm::raw_ostream &os) : os(os) {}
  void begin(const PhasesReport &report);
  void begin(const ConvolutionReport &convolution);
  void add(const PhaseEntry &entry);
  void end(const ConvolutionReport &convolution);

private:
  void addRow(llvm::ArrayRef<std::string> cells);
  llvm::raw_ostream &os;
};

#endif // WINO_BENCH_PHASEREPORT_H
