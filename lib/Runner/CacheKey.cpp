//===- CacheKey.cpp - What decides compiled code --------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CacheKey.h"

#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/Transforms/Passes.h"
#include "winograd/Target/TargetDescription.h"
#include "llvm-c/Core.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <dlfcn.h>
#include <link.h>

using namespace mlir;
using namespace mlir::winograd;

/// Counts up when what is stored, or how, changes.
static constexpr unsigned formatVersion = 2;

namespace {

/// Hashes what is printed to it.
class HashStream : public llvm::raw_ostream {
public:
  HashStream() { SetUnbuffered(); }
  std::string getHash() {
    return llvm::toHex(hasher.final<20>(), /*LowerCase=*/true);
  }

private:
  void write_impl(const char *bytes, size_t size) override {
    hasher.update(StringRef(bytes, size));
    position += size;
  }
  uint64_t current_pos() const override { return position; }

  llvm::BLAKE3 hasher;
  uint64_t position = 0;
};

} // namespace

/// The file that has this code: a program that has our archives, or a shared
/// library, which changes without the program, be it Python, that loads it.
static std::string getOwnFile() {
  static int anchor;
  Dl_info info;
  link_map *map = nullptr;
  // The program itself has no name in the list of what is loaded.
  if (dladdr1(&anchor, &info, reinterpret_cast<void **>(&map),
              RTLD_DL_LINKMAP) &&
      map && *map->l_name)
    return map->l_name;
  return llvm::sys::fs::getMainExecutable(nullptr, &anchor);
}

/// This compiler by its bytes, since a version does not change with every line
/// that does, and LLVM by its version, since a hash of it would take longer
/// than to compile something small.
static void printProgram(raw_ostream &os) {
  std::string path = getOwnFile();
  if (auto file = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                              /*RequiresNullTerminator=*/false))
    os << (*file)->getBuffer();
  unsigned major, minor, patch;
  LLVMGetVersion(&major, &minor, &patch);
  os << '\n' << major << '.' << minor << '.' << patch << '\n';
}

static void printTarget(const llvm::TargetMachine &target, MLIRContext *context,
                        raw_ostream &os) {
  os << target.getTargetTriple().str() << '\n'
     << target.getTargetCPU() << '\n'
     << target.getTargetFeatureString() << '\n'
     << int(target.getOptLevel()) << '\n';
  OwningOpRef<ModuleOp> machine = ModuleOp::create(UnknownLoc::get(context));
  describeCPUTarget(*machine, detectCPUTarget());
  os << *machine << '\n';
}

/// The same function in another file, or on another line, is the same.
static LogicalResult printModule(ModuleOp module, raw_ostream &os) {
  OwningOpRef<ModuleOp> copy(module.clone());
  PassManager passManager(module.getContext());
  passManager.addPass(createStripDebugInfoPass());
  return success(succeeded(passManager.run(*copy)) &&
                 succeeded(writeBytecodeToFile(*copy, os)));
}

std::string mlir::winograd::getModuleHash(ModuleOp module) {
  HashStream os;
  return succeeded(printModule(module, os)) ? os.getHash() : "";
}

std::string mlir::winograd::getCacheKey(ModuleOp module, StringRef entry,
                                        PassManager &passManager,
                                        const llvm::TargetMachine &target,
                                        CodeQuality quality) {
  HashStream os;
  os << formatVersion << '\n' << entry << '\n' << int(quality) << '\n';
  printProgram(os);
  printTarget(target, module.getContext(), os);
  passManager.printAsTextualPipeline(os);
  os << '\n';
  return succeeded(printModule(module, os)) ? os.getHash() : "";
}
