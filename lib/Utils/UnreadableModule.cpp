//===- UnreadableModule.cpp - Modules that others have made ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Utils/UnreadableModule.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Parser/Parser.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"

using namespace mlir;

namespace {
/// A dialect that MLIR does not have, what makes it, and how linalg is made of
/// it.
struct ForeignDialect {
  StringLiteral name;
  StringLiteral origin;
  StringLiteral remedy;
};
} // namespace

static constexpr StringLiteral kTorchRemedy =
    "torch-mlir-opt --torch-backend-to-linalg-on-tensors-backend-pipeline "
    "makes "
    "linalg of it";
static constexpr StringLiteral kIREERemedy =
    "give the module to this tool before IREE's own passes";

static constexpr ForeignDialect kForeignDialects[] = {
    {"tm_tensor", "torch-mlir makes of sorts, scans, scatters and attention",
     "torch-mlir-opt --tm-tensor-bufferize --tm-tensor-to-loops makes loops of "
     "it, behind which their bufferization.to_tensor has to be moved, with "
     "'restrict', as python -m winograd.onnx does"},
    {"torch", "torch-mlir's importers make", kTorchRemedy},
    {"torch_c", "torch-mlir's importers make", kTorchRemedy},
    {"onnx", "onnx-mlir makes",
     "python -m winograd.onnx --save-mlir makes linalg of the .onnx file"},
    {"stablehlo", "JAX and other front ends of XLA make",
     "torch-mlir-opt --stablehlo-legalize-to-linalg makes linalg of it"},
    {"chlo", "JAX and other front ends of XLA make",
     "stablehlo-opt --chlo-legalize-to-stablehlo makes stablehlo of it, and "
     "torch-mlir-opt --stablehlo-legalize-to-linalg linalg of that"},
    {"vhlo", "StableHLO's portable files have",
     "stablehlo-translate --deserialize makes stablehlo of it, and "
     "torch-mlir-opt --stablehlo-legalize-to-linalg linalg of that"},
    {"mhlo", "XLA makes",
     "mlir-hlo-opt --hlo-legalize-to-stablehlo makes stablehlo of it, and "
     "torch-mlir-opt --stablehlo-legalize-to-linalg linalg of that"},
    {"tfl", "TensorFlow Lite's converter makes",
     "tf-opt --tfl-to-tosa-pipeline makes tosa of it, and "
     "--tosa-to-linalg-pipeline linalg of that"},
    {"tf", "TensorFlow makes",
     "tf-opt --tf-to-tosa-pipeline makes tosa of it, and "
     "--tosa-to-linalg-pipeline linalg of that"},
    {"iree_linalg_ext", "IREE's passes make", kIREERemedy},
    {"flow", "IREE's passes make", kIREERemedy},
    {"hal", "IREE's passes make", kIREERemedy},
    {"util", "IREE's passes make", kIREERemedy},
};

/// Whether `text` names the dialect: in front of the name of an operation or a
/// type, or alone in quotes.
static bool mentions(StringRef text, StringRef dialect) {
  for (size_t at = text.find(dialect); at != StringRef::npos;
       at = text.find(dialect, at + 1)) {
    char before = at ? text[at - 1] : ' ';
    StringRef behind = text.drop_front(at + dialect.size());
    bool begins = !llvm::isAlnum(before) && before != '_' && before != '.' &&
                  before != '%' && before != '@';
    bool isName = behind.size() > 1 && behind.front() == '.' &&
                  (llvm::isAlpha(behind[1]) || behind[1] == '_');
    bool isQuoted = begins && before != ' ' && !behind.empty() &&
                    (behind.front() == '\'' || behind.front() == '"');
    if (begins && (isName || isQuoted))
      return true;
  }
  return false;
}

/// Line `number`, counted from 1.
static StringRef getLine(StringRef text, unsigned number) {
  for (; number > 1; --number)
    text = text.split('\n').second;
  return text.split('\n').first;
}

/// What bytecode says of who has written it; empty for text.
static StringRef getProducer(StringRef bytes) {
  if (!bytes.consume_front("ML\xefR") || bytes.empty())
    return "";
  // The version of the format is a number of one byte as long as it is small.
  StringRef producer = bytes.drop_front().take_front(64);
  size_t end = producer.find('\0');
  return end == StringRef::npos ? StringRef() : producer.take_front(end);
}

/// Whether `producer` is a version of MLIR that is newer than this one.
static bool isNewerMLIR(StringRef producer) {
  unsigned major;
  return producer.consume_front("MLIR") &&
         !producer.consumeInteger(10, major) && major > LLVM_VERSION_MAJOR;
}

/// What the parser says first of a module that it cannot read, and the line
/// that it says it of; empty if it can.
static std::string getFirstError(StringRef bytes,
                                 const DialectRegistry &registry) {
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  bool isText = getProducer(bytes).empty();
  std::string first;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
    if (diagnostic.getSeverity() != DiagnosticSeverity::Error || !first.empty())
      return;
    first = diagnostic.str() + "\n";
    auto loc = diagnostic.getLocation()->findInstanceOf<FileLineColLoc>();
    if (isText && loc)
      first += getLine(bytes, loc.getLine());
  });
  auto module = parseSourceString<ModuleOp>(bytes, &context);
  return module ? std::string() : first;
}

std::string winograd::explainUnreadable(StringRef bytes,
                                        const DialectRegistry &registry) {
  std::string error = getFirstError(bytes, registry);
  bool isUnregistered = StringRef(error).contains("unregistered dialect") ||
                        StringRef(error).contains("not found for custom op") ||
                        StringRef(error).contains("is unknown");
  for (const ForeignDialect &dialect : kForeignDialects)
    if (isUnregistered && mentions(error, dialect.name))
      return ("has the dialect '" + dialect.name + "', which " +
              dialect.origin + "; " + dialect.remedy)
          .str();
  StringRef producer = getProducer(bytes);
  if (error.empty() || !isNewerMLIR(producer))
    return "";
  return ("is bytecode of " + producer + ", which MLIR " +
          Twine(LLVM_VERSION_MAJOR) +
          " cannot read; its text it can, with large constants as "
          "dense_resource: torch-mlir-opt, or what else has written the "
          "bytecode, prints it")
      .str();
}
