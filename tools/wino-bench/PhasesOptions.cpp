//===- PhasesOptions.cpp - The command line of wino-bench phases ----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CommandLine.h"
#include "winograd/Support/CommandLine.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using llvm::createStringError;
using llvm::StringRef;
using mlir::winograd::getIfGiven;

static constexpr StringRef contenderNames[] = {"direct", "kron", "tensor"};
/// The largest candidates of a planner are fewer.
static constexpr unsigned mostCandidates = 1000;

Expected<PhasesOptions> CommandLine::getPhases() {
  PhasesOptions options;
  if (Error error = getCommon(options))
    return std::move(error);
  auto form = ConvolutionForm::parse(Operation::Forward, stride, dilation,
                                     /*groups=*/1, pad);
  if (!form)
    return form.takeError();
  options.moduleFile = phasesModule;
  options.operation = phasesOperation;
  if (options.moduleFile.empty() && !options.operation.empty())
    return createStringError("expected --op beside --module, but got '" +
                             options.operation + "' alone");
  if (!options.moduleFile.empty() && phasesShapes.getNumOccurrences() != 0)
    return createStringError("expected --module or --shapes, but got both");
  for (StringRef part : llvm::split(phasesShapes.getValue(), ',')) {
    auto shape = ConvolutionShape::parse(part, filter, *form);
    if (!shape)
      return shape.takeError();
    options.shapes.push_back(*shape);
  }
  for (const std::string &name : contenders)
    if (!llvm::is_contained(contenderNames, name))
      return createStringError("expected --contenders to be of direct, kron "
                               "and tensor, but got '" +
                               name + "'");
  options.contenders = contenders;
  if (contenders.empty())
    options.contenders.assign(std::begin(contenderNames),
                              std::end(contenderNames));
  options.candidates = candidates;
  if (options.candidates > mostCandidates)
    return createStringError(
        llvm::formatv("expected --candidates to be at most {0}, but got {1}",
                      mostCandidates, options.candidates));
  if (options.tile && *options.tile < 2)
    return createStringError(
        llvm::formatv("expected --tile to be at least 2, but got {0}: F(1, r) "
                      "has no phases",
                      *options.tile));
  options.csvFile = csvFile;
  options.jsonFile = jsonFile;
  options.reportFile = reportFile;
  if (StringRef page = options.reportFile; !page.empty()) {
    if (!page.consume_back(".html"))
      return createStringError("expected --report to be a file .html, but got "
                               "'" +
                               page + "'");
    if (options.jsonFile.empty())
      options.jsonFile = page.str() + ".json";
  }
  return options;
}
