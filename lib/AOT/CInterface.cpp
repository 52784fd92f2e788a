//===- CInterface.cpp - Functions of a module as C functions --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CInterface.h"

#include "mlir/Dialect/MPI/IR/MPI.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

/// Empty for a type that we have no name for. Types of 16 bits that C lacks
/// travel as their bits.
static StringRef getCTypeName(Type type) {
  if (type.isF32())
    return "float";
  if (type.isF64())
    return "double";
  if (type.isF16() || type.isBF16())
    return "uint16_t";
  if (type.isIndex())
    return "int64_t";
  if (type.isInteger(1))
    return "uint8_t";
  auto integer = dyn_cast<IntegerType>(type);
  if (!integer)
    return "";
  switch (integer.getWidth()) {
  case 8:
    return integer.isUnsigned() ? "uint8_t" : "int8_t";
  case 16:
    return integer.isUnsigned() ? "uint16_t" : "int16_t";
  case 32:
    return integer.isUnsigned() ? "uint32_t" : "int32_t";
  case 64:
    return integer.isUnsigned() ? "uint64_t" : "int64_t";
  default:
    return "";
  }
}

StringRef CParameter::getElementName() const {
  return getCTypeName(type.getElementType());
}

std::string CParameter::getSizeName(int64_t dim) const {
  return (name + "_dim" + Twine(dim)).str();
}

/// The keywords of C23 and C++23 in lower case; those in upper case begin with
/// an underscore.
static bool isKeyword(StringRef name) {
  static const llvm::StringSet<> keywords = {"alignas",
                                             "alignof",
                                             "and",
                                             "and_eq",
                                             "asm",
                                             "auto",
                                             "bitand",
                                             "bitor",
                                             "bool",
                                             "break",
                                             "case",
                                             "catch",
                                             "char",
                                             "char16_t",
                                             "char32_t",
                                             "char8_t",
                                             "class",
                                             "co_await",
                                             "co_return",
                                             "co_yield",
                                             "compl",
                                             "concept",
                                             "const",
                                             "const_cast",
                                             "consteval",
                                             "constexpr",
                                             "constinit",
                                             "continue",
                                             "decltype",
                                             "default",
                                             "delete",
                                             "do",
                                             "double",
                                             "dynamic_cast",
                                             "else",
                                             "enum",
                                             "explicit",
                                             "export",
                                             "extern",
                                             "false",
                                             "float",
                                             "for",
                                             "friend",
                                             "goto",
                                             "if",
                                             "inline",
                                             "int",
                                             "long",
                                             "mutable",
                                             "namespace",
                                             "new",
                                             "noexcept",
                                             "not",
                                             "not_eq",
                                             "nullptr",
                                             "operator",
                                             "or",
                                             "or_eq",
                                             "private",
                                             "protected",
                                             "public",
                                             "register",
                                             "reinterpret_cast",
                                             "requires",
                                             "restrict",
                                             "return",
                                             "short",
                                             "signed",
                                             "sizeof",
                                             "static",
                                             "static_assert",
                                             "static_cast",
                                             "struct",
                                             "switch",
                                             "template",
                                             "this",
                                             "thread_local",
                                             "throw",
                                             "true",
                                             "try",
                                             "typedef",
                                             "typeid",
                                             "typename",
                                             "typeof",
                                             "typeof_unqual",
                                             "union",
                                             "unsigned",
                                             "using",
                                             "virtual",
                                             "void",
                                             "volatile",
                                             "wchar_t",
                                             "while",
                                             "xor",
                                             "xor_eq"};
  return keywords.contains(name);
}

std::string winograd::makeIdentifier(StringRef name) {
  std::string result = name.str();
  for (char &c : result)
    if (!llvm::isAlnum(c))
      c = '_';
  return llvm::isDigit(name.front()) ? "_" + result : result;
}

static Error checkName(StringRef name) {
  bool isIdentifier =
      !name.empty() && !llvm::isDigit(name.front()) &&
      llvm::all_of(name, [](char c) { return llvm::isAlnum(c) || c == '_'; });
  if (isIdentifier && !isKeyword(name) && name != "main")
    return Error::success();
  return createStringError("expected the name of a public function to be an "
                           "identifier of C and C++, but got '" +
                           name + "'; --entry=" + name +
                           ":other gives it another name");
}

static Expected<CParameter> getParameter(StringRef function, Type type,
                                         Attribute shards, const Twine &name,
                                         bool isOutput) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (tensor && !tensor.getEncoding() &&
      !getCTypeName(tensor.getElementType()).empty()) {
    CParameter parameter{name.str(), tensor, isOutput, std::nullopt};
    if (shards)
      if (Error error = getDistribution(type, shards, name)
                            .moveInto(parameter.distribution))
        return error;
    return parameter;
  }
  std::string text;
  llvm::raw_string_ostream(text) << type;
  return createStringError("expected the " +
                           Twine(isOutput ? "results" : "arguments") + " of '" +
                           function +
                           "' to be ranked tensors of f16, bf16, f32, f64, i1, "
                           "i8, i16, i32, i64 or index, but got " +
                           text);
}

Expected<CFunction> CFunction::get(func::FuncOp function, bool isPrepack) {
  CFunction result;
  result.name = function.getName().str();
  result.isPrepack = isPrepack;
  result.takesCommunicator = function->hasAttr(kRanksAttrName);
  if (Error error = checkName(result.name))
    return error;
  auto add = [&](Type type, Attribute shards, const Twine &name,
                 bool isOutput) -> Error {
    auto parameter = getParameter(result.name, type, shards, name, isOutput);
    if (!parameter)
      return parameter.takeError();
    result.parameters.push_back(std::move(*parameter));
    return Error::success();
  };
  unsigned inputs = 0, packed = 0;
  for (auto [index, type] : llvm::enumerate(function.getArgumentTypes())) {
    // winograd-take-communicator has put it there.
    if (index == 0 && isa<mpi::CommType>(type)) {
      result.usesCommunicator = true;
      continue;
    }
    bool isPacked(function.getArgAttr(index, getPackedArgumentAttrName()));
    StringRef kind = isPacked ? "packed" : isPrepack ? "filter" : "input";
    unsigned number = isPacked ? packed++ : inputs++;
    if (Error error = add(type, function.getArgAttr(index, shardsAttributeName),
                          kind + Twine(number), /*isOutput=*/false))
      return error;
  }
  StringRef kind = isPrepack ? "packed" : "output";
  for (auto [index, type] : llvm::enumerate(function.getResultTypes()))
    if (Error error =
            add(type, function.getResultAttr(index, shardsAttributeName),
                kind + Twine(index), /*isOutput=*/true))
      return error;
  return result;
}
