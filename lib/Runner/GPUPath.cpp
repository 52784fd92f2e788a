//===- GPUPath.cpp - Compiling and measuring on a GPU ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/GPUPath.h"

#include "mlir/Pass/Pass.h"
#include "winograd/Conversion/WinogradToGPU/Kernels.h"
#include "winograd/Pipelines/GPU.h"
#include "winograd/Pipelines/GPUHost.h"
#include "winograd/Pipelines/NVVM.h"
#include "winograd/Pipelines/Registration.h"
#include "winograd/Pipelines/SPIRV.h"
#include "winograd/Runner/Timing.h"
#include "winograd/Support/GPUCost.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;

//===----------------------------------------------------------------------===//
// Compiling
//===----------------------------------------------------------------------===//

namespace {
/// Looks at the kernels and their launches on their way.
class CountCosts : public PassWrapper<CountCosts, OperationPass<ModuleOp>> {
public:
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(CountCosts)
  CountCosts(StringRef entry, GPUCosts &costs) : entry(entry), costs(costs) {}
  void runOnOperation() override {
    costs.kernels = getKernelCosts(getOperation());
    costs.call = countLaunches(getOperation(), entry, costs.kernels);
    markAllAnalysesPreserved();
  }

private:
  std::string entry;
  GPUCosts &costs;
};
} // namespace

/// Registers of a thread on a processor: its sums may take 1 KiB of the first
/// cache.
static constexpr int64_t cpuRegisters = 512;
/// Instructions of a kernel on a processor: its second cache has some 256 KiB,
/// and fetches ahead what stands in a row; an instruction has some 8 bytes.
static constexpr int64_t cpuInstructions = 256 * 1024 / 8;

/// What the device can hold is what plans have to respect.
static void setOptions(GPUPipelineOptions &kernels, const RunOptions &options,
                       const WinogradGPUDevice &device) {
  kernels.direct = options.direct;
  kernels.tile = options.tile.value_or(kernels.tile);
  kernels.plan = options.plan.value_or(kernels.plan);
  kernels.workgroupMemory = device.maxWorkgroupMemory;
  kernels.maxWorkgroupSize = device.maxWorkgroupSize;
  kernels.bindings = device.maxBuffers;
  if (options.target == "cuda")
    kernels.instructions = GPUTarget::nvidiaInstructions;
  // What a processor's registers do not hold is in its first cache, and a few
  // threads keep it busy.
  if (StringRef(device.kind) == "cpu") {
    kernels.registers = cpuRegisters;
    kernels.instructions = cpuInstructions;
    return;
  }
  // Only full subgroups exchange values.
  if (device.subgroupSize > 0 &&
      kernels.workgroupSize % device.subgroupSize == 0)
    kernels.subgroupSize = std::min<int64_t>(device.subgroupSize, mostLanes);
  if (device.parallelThreads > 0)
    kernels.parallelThreads = device.parallelThreads;
}

