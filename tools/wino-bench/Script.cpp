//===- Script.cpp - The scripts behind some commands ----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Script.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include <csignal>
#include <cstdlib>

using llvm::createStringError;
using llvm::Expected;
using llvm::StringRef;

/// Beside the folder of this program, or of what it is a link to.
static std::string findScript(StringRef name) {
  std::string program = llvm::sys::fs::getMainExecutable(
      nullptr, reinterpret_cast<void *>(&runScript));
  llvm::SmallString<256> path(
      llvm::sys::path::parent_path(llvm::sys::path::parent_path(program)));
  llvm::sys::path::append(path, "share", "winograd", "benchmarks", name);
  return std::string(path);
}

static Expected<std::string> findPython() {
  const char *given = std::getenv("WINOGRAD_PYTHON");
  StringRef name = given && *given ? given : "python3";
  llvm::ErrorOr<std::string> found = llvm::sys::findProgramByName(name);
  // (A path is not looked for.)
  if (!found || !llvm::sys::fs::can_execute(*found))
    return createStringError("expected Python for this command, but there is "
                             "no '" +
                             name +
                             "'; $WINOGRAD_PYTHON says which one to take");
  return *found;
}

Expected<int> runScript(StringRef name, llvm::ArrayRef<StringRef> arguments) {
  std::string script = findScript(name);
  if (!llvm::sys::fs::exists(script))
    return createStringError("expected the script of this command in '" +
                             script + "', but there is none");
  auto python = findPython();
  if (!python)
    return python.takeError();
  std::string tool = llvm::sys::fs::getMainExecutable(
      nullptr, reinterpret_cast<void *>(&runScript));
  std::string toolOption = "--wino-bench=" + tool;
  llvm::SmallVector<StringRef> command = {*python, script};
  llvm::append_range(command, arguments);
  // In front of the user's, which override it.
  command.insert(command.begin() + 2, toolOption);
  // Not ignored, which the script would inherit.
  std::signal(SIGINT, [](int) {});
  std::string message;
  int code = llvm::sys::ExecuteAndWait(*python, command, /*Env=*/std::nullopt,
                                       /*Redirects=*/{}, /*SecondsToWait=*/0,
                                       /*MemoryLimit=*/0, &message);
  if (code < 0)
    return createStringError("could not run '" + *python + " " + script +
                             "': " + message);
  return code;
}
