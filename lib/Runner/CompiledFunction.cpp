//===- CompiledFunction.cpp - A function that can be called ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/CompiledFunction.h"

#include "EntryModule.h"
#include "Lowering.h"
#include "MachineCode.h"
#include "RuntimeLibraries.h"
#include "winograd/Checks/FailFunction.h"
#include "winograd/Support/StandardStreams.h"
#include "winograd/Target/Processor.h"
#include "winograd/Target/TargetDescription.h"
#include <cstring>

using namespace mlir;
using namespace mlir::winograd;
using llvm::Error;
using llvm::Expected;

//===----------------------------------------------------------------------===//
// Compiling
//===----------------------------------------------------------------------===//

/// For which machine the code is, which a processor by name has to be told.
static Expected<std::unique_ptr<llvm::TargetMachine>> getTarget(ModuleOp module,
                                                                StringRef cpu) {
  auto target = createJITTargetMachine(cpu);
  if (target && !cpu.empty()) {
    CPUTarget processor = detectCPUTarget();
    describeProcessor(**target, processor);
    describeProcessor(module, processor);
  }
  return target;
}

Expected<CompiledFunction>
CompiledFunction::compile(ModuleOp module, EntrySignature signature,
                          PipelineBuilder addPipeline,
                          const CompileSettings &settings) {
  ProgressNote note(
      (getToolName() + ": compiling '" + signature.name + "'").str());
  auto target = getTarget(module, settings.cpu);
  if (!target)
    return target.takeError();
  PassManager passManager(module.getContext());
  if (Error error = addPipeline(passManager))
    return error;
  if (Error error = isolateEntry(module, signature.name))
    return error;
  ScratchMemory scratch;
  passManager.addInstrumentation(createScratchCounter(signature, scratch));
  if (Error error = lowerEntry(module, signature, passManager, note))
    return error;
  declareFailFunction(module);
  if (Error error = loadLibraries(module, settings.sharedLibraries))
    return error;
  auto code = MachineCode::generate(module, signature.getLoweredName(),
                                    std::move(*target), settings, note);
  if (!code)
    return code.takeError();
  return CompiledFunction(std::move(signature), std::move(*code), scratch);
}

CompiledFunction::CompiledFunction(EntrySignature signature,
                                   std::unique_ptr<MachineCode> code,
                                   ScratchMemory scratch)
    : signature(std::move(signature)), code(std::move(code)), scratch(scratch) {
}
CompiledFunction::CompiledFunction(CompiledFunction &&) = default;
CompiledFunction::~CompiledFunction() = default;

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

static Expected<std::vector<NpyArray>> cloneAll(ArrayRef<NpyArray> arrays) {
  std::vector<NpyArray> copies;
  for (const NpyArray &array : arrays) {
    auto copy = NpyArray::allocate(array.type(), array.shape());
    if (!copy)
      return copy.takeError();
    if (array.sizeInBytes() != 0)
      std::memcpy(copy->data(), array.data(), array.sizeInBytes());
    copies.push_back(std::move(*copy));
  }
  return copies;
}

Expected<std::unique_ptr<FunctionCall>>
CompiledFunction::prepare(ArrayRef<NpyArray> inputs) const {
  auto copies = cloneAll(inputs);
  if (!copies)
    return copies.takeError();
  return std::make_unique<FunctionCall>(signature, code->getFunction(),
                                        std::move(*copies));
}

Expected<std::vector<NpyArray>> CompiledFunction::run(ArrayRef<NpyArray> inputs,
                                                      double *seconds) const {
  auto call = prepare(inputs);
  if (!call)
    return call.takeError();
  Stopwatch stopwatch;
  (**call)();
  if (seconds)
    *seconds = stopwatch.seconds();
  return (*call)->copyResults();
}

Expected<double> CompiledFunction::measure(
    ArrayRef<NpyArray> inputs, const RepeatPolicy &policy,
    llvm::function_ref<void(bool isCounted)> afterRun) const {
  auto call = prepare(inputs);
  if (!call)
    return call.takeError();
  return medianSeconds(
      [&] {
        (**call)();
        (*call)->freeResults();
      },
      policy, afterRun);
}
