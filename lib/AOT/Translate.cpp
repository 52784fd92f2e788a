//===- Translate.cpp - What wino-translate does ---------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/AOT/Translate.h"

#include "CInterface.h"
#include "Emit.h"
#include "TranslateKernels.h"
#include "TranslatedModule.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "winograd/AOT/DebugInfo.h"
#include "winograd/AOT/ModuleFile.h"
#include "winograd/Checks/Passes.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/MPI/Passes.h"
#include "winograd/Pipelines/CPU.h"
#include "winograd/Pipelines/Registration.h"
#include "winograd/Support/OutputFiles.h"
#include "winograd/Target/DescriptionFile.h"
#include "winograd/Target/Processor.h"
#include "winograd/Target/TargetDescription.h"
#include "winograd/Transforms/Linalg/Passes.h"
#include "winograd/Utils/MadeConstants.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

//===----------------------------------------------------------------------===//
// Lowering
//===----------------------------------------------------------------------===//

static Error runPasses(ModuleOp module, MadeConstants &constants,
                       llvm::function_ref<void(OpPassManager &)> addPasses) {
  PassManager passManager(module.getContext());
  passManager.addInstrumentation(constants.createReclaimer(module));
  addPasses(passManager);
  if (failed(passManager.run(module)))
    return createStringError("the pipeline failed on this module");
  return Error::success();
}

/// The functions of C: each entry, and behind it what winograd-prepack has made
/// of it.
static Expected<SmallVector<CFunction>>
getCFunctions(ModuleOp module, ArrayRef<std::string> entries) {
  SmallVector<CFunction> functions;
  for (StringRef entry : entries)
    for (StringRef suffix : {"", "_prepack", "_prepacked"}) {
      auto function = module.lookupSymbol<func::FuncOp>((entry + suffix).str());
      if (!function || !function.isPublic() ||
          llvm::any_of(functions, [&](const CFunction &other) {
            return other.name == function.getName();
          }))
        continue;
      auto result = CFunction::get(function, suffix == "_prepack");
      if (!result)
        return result.takeError();
      functions.push_back(std::move(*result));
    }
  return functions;
}

/// Across calls there would be no destinations, no prepacking and no sharing of
/// scratch memory.
static void addInlining(OpPassManager &pm) {
  pm.addPass(createWinogradCropPads()); // the inliner folds
  pm.addPass(createInlinerPass());
  pm.addPass(createSymbolDCEPass());
}

/// The program of all --> the program of a rank, with the caller's communicator
static Error cut(const PartitionOptions &options, ModuleOp module,
                 MadeConstants &constants, ArrayRef<std::string> entries) {
  if (Error error = runPasses(module, constants, addInlining))
    return error;
  if (Error error = partition(module, entries, options))
    return error;
  return runPasses(module, constants, [](OpPassManager &pm) {
    pm.addPass(createWinogradTakeCommunicator());
  });
}

/// linalg on tensors --> llvm, with functions that C can call
static Expected<SmallVector<CFunction>> lower(const TranslateOptions &options,
                                              const llvm::TargetMachine &target,
                                              ModuleOp module,
                                              MadeConstants &constants,
                                              ArrayRef<std::string> entries) {
  // Names and types that C does not have are found before the long work.
  if (auto functions = getCFunctions(module, entries); !functions)
    return functions.takeError();
  CPUPipelineOptions frontend, backend;
  for (CPUPipelineOptions *parsed : {&frontend, &backend})
    if (Error error = parsePipelineOptions(options.pipelineOptions,
                                           "winograd-to-cpu", *parsed))
      return error;

  // It stands above what is known of the processor.
  if (const std::string &file = frontend.targetDescription; !file.empty())
    if (Error error = describeByFile(module, file))
      return error;
  bool isThisMachine = options.target.isThisMachine();
  if (!isThisMachine || !options.target.features.empty()) {
    CPUTarget processor = isThisMachine ? detectCPUTarget() : CPUTarget();
    describeProcessor(target, processor);
    describeProcessor(module, processor);
  }

  if (options.partition)
    if (Error error = cut(*options.partition, module, constants, entries))
      return error;
  // linalg --> winograd
  if (Error error = runPasses(module, constants, [&](OpPassManager &pm) {
        addInlining(pm);
        buildWinogradFrontend(pm, frontend);
        if (options.prepack)
          pm.addPass(createWinogradPrepack());
      }))
    return error;
  auto functions = getCFunctions(module, entries);
  if (!functions)
    return functions;
  for (const CFunction &function : *functions)
    writeResultsToArguments(module,
                            module.lookupSymbol<func::FuncOp>(function.name));

  // winograd --> llvm
  if (Error error = runPasses(module, constants, [&](OpPassManager &pm) {
        buildWinogradBackend(pm, backend);
      }))
    return error;
  if (Error error = addCFunctions(module, *functions))
    return error;
  // What still calls malloc has no workspace of the caller's.
  if (Error error = runPasses(module, constants, [&](OpPassManager &pm) {
        pm.addPass(createWinogradCheckMalloc());
        if (options.debugInfo)
          addDebugInfo(pm);
      }))
    return error;
  return functions;
}

