//===- WinogradDialect.cpp - The dialect and its attributes --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/DialectImplementation.h"
#include "winograd/Support/Limits.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::winograd;

#include "winograd/Dialect/Winograd/IR/WinogradDialect.cpp.inc"
#include "winograd/Dialect/Winograd/IR/WinogradEnums.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "winograd/Dialect/Winograd/IR/WinogradAttributes.cpp.inc"

#define GET_OP_CLASSES
#include "winograd/Dialect/Winograd/IR/WinogradOps.cpp.inc"

//===----------------------------------------------------------------------===//
// Dialect
//===----------------------------------------------------------------------===//

namespace {
/// Names algorithms in printed IR: #F4x3 for F(4, 3).
struct WinogradAsmInterface : public OpAsmDialectInterface {
  using OpAsmDialectInterface::OpAsmDialectInterface;

  AliasResult getAlias(Attribute attr, raw_ostream &os) const override {
    auto algorithm = dyn_cast<AlgorithmAttr>(attr);
    if (!algorithm)
      return AliasResult::NoAlias;
    os << 'F' << algorithm.getM() << 'x' << algorithm.getR();
    return AliasResult::OverridableAlias;
  }
};
} // namespace

void WinogradDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "winograd/Dialect/Winograd/IR/WinogradOps.cpp.inc"
      >();
  addAttributes<
#define GET_ATTRDEF_LIST
#include "winograd/Dialect/Winograd/IR/WinogradAttributes.cpp.inc"
      >();
  addInterfaces<WinogradAsmInterface>();
}

Operation *WinogradDialect::materializeConstant(OpBuilder &builder,
                                                Attribute value, Type type,
                                                Location loc) {
  return arith::ConstantOp::materialize(builder, value, type, loc);
}

LogicalResult WinogradDialect::verifyOperationAttribute(Operation *op,
                                                        NamedAttribute attr) {
  if (attr.getName() == finiteOnlyAttrName && !isa<BoolAttr>(attr.getValue()))
    return op->emitOpError("expected '")
           << finiteOnlyAttrName << "' to be true or false, but got "
           << attr.getValue();
  if (attr.getName() == maxErrorAttrName) {
    auto limit = dyn_cast<FloatAttr>(attr.getValue());
    if (!limit || !(limit.getValueAsDouble() > 0))
      return op->emitOpError("expected '")
             << maxErrorAttrName
             << "' to be a positive floating-point number, but got "
             << attr.getValue();
  }
  if (attr.getName() == PlanAttr::attrName && !isa<PlanAttr>(attr.getValue()))
    return op->emitOpError("expected '")
           << PlanAttr::attrName << "' to be a #winograd.plan, but got "
           << attr.getValue();
  return success();
}

const CookToom &WinogradDialect::getCookToom(AlgorithmAttr attr) {
  std::lock_guard lock(algorithmsMutex);
  std::unique_ptr<const CookToom> &algorithm = algorithms[attr];
  if (!algorithm)
    algorithm = std::make_unique<CookToom>(llvm::cantFail(CookToom::build(
        attr.getM(), attr.getR(), attr.getPoints(), attr.getContracting())));
  return *algorithm;
}

//===----------------------------------------------------------------------===//
// #winograd.algorithm
//===----------------------------------------------------------------------===//

static SmallVector<Rational> toPoints(ArrayRef<int64_t> parts) {
  SmallVector<Rational> points;
  for (size_t i = 0; i + 1 < parts.size(); i += 2)
    points.push_back(Rational(parts[i], parts[i + 1]));
  return points;
}

static SmallVector<int64_t> toParts(ArrayRef<Rational> points) {
  SmallVector<int64_t> parts;
  for (const Rational &point : points) {
    parts.push_back(static_cast<int64_t>(point.numerator()));
    parts.push_back(static_cast<int64_t>(point.denominator()));
  }
  return parts;
}

SmallVector<Rational> AlgorithmAttr::getPoints() const {
  return toPoints(getPointParts());
}

const CookToom &AlgorithmAttr::getCookToom() const {
  return static_cast<WinogradDialect &>(getDialect()).getCookToom(*this);
}

AlgorithmAttr AlgorithmAttr::makeContracting(
    function_ref<InFlightDiagnostic()> emitError) const {
  return getChecked(emitError, getContext(), getM(), getR(), getPointParts(),
                    /*contracting=*/true);
}

AlgorithmAttr AlgorithmAttr::get(MLIRContext *context,
                                 const CookToom &algorithm) {
  return get(context, algorithm.m(), algorithm.r(), toParts(algorithm.points()),
             algorithm.isContracting());
}

