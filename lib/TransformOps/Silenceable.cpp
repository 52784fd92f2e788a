//===- Silenceable.cpp - Errors as silenceable failures -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Silenceable.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "llvm/Support/Threading.h"

using namespace mlir;
using namespace mlir::winograd;

DiagnosedSilenceableFailure winograd::refuse(transform::TransformOpInterface op,
                                             Operation *target,
                                             const Twine &reason) {
  DiagnosedSilenceableFailure failure = emitSilenceableFailure(op) << reason;
  failure.attachNote(target->getLoc()) << "at this operation";
  return failure;
}

DiagnosedSilenceableFailure
winograd::attempt(transform::TransformOpInterface op,
                  function_ref<LogicalResult()> step) {
  SmallVector<Diagnostic> errors;
  // The handler sees what every thread reports.
  uint64_t thread = llvm::get_threadid();
  LogicalResult result = [&] {
    ScopedDiagnosticHandler handler(op->getContext(), [&](Diagnostic &given) {
      if (llvm::get_threadid() != thread ||
          given.getSeverity() != DiagnosticSeverity::Error)
        return failure();
      errors.push_back(std::move(given));
      return success();
    });
    return step();
  }();
  if (succeeded(result))
    return DiagnosedSilenceableFailure::success();
  if (errors.empty())
    return emitSilenceableFailure(op) << "could not be applied";
  errors.back().attachNote(op->getLoc()) << "in this transform";
  return DiagnosedSilenceableFailure::silenceableFailure(std::move(errors));
}

FailureOr<Operation *> winograd::getScope(transform::TransformOpInterface op,
                                          Operation *target) {
  Operation *scope = target->getParentWithTrait<OpTrait::IsIsolatedFromAbove>();
  if (!scope)
    return LogicalResult(target->emitOpError(
        "expected something that is isolated from above around it"));
  if (scope->isAncestor(op))
    return LogicalResult(
        target->emitOpError("cannot be transformed by a script in the same ")
        << scope->getName());
  return scope;
}

DiagnosedSilenceableFailure
winograd::getAttribute(transform::TransformOpInterface op,
                       transform::TransformState &state, Value param,
                       Attribute attr, Attribute &result) {
  result = attr;
  if (!param)
    return DiagnosedSilenceableFailure::success();
  ArrayRef<Attribute> values = state.getParams(param);
  if (values.size() != 1)
    return emitSilenceableFailure(op)
           << "expected a parameter with one value, but got " << values.size();
  result = values.front();
  return DiagnosedSilenceableFailure::success();
}

DiagnosedSilenceableFailure
winograd::getInteger(transform::TransformOpInterface op,
                     transform::TransformState &state, Value param,
                     Attribute attr, std::optional<int64_t> &result) {
  Attribute value;
  DiagnosedSilenceableFailure status =
      getAttribute(op, state, param, attr, value);
  if (!status.succeeded() || !value)
    return status;
  auto integer = dyn_cast<IntegerAttr>(value);
  if (!integer || integer.getValue().getSignificantBits() > 64)
    return emitSilenceableFailure(op)
           << "expected an integer, but got " << value;
  result = integer.getValue().getSExtValue();
  return status;
}

DiagnosedSilenceableFailure
winograd::getIntegers(transform::TransformOpInterface op,
                      transform::TransformState &state, ValueRange params,
                      ArrayRef<int64_t> sizes, SmallVector<int64_t> &result) {
  result.assign(sizes.begin(), sizes.end());
  size_t next = 0;
  for (int64_t &size : result) {
    if (!ShapedType::isDynamic(size))
      continue;
    std::optional<int64_t> value;
    DiagnosedSilenceableFailure status =
        getInteger(op, state, params[next++], {}, value);
    if (!status.succeeded())
      return status;
    size = *value;
  }
  return DiagnosedSilenceableFailure::success();
}
