//===- MetalFile.cpp - Several kernels in one Metal file ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MetalFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::winograd;

/// The parts of a text at file scope: a part starts at the beginning of a line,
/// after an empty one.
static SmallVector<std::string> splitAtFileScope(StringRef text) {
  SmallVector<std::string> parts;
  bool afterEmptyLine = true;
  while (!text.empty()) {
    StringRef line;
    std::tie(line, text) = text.split('\n');
    bool isEmpty = line.trim().empty();
    bool startsPart = afterEmptyLine && !isEmpty &&
                      !llvm::isSpace(line.front()) && line.front() != '}';
    if (startsPart)
      parts.emplace_back();
    if (!parts.empty())
      parts.back() += (line.rtrim() + "\n").str();
    afterEmptyLine = isEmpty;
  }
  for (std::string &part : parts)
    part = StringRef(part).rtrim().str();
  return parts;
}

/// What a definition defines: its first line that says more than how.
static StringRef getDeclaration(StringRef definition) {
  while (definition.starts_with("template") || definition.starts_with("//"))
    definition = definition.split('\n').second;
  return definition.split('\n').first;
}

llvm::Error MetalFile::addDefinition(StringRef kernel, StringRef definition) {
  auto [known, isNew] =
      defined.try_emplace(getDeclaration(definition), definition.str());
  if (isNew)
    definitions.push_back(definition.str());
  else if (known->second != definition)
    return llvm::createStringError(
        "expected the kernel '" + kernel + "' to define '" + known->first() +
        "' as the kernels before it, but got:\n" + definition);
  return llvm::Error::success();
}

llvm::Error MetalFile::addKernel(StringRef kernel, StringRef comment,
                                 StringRef text) {
  bool hasKernel = false;
  for (const std::string &part : splitAtFileScope(text)) {
    StringRef body(part);
    // Directives, and the using declaration that follows them.
    while (body.starts_with("#") || body.starts_with("using namespace")) {
      auto [line, rest] = body.split('\n');
      if (!llvm::is_contained(directives, line))
        directives.push_back(line.str());
      body = rest;
    }
    if (body.empty())
      continue;
    if (body.starts_with(("kernel void " + kernel + "(").str())) {
      kernels += ("\n" + comment + body + "\n").str();
      hasKernel = true;
    } else if (llvm::Error error = addDefinition(kernel, body)) {
      return error;
    }
  }
  if (!hasKernel)
    return llvm::createStringError("expected the text of the kernel '" +
                                   kernel + "', but got:\n" + text);
  return llvm::Error::success();
}

std::string MetalFile::getText() const {
  std::string text = "// Argument i of a kernel is [[buffer(i)]]. Arrays are "
                     "in row-major order, "
                     "without\n// padding.\n"
                     "// To be compiled without fast math (-fno-fast-math, "
                     "fastMathEnabled = NO), in which\n// NaN and infinities "
                     "get lost; from Metal 3.2 on, the text sees to it.\n"
                     "#if defined(__METAL_VERSION__) && __METAL_VERSION__ >= "
                     "320\n#pragma METAL fp math_mode(safe)\n#endif\n";
  for (StringRef start : {"#pragma", "#include", "using"})
    for (const std::string &line : directives)
      if (StringRef(line).starts_with(start))
        text += line + "\n";
  for (const std::string &definition : definitions)
    text += "\n" + definition + "\n";
  return text + kernels;
}