// (A1) to (A4): CookToom::build checks them all.
LogicalResult
AlgorithmAttr::verify(function_ref<InFlightDiagnostic()> emitError, int64_t m,
                      int64_t r, ArrayRef<int64_t> pointParts,
                      bool contracting) {
  llvm::Expected<CookToom> algorithm =
      CookToom::build(m, r, toPoints(pointParts), contracting);
  if (!algorithm)
    return emitError() << llvm::toString(algorithm.takeError());
  return success();
}

/// Parses `[-]integer[/integer]` into two parts.
static ParseResult parsePoint(AsmParser &parser, SmallVector<int64_t> &parts) {
  int64_t numerator, denominator = 1;
  if (parser.parseInteger(numerator))
    return failure();
  if (succeeded(parser.parseOptionalSlash()) &&
      parser.parseInteger(denominator))
    return failure();
  Rational point(numerator, denominator);
  if (point.isValid() && (point.numerator() != int64_t(point.numerator()) ||
                          point.denominator() != int64_t(point.denominator())))
    return parser.emitError(parser.getNameLoc(),
                            "expected a point's parts to fit 64 bits, but got ")
           << point.str();
  // A zero denominator is kept, for the verifier to report.
  parts.push_back(point.isValid() ? point.numerator() : numerator);
  parts.push_back(point.isValid() ? point.denominator() : 0);
  return success();
}

Attribute AlgorithmAttr::parse(AsmParser &parser, Type) {
  int64_t m, r;
  SmallVector<int64_t> parts;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseLess() || parser.parseKeyword("F") || parser.parseLParen() ||
      parser.parseInteger(m) || parser.parseComma() || parser.parseInteger(r) ||
      parser.parseRParen())
    return {};
  bool hasPoints = false, contracting = false;
  if (succeeded(parser.parseOptionalComma())) {
    contracting = succeeded(parser.parseOptionalKeyword("contracting"));
    hasPoints = !contracting;
  }
  if (hasPoints) {
    if (parser.parseKeyword("points") || parser.parseEqual() ||
        parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&] {
          return parsePoint(parser, parts);
        }))
      return {};
    if (succeeded(parser.parseOptionalComma())) {
      if (parser.parseKeyword("contracting"))
        return {};
      contracting = true;
    }
  } else if (m >= 1 && r >= 1 && m <= CookToom::maxAlpha &&
             r <= CookToom::maxAlpha && m + r - 1 <= CookToom::maxAlpha) {
    parts = toParts(CookToom::defaultPoints(m, r));
  }
  if (parser.parseGreater())
    return {};
  return parser.getChecked<AlgorithmAttr>(loc, parser.getContext(), m, r, parts,
                                          contracting);
}

void AlgorithmAttr::print(AsmPrinter &printer) const {
  printer << "<F(" << getM() << ", " << getR() << "), points = [";
  llvm::interleaveComma(getPoints(), printer,
                        [&](const Rational &point) { printer << point.str(); });
  printer << (getContracting() ? "], contracting>" : "]>");
}

//===----------------------------------------------------------------------===//
// #winograd.schedule
//===----------------------------------------------------------------------===//

LogicalResult ScheduleAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                   ArrayRef<int64_t> block,
                                   ArrayRef<int64_t> panel) {
  if (block.size() != panel.size()) // (S1)
    return emitError() << "expected equally many sizes of blocks and of "
                          "panels, but got "
                       << block.size() << " and " << panel.size();
  for (ArrayRef<int64_t> sizes : {block, panel}) // (S2)
    for (int64_t size : sizes)
      if (size < 0)
        return emitError() << "expected sizes of at least 0, but got " << size;
  return success();
}

LogicalResult
WorkgroupScheduleAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                              int64_t tiles, int64_t channels, int64_t depth,
                              int64_t rows, int64_t columns) {
  for (int64_t size : {tiles, channels, depth, rows, columns}) // (W1)
    if (size < 1)
      return emitError() << "expected sizes of at least 1, but got " << size;
  for (int64_t size : {tiles, channels, depth}) // (W3)
    if (size > limits::workgroupPart)
      return emitError() << "expected at most " << limits::workgroupPart
                         << " tiles, channels and values of depth, but got "
                         << size;
  for (int64_t size : {rows, columns}) // (W3)
    if (size > limits::registerTile)
      return emitError() << "expected at most " << limits::registerTile
                         << " rows and columns, but got " << size;
  if (tiles % rows != 0) // (W2)
    return emitError() << "expected the rows to divide the " << tiles
                       << " tiles, but got " << rows;
  if (channels % columns != 0) // (W2)
    return emitError() << "expected the columns to divide the " << channels
                       << " channels, but got " << columns;
  return success();
}

