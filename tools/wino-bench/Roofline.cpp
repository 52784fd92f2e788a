//===- Roofline.cpp - What the machine does at best -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Roofline.h"

#include "CoreKernels.h"
#include "DeviceKernels.h"
#include "winograd/AOT/TargetMachine.h"
#include "winograd/Target/Processor.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::Error;
using llvm::Expected;

/// What is read to find out how fast memory is.
static constexpr int64_t leastMemoryBytes = int64_t(64) << 20,
                         mostMemoryBytes = int64_t(512) << 20;

RooflineShare Roofline::getShare(double flops, int64_t bytes, int64_t moved,
                                 double seconds) const {
  RooflineShare share;
  share.bound = "compute";
  share.seconds = peakFlops > 0 ? flops / peakFlops : 0;
  // Of each byte that is read, the chance to be in a level is at best the part
  // of all bytes that it holds.
  double reading = 0, longest = 0, held = 0;
  llvm::StringRef slowest;
  for (const MemoryLevel &level : levels) {
    double holds = double(std::min(level.bytes.value_or(bytes), bytes));
    if (bytes == 0 || holds <= held)
      continue;
    double part = (holds - held) / double(bytes) * double(moved);
    double time = part / level.bandwidth;
    reading += time;
    if (time > longest) {
      longest = time;
      slowest = level.name;
    }
    held = holds;
  }
  if (reading > share.seconds) {
    share.seconds = reading;
    share.bound = slowest;
  }
  share.share = seconds > 0 ? share.seconds / seconds : 0;
  return share;
}

static Expected<Roofline> measureCPU(ComparisonOptions options,
                                     MLIRContext &context) {
  auto machine = createJITTargetMachine(options.cpu);
  if (!machine)
    return machine.takeError();
  CPUTarget target = describeHostAs(**machine);
  int64_t lanes = target.lanes();
  unsigned threads = options.getThreads();
  options.threads = std::nullopt;
  auto core = measureCore(options, lanes, context);
  if (!core)
    return core.takeError();
  Roofline roofline;
  roofline.peakFlops = 2 * double(lanes) / core->fma * threads;
  roofline.cycle = core->fmaLatency * 1000 / double(target.fmaLatency);
  // Half of what a level holds is sure to be there.
  int64_t memory = std::clamp(2 * target.l3, leastMemoryBytes, mostMemoryBytes);
  struct Probe {
    const char *name;
    std::optional<int64_t> bytes;
    int64_t size;
    double cores;
  };
  const Probe probes[] = {
      {"L1", target.l1, target.l1 / 2, double(threads)},
      {"L2", target.l2, target.l2 / 2, double(threads)},
      {"L3", target.l3, std::min(target.l3 / 2, 8 * target.l2), 1},
      {"memory", std::nullopt, memory, 1}};
  for (const Probe &probe : probes) {
    auto bandwidth = measureReads(options, lanes, probe.size, context);
    if (!bandwidth)
      return bandwidth.takeError();
    roofline.levels.push_back(
        {probe.name, probe.bytes, *bandwidth * probe.cores});
  }
  return roofline;
}

Expected<Roofline> measureRoofline(const ComparisonOptions &options,
                                   const GPURuntimeLibrary *gpu,
                                   MLIRContext &context) {
  if (!gpu)
    return measureCPU(options, context);
  Roofline roofline;
  auto flops = measureDeviceFlops(options, *gpu, context);
  if (!flops)
    return flops.takeError();
  auto bandwidth = measureDeviceBandwidth(options, *gpu, context);
  if (!bandwidth)
    return bandwidth.takeError();
  roofline.peakFlops = *flops;
  roofline.levels.push_back({"memory", std::nullopt, *bandwidth});
  return roofline;
}
