//===- Attributes.cpp - The dialect and its attributes, in C --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd-c/Attributes.h"

#include "mlir/CAPI/Registration.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "llvm/ADT/SmallVectorExtras.h"

using namespace mlir;
using namespace mlir::winograd;

MLIR_DEFINE_CAPI_DIALECT_REGISTRATION(Winograd, winograd, WinogradDialect)

/// Where errors go that are about no operation.
static InFlightDiagnostic emitErrorIn(MLIRContext *context) {
  return emitError(UnknownLoc::get(context));
}

//===----------------------------------------------------------------------===//
// #winograd.algorithm
//===----------------------------------------------------------------------===//

static AlgorithmAttr asAlgorithm(MlirAttribute attr) {
  return cast<AlgorithmAttr>(unwrap(attr));
}

/// A rational whose parts fit 64 bits.
static std::optional<WinogradRational> toParts(const Rational &value) {
  auto numerator = static_cast<int64_t>(value.numerator());
  auto denominator = static_cast<int64_t>(value.denominator());
  if (!value.isValid() || numerator != value.numerator() ||
      denominator != value.denominator())
    return std::nullopt;
  return WinogradRational{numerator, denominator};
}

static MlirAttribute getAlgorithm(MLIRContext *context,
                                  llvm::Expected<CookToom> algorithm) {
  if (algorithm)
    return wrap(Attribute(AlgorithmAttr::get(context, *algorithm)));
  emitErrorIn(context) << llvm::toString(algorithm.takeError());
  return wrap(Attribute());
}

bool winogradAttributeIsAnAlgorithm(MlirAttribute attr) {
  return isa<AlgorithmAttr>(unwrap(attr));
}

MlirAttribute winogradAlgorithmAttrGet(MlirContext ctx, int64_t m, int64_t r,
                                       intptr_t numPoints,
                                       const WinogradRational *points) {
  MLIRContext *context = unwrap(ctx);
  context->getOrLoadDialect<WinogradDialect>();
  SmallVector<Rational> rationals;
  for (const WinogradRational &point : llvm::ArrayRef(points, numPoints)) {
    Rational rational(point.numerator, point.denominator);
    if (rational.isValid() && !toParts(rational)) {
      emitErrorIn(context)
          << "expected a point's parts to fit 64 bits, but got "
          << rational.str();
      return wrap(Attribute());
    }
    rationals.push_back(rational);
  }
  return getAlgorithm(context, CookToom::build(m, r, rationals));
}

MlirAttribute winogradAlgorithmAttrGetDefault(MlirContext ctx, int64_t m,
                                              int64_t r) {
  MLIRContext *context = unwrap(ctx);
  context->getOrLoadDialect<WinogradDialect>();
  return getAlgorithm(context, CookToom::build(m, r));
}

int64_t winogradAlgorithmAttrGetM(MlirAttribute attr) {
  return asAlgorithm(attr).getM();
}

int64_t winogradAlgorithmAttrGetR(MlirAttribute attr) {
  return asAlgorithm(attr).getR();
}

intptr_t winogradAlgorithmAttrGetNumPoints(MlirAttribute attr) {
  return asAlgorithm(attr).getPointParts().size() / 2;
}

WinogradRational winogradAlgorithmAttrGetPoint(MlirAttribute attr,
                                               intptr_t index) {
  return *toParts(asAlgorithm(attr).getPoints()[index]);
}

static const RationalMatrix &getMatrix(MlirAttribute attr,
                                       WinogradMatrix matrix) {
  const CookToom &algorithm = asAlgorithm(attr).getCookToom();
  switch (matrix) {
  case WinogradMatrixInput:
    return algorithm.inputMatrix();
  case WinogradMatrixFilter:
    return algorithm.filterMatrix();
  case WinogradMatrixOutput:
    return algorithm.outputMatrix();
  }
  llvm_unreachable("unknown matrix");
}

intptr_t winogradAlgorithmAttrGetNumRows(MlirAttribute attr,
                                         WinogradMatrix matrix) {
  return getMatrix(attr, matrix).rows();
}

