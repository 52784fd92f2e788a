//===- Spirv.cpp - What a SPIR-V module says about itself -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Spirv.h"

#include <algorithm>
#include <map>
#include <set>

using namespace winograd::vulkan;
using winograd::runtime::FirstError;

namespace {

// Numbers of the SPIR-V specification, sections 2.3 and 3.
constexpr uint32_t magic = 0x07230203;
constexpr size_t headerWords = 5;
enum Op : uint32_t {
  EntryPointOp = 15,
  ExecutionModeOp = 16,
  CapabilityOp = 17,
  ConstantOp = 43,
  DecorateOp = 71,
  ShuffleXorOp = 346
};
constexpr uint32_t glComputeModel = 5, localSizeMode = 17,
                   signedZeroInfNanPreserveMode = 4461;
constexpr uint32_t nonWritableDecoration = 24, bindingDecoration = 33,
                   descriptorSetDecoration = 34;

/// One instruction: its operation and the words behind the first.
struct Instruction {
  uint32_t op;
  const uint32_t *operands;
  size_t size;
};

class Reader {
public:
  Reader(const std::vector<uint32_t> &words, FirstError &error)
      : words(words), error(error) {}
  std::optional<SpirvInfo> read();

private:
  bool fail(const std::string &what) {
    return error.set("expected a SPIR-V module of kernels, but got " + what);
  }
  bool read(const Instruction &instruction);
  bool readEntryPoint(const Instruction &instruction);
  void readExecutionMode(const Instruction &instruction);
  bool readDecoration(const Instruction &instruction);
  void readExchange(const Instruction &instruction);

  const std::vector<uint32_t> &words;
  FirstError &error;
  SpirvInfo info;
  /// The entry point of each function.
  std::map<uint32_t, size_t> functions;
  /// The binding of each variable, and the variables that nobody writes.
  std::map<uint32_t, uint32_t> bindings;
  std::set<uint32_t> nonWritable;
  /// Constants of one word.
  std::map<uint32_t, uint32_t> constants;
};

} // namespace

/// A string of zero-terminated bytes, four in a word; nullopt if it does not
/// end.
static std::optional<std::string> readString(const uint32_t *words,
                                             size_t size) {
  std::string text;
  for (size_t i = 0; i < size; ++i)
    for (int shift = 0; shift < 32; shift += 8) {
      char c = char(words[i] >> shift & 0xff);
      if (c == 0)
        return text;
      text += c;
    }
  return std::nullopt;
}

bool Reader::readEntryPoint(const Instruction &instruction) {
  if (instruction.size < 3)
    return fail("an entry point that is cut off");
  if (instruction.operands[0] != glComputeModel)
    return fail("an entry point of execution model " +
                std::to_string(instruction.operands[0]));
  auto name = readString(instruction.operands + 2, instruction.size - 2);
  if (!name)
    return fail("an entry point whose name does not end");
  functions[instruction.operands[1]] = info.entryPoints.size();
  info.entryPoints.push_back({std::move(*name), {0, 0, 0}});
  return true;
}

void Reader::readExecutionMode(const Instruction &instruction) {
  if (instruction.size == 3 &&
      instruction.operands[1] == signedZeroInfNanPreserveMode)
    info.preservedFloats |= instruction.operands[2];
  if (instruction.size != 5 || instruction.operands[1] != localSizeMode)
    return;
  auto function = functions.find(instruction.operands[0]);
  if (function != functions.end())
    std::copy_n(instruction.operands + 2, 3,
                info.entryPoints[function->second].localSize.begin());
}

bool Reader::readDecoration(const Instruction &instruction) {
  if (instruction.size < 2)
    return true;
  uint32_t variable = instruction.operands[0];
  uint32_t decoration = instruction.operands[1];
  if (decoration == nonWritableDecoration)
    nonWritable.insert(variable);
  if (instruction.size != 3)
    return true;
  uint32_t value = instruction.operands[2];
  if (decoration == descriptorSetDecoration && value != 0)
    return fail("descriptor set " + std::to_string(value));
  if (decoration == bindingDecoration) {
    bindings[variable] = value;
    info.numBindings = std::max(info.numBindings, value + 1);
  }
  return true;
}

/// Operands: type, result, scope, value, mask.
void Reader::readExchange(const Instruction &instruction) {
  if (instruction.size != 5)
    return;
  auto mask = constants.find(instruction.operands[4]);
  if (mask == constants.end())
    return;
  while (info.subgroupLanes <= mask->second && info.subgroupLanes < 1u << 31)
    info.subgroupLanes *= 2;
}

bool Reader::read(const Instruction &instruction) {
  switch (instruction.op) {
  case CapabilityOp:
    if (instruction.size == 1)
      info.capabilities.push_back(instruction.operands[0]);
    return true;
  case EntryPointOp:
    return readEntryPoint(instruction);
  case ExecutionModeOp:
    readExecutionMode(instruction);
    return true;
  case DecorateOp:
    return readDecoration(instruction);
  case ConstantOp:
    if (instruction.size == 3)
      constants[instruction.operands[1]] = instruction.operands[2];
    return true;
  case ShuffleXorOp:
    readExchange(instruction);
    return true;
  default:
    return true;
  }
}

std::optional<SpirvInfo> Reader::read() {
  if (words.size() < headerWords || words[0] != magic) {
    fail("something else (" + std::to_string(words.size() * 4) + " bytes)");
    return std::nullopt;
  }
  for (size_t at = headerWords; at < words.size();) {
    size_t size = words[at] >> 16;
    if (size == 0 || size > words.size() - at) {
      fail("one that is cut off");
      return std::nullopt;
    }
    if (!read({words[at] & 0xffff, words.data() + at + 1, size - 1}))
      return std::nullopt;
    at += size;
  }
  if (info.entryPoints.empty()) {
    fail("one without");
    return std::nullopt;
  }
  // Two variables may have one binding.
  info.isReadOnly.assign(info.numBindings, true);
  for (auto [variable, binding] : bindings)
    if (!nonWritable.count(variable))
      info.isReadOnly[binding] = false;
  return std::move(info);
}

std::optional<SpirvInfo>
winograd::vulkan::readSpirv(const std::vector<uint32_t> &words,
                            FirstError &error) {
  return Reader(words, error).read();
}

const SpirvInfo::EntryPoint *SpirvInfo::find(const std::string &name) const {
  auto found = std::find_if(entryPoints.begin(), entryPoints.end(),
                            [&](const auto &e) { return e.name == name; });
  return found == entryPoints.end() ? nullptr : &*found;
}
