//===- StoredCode.h - A compiled function as a file -------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNNER_STOREDCODE_H
#define WINOGRAD_LIB_RUNNER_STOREDCODE_H

#include "CodeConstants.h"
#include "winograd/Runner/EntrySignature.h"
#include "winograd/Runner/ScratchMemory.h"
#include <optional>
#include <string>
#include <vector>

namespace mlir::winograd {

/// A compiled function, and all that its users ask about it. As a file it is
///
///     the hash of the next line, in hexadecimal
///     the members below in JSON, with sizes and hashes in the place of bytes
///     empty lines, up to a multiple of 64 bytes
///     the object, and then each constant, filled up with empty lines, too
///
/// so that who maps the file into memory can run the code on the constants in
/// it.
struct StoredCode {
  /// The types of the results, as text.
  std::vector<std::string> results;
  ScratchMemory scratch;
  /// See loadLibraries.
  std::vector<std::string> libraries;
  /// The bytes of an object file, in memory that belongs to somebody else.
  StringRef object;
  /// In memory that belongs to somebody else, too.
  std::vector<CodeConstants::Constant> constants;

  StoredCode() = default;
  StoredCode(const EntrySignature &signature, ScratchMemory scratch,
             std::vector<std::string> libraries, StringRef object,
             ArrayRef<CodeConstants::Constant> constants);

  /// The file, in parts, the first of which it makes.
  SmallVector<StringRef> layOut(std::string &header) const;
  /// Nullopt if that is not what the file is, to the byte, or if its constants
  /// are not aligned.
  static std::optional<StoredCode> parse(StringRef file);

  /// Sets the results; a failure if they are no types of tensors.
  LogicalResult getResults(MLIRContext *context,
                           EntrySignature &signature) const;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_STOREDCODE_H
