//===- CompiledFunction.cpp - A function in the ExecutionEngine -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/CompiledFunction.h"

#include "EntryModule.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "winograd/AOT/TargetMachine.h"
#include "winograd/Checks/FailFunction.h"
#include "winograd/Checks/Passes.h"
#include "winograd/Runner/Elements.h"
#include "winograd/Support/StandardStreams.h"
#include "winograd/Target/Processor.h"
#include "winograd/Target/TargetDescription.h"
#include "llvm/Support/DynamicLibrary.h"
#include <cstring>

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

//===----------------------------------------------------------------------===//
// Compiling
//===----------------------------------------------------------------------===//

namespace {

/// Notices when a pass changes what the function takes or gives, as long as
/// these are tensors.
class SignatureTracker : public PassInstrumentation {
public:
  explicit SignatureTracker(EntrySignature &signature) : signature(signature) {}

  void runAfterPass(Pass *, Operation *op) override {
    auto module = dyn_cast<ModuleOp>(op);
    if (!module)
      return;
    auto current = EntrySignature::get(module, signature.name);
    if (current)
      signature = *current;
    else
      llvm::consumeError(current.takeError());
  }

private:
  EntrySignature &signature;
};

} // namespace

/// linalg on tensors --> llvm
static Error lower(ModuleOp module, EntrySignature &signature,
                   CompiledFunction::PipelineBuilder addPipeline) {
  SmallVector<RankedTensorType> inputs = signature.inputs;
  if (Error error = isolateEntry(module, signature.name))
    return error;
  auto entry = module.lookupSymbol<func::FuncOp>(signature.name);
  entry->setAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName(),
                 UnitAttr::get(module.getContext()));
  PassManager passManager(module.getContext()), checks(module.getContext());
  checks.addPass(createWinogradCheckMalloc());
  if (Error error = addPipeline(passManager))
    return error;
  passManager.addInstrumentation(std::make_unique<SignatureTracker>(signature));
  if (failed(passManager.run(module)) || failed(checks.run(module)))
    return createStringError("the pipeline failed on this module");
  if (signature.inputs != inputs)
    return createStringError("expected the pipeline to keep the arguments of "
                             "the entry, but it changed them");
  return signature.checkLowered(module);
}

/// Where checks in compiled code end: it has no way to return an error.
static void failInCompiledCode(const char *message, int64_t length) {
  exitWithError(StringRef(message, length).trim());
}

/// The first function that the code calls and this process does not have.
static std::optional<std::string> findMissingFunction(ModuleOp module) {
  for (auto func : module.getOps<LLVM::LLVMFuncOp>()) {
    std::string name = func.getSymName().str();
    if (func.isExternal() && !func.getSymName().starts_with("llvm.") &&
        !llvm::sys::DynamicLibrary::SearchForAddressOfSymbol(name))
      return name;
  }
  return std::nullopt;
}

/// Loads the libraries that the user names and, if a function is still
/// missing, MLIR's own, which have e.g. memrefCopy.
static Error loadLibraries(ModuleOp module, ArrayRef<std::string> given) {
  std::string reason;
  if (llvm::is_contained(given, ""))
    return createStringError(
        "expected --shared-libs to name libraries, but got an empty name");
  for (const std::string &path : given)
    if (llvm::sys::DynamicLibrary::LoadLibraryPermanently(path.c_str(),
                                                          &reason))
      return createStringError("expected '" + path +
                               "' to be a shared library, but got: " + reason);
  // Parallel loops are operations yet, not calls.
  bool hasThreads =
      module
          .walk([](Operation *op) {
            bool isParallel = op->getName().getDialectNamespace() == "omp";
            return isParallel ? WalkResult::interrupt() : WalkResult::advance();
          })
          .wasInterrupted();
  if (hasThreads && llvm::sys::DynamicLibrary::LoadLibraryPermanently(
                        WINOGRAD_MLIR_LIBRARY_DIR "/libomp.so", &reason))
    return createStringError("expected LLVM's OpenMP library for more than one "
                             "thread, but got: " +
                             reason);
  // Conversions to narrow floats may become calls, but only as machine code.
  llvm::sys::DynamicLibrary::LoadLibraryPermanently(
      WINOGRAD_MLIR_LIBRARY_DIR "/libmlir_float16_utils.so");
  if (!findMissingFunction(module))
    return Error::success();
  for (const char *path :
       {WINOGRAD_MLIR_LIBRARY_DIR "/libmlir_c_runner_utils.so",
        WINOGRAD_MLIR_LIBRARY_DIR "/libmlir_runner_utils.so"})
    llvm::sys::DynamicLibrary::LoadLibraryPermanently(path);
  // A library may hand its functions to the engine in a way of its own, see
  // ExecutionEngineOptions, so only be sure where none is given.
  std::optional<std::string> missing = findMissingFunction(module);
  if (missing && given.empty())
    return createStringError("expected a library with the function '" +
                             *missing +
                             "' that the module calls, but got no "
                             "--shared-libs");
  return Error::success();
}

Expected<CompiledFunction> CompiledFunction::compile(
    ModuleOp module, EntrySignature signature, PipelineBuilder addPipeline,
    ArrayRef<std::string> sharedLibraries, CodeQuality quality, StringRef cpu) {
  auto targetMachine = createJITTargetMachine(cpu);
  if (!targetMachine)
    return targetMachine.takeError();
  if (!cpu.empty()) {
    CPUTarget processor = detectCPUTarget();
    describeProcessor(**targetMachine, processor);
    describeProcessor(module, processor);
  }
  if (Error error = lower(module, signature, addPipeline))
    return error;
  bool hasChecks = declareFailFunction(module);
  llvm::sys::DynamicLibrary::AddSymbol(
      kFailFunction, reinterpret_cast<void *>(failInCompiledCode));
  if (Error error = loadLibraries(module, sharedLibraries))
    return error;
  auto transform = [quality, &target = **targetMachine](llvm::Module *module) {
    optimize(*module, target, quality);
    return Error::success();
  };
  SmallVector<StringRef> paths(sharedLibraries.begin(), sharedLibraries.end());
  ExecutionEngineOptions options;
  options.transformer = transform;
  options.jitCodeGenOptLevel = quality == CodeQuality::Fast
                                   ? llvm::CodeGenOptLevel::Aggressive
                                   : llvm::CodeGenOptLevel::Default;
  options.sharedLibPaths = paths;
  options.enableGDBNotificationListener = false;
  options.enablePerfNotificationListener = false;
  auto engine =
      ExecutionEngine::create(module, options, std::move(*targetMachine));
  if (!engine)
    return engine.takeError();
  if (hasChecks)
    (*engine)->registerSymbols([](llvm::orc::MangleAndInterner mangle) {
      llvm::orc::SymbolMap symbols;
      symbols[mangle(kFailFunction)] = {
          llvm::orc::ExecutorAddr::fromPtr(failInCompiledCode),
          llvm::JITSymbolFlags::Exported | llvm::JITSymbolFlags::Callable};
      return symbols;
    });
  // Machine code is made here, at the first look-up.
  auto function = (*engine)->lookupPacked(signature.getLoweredName());
  if (!function)
    return function.takeError();
  // Constructors load kernels onto a GPU, and copy constants there.
  (*engine)->initialize();
  return CompiledFunction(signature, std::move(*engine), *function);
}

CompiledFunction::CompiledFunction(EntrySignature signature,
                                   std::unique_ptr<ExecutionEngine> engine,
                                   void (*function)(void **))
    : signature(std::move(signature)), engine(std::move(engine)),
      function(function) {}
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
  return std::make_unique<FunctionCall>(signature, function,
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
