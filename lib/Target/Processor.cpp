//===- Processor.cpp - What LLVM knows of a processor ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Target/Processor.h"
#include "winograd/Support/Compatibility.h"
#include "winograd/Target/TargetDescription.h"
#include "llvm/Analysis/TargetTransformInfo.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Host.h"

using namespace mlir::winograd;

/// Vectors longer than this have not been tried.
static constexpr int64_t maxVectorBits = 512;

static bool convertsF16(const llvm::Triple &triple,
                        const llvm::MCSubtargetInfo &info, bool hasVectors) {
  if (triple.isX86())
    return info.checkFeatures("+f16c");
  if (triple.isAArch64())
    return info.checkFeatures("+fp-armv8");
  // Scalars and vectors have instructions of their own.
  if (triple.isRISCV())
    return info.checkFeatures("+zfhmin") &&
           (!hasVectors || info.checkFeatures("+zvfhmin"));
  return false;
}

void mlir::winograd::describeProcessor(const llvm::TargetMachine &target,
                                       CPUTarget &processor) {
  const llvm::Triple &triple = target.getTargetTriple();
  const llvm::MCSubtargetInfo &info = getSubtargetInfo(target);
  llvm::LLVMContext context;
  llvm::Module module("", context);
  module.setDataLayout(target.createDataLayout());
  module.setTargetTriple(triple);
  auto *type = llvm::FunctionType::get(llvm::Type::getVoidTy(context), false);
  llvm::Function *function = llvm::Function::Create(
      type, llvm::Function::ExternalLinkage, "f", module);
  llvm::TargetTransformInfo costs = target.getTargetTransformInfo(*function);

  int64_t bits =
      costs.getRegisterBitWidth(llvm::TargetTransformInfo::RGK_FixedWidthVector)
          .getFixedValue();
  bool hasVectors = bits > 64;
  // A vector of LLVM's is two registers there.
  if (triple.isRISCV())
    bits /= 2;
  // LLVM prefers shorter ones where others slow down the clock.
  if (triple.isX86() && info.checkFeatures("+avx512f"))
    bits = 512;
  processor.vectorBits = std::clamp<int64_t>(bits, 64, maxVectorBits);

  auto *vector = llvm::FixedVectorType::get(llvm::Type::getFloatTy(context),
                                            processor.lanes());
  int64_t registers = costs.getNumberOfRegisters(
      costs.getRegisterClassForType(/*Vector=*/true, vector));
  // A vector of two scalars takes two registers.
  if (!hasVectors)
    registers = costs.getNumberOfRegisters(costs.getRegisterClassForType(
                    /*Vector=*/false, llvm::Type::getFloatTy(context))) /
                2;
  processor.vectorRegisters = std::max<int64_t>(registers, 4);
  processor.f16Conversions = convertsF16(triple, info, hasVectors);
  setFamilyTimes(target.getTargetCPU(), processor);
}

CPUTarget mlir::winograd::describeHostAs(const llvm::TargetMachine &target) {
  CPUTarget processor = detectCPUTarget();
  describeProcessor(target, processor);
  // Shorter vectors than the machine's own take less of its units.
  setFamilyTimes(llvm::sys::getHostCPUName(), processor);
  return processor;
}

llvm::Expected<CPUTarget>
mlir::winograd::describeProcessor(llvm::StringRef triple, llvm::StringRef chip,
                                  llvm::StringRef features) {
  llvm::InitializeAllTargetInfos();
  llvm::InitializeAllTargets();
  llvm::InitializeAllTargetMCs();
  std::string message;
  llvm::Triple names(llvm::Triple::normalize(triple));
  const llvm::Target *target =
      llvm::TargetRegistry::lookupTarget(names, message);
  if (!target)
    return llvm::createStringError("expected a target of LLVM, but got '" +
                                   triple + "': " + message);
  std::unique_ptr<llvm::MCSubtargetInfo> info(
      target->createMCSubtargetInfo(names, "", ""));
  if (!info || (!chip.empty() && !info->isCPUStringValid(chip)))
    return llvm::createStringError("expected a processor of " + names.str() +
                                   ", but got '" + chip + "'");
  std::unique_ptr<llvm::TargetMachine> machine(target->createTargetMachine(
      names, chip, features, llvm::TargetOptions(), /*RM=*/std::nullopt));
  if (!machine)
    return llvm::createStringError("expected a target that LLVM makes code "
                                   "for, but got '" +
                                   triple + "'");
  CPUTarget processor;
  describeProcessor(*machine, processor);
  return processor;
}
