//===- RuntimeLibraries.cpp - What compiled code calls --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuntimeLibraries.h"

#include "GuardedCall.h"
#include "LocalLibraries.h"
#include "MPILibrary.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "winograd/Checks/FailFunction.h"
#include "winograd/Runner/HeapUse.h"
#include "winograd/Support/StandardStreams.h"
#include "llvm/Support/DynamicLibrary.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;
using llvm::sys::DynamicLibrary;

//===----------------------------------------------------------------------===//
// Functions of ours
//===----------------------------------------------------------------------===//

/// Where checks in compiled code end: it has no way to return an error.
static void failInCompiledCode(const char *message, int64_t length) {
  StringRef text = StringRef(message, length).trim();
  leaveGuardedCall(text);
  exitWithError(text);
}

llvm::orc::SymbolMap
mlir::winograd::getProcessFunctions(llvm::orc::MangleAndInterner mangle) {
  llvm::orc::SymbolMap symbols;
  symbols[mangle(kFailFunction)] = {
      llvm::orc::ExecutorAddr::fromPtr(failInCompiledCode),
      llvm::JITSymbolFlags::Exported | llvm::JITSymbolFlags::Callable};
  auto define = [&](StringRef name, void *address) {
    symbols[mangle(name)] = {llvm::orc::ExecutorAddr::fromPtr(address),
                             llvm::JITSymbolFlags::Exported |
                                 llvm::JITSymbolFlags::Callable};
  };
  HeapUse::visitFunctions(define);
  if (const MPILibrary *mpi = MPILibrary::get())
    mpi->visitFunctions(define);
  // Weak: the module may have a function of the same name.
  visitLocalFunctions([&](StringRef name, void *address) {
    symbols.try_emplace(mangle(name), llvm::orc::ExecutorAddr::fromPtr(address),
                        llvm::JITSymbolFlags::Exported |
                            llvm::JITSymbolFlags::Callable |
                            llvm::JITSymbolFlags::Weak);
  });
  return symbols;
}

//===----------------------------------------------------------------------===//
// Functions of libraries
//===----------------------------------------------------------------------===//

/// The first function that the code calls and this process does not have.
static std::optional<std::string> findMissingFunction(ModuleOp module) {
  for (auto func : module.getOps<LLVM::LLVMFuncOp>()) {
    std::string name = func.getSymName().str();
    if (func.isExternal() && !func.getSymName().starts_with("llvm.") &&
        name != kFailFunction && !findLocalFunction(name) &&
        !DynamicLibrary::SearchForAddressOfSymbol(name))
      return name;
  }
  return std::nullopt;
}

/// Makes functions of the process and of the given libraries known to LLVM.
static Error loadGivenLibraries(ArrayRef<std::string> given) {
  std::string reason;
  DynamicLibrary::LoadLibraryPermanently(nullptr);
  if (llvm::is_contained(given, ""))
    return createStringError(
        "expected --shared-libs to name libraries, but got an empty name");
  for (const std::string &path : given)
    if (DynamicLibrary::LoadLibraryPermanently(path.c_str(), &reason))
      return createStringError("expected '" + path +
                               "' to be a shared library, but got: " + reason);
  return Error::success();
}

/// Loads a library of MLIR or OpenMP. Only packages for developers have the
/// names without a version; OpenMP's other name is not in LLVM's folder.
static LogicalResult loadOwnLibrary(StringRef name,
                                    std::string *reason = nullptr) {
  std::string path = (WINOGRAD_MLIR_LIBRARY_DIR "/" + name).str();
  std::string versioned =
      name == "libomp.so" ? "libomp.so.5" : path + "." WINOGRAD_MLIR_SOVERSION;
  for (const std::string &candidate : {path, versioned})
    if (succeeded(loadLocally(candidate, reason)))
      return success();
  return failure();
}

LogicalResult mlir::winograd::loadOwnLibraries(ArrayRef<std::string> names) {
  DynamicLibrary::LoadLibraryPermanently(nullptr);
  return success(llvm::all_of(
      names, [](StringRef name) { return succeeded(loadOwnLibrary(name)); }));
}

/// Parallel loops are operations yet, not calls.
static bool hasParallelLoops(ModuleOp module) {
  return module
      .walk([](Operation *op) {
        bool isParallel = op->getName().getDialectNamespace() == "omp";
        return isParallel ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

Expected<std::vector<std::string>>
mlir::winograd::loadLibraries(ModuleOp module, ArrayRef<std::string> given) {
  std::string reason;
  std::vector<std::string> loaded;
  auto load = [&](const char *name) {
    LogicalResult result = loadOwnLibrary(name, &reason);
    if (succeeded(result))
      loaded.push_back(name);
    return result;
  };
  if (Error error = loadGivenLibraries(given))
    return error;
  if (hasParallelLoops(module) && failed(load("libomp.so")))
    return createStringError("expected LLVM's OpenMP library for more than one "
                             "thread, but got: " +
                             reason);
  // Conversions to narrow floats may become calls, but only as machine code.
  (void)load("libmlir_float16_utils.so");
  if (!findMissingFunction(module))
    return loaded;
  for (const char *name :
       {"libmlir_c_runner_utils.so", "libmlir_runner_utils.so"})
    (void)load(name);
  // A library may hand its functions to the engine in a way of its own, see
  // ExecutionEngineOptions, so only be sure where none is given.
  std::optional<std::string> missing = findMissingFunction(module);
  if (missing && given.empty())
    return createStringError("expected a library with the function '" +
                             *missing +
                             "' that the module calls, but got no "
                             "--shared-libs");
  return loaded;
}
