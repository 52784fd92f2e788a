//===- OutputFiles.cpp - Files that are whole or not there ----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/OutputFiles.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;
using llvm::SmallString;
using llvm::StringRef;
using llvm::Twine;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static Error makeError(StringRef file, const Twine &reason) {
  return createStringError("expected '" + file +
                           "' to be a file that can be written, but " + reason);
}

/// Follows links, so that a link to a file stays one when the file is renamed
/// into place; an error if no file can be there.
static Expected<std::string> resolve(StringRef file) {
  if (file.empty() || path::filename(file) == "." ||
      path::is_separator(file.back()))
    return makeError(file, "it names no file");
  SmallString<128> real;
  if (!fs::real_path(file, real)) {
    if (!fs::is_regular_file(real))
      return makeError(file, "it is no regular file");
    return real.str().str();
  }
  SmallString<128> folder = path::parent_path(file);
  if (folder.empty())
    folder = ".";
  if (std::error_code code = fs::real_path(folder, real))
    return makeError(file, "its folder says: " + code.message());
  if (!fs::is_directory(real))
    return makeError(file, "'" + folder + "' is no folder");
  path::append(real, path::filename(file));
  return real.str().str();
}

static Expected<llvm::SmallVector<std::string>>
resolveAll(llvm::ArrayRef<std::string> paths) {
  llvm::SmallVector<std::string> resolved;
  llvm::StringSet<> seen;
  for (StringRef file : paths) {
    Expected<std::string> real = resolve(file);
    if (!real)
      return real.takeError();
    if (!seen.insert(*real).second)
      return makeError(file, "it is named twice");
    resolved.push_back(*real);
  }
  return resolved;
}

Error mlir::winograd::checkOutputPaths(llvm::ArrayRef<std::string> paths) {
  return resolveAll(paths).takeError();
}

namespace {

/// A file beside the final one, removed unless it was moved there.
class StagedFile {
public:
  explicit StagedFile(StringRef target)
      : target(target),
        name((target + "." + Twine(llvm::sys::Process::getProcessId()) + ".tmp")
                 .str()) {}
  StagedFile(const StagedFile &) = delete;
  ~StagedFile() {
    if (exists)
      fs::remove(name);
    llvm::sys::DontRemoveFileOnSignal(name);
  }

  std::error_code write(const FileWriter &writer) {
    llvm::sys::RemoveFileOnSignal(name);
    std::error_code code;
    llvm::raw_fd_ostream os(name, code, fs::CD_CreateNew);
    if (code)
      return code;
    exists = true;
    writer(os);
    os.close();
    code = os.error();
    os.clear_error();
    return code;
  }

  std::error_code moveIntoPlace() {
    std::error_code code = fs::rename(name, target);
    exists = bool(code);
    return code;
  }

private:
  std::string target, name;
  bool exists = false;
};

} // namespace

Error mlir::winograd::writeFiles(llvm::ArrayRef<std::string> paths,
                                 llvm::ArrayRef<FileWriter> writers) {
  Expected<llvm::SmallVector<std::string>> targets = resolveAll(paths);
  if (!targets)
    return targets.takeError();
  std::vector<std::unique_ptr<StagedFile>> files;
  for (auto [file, target, writer] :
       llvm::zip_equal(paths, *targets, writers)) {
    files.push_back(std::make_unique<StagedFile>(target));
    if (std::error_code code = files.back()->write(writer))
      return makeError(file, "writing says: " + code.message());
  }
  for (auto [file, staged] : llvm::zip_equal(paths, files))
    if (std::error_code code = staged->moveIntoPlace())
      return makeError(file, "renaming says: " + code.message());
  return Error::success();
}
