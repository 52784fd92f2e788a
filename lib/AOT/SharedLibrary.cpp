//===- SharedLibrary.cpp - An object as a shared library ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Emit.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;
namespace fs = llvm::sys::fs;

Expected<std::string> mlir::winograd::findLinker(StringRef linker) {
  SmallVector<StringRef> names = {"clang-22", "clang", "cc"};
  if (!linker.empty())
    names = {linker};
  SmallVector<StringRef> llvmTools = {WINOGRAD_LLVM_TOOLS_DIR};
  for (StringRef name : names) {
    // A name with a slash is taken as it is.
    auto found = llvm::sys::findProgramByName(name);
    if (found && fs::can_execute(*found))
      return *found;
    found = llvm::sys::findProgramByName(name, llvmTools);
    if (found && fs::can_execute(*found))
      return *found;
  }
  if (!linker.empty())
    return createStringError("expected --linker to be a compiler driver, but "
                             "there is no program '" +
                             linker + "'");
  return createStringError("expected clang-22, clang or cc on the PATH, to "
                           "link a shared library, but found none; --linker "
                           "names another, --emit=object needs none");
}

static Error writeFile(StringRef path, StringRef bytes) {
  std::error_code code;
  llvm::raw_fd_ostream os(path, code);
  if (!code) {
    os << bytes;
    os.close();
    code = os.error();
    os.clear_error();
  }
  return code ? createStringError("writing '" + path +
                                  "' says: " + code.message())
              : Error::success();
}

Expected<FileBytes> mlir::winograd::linkSharedLibrary(StringRef object,
                                                      StringRef name,
                                                      StringRef linker,
                                                      bool needsOpenMP) {
  Expected<std::string> program = findLinker(linker);
  if (!program)
    return program.takeError();
  SmallString<128> folder, input, output;
  if (std::error_code code =
          fs::createUniqueDirectory("wino-translate", folder))
    return createStringError(
        "expected a folder for temporary files, but got: " + code.message());
  llvm::scope_exit remove([&] { (void)fs::remove_directories(folder); });
  llvm::sys::path::append(input = folder, "module.o");
  llvm::sys::path::append(output = folder, "module.so");
  if (Error error = writeFile(input, object))
    return error;

  // -Wl, would take a comma in the name for its own.
  std::string soname = getFileName(EmitKind::SharedLibrary, name);
  SmallVector<StringRef> command = {
      *program,   "-shared", "-o",       output, input,
      "-Xlinker", "-soname", "-Xlinker", soname, "-Wl,--no-undefined"};
  if (needsOpenMP)
    command.push_back("-fopenmp");
  command.push_back("-lm");
  std::string message;
  int status =
      llvm::sys::ExecuteAndWait(*program, command, /*Env=*/std::nullopt,
                                /*Redirects=*/{}, /*SecondsToWait=*/0,
                                /*MemoryLimit=*/0, &message);
  if (status != 0)
    return createStringError("expected '" + *program +
                             "' to link a shared library, but it failed" +
                             (message.empty() ? "" : ": " + message));
  auto linked = llvm::MemoryBuffer::getFile(output);
  if (!linked)
    return createStringError("reading what '" + *program +
                             "' linked says: " + linked.getError().message());
  return FileBytes((*linked)->getBuffer());
}