Error mlir::winograd::addGPUPipeline(const RunOptions &options,
                                     const WinogradGPUDevice &device,
                                     bool isInLaunchForm, GPUCosts &costs,
                                     PassManager &passManager) {
  if (!isInLaunchForm) {
    GPUPipelineOptions kernels;
    setOptions(kernels, options, device);
    if (Error error = parsePipelineOptions(options.pipelineOptions,
                                           "winograd-to-kernels", kernels))
      return error;
    buildWinogradToKernels(passManager, kernels);
  } else if (!options.pipelineOptions.empty()) {
    return createStringError("expected no --pipeline-options for a module that "
                             "launches kernels");
  }
  passManager.addPass(std::make_unique<CountCosts>(options.entry, costs));
  // The driver makes machine code of PTX for whatever GPU there is.
  if (options.target == "cuda")
    buildKernelsToNVVM(passManager, NVVMPipelineOptions());
  else
    buildKernelsToSPIRV(passManager, SPIRVPipelineOptions());
  buildGPUHostToLLVM(passManager);
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Devices
//===----------------------------------------------------------------------===//

/// Three digits and a unit, such as `1.25 MiB`.
static std::string formatBytes(double bytes) {
  const char *unit = "B";
  for (const char *larger : {"KiB", "MiB", "GiB"})
    if (bytes >= 1024) {
      bytes /= 1024;
      unit = larger;
    }
  const char *digits = bytes < 9.995   ? "{0:F2} {1}"
                       : bytes < 99.95 ? "{0:F1} {1}"
                                       : "{0:F0} {1}";
  return llvm::formatv(digits, bytes, unit).str();
}

Error mlir::winograd::listDevices(StringRef target, llvm::raw_ostream &os) {
  auto runtime = GPURuntimeLibrary::open(target);
  if (!runtime)
    return runtime.takeError();
  bool hasDevice = false;
  Error error = (*runtime)->visitDevices([&](const WinogradGPUDevice &device) {
    hasDevice = true;
    os << device.index << ": " << device.name << " (" << device.kind << ", "
       << formatBytes(double(device.memory)) << "; " << device.driver << ")\n";
  });
  if (!error && !hasDevice)
    os << "no device\n";
  return error;
}

//===----------------------------------------------------------------------===//
// Measurements
//===----------------------------------------------------------------------===//

static StringRef getName(const GPURuntimeLibrary::ProfileEntry &entry) {
  switch (entry.kind) {
  case WinogradGPUProfileKernel:
    return entry.name;
  case WinogradGPUProfileUpload:
    return "(copies to the device)";
  case WinogradGPUProfileDownload:
    return "(copies to the host)";
  case WinogradGPUProfileCopy:
    return "(copies on the device)";
  case WinogradGPUProfileFill:
    return "(fills)";
  case WinogradGPUProfileStream:
    return "(whole stream)";
  }
  llvm_unreachable("a kind that GPURuntime.h does not know");
}

void mlir::winograd::printProfile(
    ArrayRef<GPURuntimeLibrary::ProfileEntry> profile,
    const llvm::StringMap<KernelCost> &costs, unsigned runs,
    llvm::raw_ostream &os) {
  size_t width = StringRef("(copies to the device)").size();
  double total = 0;
  for (const auto &entry : profile) {
    width = std::max(width, getName(entry).size());
    total += entry.kind == WinogradGPUProfileStream ? 0 : entry.seconds;
  }
  auto print = [&](StringRef name, StringRef launches, StringRef time,
                   StringRef share, StringRef bytes, StringRef speed) {
    os << llvm::left_justify(name, width) << llvm::right_justify(launches, 10)
       << llvm::right_justify(time, 10) << llvm::right_justify(share, 7)
       << llvm::right_justify(bytes, 11) << llvm::right_justify(speed, 9)
       << "\n";
  };
  os << "per run, mean of " << runs << ":\n";
  print("kernel", "launches", "time", "share", "bytes", "GFLOP/s");
  for (const auto &entry : profile) {
    if (entry.kind == WinogradGPUProfileStream)
      continue;
    double seconds = entry.seconds / runs, bytes = double(entry.bytes) / runs;
    double launches = double(entry.count) / runs;
    std::string speed = "-";
    if (entry.kind == WinogradGPUProfileKernel) {
      KernelCost cost = costs.lookup(entry.name);
      bytes = launches * double(cost.bytes);
      if (cost.flops && seconds > 0)
        speed = llvm::formatv("{0:F1}", launches * *cost.flops / seconds / 1e9);
    }
    std::string share =
        total > 0 ? llvm::formatv("{0:F0} %", 100 * entry.seconds / total).str()
                  : "-";
    print(getName(entry), llvm::formatv("{0:F0}", launches).str(),
          formatSeconds(seconds), share, formatBytes(bytes), speed);
  }
  print("sum", "", formatSeconds(total / runs), "", "", "");
}
