//===- TranslatedModule.h - Entries and files of a module -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_AOT_TRANSLATEDMODULE_H
#define WINOGRAD_LIB_AOT_TRANSLATEDMODULE_H

#include "mlir/IR/BuiltinOps.h"
#include "winograd/AOT/Translate.h"

namespace mlir::winograd {

/// Makes the functions that other programs can call, those that `names`
/// selects (`name` or `name:other`) or else the public ones, the only public
/// ones, and returns their names.
llvm::Expected<std::vector<std::string>>
selectEntries(ModuleOp module, ArrayRef<std::string> names);

/// Gives an entry that is called `main`, as front ends call theirs, the name
/// `<module>_main`, since C has a `main` of its own; says so on `os`.
llvm::Error renameMain(ModuleOp module, StringRef moduleName,
                       MutableArrayRef<std::string> entries,
                       llvm::raw_ostream &os);

/// The name of the files: the module's, or else that of the file it is from.
llvm::Expected<std::string> getModuleName(const TranslateOptions &options,
                                          ModuleOp module);

/// The path of a file in the folder for the output.
std::string getPath(const TranslateOptions &options, StringRef file);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_AOT_TRANSLATEDMODULE_H