intptr_t winogradAlgorithmAttrGetNumColumns(MlirAttribute attr,
                                            WinogradMatrix matrix) {
  return getMatrix(attr, matrix).columns();
}

bool winogradAlgorithmAttrGetEntry(MlirAttribute attr, WinogradMatrix matrix,
                                   intptr_t row, intptr_t column,
                                   WinogradRational *entry) {
  auto parts = toParts(getMatrix(attr, matrix)(row, column));
  if (parts)
    *entry = *parts;
  return parts.has_value();
}

void winogradAlgorithmAttrPrintEntry(MlirAttribute attr, WinogradMatrix matrix,
                                     intptr_t row, intptr_t column,
                                     MlirStringCallback callback,
                                     void *userData) {
  std::string text = getMatrix(attr, matrix)(row, column).str();
  callback(wrap(StringRef(text)), userData);
}

//===----------------------------------------------------------------------===//
// #winograd.plan
//===----------------------------------------------------------------------===//

static PlanAttr asPlan(MlirAttribute attr) {
  return cast<PlanAttr>(unwrap(attr));
}

bool winogradAttributeIsAPlan(MlirAttribute attr) {
  return isa<PlanAttr>(unwrap(attr));
}

MlirStringRef winogradPlanAttrGetAttrName(void) {
  return wrap(StringRef(PlanAttr::attrName));
}

MlirAttribute winogradPlanAttrGet(MlirContext ctx, MlirStringRef kindName,
                                  intptr_t numAlgorithms,
                                  const MlirAttribute *algorithms,
                                  intptr_t numBlockSizes, const int64_t *block,
                                  int64_t panel, MlirAttribute workgroup) {
  MLIRContext *context = unwrap(ctx);
  context->getOrLoadDialect<WinogradDialect>();
  auto refuse = [&](const Twine &what) {
    emitErrorIn(context) << what;
    return wrap(Attribute());
  };
  std::optional<PlanKind> kind = parsePlanKind(unwrap(kindName));
  if (!kind)
    return refuse("expected a plan, but got '" + unwrap(kindName) + "'");
  SmallVector<AlgorithmAttr> ours;
  for (MlirAttribute attr : llvm::ArrayRef(algorithms, numAlgorithms)) {
    auto algorithm = dyn_cast_if_present<AlgorithmAttr>(unwrap(attr));
    if (!algorithm)
      return refuse("expected each algorithm to be a #winograd.algorithm");
    ours.push_back(algorithm);
  }
  Attribute given = unwrap(workgroup);
  auto schedule = dyn_cast_if_present<WorkgroupScheduleAttr>(given);
  if (given && !schedule)
    return refuse(
        "expected the workgroup to be a #winograd.workgroup_schedule");
  auto report = [&] { return emitErrorIn(context); };
  function_ref<InFlightDiagnostic()> emitError = report;
  return wrap(Attribute(PlanAttr::getChecked(
      emitError, context, *kind, llvm::ArrayRef<AlgorithmAttr>(ours),
      llvm::ArrayRef<int64_t>(block, numBlockSizes), panel, schedule)));
}

MlirStringRef winogradPlanAttrGetKind(MlirAttribute attr) {
  return wrap(getPlanName(asPlan(attr).getKind()));
}

intptr_t winogradPlanAttrGetNumAlgorithms(MlirAttribute attr) {
  return asPlan(attr).getAlgorithms().size();
}

MlirAttribute winogradPlanAttrGetAlgorithm(MlirAttribute attr, intptr_t index) {
  return wrap(Attribute(asPlan(attr).getAlgorithms()[index]));
}

intptr_t winogradPlanAttrGetNumBlockSizes(MlirAttribute attr) {
  return asPlan(attr).getBlock().size();
}

int64_t winogradPlanAttrGetBlockSize(MlirAttribute attr, intptr_t index) {
  return asPlan(attr).getBlock()[index];
}

int64_t winogradPlanAttrGetPanel(MlirAttribute attr) {
  return asPlan(attr).getPanel();
}

MlirAttribute winogradPlanAttrGetWorkgroup(MlirAttribute attr) {
  return wrap(Attribute(asPlan(attr).getWorkgroup()));
}
