//===- TransformExtension.cpp - transform.winograd.* ----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Transform/IR/TransformDialect.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "winograd/TransformOps/WinogradTransformOps.h"

using namespace mlir;

/// An attribute, or a parameter in its place: `4`, or `%tile`.
template <typename AttributeType>
static ParseResult
parseAttributeOrParam(OpAsmParser &parser,
                      std::optional<OpAsmParser::UnresolvedOperand> &param,
                      AttributeType &attr) {
  OpAsmParser::UnresolvedOperand operand;
  OptionalParseResult parsed = parser.parseOptionalOperand(operand);
  // With a type, the parser looks for none behind a colon.
  Builder &builder = parser.getBuilder();
  if (!parsed.has_value())
    return parser.parseAttribute(attr,
                                 std::is_same_v<AttributeType, IntegerAttr>
                                     ? Type(builder.getI64Type())
                                     : Type(builder.getNoneType()));
  if (succeeded(*parsed))
    param = operand;
  return *parsed;
}

static void printAttributeOrParam(OpAsmPrinter &printer, Operation *,
                                  Value param, Attribute attr) {
  if (param)
    printer << param;
  else
    printer.printAttributeWithoutType(attr);
}

#define GET_OP_CLASSES
#include "winograd/TransformOps/WinogradTransformOps.cpp.inc"

namespace {
class WinogradTransformExtension
    : public transform::TransformDialectExtension<WinogradTransformExtension> {
public:
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(WinogradTransformExtension)

  using Base::Base;

  void init() {
    declareDependentDialect<winograd::WinogradDialect>();
    declareGeneratedDialect<affine::AffineDialect>();
    declareGeneratedDialect<arith::ArithDialect>();
    declareGeneratedDialect<bufferization::BufferizationDialect>();
    declareGeneratedDialect<gpu::GPUDialect>();
    declareGeneratedDialect<linalg::LinalgDialect>();
    declareGeneratedDialect<scf::SCFDialect>();
    declareGeneratedDialect<tensor::TensorDialect>();
    registerTransformOps<
#define GET_OP_LIST
#include "winograd/TransformOps/WinogradTransformOps.cpp.inc"
        >();
  }
};
} // namespace

void winograd::registerTransformDialectExtension(DialectRegistry &registry) {
  registry.addExtensions<WinogradTransformExtension>();
}
