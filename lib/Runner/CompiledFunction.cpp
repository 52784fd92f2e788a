//===- CompiledFunction.cpp - A function that can be called ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/CompiledFunction.h"

#include "CacheKey.h"
#include "CodeConstants.h"
#include "EntryModule.h"
#include "Lowering.h"
#include "MachineCode.h"
#include "RuntimeLibraries.h"
#include "StoredCode.h"
#include "winograd/AOT/DebugInfo.h"
#include "winograd/Checks/FailFunction.h"
#include "winograd/Runner/ObjectCache.h"
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
  if (target && !cpu.empty())
    describeProcessor(module, describeHostAs(**target));
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
  if (settings.debugInfo)
    addDebugInfo(passManager);
  if (Error error = isolateEntry(module, signature.name))
    return error;
  if (settings.readOnlyArguments)
    protectArguments(module, signature.name);
  std::string key;
  if (settings.cache && settings.sharedLibraries.empty() &&
      !settings.debugInfo) {
    note.setPhase("the cache");
    key = getCacheKey(module, signature.name, passManager, **target,
                      settings.quality);
  }
  if (!key.empty())
    if (auto known = load(*settings.cache, key, signature, module.getContext()))
      return std::move(*known);
  return generate(module, std::move(signature), passManager, std::move(*target),
                  settings, note, key);
}

Expected<CompiledFunction> CompiledFunction::generate(
    ModuleOp module, EntrySignature signature, PassManager &passManager,
    std::unique_ptr<llvm::TargetMachine> target,
    const CompileSettings &settings, ProgressNote &note, StringRef key) {
  ScratchMemory scratch;
  passManager.addInstrumentation(createScratchCounter(signature, scratch));
  // What has something to say is not kept, so that it says it each time.
  bool isSilent = true;
  ScopedDiagnosticHandler listener(module.getContext(), [&](Diagnostic &) {
    isSilent = false;
    return failure();
  });
  MadeConstants made(module.getContext());
  if (Error error = lowerEntry(module, signature, passManager, made, note))
    return error;
  declareFailFunction(module);
  auto libraries = loadLibraries(module, settings.sharedLibraries);
  if (!libraries)
    return libraries.takeError();
  auto constants =
      std::make_unique<CodeConstants>(CodeConstants::takeFrom(module, made));
  auto store = [&](StringRef object) {
    if (!isSilent)
      return;
    StoredCode stored(signature, scratch, *libraries, object, constants->get());
    std::string header;
    settings.cache->store(key, stored.layOut(header));
  };
  auto code = MachineCode::generate(
      module, signature.getLoweredName(), *constants, std::move(target),
      settings, note, key.empty() ? nullptr : MachineCode::ObjectTaker(store));
  if (!code)
    return code.takeError();
  return CompiledFunction(std::move(signature), std::move(constants),
                          std::move(*code), scratch, /*cached=*/false);
}

std::optional<CompiledFunction> CompiledFunction::load(const ObjectCache &cache,
                                                       StringRef key,
                                                       EntrySignature signature,
                                                       MLIRContext *context) {
  std::unique_ptr<llvm::MemoryBuffer> file = cache.find(key);
  if (!file)
    return std::nullopt;
  std::optional<StoredCode> stored = StoredCode::parse(file->getBuffer());
  if (stored && succeeded(stored->getResults(context, signature)) &&
      succeeded(loadOwnLibraries(stored->libraries))) {
    auto constants = std::make_unique<CodeConstants>(
        std::move(stored->constants), std::move(file));
    auto code = MachineCode::link(stored->object, signature.getLoweredName(),
                                  *constants);
    if (code)
      return CompiledFunction(std::move(signature), std::move(constants),
                              std::move(*code), stored->scratch,
                              /*cached=*/true);
    llvm::consumeError(code.takeError());
  }
  // It is damaged, or of another installation; what is compiled replaces it.
  cache.remove(key);
  return std::nullopt;
}

CompiledFunction::CompiledFunction(EntrySignature signature,
                                   std::unique_ptr<CodeConstants> constants,
                                   std::unique_ptr<MachineCode> code,
                                   ScratchMemory scratch, bool cached)
    : signature(std::move(signature)), constants(std::move(constants)),
      code(std::move(code)), scratch(scratch), cached(cached) {}
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

Expected<std::vector<OwnedArray>>
CompiledFunction::call(ArrayRef<ArrayView> inputs) const {
  FunctionCall call(signature, code->getFunction(), inputs);
  if (Error error = call.callGuarded())
    return error;
  return call.takeResults();
}

Expected<SmallVector<double>> CompiledFunction::measure(
    ArrayRef<NpyArray> inputs, const RepeatPolicy &policy,
    llvm::function_ref<void(bool isCounted)> afterRun) const {
  auto call = prepare(inputs);
  if (!call)
    return call.takeError();
  return measureSeconds(
      [&] {
        (**call)();
        (*call)->freeResults();
      },
      policy, afterRun);
}
