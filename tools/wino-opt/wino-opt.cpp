//===- wino-opt.cpp - mlir-opt with Winograd ------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Support/FileUtilities.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "winograd/InitAll.h"
#include "winograd/Support/OutputFiles.h"
#include "winograd/Support/StandardStreams.h"
#include "winograd/Utils/UnreadableModule.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Process.h"

using namespace mlir;

static LogicalResult fail(const llvm::Twine &message) {
  llvm::errs() << "wino-opt: error: " << message << '\n';
  return failure();
}

/// As MlirOptMain, which says no more of a module than that it is none.
static LogicalResult optimize(llvm::raw_ostream &os, StringRef input,
                              DialectRegistry &registry) {
  if (input == "-" && llvm::sys::Process::StandardInIsUserInput())
    llvm::errs() << "(processing input from stdin now, hit ctrl-c/ctrl-d to "
                    "interrupt)\n";
  std::string message;
  auto bytes = openInputFile(input, &message);
  if (!bytes)
    return fail(message);
  auto buffer = llvm::MemoryBuffer::getMemBuffer(*bytes);
  if (succeeded(MlirOptMain(os, std::move(buffer), registry,
                            MlirOptMainConfig::createFromCLOptions())))
    return success();
  std::string reason =
      winograd::explainUnreadable(bytes->getBuffer(), registry);
  return reason.empty() ? failure() : fail("'" + input + "' " + reason);
}

/// The output file is whole or as it was.
static LogicalResult writeTo(StringRef output, StringRef input,
                             DialectRegistry &registry) {
  std::string text;
  llvm::raw_string_ostream os(text);
  if (failed(optimize(os, input, registry)))
    return failure();
  if (llvm::Error error = winograd::writeOutput(
          output, [&](llvm::raw_ostream &file) { file << text; }))
    return fail(llvm::toString(std::move(error)));
  return success();
}

int main(int argc, char **argv) {
  winograd::guardStandardStreams("wino-opt");
  DialectRegistry registry;
  winograd::registerAllDialects(registry);
  winograd::registerAllPasses();
  auto [input, output] = registerAndParseCLIOptions(
      argc, argv, "Winograd convolution compiler driver\n", registry);
  auto config = MlirOptMainConfig::createFromCLOptions();
  if (config.shouldShowDialects() || config.shouldListPasses())
    return asMainReturnCode(MlirOptMain(argc, argv, input, "-", registry));
  llvm::InitLLVM init(argc, argv);
  if (output == "-")
    return asMainReturnCode(optimize(llvm::outs(), input, registry));
  return asMainReturnCode(writeTo(output, input, registry));
}