//===----------------------------------------------------------------------===//
// #winograd.plan
//===----------------------------------------------------------------------===//

LogicalResult PlanAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                               PlanKind kind,
                               ArrayRef<AlgorithmAttr> algorithms,
                               ArrayRef<int64_t> block, int64_t panel,
                               WorkgroupScheduleAttr workgroup) {
  bool isDirect = kind == PlanKind::Direct;
  if (isDirect && (!algorithms.empty() || !block.empty() || panel != 0 ||
                   workgroup)) // (P1)
    return emitError() << "expected nothing but its name of a plan 'direct'";
  if (!isDirect && algorithms.empty()) // (P1)
    return emitError() << "expected an algorithm of a plan '"
                       << getPlanName(kind) << "'";
  int64_t positions = 1;
  for (AlgorithmAttr algorithm : algorithms)
    positions = saturatingProduct(positions, algorithm.getAlpha());
  if (positions > limits::positions) // (P4)
    return emitError() << "expected tiles of at most " << limits::positions
                       << " values, but got " << positions;
  bool isSingle = kind == PlanKind::SingleKernel;
  if (int(!block.empty()) + int(bool(workgroup)) > (isSingle ? 0 : 1)) // (P3)
    return emitError() << (isSingle ? "expected a plan 'single-kernel' without "
                                      "a block and a workgroup"
                                    : "expected a block or a workgroup, but "
                                      "got both");
  if (block.empty() && panel != 0) // (P2)
    return emitError() << "expected a block with a panel";
  if (block.empty())
    return success();
  if (block.size() != algorithms.size()) // (P2)
    return emitError() << "expected a block of " << algorithms.size()
                       << " sizes, one for each algorithm, but got "
                       << block.size();
  for (int64_t size : block) // (P2)
    if (size < 1)
      return emitError() << "expected blocks of at least 1 tile, but got "
                         << size;
  if (panel < 1) // (P2)
    return emitError() << "expected a panel of at least 1 channel, but got "
                       << panel;
  return success();
}

Attribute PlanAttr::parse(AsmParser &parser, Type) {
  SMLoc loc = parser.getCurrentLocation();
  std::string name;
  if (parser.parseLess() || parser.parseKeywordOrString(&name))
    return {};
  std::optional<PlanKind> kind = parsePlanKind(name);
  if (!kind) {
    parser.emitError(loc) << "expected a plan, but got '" << name << "'";
    return {};
  }
  SmallVector<AlgorithmAttr> algorithms;
  SmallVector<int64_t> block;
  int64_t panel = 0;
  WorkgroupScheduleAttr workgroup;
  bool hasAlgorithms = false;
  llvm::StringSet<> keys;
  while (succeeded(parser.parseOptionalComma())) {
    StringRef key;
    if (!hasAlgorithms && succeeded(parser.parseOptionalLSquare())) {
      hasAlgorithms = true;
      if (parser.parseCommaSeparatedList([&] {
            return parser.parseAttribute(algorithms.emplace_back());
          }) ||
          parser.parseRSquare())
        return {};
      continue;
    }
    if (parser.parseKeyword(&key) || parser.parseEqual())
      return {};
    if (!keys.insert(key).second) {
      parser.emitError(loc) << "expected '" << key << "' once";
      return {};
    }
    if (key == "block") {
      if (parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&] {
            return parser.parseInteger(block.emplace_back());
          }))
        return {};
      if (block.empty()) {
        parser.emitError(loc) << "expected sizes of a block";
        return {};
      }
    } else if (key == "panel") {
      if (parser.parseInteger(panel))
        return {};
    } else if (key == "workgroup") {
      if (parser.parseAttribute(workgroup))
        return {};
    } else {
      parser.emitError(loc)
          << "expected 'block', 'panel' or 'workgroup', but got '" << key
          << "'";
      return {};
    }
  }
  if (parser.parseGreater())
    return {};
  return parser.getChecked<PlanAttr>(loc, parser.getContext(), *kind,
                                     algorithms, block, panel, workgroup);
}

void PlanAttr::print(AsmPrinter &printer) const {
  printer << "<";
  printer.printKeywordOrString(getPlanName(getKind()));
  if (!getAlgorithms().empty()) {
    printer << ", [";
    llvm::interleaveComma(getAlgorithms(), printer);
    printer << "]";
  }
  if (!getBlock().empty()) {
    printer << ", block = [";
    llvm::interleaveComma(getBlock(), printer);
    printer << "], panel = " << getPanel();
  }
  if (getWorkgroup())
    printer << ", workgroup = " << getWorkgroup();
  printer << ">";
}