//===----------------------------------------------------------------------===//
// All of it
//===----------------------------------------------------------------------===//

static Error checkOptions(const TranslateOptions &options,
                          const llvm::TargetMachine &target) {
  std::optional<EmitKind> kind = parseEmitKind(options.emit);
  if (!kind)
    return createStringError(
        "expected --emit to be object, shared-library, "
        "llvm-ir, assembly, spirv, metal or ptx, but got '" +
        options.emit + "'");
  if (*kind != EmitKind::SharedLibrary)
    return Error::success();
  if (!isHostTarget(target))
    return createStringError("expected --emit=object or assembly for " +
                             target.getTargetTriple().str() +
                             ", since a shared library can only be linked for "
                             "this machine");
  if (options.partition && options.linker.empty())
    return createStringError("expected --linker, such as mpicc, beside --shard "
                             "and --emit=shared-library: the code calls MPI");
  return findLinker(options.linker).takeError();
}

Error mlir::winograd::translate(const TranslateOptions &options,
                                const DialectRegistry &registry) {
  if (parseKernelKind(options.emit) && options.partition)
    return createStringError("expected --shard with code for a CPU, but got "
                             "--emit=" +
                             options.emit);
  if (parseKernelKind(options.emit)) {
    if (options.debugInfo)
      return createStringError("expected -g only with --emit=object, "
                               "shared-library, llvm-ir or assembly");
    return translateKernels(options, registry);
  }
  if (!options.chip.empty())
    return createStringError("expected --chip only with --emit=ptx");
  auto target = createTargetMachine(options.target);
  if (!target)
    return target.takeError();
  if (Error error = checkOptions(options, **target))
    return error;
  EmitKind kind = *parseEmitKind(options.emit);
  auto file = ModuleFile::read(options.moduleFile, registry);
  if (!file)
    return file.takeError();
  ModuleOp module = (*file)->get();
  auto name = getModuleName(options, module);
  if (!name)
    return name.takeError();
  if (options.partition && *name == "mpi")
    return createStringError("expected another name of the module than 'mpi', "
                             "since its header includes mpi.h");
  std::vector<std::string> paths = {getPath(options, getFileName(kind, *name)),
                                    getPath(options, *name + ".h")};
  auto folder = OutputFolder::create(options.outputFolder);
  if (!folder)
    return folder.takeError();
  if (Error error = checkOutputPaths(paths))
    return error;

  auto entries = selectEntries(module, options.entries);
  if (!entries)
    return entries.takeError();
  if (Error error = renameMain(module, *name, *entries, llvm::errs()))
    return error;
  MadeConstants constants(module.getContext());
  auto functions = lower(options, **target, module, constants, *entries);
  if (!functions)
    return functions.takeError();
  auto code = emit(module, *name, constants, **target, kind, options.linker);
  if (!code)
    return code.takeError();
  std::string targetName = (*target)->getTargetTriple().str() + ", " +
                           (*target)->getTargetCPU().str();
  CHeaderOptions header;
  header.name = *name;
  header.target = targetName;
  if (options.partition) {
    header.mpi = options.partition->implementation;
    header.ranks = options.partition->ranks;
  }
  if (Error error =
          writeFiles(paths, {[&](llvm::raw_ostream &os) { os << *code; },
                             [&](llvm::raw_ostream &os) {
                               printCHeader(os, *functions, header);
                             }}))
    return error;
  folder->keep();
  return Error::success();
}
