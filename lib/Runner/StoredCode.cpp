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

StoredCode::StoredCode(const EntrySignature &signature, ScratchMemory scratch,
                       std::vector<std::string> libraries, StringRef object,
                       ArrayRef<CodeConstants::Constant> constants)
    : scratch(scratch), libraries(std::move(libraries)), object(object),
      constants(constants) {
  for (Type type : signature.results)
    llvm::raw_string_ostream(results.emplace_back()) << type;
}

//===----------------------------------------------------------------------===//
// Parts of a file
//===----------------------------------------------------------------------===//

/// Of each part: what reads it may ask for as much.
static constexpr size_t alignment = CodeConstants::alignment;
/// What stands behind a part.
static constexpr char filling[alignment + 1] =
    "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
    "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
    "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
    "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n";

static StringRef getFilling(size_t size) {
  return StringRef(filling,
                   llvm::offsetToAlignment(size, llvm::Align(alignment)));
}

static std::string hash(StringRef bytes) {
  llvm::XXH128_hash_t sum =
      llvm::xxh3_128bits(llvm::arrayRefFromStringRef(bytes));
  return llvm::formatv("{0:x-16}{1:x-16}", sum.high64, sum.low64);
}

namespace {
/// What the header says of another part.
struct Part {
  std::string name;
  int64_t bytes;
  std::string sum;
};

bool fromJSON(const json::Value &value, Part &part, json::Path path) {
  json::ObjectMapper map(value, path);
  return map && map.map("name", part.name) && map.map("bytes", part.bytes) &&
         map.map("hash", part.sum);
}
} // namespace

static json::Value toJSON(StringRef name, StringRef bytes) {
  return json::Object{
      {"name", name}, {"bytes", int64_t(bytes.size())}, {"hash", hash(bytes)}};
}

/// Takes the part and what fills it up from the front of `file`; nullopt if it
/// is another one.
static std::optional<StringRef> takePart(StringRef &file, const Part &part) {
  if (part.bytes < 0 || uint64_t(part.bytes) > file.size())
    return std::nullopt;
  StringRef bytes = file.take_front(part.bytes);
  file = file.drop_front(part.bytes);
  if (!file.consume_front(getFilling(part.bytes)) || hash(bytes) != part.sum)
    return std::nullopt;
  return bytes;
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

SmallVector<StringRef> StoredCode::layOut(std::string &header) const {
  json::Array others;
  SmallVector<StringRef> parts = {""};
  auto add = [&](StringRef name, StringRef bytes) {
    others.push_back(toJSON(name, bytes));
    parts.push_back(bytes);
    parts.push_back(getFilling(bytes.size()));
  };
  add("object", object);
  for (const CodeConstants::Constant &constant : constants)
    add(constant.name, constant.bytes);
  json::Value members = json::Object{{"results", results},
                                     {"scratchBytes", scratch.bytes},
                                     {"hasDynamicScratch", scratch.hasDynamic},
                                     {"libraries", libraries},
                                     {"parts", std::move(others)}};
  std::string line = llvm::formatv("{0}", members);
  header = hash(line) + "\n" + line + "\n";
  header += getFilling(header.size());
  parts.front() = header;
  return parts;
}

/// The members of the object that `StoredCode` has, too.
static bool fromJSON(const json::Value &value, StoredCode &code,
                     std::vector<Part> &parts) {
  json::Path::Root root;
  json::ObjectMapper map(value, root);
  return map && map.map("results", code.results) &&
         map.map("scratchBytes", code.scratch.bytes) &&
         map.map("hasDynamicScratch", code.scratch.hasDynamic) &&
         map.map("libraries", code.libraries) && map.map("parts", parts) &&
         !parts.empty();
}

std::optional<StoredCode> StoredCode::parse(StringRef file) {
  auto [sum, behind] = file.split('\n');
  StringRef line = behind.split('\n').first;
  size_t size = sum.size() + line.size() + 2;
  if (sum != hash(line) || size > file.size())
    return std::nullopt;
  auto members = json::parse(line);
  if (!members) {
    llvm::consumeError(members.takeError());
    return std::nullopt;
  }
  StoredCode code;
  std::vector<Part> parts;
  StringRef rest = file.drop_front(size);
  if (!fromJSON(*members, code, parts) || !rest.consume_front(getFilling(size)))
    return std::nullopt;
  for (const Part &part : parts) {
    std::optional<StringRef> bytes = takePart(rest, part);
    if (!bytes)
      return std::nullopt;
    code.constants.push_back({part.name, *bytes});
  }
  code.object = code.constants.front().bytes;
  code.constants.erase(code.constants.begin());
  bool isAligned =
      llvm::all_of(code.constants, [](const CodeConstants::Constant &constant) {
        return reinterpret_cast<uintptr_t>(constant.bytes.data()) % alignment ==
               0;
      });
  if (!rest.empty() || !isAligned)
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
