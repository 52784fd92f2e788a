//===- CompiledFunction.cpp - A function in the ExecutionEngine -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/CompiledFunction.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "mlir/Transforms/Passes.h"
#include "winograd/Codegen/TargetMachine.h"
#include "winograd/Runner/Elements.h"
#include "winograd/Runner/MemRefDescriptor.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/DynamicLibrary.h"
#include <chrono>
#include <cstdlib>
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
  // What the entry does not use is not compiled.
  for (auto func : module.getOps<func::FuncOp>())
    func.setPrivate();
  auto entry = module.lookupSymbol<func::FuncOp>(signature.name);
  entry.setPublic();
  entry->setAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName(),
                 UnitAttr::get(module.getContext()));
  PassManager cleanup(module.getContext()), passManager(module.getContext());
  cleanup.addPass(createSymbolDCEPass());
  if (Error error = addPipeline(passManager))
    return error;
  passManager.addInstrumentation(std::make_unique<SignatureTracker>(signature));
  if (failed(cleanup.run(module)) || failed(passManager.run(module)))
    return createStringError("the pipeline failed on this module");
  if (signature.inputs != inputs)
    return createStringError("expected the pipeline to keep the arguments of "
                             "the entry, but it changed them");
  return signature.checkLowered(module);
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
  for (const std::string &path : given)
    if (llvm::sys::DynamicLibrary::LoadLibraryPermanently(path.c_str(),
                                                          &reason))
      return createStringError("expected '" + path +
                               "' to be a shared library, but got: " + reason);
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

Expected<CompiledFunction>
CompiledFunction::compile(ModuleOp module, EntrySignature signature,
                          PipelineBuilder addPipeline,
                          ArrayRef<std::string> sharedLibraries) {
  if (Error error = lower(module, signature, addPipeline))
    return error;
  if (Error error = loadLibraries(module, sharedLibraries))
    return error;
  auto targetMachine = createJITTargetMachine();
  if (!targetMachine)
    return targetMachine.takeError();

  auto optimize = makeOptimizer(**targetMachine);
  SmallVector<StringRef> paths(sharedLibraries.begin(), sharedLibraries.end());
  ExecutionEngineOptions options;
  options.transformer = optimize;
  options.jitCodeGenOptLevel = llvm::CodeGenOptLevel::Aggressive;
  options.sharedLibPaths = paths;
  options.enableGDBNotificationListener = false;
  options.enablePerfNotificationListener = false;
  auto engine =
      ExecutionEngine::create(module, options, std::move(*targetMachine));
  if (!engine)
    return engine.takeError();
  // Machine code is made here, at the first look-up.
  auto function = (*engine)->lookupPacked(signature.getLoweredName());
  if (!function)
    return function.takeError();
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

namespace {

/// The descriptors of several memrefs, one behind the other: also the layout
/// of a struct of descriptors, since every member is a word.
class Descriptors {
public:
  explicit Descriptors(ArrayRef<RankedTensorType> types) {
    for (RankedTensorType type : types) {
      begins.push_back(words.size());
      words.append(MemRefDescriptor::getNumWords(type.getRank()), 0);
    }
    begins.push_back(words.size());
  }
  size_t size() const { return begins.size() - 1; }
  /// The words of the descriptor `index` and of those behind it.
  int64_t *data(size_t index = 0) { return words.data() + begins[index]; }
  MemRefDescriptor operator[](size_t index) {
    return MemRefDescriptor(MutableArrayRef<int64_t>(words).slice(
        begins[index], begins[index + 1] - begins[index]));
  }

private:
  SmallVector<int64_t> words;
  SmallVector<size_t> begins;
};

} // namespace

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

/// Frees each buffer of `results` once, except those of `inputs` and those of
/// constants, which MLIR marks.
static void freeBuffers(Descriptors &results, Descriptors &inputs) {
  void *const constantMarker = reinterpret_cast<void *>(0xdeadbeef);
  llvm::SmallPtrSet<void *, 8> kept = {constantMarker};
  for (size_t i = 0; i < inputs.size(); ++i)
    kept.insert(inputs[i].allocated());
  for (size_t i = 0; i < results.size(); ++i)
    if (kept.insert(results[i].allocated()).second)
      std::free(results[i].allocated());
}

Expected<std::vector<NpyArray>> CompiledFunction::run(ArrayRef<NpyArray> inputs,
                                                      double *seconds) const {
  auto copies = cloneAll(inputs);
  if (!copies)
    return copies.takeError();
  Descriptors arguments(signature.inputs), results(signature.results);

  // The packed function takes the address of each argument, and each argument
  // is itself the address of descriptors.
  SmallVector<void *> pointers, addresses;
  if (results.size() != 0)
    pointers.push_back(results.data());
  for (auto [index, copy] : llvm::enumerate(*copies)) {
    arguments[index].set(copy);
    pointers.push_back(arguments.data(index));
  }
  for (void *&pointer : pointers)
    addresses.push_back(&pointer);

  auto start = std::chrono::steady_clock::now();
  function(addresses.data());
  std::chrono::duration<double> duration =
      std::chrono::steady_clock::now() - start;
  if (seconds)
    *seconds = duration.count();

  std::vector<NpyArray> outputs;
  Error error = Error::success();
  for (auto [index, type] : llvm::enumerate(signature.results)) {
    Expected<NpyArray> output =
        results[index].copy(*getNpyType(type.getElementType()));
    if (output)
      outputs.push_back(std::move(*output));
    else
      error = llvm::joinErrors(std::move(error), output.takeError());
  }
  freeBuffers(results, arguments);
  if (error)
    return error;
  return outputs;
}
