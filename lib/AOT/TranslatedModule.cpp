//===- TranslatedModule.cpp - Entries and files of a module ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TranslatedModule.h"

#include "CInterface.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Expected;

static llvm::Error rename(ModuleOp module, func::FuncOp function,
                          StringRef other) {
  if (module.lookupSymbol(other))
    return createStringError("expected the name '" + other + "' for '" +
                             function.getName() + "' to be free");
  auto symbol = StringAttr::get(module.getContext(), other);
  (void)SymbolTable::replaceAllSymbolUses(function, symbol, module);
  function.setSymNameAttr(symbol);
  return llvm::Error::success();
}

/// Finds the function that `entry`, `name` or `name:other`, selects, and gives
/// it the other name.
static Expected<func::FuncOp> selectEntry(ModuleOp module, StringRef entry) {
  auto [name, other] = entry.split(':');
  auto function = module.lookupSymbol<func::FuncOp>(name);
  if (!function || function.isExternal())
    return createStringError("expected --entry to name a function of the "
                             "module that has a body, but got '" +
                             name + "'");
  if (other.empty() || other == name)
    return function;
  if (llvm::Error error = rename(module, function, other))
    return error;
  return function;
}

Expected<std::vector<std::string>>
winograd::selectEntries(ModuleOp module, ArrayRef<std::string> names) {
  std::vector<func::FuncOp> entries;
  for (StringRef name : names) {
    auto function = selectEntry(module, name);
    if (!function)
      return function.takeError();
    entries.push_back(*function);
  }
  for (auto function : module.getOps<func::FuncOp>()) {
    if (names.empty() && function.isPublic() && !function.isExternal())
      entries.push_back(function);
    function.setPrivate();
  }
  if (entries.empty())
    return createStringError(
        "expected a module with a public function that has a body");
  std::vector<std::string> result;
  for (func::FuncOp function : entries) {
    function.setPublic();
    result.push_back(function.getName().str());
  }
  return result;
}

llvm::Error winograd::renameMain(ModuleOp module, StringRef moduleName,
                                 MutableArrayRef<std::string> entries,
                                 llvm::raw_ostream &os) {
  for (std::string &entry : entries) {
    if (entry != "main")
      continue;
    std::string other = makeIdentifier(moduleName) + "_main";
    if (llvm::Error error =
            rename(module, module.lookupSymbol<func::FuncOp>(entry), other))
      return error;
    os << "wino-translate: note: 'main' is called '" << other
       << "', since C has a main of its own; --entry=main:other gives it "
          "another name\n";
    entry = other;
  }
  return llvm::Error::success();
}

/// What some systems do not have in names, and comments and messages are better
/// without.
static bool isControl(char c) { return uint8_t(c) < ' ' || c == '\x7f'; }

Expected<std::string> winograd::getModuleName(const TranslateOptions &options,
                                              ModuleOp module) {
  if (std::optional<StringRef> name = module.getSymName()) {
    bool isFileName = !name->empty() && *name != "." && *name != ".." &&
                      llvm::sys::path::filename(*name) == *name &&
                      llvm::none_of(*name, isControl);
    if (isFileName)
      return name->str();
    std::string escaped;
    llvm::raw_string_ostream os(escaped);
    llvm::printEscapedString(*name, os);
    return createStringError("expected the name of the module to be one that a "
                             "file can have, but got '" +
                             escaped + "'");
  }
  // The name of a file that has none before its suffix, and of none at all.
  StringRef stem = llvm::sys::path::stem(options.moduleFile);
  if (options.moduleFile == "-" || stem.empty())
    return std::string("module");
  if (llvm::any_of(stem, isControl))
    return createStringError("expected a file whose name has no control "
                             "characters, since others are named after it");
  return stem.str();
}

std::string winograd::getPath(const TranslateOptions &options, StringRef file) {
  SmallString<128> path(options.outputFolder);
  llvm::sys::path::append(path, file);
  return path.str().str();
}
