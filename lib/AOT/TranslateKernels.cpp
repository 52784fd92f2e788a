//===- TranslateKernels.cpp - Kernels and manifests as files --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TranslateKernels.h"

#include "Manifest.h"
#include "TranslatedModule.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "winograd/AOT/ModuleFile.h"
#include "winograd/Conversion/SPIRVToMetal/MetalTranslation.h"
#include "winograd/Pipelines/GPU.h"
#include "winograd/Pipelines/NVVM.h"
#include "winograd/Pipelines/Registration.h"
#include "winograd/Pipelines/SPIRV.h"
#include "winograd/Support/OutputFiles.h"
#include "winograd/Target/GPUCost.h"
#include "winograd/Transforms/GPU/KernelArguments.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

static constexpr char kManifestFile[] = "manifest.json";
static constexpr char kConstantFile[] = "constants.bin";

std::optional<KernelKind> winograd::parseKernelKind(StringRef name) {
  return llvm::StringSwitch<std::optional<KernelKind>>(name)
      .Case("spirv", KernelKind::SPIRV)
      .Case("metal", KernelKind::Metal)
      .Case("ptx", KernelKind::PTX)
      .Default(std::nullopt);
}

/// Options that only say something about code for CPUs.
static Error checkOptions(const TranslateOptions &options, KernelKind kind) {
  std::pair<StringRef, bool> unused[] = {
      {"--target-triple", !options.target.triple.empty()},
      {"--cpu", !options.target.cpu.empty()},
      {"--features", !options.target.features.empty()},
      {"--linker", !options.linker.empty()}};
  for (auto [name, isGiven] : unused)
    if (isGiven)
      return createStringError("expected no " + name +
                               " with --emit=" + options.emit);
  if (!options.chip.empty() && kind != KernelKind::PTX)
    return createStringError("expected --chip only with --emit=ptx");
  NVVMPipelineOptions nvvm;
  if (!options.chip.empty())
    nvvm.chip = options.chip;
  std::string problem = nvvm.check();
  return problem.empty() ? Error::success() : createStringError(problem);
}

/// linalg --> kernels in launch form; what launches kernels is in that form.
/// Limits are those of every device of the kind, unless options say others.
static Error lower(const TranslateOptions &options, KernelKind kind,
                   ModuleOp module) {
  GPUPipelineOptions kernels;
  if (kind == KernelKind::PTX)
    kernels.device = "nvidia";
  if (Error error = parsePipelineOptions(options.pipelineOptions,
                                         "winograd-to-kernels", kernels))
    return error;
  bool isInLaunchForm = launchesKernels(module);
  if (isInLaunchForm && !options.pipelineOptions.empty())
    return createStringError("expected no --pipeline-options for a module that "
                             "launches kernels");
  if (isInLaunchForm)
    return Error::success();
  PassManager passManager(module.getContext());
  buildWinogradToKernels(passManager, kernels);
  if (failed(passManager.run(module)))
    return createStringError("the pipeline failed on this module");
  return Error::success();
}

/// The files, each with what it holds.
namespace {
struct Outputs {
  std::vector<std::string> paths;
  std::vector<FileWriter> writers;

  void add(std::string path, FileWriter writer) {
    paths.push_back(std::move(path));
    writers.push_back(std::move(writer));
  }
};
} // namespace

/// Metal has one file for all kernels, of the module's name.
static std::string getKernelFile(KernelKind kind, StringRef module,
                                 StringRef kernel) {
  switch (kind) {
  case KernelKind::SPIRV:
    return (kernel + ".spv").str();
  case KernelKind::Metal:
    return (module + ".metal").str();
  case KernelKind::PTX:
    return (kernel + ".ptx").str();
  }
  llvm_unreachable("all kinds are handled");
}

/// Kernels are files, on any system.
static Error checkNames(const Manifest &manifest) {
  for (const auto &[name, kernel] : manifest.kernels)
    if (!llvm::all_of(name,
                      [](char c) { return llvm::isAlnum(c) || c == '_'; }))
      return createStringError("expected the name of a kernel to consist of "
                               "letters, digits and _, but got '" +
                               name + "'");
  return Error::success();
}

