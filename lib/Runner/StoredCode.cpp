//===- StoredCode.cpp - A compiled function as a file ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StoredCode.h"

#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/xxhash.h"

using namespace mlir;
using namespace mlir::winograd;
namespace json = llvm::json;

/// Of the object in the file: what reads it may ask for as much.
static constexpr size_t alignment = 64;

StoredCode::StoredCode(const EntrySignature &signature, ScratchMemory scratch,
                       std::vector<std::string> libraries, StringRef object)
    : scratch(scratch), libraries(std::move(libraries)), object(object) {
  for (Type type : signature.results)
    llvm::raw_string_ostream(results.emplace_back()) << type;
}

static std::string hash(StringRef bytes) {
  llvm::XXH128_hash_t sum =
      llvm::xxh3_128bits(llvm::arrayRefFromStringRef(bytes));
  return llvm::formatv("{0:x-16}{1:x-16}", sum.high64, sum.low64);
}

std::string StoredCode::printHeader() const {
  json::Value members = json::Object{{"results", results},
                                     {"scratchBytes", scratch.bytes},
                                     {"hasDynamicScratch", scratch.hasDynamic},
                                     {"libraries", libraries},
                                     {"objectBytes", int64_t(object.size())},
                                     {"objectHash", hash(object)}};
  std::string line = llvm::formatv("{0}", members);
  std::string header = hash(line) + "\n" + line + "\n";
  header.resize(llvm::alignTo(header.size(), alignment), '\n');
  return header;
}

/// The members of the object that `StoredCode` has, too.
static bool fromJSON(const json::Value &value, StoredCode &code, int64_t &bytes,
                     std::string &sum) {
  json::Path::Root root;
  json::ObjectMapper map(value, root);
  return map && map.map("results", code.results) &&
         map.map("scratchBytes", code.scratch.bytes) &&
         map.map("hasDynamicScratch", code.scratch.hasDynamic) &&
         map.map("libraries", code.libraries) &&
         map.map("objectBytes", bytes) && map.map("objectHash", sum);
}

std::optional<StoredCode> StoredCode::parse(StringRef file) {
  auto [sum, behind] = file.split('\n');
  StringRef line = behind.split('\n').first;
  if (sum != hash(line))
    return std::nullopt;
  auto members = json::parse(line);
  if (!members) {
    llvm::consumeError(members.takeError());
    return std::nullopt;
  }
  StoredCode code;
  int64_t bytes;
  std::string objectSum;
  if (!fromJSON(*members, code, bytes, objectSum))
    return std::nullopt;
  code.object =
      file.substr(llvm::alignTo(sum.size() + line.size() + 2, alignment));
  if (int64_t(code.object.size()) != bytes || hash(code.object) != objectSum)
    return std::nullopt;
  return code;
}

LogicalResult StoredCode::getResults(MLIRContext *context,
                                     EntrySignature &signature) const {
  ScopedDiagnosticHandler quiet(context,
                                [](Diagnostic &) { return success(); });
  SmallVector<RankedTensorType> types;
  for (StringRef text : results) {
    auto type = dyn_cast_or_null<RankedTensorType>(parseType(text, context));
    if (!type)
      return failure();
    types.push_back(type);
  }
  signature.results = std::move(types);
  return success();
}
