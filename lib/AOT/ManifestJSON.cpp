//===- ManifestJSON.cpp - The files of a manifest -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Manifest.h"
#include "winograd/Utils/Constants.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::json::OStream;

/// Raised by one when a program for the old format would misunderstand the new
/// one: version 2 is one whose kernels need more of subgroups than there may
/// be.
static int64_t getFormatVersion(const Manifest &manifest) {
  return llvm::any_of(
             manifest.kernels,
             [](const auto &kernel) { return kernel.second.subgroupLanes > 1; })
             ? 2
             : 1;
}

/// `[1, 2, 3]` on one line.
static void printNumbers(OStream &json, StringRef name,
                         ArrayRef<int64_t> numbers) {
  json.attributeBegin(name);
  json.rawValue(("[" +
                 llvm::join(llvm::map_range(numbers,
                                            [](int64_t number) {
                                              return std::to_string(number);
                                            }),
                            ", ") +
                 "]"));
  json.attributeEnd();
}

static void printTensor(OStream &json, const ManifestTensor &tensor) {
  std::string element;
  llvm::raw_string_ostream(element) << tensor.element;
  json.attribute("type", element);
  printNumbers(json, "shape", tensor.shape);
  json.attribute("bytes", tensor.bytes);
}

static void printParameters(OStream &json, StringRef name,
                            ArrayRef<ManifestParameter> parameters) {
  json.attributeArray(name, [&] {
    for (const ManifestParameter &parameter : parameters)
      json.object([&] {
        json.attribute("name", parameter.name);
        printTensor(json, parameter.tensor);
        json.attribute("buffer", parameter.buffer);
      });
  });
}

static void printBuffer(OStream &json, const ManifestBuffer &buffer,
                        StringRef constantFile) {
  static constexpr const char *kinds[] = {"argument", "result", "scratch",
                                          "constant"};
  json.object([&] {
    json.attribute("kind", kinds[buffer.kind]);
    json.attribute("bytes", buffer.bytes);
    if (buffer.kind == ManifestBuffer::Constant) {
      json.attribute("file", constantFile);
      json.attribute("offset", buffer.offset);
    }
  });
}

static void printFunction(OStream &json, const ManifestFunction &function,
                          StringRef constantFile) {
  json.object([&] {
    json.attribute("name", function.name);
    printParameters(json, "arguments", function.arguments);
    printParameters(json, "results", function.results);
    json.attributeArray("buffers", [&] {
      for (const ManifestBuffer &buffer : function.buffers)
        printBuffer(json, buffer, constantFile);
    });
    json.attributeArray("launches", [&] {
      for (const ManifestLaunch &launch : function.launches)
        json.object([&] {
          json.attribute("kernel", launch.kernel);
          printNumbers(json, "grid", launch.grid);
          printNumbers(json, "block", launch.block);
          printNumbers(json, "buffers", launch.buffers);
        });
    });
  });
}

static void printKernel(OStream &json, const ManifestKernel &kernel,
                        StringRef file) {
  json.object([&] {
    json.attribute("name", kernel.name);
    json.attribute("file", file);
    json.attribute("entry", kernel.name);
    if (kernel.subgroupLanes > 1)
      json.attribute("subgroupLanes", kernel.subgroupLanes);
    json.attributeArray("bindings", [&] {
      for (const ManifestBinding &binding : kernel.bindings)
        json.object([&] {
          printTensor(json, binding.tensor);
          json.attribute("written", binding.isWritten);
        });
    });
  });
}

void Manifest::printJSON(llvm::raw_ostream &os, const Files &files) const {
  OStream json(os, /*IndentSize=*/2);
  json.object([&] {
    json.attribute("format", "winograd-kernels");
    json.attribute("version", getFormatVersion(*this));
    json.attribute("target", files.target);
    json.attributeArray("functions", [&] {
      for (const ManifestFunction &function : functions)
        printFunction(json, function, files.constantFile);
    });
    json.attributeArray("kernels", [&] {
      for (const auto &[name, kernel] : kernels)
        printKernel(json, kernel, files.getKernelFile(name));
    });
  });
  os << '\n';
}

void Manifest::printConstants(llvm::raw_ostream &os) const {
  int64_t position = 0;
  for (const auto &[value, offset] : constants) {
    os.write_zeros(offset - position);
    ArrayRef<char> bytes = getStoredBytes(value);
    int64_t size =
        ShapedType::getNumElements(value.getShapedType().getShape()) *
        (value.getElementType().getIntOrFloatBitWidth() / 8);
    for (position = offset; position < offset + size; position += bytes.size())
      os.write(bytes.data(), bytes.size());
  }
}
