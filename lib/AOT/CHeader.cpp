//===- CHeader.cpp - The C header of a compiled module --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CInterface.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::winograd;

std::string mlir::winograd::getMacroName(StringRef name) {
  return StringRef(makeIdentifier(name)).upper();
}

/// `[1][input0_dim1][64]`, or `[1]` for a tensor of rank 0.
static std::string getShape(const CParameter &parameter) {
  std::string text;
  for (auto [dim, size] : llvm::enumerate(parameter.type.getShape()))
    text += "[" +
            (ShapedType::isDynamic(size) ? parameter.getSizeName(dim)
                                         : std::to_string(size)) +
            "]";
  return text.empty() ? "[1]" : text;
}

/// ` * input0: f32 [1][56][56][64]`
static void printDescription(llvm::raw_ostream &os,
                             const CParameter &parameter) {
  os << " *   " << parameter.name << ": " << parameter.type.getElementType()
     << ' ' << getShape(parameter) << '\n';
}

std::string mlir::winograd::getDeclaration(const CParameter &parameter) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << (parameter.isOutput ? "" : "const ") << parameter.getElementName()
     << " *" << parameter.name;
  for (auto [dim, size] : llvm::enumerate(parameter.type.getShape()))
    if (ShapedType::isDynamic(size))
      os << ", int64_t " << parameter.getSizeName(dim);
  return text;
}

/// `#define conv_prepacked_size ((size_t)18432)`
static void printPackedSizes(llvm::raw_ostream &os, const CFunction &function) {
  SmallVector<const CParameter *> packed;
  for (const CParameter &parameter : function.parameters)
    if (parameter.isOutput)
      packed.push_back(&parameter);
  os << "\n/* Elements of what " << function.name << " writes. */\n";
  for (auto [index, parameter] : llvm::enumerate(packed)) {
    os << "#define " << function.name << "ed_size";
    if (packed.size() != 1)
      os << index;
    os << " ((size_t)" << parameter->type.getNumElements() << ")\n";
  }
}

/// `void conv(const float *input0, …);`
static void printDeclaration(llvm::raw_ostream &os, const CFunction &function,
                             StringRef cName, bool hasWorkspace,
                             const CHeaderOptions &options) {
  std::string name = function.getSymbolName(cName);
  SmallVector<std::string> parameters;
  if (function.takesCommunicator)
    parameters.push_back("int64_t comm");
  for (const CParameter &parameter : function.parameters)
    parameters.push_back(getDeclaration(parameter));
  if (hasWorkspace)
    parameters.push_back("void *workspace");
  if (parameters.empty())
    parameters.push_back("void");
  os << "void " << name << '('
     << llvm::join(parameters, ",\n" + std::string(6 + name.size(), ' '))
     << ");\n";
  if (function.takesCommunicator)
    printMPIFunction(os, function, cName, hasWorkspace, options);
}

static void printFunction(llvm::raw_ostream &os, const CFunction &function,
                          const CHeaderOptions &options) {
  if (function.isPrepack)
    printPackedSizes(os, function);
  if (options.mpi)
    printShards(os, function);
  os << (function.parameters.empty() ? "\n" : "\n/*\n");
  for (const CParameter &parameter : function.parameters)
    printDescription(os, parameter);
  os << (function.parameters.empty() ? "" : " */\n");
  printDeclaration(os, function, function.name, /*hasWorkspace=*/false,
                   options);
  if (function.workspaceSize == 0)
    return;
  os << "\n/* Bytes of scratch memory of " << function.name << ". */\n#define "
     << function.name << "_workspace_size ((size_t)" << function.workspaceSize
     << ")\n\n";
  printDeclaration(os, function, function.getWorkspaceName(),
                   /*hasWorkspace=*/true, options);
}

static constexpr char kConventions[] = R"(
 *
 * Every pointer is to the elements of an array in row-major order without gaps,
 * aligned as its element type. An input is only read; an output is written
 * whole, and overlaps no other array. Nothing is kept between calls, so that
 * several threads may call at once. The functions return nothing; one that gets
 * no memory from malloc writes a message to standard error and aborts.
)";

static constexpr char kDynamicSizes[] =
    R"( * Sizes that the types leave open are arguments (_dim0 is the first dimension's),
 * those of outputs as well: they must be the sizes that the function computes.
)";
static constexpr char kNarrowFloats[] =
    " * A uint16_t of f16 or bf16 is the bits of such a float.\n";
static constexpr char kWorkspace[] =
    R"( * f takes its scratch memory from malloc, and frees it: with many systems that
 * costs the time of fresh pages at every call. Not so
 * f_with_workspace, which uses f_workspace_size bytes of the caller's, aligned as
 * malloc does, for one call at a time.
)";
static constexpr char kPacked[] =
    R"( * f_prepack transforms filters for f_prepacked. What it writes is only good
 * for the very code that was compiled with it.
)";

void mlir::winograd::printCHeader(llvm::raw_ostream &os,
                                  ArrayRef<CFunction> functions,
                                  const CHeaderOptions &options) {
  auto anyParameter = [&](auto predicate) {
    return llvm::any_of(functions, [&](const CFunction &function) {
      return llvm::any_of(function.parameters, predicate);
    });
  };
  os << "/* " << options.name << ".h - written by wino-translate, for "
     << options.target << "." << kConventions;
  if (anyParameter([](const CParameter &parameter) {
        return !parameter.type.hasStaticShape();
      }))
    os << kDynamicSizes;
  if (anyParameter([](const CParameter &parameter) {
        Type type = parameter.type.getElementType();
        return type.isF16() || type.isBF16();
      }))
    os << kNarrowFloats;
  if (llvm::any_of(functions, [](const CFunction &function) {
        return function.isPrepack;
      }))
    os << kPacked;
  if (llvm::any_of(functions, [](const CFunction &function) {
        return function.workspaceSize != 0;
      }))
    os << kWorkspace;
  if (options.mpi)
    printMPIConventions(os, options.ranks);

  std::string guard = getMacroName(options.name) + "_H";
  os << " */\n#ifndef " << guard << "\n#define " << guard
     << "\n\n#include <stddef.h>\n#include <stdint.h>\n";
  if (options.mpi)
    printMPIDefinitions(os, options);
  os << "\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n";
  for (const CFunction &function : functions)
    printFunction(os, function, options);
  os << "\n#ifdef __cplusplus\n}\n#endif\n\n#endif /* " << guard << " */\n";
}
