//===- GPUPath.cpp - Compiling and measuring on a GPU ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/GPUPath.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Pass/Pass.h"
#include "winograd/Conversion/KernelsToSPIRV/FloatControls.h"
#include "winograd/Pipelines/GPU.h"
#include "winograd/Pipelines/GPUHost.h"
#include "winograd/Pipelines/NVVM.h"
#include "winograd/Pipelines/Registration.h"
#include "winograd/Pipelines/SPIRV.h"
#include "winograd/Runner/Timing.h"
#include "winograd/Target/GPUCost.h"
#include "winograd/Transforms/GPU/Subgroups.h"
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

namespace {
/// Says which floats may lose their NaN.
class WarnOfLostNaN
    : public PassWrapper<WarnOfLostNaN, OperationPass<ModuleOp>> {
public:
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(WarnOfLostNaN)
  WarnOfLostNaN(const WinogradGPUDevice &device)
      : device(device.name), preserved(device.preservedFloats) {}
  void runOnOperation() override {
    for (unsigned width : floatWidths)
      if (!(preserved & width) && computesWith(width))
        emitWarning(UnknownLoc::get(&getContext()))
            << "NaN, infinities and signed zeros of f" << width
            << " may get lost: '" << device << "' cannot preserve them";
    markAllAnalysesPreserved();
  }

private:
  bool computesWith(unsigned width) {
    auto isFound = [&](Type type) {
      auto floats = dyn_cast<FloatType>(getElementTypeOrSelf(type));
      return floats && (floats.isBF16() ? 32 : floats.getWidth()) == width;
    };
    WalkResult result = getOperation().walk([&](gpu::GPUFuncOp kernel) {
      return kernel.walk([&](Operation *op) {
        bool computes =
            isa<arith::ArithDialect, math::MathDialect>(op->getDialect()) &&
            !isa<arith::ExtFOp, arith::TruncFOp, arith::ConstantOp>(op);
        return computes && llvm::any_of(op->getResultTypes(), isFound)
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      });
    });
    return result.wasInterrupted();
  }

  std::string device;
  unsigned preserved;
};
} // namespace

/// What the device can preserve, or 0: nothing.
static void setPreservedFloats(SPIRVPipelineOptions &options,
                               const WinogradGPUDevice &device) {
  for (unsigned width : floatWidths)
    if (device.preservedFloats & width)
      options.preserveNaN.push_back(width);
  if (options.preserveNaN.empty())
    options.preserveNaN.push_back(0);
}

/// What the device can hold is what plans have to respect.
static void setOptions(GPUPipelineOptions &kernels,
                       const CompileOptions &options,
                       const WinogradGPUDevice &device) {
  kernels.direct = options.direct;
  kernels.tile = options.tile.value_or(kernels.tile);
  kernels.plan = options.plan.value_or(kernels.plan);
  kernels.stopAfter = options.stopAfter.value_or(kernels.stopAfter);
  kernels.workgroupMemory = device.maxWorkgroupMemory;
  kernels.maxWorkgroupSize = device.maxWorkgroupSize;
  kernels.bindings = device.maxBuffers;
  if (options.target == "cuda")
    kernels.device = "nvidia";
  if (device.subgroupSize > 0)
    kernels.lanes = device.subgroupSize;
  // A few threads keep a processor busy: they do not share sums.
  if (StringRef(device.kind) == "cpu") {
    kernels.device = "software";
    return;
  }
  // Only full subgroups exchange values.
  if (device.subgroupSize > 0 &&
      kernels.workgroupSize % device.subgroupSize == 0)
    kernels.subgroupSize = std::min<int64_t>(device.subgroupSize, mostLanes);
  if (device.parallelThreads > 0)
    kernels.parallelThreads = device.parallelThreads;
}

Error mlir::winograd::addGPUPipeline(const CompileOptions &options,
                                     StringRef entry,
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
  passManager.addPass(std::make_unique<CountCosts>(entry.str(), costs));
  passManager.addPass(std::make_unique<WarnOfLostNaN>(device));
  // The driver makes machine code of PTX for whatever GPU there is.
  if (options.target == "cuda") {
    buildKernelsToNVVM(passManager, NVVMPipelineOptions());
  } else {
    SPIRVPipelineOptions spirv;
    setPreservedFloats(spirv, device);
    buildKernelsToSPIRV(passManager, spirv);
  }
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
