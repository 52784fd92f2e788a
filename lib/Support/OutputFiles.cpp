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
#include <atomic>
#include <filesystem>

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

/// The file in its folder, links in whose name are followed.
static Expected<std::string> resolveFolder(StringRef file, StringRef name) {
  SmallString<128> real;
  SmallString<128> folder = path::parent_path(file);
  if (folder.empty())
    folder = ".";
  if (std::error_code code = fs::real_path(folder, real))
    return makeError(name, "its folder says: " + code.message());
  if (!fs::is_directory(real))
    return makeError(name, "'" + folder + "' is no folder");
  path::append(real, path::filename(file));
  return real.str().str();
}

/// What is there is replaced, so it must be ours to replace.
static Expected<std::string> resolveExisting(StringRef file, StringRef name,
                                             const fs::file_status &status) {
  if (!fs::is_regular_file(status))
    return makeError(name, "it is no regular file");
  SmallString<128> real;
  // E.g. /dev/stdout, if standard output is a file that was removed.
  if (std::error_code code = fs::real_path(file, real))
    return makeError(name, "what it links to says: " + code.message());
  if (std::error_code code = fs::access(real, fs::AccessMode::Write))
    return makeError(name, "it says: " + code.message());
  return real.str().str();
}

/// The file that a link leads to, whether it exists or not.
static Expected<std::string> readLink(StringRef link, StringRef name) {
  std::error_code code;
  std::filesystem::path target =
      std::filesystem::read_symlink(link.str(), code);
  if (code)
    return makeError(name, "reading the link says: " + code.message());
  SmallString<128> path(target.string());
  if (path::is_relative(path)) {
    path = path::parent_path(link);
    path::append(path, target.string());
  }
  return path.str().str();
}

/// Follows links, so that a link to a file stays one when the file is renamed
/// into place, as opening it would; an error if no file can be there.
static Expected<std::string> resolve(StringRef name) {
  std::string file = name.str();
  // As many links as Linux follows.
  for (int links = 0; links <= 40; ++links) {
    if (file.empty() || path::filename(file) == "." ||
        path::filename(file) == ".." || path::is_separator(file.back()))
      return makeError(name, "it names no file");
    fs::file_status status, own;
    std::error_code code = fs::status(file, status);
    if (!code)
      return resolveExisting(file, name, status);
    if (fs::status(file, own, /*follow=*/false)) {
      // Nothing is there. That is fine, if something can be.
      if (code == std::errc::no_such_file_or_directory ||
          code == std::errc::not_a_directory)
        return resolveFolder(file, name);
      return makeError(name, "it says: " + code.message());
    }
    if (own.type() != fs::file_type::symlink_file ||
        code != std::errc::no_such_file_or_directory)
      return makeError(name, "it says: " + code.message());
    Expected<std::string> target = readLink(file, name);
    if (!target)
      return target;
    file = *target;
  }
  return makeError(name, "it leads from link to link");
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
  explicit StagedFile(StringRef target) : target(target) {}
  StagedFile(const StagedFile &) = delete;
  ~StagedFile() {
    if (exists)
      fs::remove(name);
    if (!name.empty())
      llvm::sys::DontRemoveFileOnSignal(name);
  }

  std::error_code write(const FileWriter &writer) {
    int descriptor;
    if (std::error_code code = create(descriptor))
      return code;
    llvm::raw_fd_ostream os(descriptor, /*shouldClose=*/true);
    writer(os);
    os.close();
    std::error_code code = os.error();
    os.clear_error();
    return code;
  }

  std::error_code moveIntoPlace() {
    // Who could read the old file can read the new one, and nobody else.
    if (auto permissions = fs::getPermissions(target))
      if (std::error_code code = fs::setPermissions(name, *permissions))
        return code;
    std::error_code code = fs::rename(name, target);
    exists = bool(code);
    return code;
  }

private:
  /// The name does not grow with the target's, which may be as long as names
  /// can be; another may be left from a process that was killed.
  std::error_code create(int &descriptor) {
    static std::atomic<unsigned> count = 0;
    std::error_code code;
    for (int attempt = 0; attempt < 100; ++attempt) {
      SmallString<128> path = path::parent_path(target);
      path::append(path, ".winograd-" +
                             Twine(llvm::sys::Process::getProcessId()) + "-" +
                             Twine(count++) + ".tmp");
      code = fs::openFileForWrite(path, descriptor, fs::CD_CreateNew);
      if (code == std::errc::file_exists)
        continue;
      if (!code) {
        name = path.str();
        exists = true;
        llvm::sys::RemoveFileOnSignal(name);
      }
      return code;
    }
    return code;
  }

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

/// Into a device or a pipe, which cannot be replaced.
static Error writeThrough(StringRef file, const FileWriter &writer) {
  std::error_code code;
  llvm::raw_fd_ostream os(file, code, fs::CD_OpenExisting, fs::FA_Write,
                          fs::OF_None);
  if (code)
    return makeError(file, "opening says: " + code.message());
  writer(os);
  os.close();
  code = os.error();
  os.clear_error();
  return code ? makeError(file, "writing says: " + code.message())
              : Error::success();
}

Error mlir::winograd::writeOutput(StringRef file, const FileWriter &writer) {
  if (file == "-") {
    writer(llvm::outs());
    return Error::success();
  }
  fs::file_status status;
  bool isSpecial = !fs::status(file, status) && fs::exists(status) &&
                   !fs::is_regular_file(status) && !fs::is_directory(status);
  return isSpecial ? writeThrough(file, writer)
                   : writeFiles(file.str(), writer);
}

//===----------------------------------------------------------------------===//
// Folders
//===----------------------------------------------------------------------===//

Expected<OutputFolder> OutputFolder::create(StringRef folder) {
  OutputFolder created;
  // The outermost that is missing comes first.
  llvm::SmallVector<std::string> missing;
  SmallString<128> current(folder);
  while (!current.empty() && !fs::exists(current)) {
    missing.push_back(current.str().str());
    path::remove_filename(current);
  }
  for (const std::string &name : llvm::reverse(missing)) {
    if (std::error_code code =
            fs::create_directory(name, /*IgnoreExisting=*/true))
      return createStringError("expected '" + folder +
                               "' to be a folder, or to become one, but "
                               "making '" +
                               name + "' says: " + code.message());
    created.folders.push_back(name);
  }
  if (!folder.empty() && !fs::is_directory(folder))
    return createStringError("expected '" + folder +
                             "' to be a folder, but it is a file");
  return created;
}

OutputFolder::~OutputFolder() {
  // Only what is empty goes.
  for (const std::string &name : llvm::reverse(folders))
    fs::remove(name);
}
