//===- PhaseJSON.cpp - A report on phases as JSON -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// docs/Bench.md describes it. A program in whatever language should need no
// other source.
//
//===----------------------------------------------------------------------===//

#include "PhaseReport.h"
#include "llvm/Support/JSON.h"

using llvm::StringRef;
using llvm::json::OStream;

static void writeText(OStream &json, StringRef key, StringRef text) {
  if (text.empty())
    json.attribute(key, nullptr);
  else
    json.attribute(key, text);
}

template <typename T>
static void writeNumber(OStream &json, StringRef key, std::optional<T> value) {
  if (value)
    json.attribute(key, *value);
  else
    json.attribute(key, nullptr);
}

static void writeSizes(OStream &json, StringRef key,
                       llvm::ArrayRef<int64_t> sizes) {
  json.attributeArray(key, [&] {
    for (int64_t size : sizes)
      json.value(size);
  });
}

static void writeSpread(OStream &json, StringRef key, const Spread &spread) {
  json.attributeObject(key, [&] {
    json.attribute("median", spread.median);
    json.attribute("least", spread.least);
    json.attribute("p10", spread.p10);
    json.attribute("p90", spread.p90);
    json.attribute("most", spread.most);
  });
}

static void writeCompile(OStream &json, const PhaseEntry &entry) {
  json.attributeObject("compile", [&] {
    json.attribute("seconds", entry.compileSeconds);
    json.attribute("code", entry.codeSeconds);
    json.attributeArray("passes", [&] {
      for (const PassSeconds &pass : entry.passes)
        json.object([&] {
          json.attribute("name", pass.name);
          json.attribute("seconds", pass.seconds);
        });
    });
  });
}

static void writeLoops(OStream &json, const RecordedLoops &loops) {
  json.attribute("kernels", loops.kernels);
  json.attribute("loops", loops.loops);
  json.attribute("buffers", loops.buffers);
  json.attribute("private_buffers", loops.privateBuffers);
  json.attribute("bytes_moved", loops.movedBytes);
  json.attribute("buffer_bytes", loops.bufferBytes);
  json.attribute("private_bytes", loops.privateBytes);
  writeNumber(json, "executed_flops", loops.flops);
  json.attribute("violations", loops.violations);
  writeText(json, "violation", loops.firstViolation);
}

static void writeMeasured(OStream &json, const PhaseEntry &entry) {
  writeCompile(json, entry);
  writeLoops(json, entry.loops);
  writeNumber(json, "peak_memory", entry.peakBytes);
  json.attribute("runs", int64_t(entry.seconds.runs));
  writeSpread(json, "seconds", entry.seconds);
  if (entry.deviceSeconds)
    writeSpread(json, "device_seconds", *entry.deviceSeconds);
  else
    json.attribute("device_seconds", nullptr);
  if (const std::optional<RooflineShare> &roofline = entry.roofline)
    json.attributeObject("roofline", [&] {
      json.attribute("share", roofline->share);
      json.attribute("bound", roofline->bound);
      json.attribute("seconds", roofline->seconds);
    });
  else
    json.attribute("roofline", nullptr);
  if (const std::optional<ResultError> &error = entry.error)
    json.attributeObject("error", [&] {
      json.attribute("max", error->max);
      json.attribute("rms", error->rms);
      json.attribute("relative_rms", error->relativeRms);
    });
  else
    json.attribute("error", nullptr);
}

static void writeEntry(OStream &json, const PhaseEntry &entry) {
  json.object([&] {
    json.attribute("phase", entry.phase);
    json.attribute("title", getPhaseTitle(entry.phase));
    writeText(json, "plan", entry.plan);
    writeNumber(json, "tile", entry.tile);
    writeText(json, "planned", entry.planned);
    json.attribute("filter", entry.hasConstantFilter ? "constant" : "argument");
    json.attribute("status", getStatusName(entry.status));
    writeText(json, "reason", entry.reason);
    if (entry.isMeasured())
      writeMeasured(json, entry);
  });
}

