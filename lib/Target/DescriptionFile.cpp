//===- DescriptionFile.cpp - A machine, in a file -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Target/DescriptionFile.h"
#include "mlir/AsmParser/AsmParser.h"
#include "mlir/Dialect/DLTI/DLTI.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "winograd/Support/InputFiles.h"
#include "winograd/Target/TargetDescription.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

/// The text of the attribute in the file, which is parsed in a context of its
/// own: no dialect can be loaded while a pass runs.
static Expected<std::string> readDescription(StringRef path) {
  auto file = readRegularFile(path);
  if (!file)
    return file.takeError();
  MLIRContext context(MLIRContext::Threading::DISABLED);
  context.loadDialect<DLTIDialect>();
  std::string problem;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
    if (problem.empty())
      problem = diagnostic.str();
    return success();
  });
  auto fail = [&](const Twine &reason) {
    return createStringError(
        "expected '" + path +
        "' to be a module that describes a CPU, but got: " + reason);
  };
  OwningOpRef<ModuleOp> module =
      parseSourceString<ModuleOp>((*file)->getBuffer(), &context);
  if (!module)
    return fail(problem);
  Attribute spec = (*module)->getAttr(DLTIDialect::kTargetSystemDescAttrName);
  if (!spec)
    return fail("no '" + DLTIDialect::kTargetSystemDescAttrName + "'");
  if (!describesCPU(*module))
    return fail("no device \"CPU\" in its '" +
                DLTIDialect::kTargetSystemDescAttrName + "'");
  if (failed(checkCPUTarget(*module)))
    return fail(problem);
  std::string text;
  llvm::raw_string_ostream(text) << spec;
  return text;
}

Error mlir::winograd::describeByFile(ModuleOp module, StringRef path) {
  Expected<std::string> text = readDescription(path);
  if (!text)
    return text.takeError();
  StringRef name = DLTIDialect::kTargetSystemDescAttrName;
  if (module->hasAttr(name))
    return Error::success();
  module.getContext()->getOrLoadDialect<DLTIDialect>();
  module->setAttr(name, parseAttribute(*text, module.getContext()));
  return Error::success();
}

void mlir::winograd::printDescription(const CPUTarget &target,
                                      StringRef comment,
                                      llvm::raw_ostream &os) {
  for (StringRef line : llvm::split(comment.trim(), '\n'))
    os << "// " << line << '\n';
  MLIRContext context(MLIRContext::Threading::DISABLED);
  OwningOpRef<ModuleOp> module = ModuleOp::create(UnknownLoc::get(&context));
  describeProcessor(*module, target);
  os << *module << '\n';
}
