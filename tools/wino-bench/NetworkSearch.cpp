//===- NetworkSearch.cpp - Finds a convolution in a network ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NetworkSearch.h"

#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Expected;

/// Of those that an error lists.
static constexpr size_t mostListed = 20;

std::string getLocationName(Location loc) {
  if (auto name = dyn_cast<NameLoc>(loc))
    return name.getName().str();
  return "";
}

std::string getPlace(Location loc) {
  if (auto place = loc->findInstanceOf<FileLineColLoc>())
    return llvm::formatv("{0}:{1}:{2}", place.getFilename().getValue(),
                         place.getLine(), place.getColumn());
  if (std::string name = getLocationName(loc); !name.empty())
    return name;
  std::string text;
  llvm::raw_string_ostream(text) << loc;
  return text;
}

/// `net.mlir:12:8` is what `12:8`, `net.mlir:12` and `12` mean.
static bool isPlace(StringRef place, StringRef text) {
  auto [fileLine, column] = place.rsplit(':');
  StringRef line = fileLine.rsplit(':').second;
  return text == place || text == fileLine || text == line ||
         text == (line + ":" + column).str();
}

static bool fits(const Convolution &convolution, StringRef text) {
  mlir::Operation *op = convolution.op;
  auto function = op->getParentOfType<FunctionOpInterface>();
  StringRef name = op->getName().getStringRef();
  return text == name || text == name.split('.').second ||
         text == getLocationName(op->getLoc()) ||
         (function && text == function.getName()) ||
         isPlace(getPlace(op->getLoc()), text);
}

static std::string list(ArrayRef<Convolution> convolutions) {
  std::string text;
  for (const Convolution &convolution : convolutions.take_front(mostListed)) {
    mlir::Operation *op = convolution.op;
    std::string name = getLocationName(op->getLoc());
    auto function = op->getParentOfType<FunctionOpInterface>();
    text += llvm::formatv(
        "\n  {0}{1}: {2} in '{3}', {4}", getPlace(op->getLoc()),
        name.empty() ? "" : " '" + name + "'", op->getName(),
        function ? function.getName() : StringRef("?"), convolution.describe());
  }
  if (convolutions.size() > mostListed)
    text += llvm::formatv("\n  and {0} more", convolutions.size() - mostListed);
  return text;
}

Expected<Convolution> findConvolution(ModuleOp network, StringRef file,
                                      StringRef operation) {
  std::vector<Convolution> all, fitting;
  network.walk([&](linalg::LinalgOp op) {
    std::string reason;
    if (!looksLikeConvolution(op))
      return;
    FailureOr<Convolution> convolution = analyzeConvolution(op, reason);
    if (failed(convolution))
      return;
    all.push_back(*convolution);
    if (operation.empty() || fits(*convolution, operation))
      fitting.push_back(*convolution);
  });
  if (fitting.size() == 1)
    return fitting.front();
  if (all.empty())
    return createStringError("expected a convolution in '" + file +
                             "', but there is none");
  if (fitting.empty())
    return createStringError("expected --op to be one of these convolutions, "
                             "but got '" +
                             operation + "':" + list(all));
  return createStringError(
      llvm::formatv("expected --op to choose one convolution of '{0}', but {1} "
                    "fit:{2}",
                    file, fitting.size(), list(fitting)));
}