static void writeCandidates(OStream &json, const ConvolutionReport &report,
                            double cycle) {
  json.attributeArray("candidates", [&] {
    for (const PlanFigure &candidate : report.candidates)
      json.object([&] {
        json.attribute("plan", candidate.plan);
        json.attribute("kind", candidate.kind);
        writeNumber(json, "tile", candidate.tile);
        json.attribute("predicted_time", candidate.time);
        writeNumber(json, "predicted_seconds",
                    cycle > 0 ? std::optional(candidate.time * cycle)
                              : std::nullopt);
        json.attribute("traffic", candidate.traffic);
        json.attribute("memory", candidate.memory);
        json.attribute("added", candidate.added);
        json.attribute("promise", candidate.promise);
        json.attribute("error", candidate.error);
        writeText(json, "refused", candidate.refusal);
        const PhaseEntry *measured = report.findMeasured(candidate);
        writeNumber(json, "measured",
                    measured ? std::optional(measured->getSeconds().median)
                             : std::nullopt);
      });
  });
}

static void writeContenders(OStream &json, const ConvolutionReport &report) {
  static constexpr std::pair<StringRef, StringRef> contenders[] = {
      {"direct", "direct convolution"},
      {"kron", "one operation per transform"},
      {"tensor", "sums of slices"}};
  json.attributeArray("contenders", [&] {
    for (auto [name, title] : contenders)
      json.object([&, name = name, title = title] {
        json.attribute("name", name);
        json.attribute("title", title);
        json.attributeArray("phases", [&] {
          for (const PhaseEntry &entry : report.phases)
            if (entry.contender == name)
              writeEntry(json, entry);
        });
      });
  });
}

static void writeConvolution(OStream &json, const ConvolutionReport &report,
                             double cycle) {
  json.object([&] {
    json.attribute("name", report.name);
    json.attributeObject("shape", [&] {
      writeSizes(json, "image", report.image);
      writeSizes(json, "filter", report.filter);
      writeSizes(json, "result", report.result);
      writeSizes(json, "padding", report.padding);
      writeSizes(json, "stride", report.strides);
      writeSizes(json, "dilation", report.dilations);
      json.attribute("groups", report.groups);
    });
    if (report.moduleFile.empty())
      json.attribute("module", nullptr);
    else
      json.attributeObject("module", [&] {
        json.attribute("file", report.moduleFile);
        json.attribute("op", report.operation);
        json.attribute("location", report.location);
      });
    json.attribute("flops", report.flops);
    writeContenders(json, report);
    json.attributeArray("plans", [&] {
      for (const PhaseEntry &entry : report.plans)
        writeEntry(json, entry);
    });
    json.attributeObject("choice", [&] {
      writeText(json, "plan", report.choice);
      writeCandidates(json, report, cycle);
    });
  });
}

static void writeMachine(OStream &json, const PhasesReport &report) {
  json.attributeObject("machine", [&] {
    json.attribute("target", report.target);
    json.attribute("name", report.machine);
    writeText(json, "driver", report.driver);
    writeText(json, "kind", report.deviceKind);
    json.attribute("threads", int64_t(report.threads));
    writeNumber(json, "lanes",
                report.lanes ? std::optional(report.lanes) : std::nullopt);
    json.attributeObject("roofline", [&] {
      json.attribute("peak_flops", report.roofline.peakFlops);
      json.attributeArray("levels", [&] {
        for (const MemoryLevel &level : report.roofline.levels)
          json.object([&] {
            json.attribute("name", level.name);
            writeNumber(json, "bytes", level.bytes);
            json.attribute("bandwidth", level.bandwidth);
          });
      });
    });
  });
}

void PhasesReport::writeJSON(llvm::raw_ostream &os) const {
  OStream json(os, /*IndentSize=*/1);
  json.object([&] {
    json.attribute("schema", "winograd-phases");
    json.attribute("version", 1);
    json.attributeArray("command", [&] {
      for (const std::string &argument : command)
        json.value(argument);
    });
    json.attribute("started", started);
    json.attribute("complete", isComplete);
    writeMachine(json, *this);
    json.attributeObject("options", [&] {
      json.attribute("tile", tile);
      json.attribute("min_time", minSeconds);
      json.attribute("pipeline_options", pipelineOptions);
    });
    json.attributeArray("convolutions", [&] {
      for (const ConvolutionReport &convolution : convolutions)
        writeConvolution(json, convolution, roofline.cycle);
    });
  });
  os << '\n';
}