/// Leaves of the module what the manifest's functions call and launch.
static Error eraseUnused(const Manifest &manifest, ModuleOp module) {
  PassManager passManager(module.getContext());
  passManager.addPass(createSymbolDCEPass());
  if (failed(passManager.run(module)))
    return createStringError("removing unused functions failed");
  for (auto kernels :
       llvm::make_early_inc_range(module.getOps<gpu::GPUModuleOp>()))
    if (!manifest.kernels.contains(kernels.getName()))
      kernels.erase();
  return Error::success();
}

static void addCompilation(const TranslateOptions &options, KernelKind kind,
                           OpPassManager &pm) {
  if (kind == KernelKind::PTX) {
    NVVMPipelineOptions nvvm;
    if (!options.chip.empty())
      nvvm.chip = options.chip;
    return buildKernelsToNVVM(pm, nvvm);
  }
  SPIRVPipelineOptions spirv;
  spirv.embed = kind == KernelKind::SPIRV;
  buildKernelsToSPIRV(pm, spirv);
}

/// The contents of the files of the kernels, by their name.
static Expected<llvm::StringMap<std::string>>
compile(const TranslateOptions &options, KernelKind kind, ModuleOp module,
        llvm::function_ref<std::string(StringRef)> getFile) {
  PassManager passManager(module.getContext());
  addCompilation(options, kind, passManager);
  if (failed(passManager.run(module)))
    return createStringError("the pipeline failed on this module");
  llvm::StringMap<std::string> files;
  if (kind == KernelKind::Metal) {
    auto text = translateToMetal(module);
    if (!text)
      return text.takeError();
    files[getFile("")] = std::move(*text);
    return files;
  }
  for (auto binary : module.getOps<gpu::BinaryOp>()) {
    auto object = cast<gpu::ObjectAttr>(binary.getObjectsAttr()[0]);
    // PTX ends with a zero, for the driver.
    StringRef bytes = object.getObject().getValue();
    if (kind == KernelKind::PTX)
      bytes.consume_back(StringRef("\0", 1));
    files[getFile(binary.getName())] = bytes.str();
  }
  return files;
}

Error mlir::winograd::translateKernels(const TranslateOptions &options,
                                       const DialectRegistry &registry) {
  KernelKind kind = *parseKernelKind(options.emit);
  if (Error error = checkOptions(options, kind))
    return error;
  auto file = ModuleFile::read(options.moduleFile, registry);
  if (!file)
    return file.takeError();
  ModuleOp module = (*file)->get();
  auto moduleName = getModuleName(options, module);
  if (!moduleName)
    return moduleName.takeError();
  auto entries = selectEntries(module, options.entries);
  if (!entries)
    return entries.takeError();
  if (Error error = lower(options, kind, module))
    return error;
  FailureOr<Manifest> manifest = Manifest::get(module, *entries);
  if (failed(manifest))
    return createStringError("expected functions that can be described as "
                             "lists of launches");
  if (Error error = checkNames(*manifest))
    return error;

  Outputs outputs;
  auto getFile = [&](StringRef kernel) {
    return getKernelFile(kind, *moduleName, kernel);
  };
  Manifest::Files files{options.emit, getFile, kConstantFile};
  llvm::StringMap<std::string> code;
  for (const auto &[name, kernel] : manifest->kernels) {
    std::string file = getFile(name);
    if (code.try_emplace(file).second)
      outputs.add(getPath(options, file),
                  [&code, file](llvm::raw_ostream &os) { os << code[file]; });
  }
  outputs.add(getPath(options, kManifestFile),
              [&](llvm::raw_ostream &os) { manifest->printJSON(os, files); });
  if (!manifest->constants.empty())
    outputs.add(getPath(options, kConstantFile),
                [&](llvm::raw_ostream &os) { manifest->printConstants(os); });
  auto folder = OutputFolder::create(options.outputFolder);
  if (!folder)
    return folder.takeError();
  if (Error error = checkOutputPaths(outputs.paths))
    return error;

  if (Error error = eraseUnused(*manifest, module))
    return error;
  auto compiled = compile(options, kind, module, getFile);
  if (!compiled)
    return compiled.takeError();
  code = std::move(*compiled);
  if (Error error = writeFiles(outputs.paths, outputs.writers))
    return error;
  folder->keep();
  return Error::success();
}
