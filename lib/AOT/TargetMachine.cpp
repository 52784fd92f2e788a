//===- TargetMachine.cpp - What LLVM compiles for -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/AOT/TargetMachine.h"
#include "TripCounts.h"

#include "winograd/Support/Compatibility.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/Transforms/Scalar/LoopUnrollPass.h"

using llvm::createStringError;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using namespace mlir::winograd;

static Expected<llvm::orc::JITTargetMachineBuilder> detectHost() {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  auto builder = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (builder)
    builder->setCodeGenOptLevel(llvm::CodeGenOptLevel::Aggressive);
  return builder;
}

/// LLVM itself only warns, and goes on without them.
static Error checkNames(const llvm::Target &target, const llvm::Triple &triple,
                        const ProcessorNames &description) {
  std::unique_ptr<llvm::MCSubtargetInfo> info(
      target.createMCSubtargetInfo(triple, "", ""));
  if (!info)
    return createStringError("expected --target-triple to be a target that "
                             "LLVM makes code for, but got '" +
                             triple.str() + "'");
  if (!description.cpu.empty() && !info->isCPUStringValid(description.cpu))
    return createStringError("expected --cpu to be a processor of " +
                             triple.str() + ", but got '" + description.cpu +
                             "'");
  for (StringRef feature : llvm::split(description.features, ',')) {
    bool isKnown = (feature.consume_front("+") || feature.consume_front("-")) &&
                   llvm::any_of(info->getAllProcessorFeatures(),
                                [&](const llvm::SubtargetFeatureKV &entry) {
                                  return feature == getFeatureName(entry);
                                });
    if (!isKnown && !description.features.empty())
      return createStringError("expected --features to be a list of features "
                               "of " +
                               triple.str() +
                               ", each with + or - in front, but got '" +
                               description.features + "'");
  }
  return Error::success();
}

/// The first of the processor's features that this machine lacks; those that
/// only tell how to tune code are not among the machine's.
static std::string findLackingFeature(const llvm::TargetMachine &target) {
  const llvm::MCSubtargetInfo &info = getSubtargetInfo(target);
  llvm::StringMap<bool> host = llvm::sys::getHostCPUFeatures();
  for (const llvm::SubtargetFeatureKV &entry : info.getAllProcessorFeatures()) {
    auto found = host.find(getFeatureName(entry));
    if (info.hasFeature(entry.Value) && found != host.end() && !found->second)
      return getFeatureName(entry).str();
  }
  return "";
}

Expected<std::unique_ptr<llvm::TargetMachine>>
mlir::winograd::createJITTargetMachine(StringRef cpu) {
  auto builder = detectHost();
  if (!builder)
    return builder.takeError();
  if (cpu.empty())
    return builder->createTargetMachine();
  std::string message;
  llvm::Triple triple = builder->getTargetTriple();
  const llvm::Target *target =
      llvm::TargetRegistry::lookupTarget(triple, message);
  if (!target)
    return createStringError(message);
  if (Error error = checkNames(*target, triple, {"", cpu.str(), ""}))
    return error;
  builder->setCPU(cpu.str());
  builder->getFeatures() = llvm::SubtargetFeatures();
  auto machine = builder->createTargetMachine();
  if (!machine)
    return machine;
  if (std::string lacking = findLackingFeature(**machine); !lacking.empty())
    return createStringError("expected --cpu to be a processor whose code runs "
                             "on this machine, but got '" +
                             cpu + "', which has the feature " + lacking);
  return machine;
}

Expected<std::unique_ptr<llvm::TargetMachine>>
mlir::winograd::createTargetMachine(const ProcessorNames &description) {
  llvm::InitializeAllTargetInfos();
  llvm::InitializeAllTargets();
  llvm::InitializeAllTargetMCs();
  llvm::InitializeAllAsmPrinters();
  auto host = detectHost();
  if (!host)
    return host.takeError();
  llvm::Triple triple =
      description.triple.empty()
          ? host->getTargetTriple()
          : llvm::Triple(llvm::Triple::normalize(description.triple));
  std::string message;
  const llvm::Target *target =
      llvm::TargetRegistry::lookupTarget(triple, message);
  if (!target)
    return createStringError("expected --target-triple to be a target of LLVM, "
                             "but got '" +
                             description.triple + "': " + message);
  if (Error error = checkNames(*target, triple, description))
    return error;

  bool isThisMachine = description.isThisMachine();
  std::string cpu = isThisMachine             ? host->getCPU()
                    : description.cpu.empty() ? "generic"
                                              : description.cpu;
  llvm::SmallVector<std::string> features;
  if (isThisMachine)
    features.push_back(host->getFeatures().getString());
  features.push_back(description.features);
  llvm::erase_if(features, [](StringRef text) { return text.empty(); });
  std::unique_ptr<llvm::TargetMachine> machine(target->createTargetMachine(
      triple, cpu, llvm::join(features, ","), llvm::TargetOptions(),
      llvm::Reloc::PIC_, /*CM=*/std::nullopt,
      llvm::CodeGenOptLevel::Aggressive));
  if (!machine)
    return createStringError("expected --target-triple to be a target that "
                             "LLVM makes code for, but got '" +
                             description.triple + "'");
  if (machine->getPointerSizeInBits(/*AS=*/0) != 64)
    return createStringError(
        "expected a target with pointers of 64 bits, but got " + triple.str() +
        ", which has " + llvm::Twine(machine->getPointerSizeInBits(0)));
  return machine;
}

bool mlir::winograd::isHostTarget(const llvm::TargetMachine &target) {
  const llvm::Triple &triple = target.getTargetTriple();
  llvm::Triple host(llvm::sys::getProcessTriple());
  return triple.getArch() == host.getArch() && triple.getOS() == host.getOS() &&
         triple.getObjectFormat() == host.getObjectFormat();
}

void mlir::winograd::optimize(llvm::Module &module, llvm::TargetMachine &target,
                              CodeQuality quality) {
  bool isFast = quality == CodeQuality::Fast;
  llvm::PipelineTuningOptions tuning;
  tuning.LoopInterleaving = isFast;
  tuning.LoopVectorization = isFast;
  tuning.SLPVectorization = isFast;
  // What a loop's body holds is chosen for the registers: more copies of it are
  // slow to compile and no faster to run, unless they are few and short and no
  // loop is left, as where eight elements are copied one by one.
  tuning.LoopUnrolling = false;
  auto unrollShortLoops = [](llvm::FunctionPassManager &passes,
                             llvm::OptimizationLevel) {
    passes.addPass(llvm::LoopUnrollPass(llvm::LoopUnrollOptions(/*OptLevel=*/2)
                                            .setPartial(false)
                                            .setRuntime(false)
                                            .setUpperBound(false)
                                            .setFullUnrollMaxCount(8)));
  };
  llvm::PassBuilder builder(&target, tuning);
  builder.registerVectorizerEndEPCallback(unrollShortLoops);
  builder.registerOptimizerLastEPCallback([](llvm::ModulePassManager &passes,
                                             llvm::OptimizationLevel,
                                             llvm::ThinOrFullLTOPhase) {
    passes.addPass(
        llvm::createModuleToFunctionPassAdaptor(AnnotateTripCounts()));
  });
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  builder
      .buildPerModuleDefaultPipeline(isFast ? llvm::OptimizationLevel::O3
                                            : llvm::OptimizationLevel::O1)
      .run(module, modules);
}
