//===- LocalLibraries.cpp - Libraries that no other one sees --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LocalLibraries.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/DynamicLibrary.h"
#include <dlfcn.h>
#include <link.h>
#include <mutex>

using namespace mlir;
using namespace mlir::winograd;
using llvm::Error;
using llvm::object::ELFObjectFileBase;
using llvm::object::ELFSymbolRef;
using llvm::object::ObjectFile;
using llvm::object::SymbolRef;
using llvm::sys::DynamicLibrary;

namespace {

/// What was loaded. It stays until the process ends, as the libraries do.
struct Loaded {
  std::mutex mutex;
  llvm::StringSet<> paths;
  llvm::StringMap<void *> functions;

  static Loaded &get() {
    static Loaded loaded;
    return loaded;
  }
};

} // namespace

/// Writes down the functions that a library offers and the process does not
/// have: libraries that the user gives come first. The loader finds a name, but
/// lists none.
static Error addFunctions(const std::string &path, void *handle,
                          llvm::StringMap<void *> &functions) {
  auto file = ObjectFile::createObjectFile(path);
  if (!file)
    return file.takeError();
  auto *elf = llvm::dyn_cast<ELFObjectFileBase>(file->getBinary());
  if (!elf)
    return llvm::createStringError("expected an ELF library");
  for (const ELFSymbolRef &symbol : elf->getDynamicSymbolIterators()) {
    auto flags = symbol.getFlags();
    auto type = symbol.getType();
    auto name = symbol.getName();
    if (!flags || !type || !name)
      return llvm::joinErrors(
          flags.takeError(),
          llvm::joinErrors(type.takeError(), name.takeError()));
    if (*type != SymbolRef::ST_Function || (*flags & SymbolRef::SF_Undefined))
      continue;
    std::string symbolName = name->str();
    if (DynamicLibrary::SearchForAddressOfSymbol(symbolName))
      continue;
    if (void *address = dlsym(handle, symbolName.c_str()))
      functions.try_emplace(symbolName, address);
  }
  return Error::success();
}

/// The file that the loader has found for a name.
static std::string getFile(void *handle) {
  link_map *map = nullptr;
  return dlinfo(handle, RTLD_DI_LINKMAP, &map) == 0 && map ? map->l_name : "";
}

LogicalResult mlir::winograd::loadLocally(const std::string &path,
                                          std::string *reason) {
  Loaded &loaded = Loaded::get();
  std::scoped_lock lock(loaded.mutex);
  if (loaded.paths.contains(path))
    return success();
  void *handle = dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
  std::string message;
  if (!handle)
    message = dlerror();
  else if (Error error =
               addFunctions(getFile(handle), handle, loaded.functions))
    message = llvm::toString(std::move(error));
  if (message.empty()) {
    loaded.paths.insert(path);
    return success();
  }
  if (reason)
    *reason = message;
  return failure();
}

void *mlir::winograd::findLocalFunction(StringRef name) {
  Loaded &loaded = Loaded::get();
  std::scoped_lock lock(loaded.mutex);
  return loaded.functions.lookup(name);
}

void mlir::winograd::visitLocalFunctions(
    llvm::function_ref<void(StringRef name, void *address)> visit) {
  Loaded &loaded = Loaded::get();
  std::scoped_lock lock(loaded.mutex);
  for (const auto &[name, address] : loaded.functions)
    visit(name, address);
}
