//===- PlanRefusal.cpp - Plans that a device cannot hold ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Dialect/Winograd/Transforms/PlanRefusal.h"

#include "mlir/IR/Builders.h"

using namespace mlir;

/// The key of the refusal among what a diagnostic carries.
static constexpr StringLiteral key = "winograd.plan_refusal";

void winograd::setPlanRefusal(Diagnostic &diagnostic, StringRef refusal) {
  // An attribute outlives the diagnostic, which may go to another thread.
  Builder builder(diagnostic.getLocation().getContext());
  NamedAttribute entry(builder.getStringAttr(key),
                       builder.getStringAttr(refusal));
  diagnostic.getMetadata().push_back(
      DiagnosticArgument(builder.getDictionaryAttr(entry)));
}

std::optional<std::string> winograd::getPlanRefusal(Diagnostic &diagnostic) {
  for (const DiagnosticArgument &argument : diagnostic.getMetadata()) {
    if (argument.getKind() !=
        DiagnosticArgument::DiagnosticArgumentKind::Attribute)
      continue;
    auto entries = dyn_cast<DictionaryAttr>(argument.getAsAttribute());
    if (auto refusal = entries ? entries.getAs<StringAttr>(key) : StringAttr())
      return refusal.getValue().str();
  }
  return std::nullopt;
}
