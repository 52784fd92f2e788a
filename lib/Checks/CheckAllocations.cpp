//===- CheckAllocations.cpp - Sizes of buffers that overflow --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "winograd/Checks/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADCHECKALLOCATIONS
#include "winograd/Checks/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;

/// The addresses that today's processors give to a process.
static constexpr double kMaxBytes = 140737488355328.; // 2^47

/// Bytes of the static part: elements and static sizes.
static double getStaticBytes(MemRefType type) {
  Type element = type.getElementType();
  double bytes = 1;
  if (auto vector = dyn_cast<VectorType>(element)) {
    bytes = double(vector.getNumElements());
    element = vector.getElementType();
  }
  if (auto complex = dyn_cast<ComplexType>(element)) {
    bytes *= 2;
    element = complex.getElementType();
  }
  // An index has 64 bits, and so have the pointers and offsets of the rest.
  bytes *= element.isIntOrFloat()
               ? double(llvm::divideCeil(element.getIntOrFloatBitWidth(), 8))
               : 8;
  for (int64_t size : type.getShape())
    if (!ShapedType::isDynamic(size))
      bytes *= double(size);
  return bytes;
}

/// 0 <= every size, and their product < 2^47; in floating point, where nothing
/// overflows.
static void checkSizes(memref::AllocOp alloc, double staticBytes) {
  OpBuilder builder(alloc);
  Location loc = alloc.getLoc();
  Type f64 = builder.getF64Type();
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value bytes = arith::ConstantOp::create(builder, loc,
                                          builder.getF64FloatAttr(staticBytes));
  Value isRight = arith::ConstantIntOp::create(builder, loc, 1, 1);
  for (Value size : alloc.getDynamicSizes()) {
    Value isNatural = arith::CmpIOp::create(
        builder, loc, arith::CmpIPredicate::sge, size, zero);
    isRight = arith::AndIOp::create(builder, loc, isRight, isNatural);
    Value integer =
        arith::IndexCastOp::create(builder, loc, builder.getI64Type(), size);
    Value factor = arith::SIToFPOp::create(builder, loc, f64, integer);
    bytes = arith::MulFOp::create(builder, loc, bytes, factor);
  }
  Value most = arith::ConstantOp::create(builder, loc,
                                         builder.getF64FloatAttr(kMaxBytes));
  Value isSmall = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OLT,
                                        bytes, most);
  isRight = arith::AndIOp::create(builder, loc, isRight, isSmall);
  std::string message;
  llvm::raw_string_ostream os(message);
  os << "expected sizes of a " << alloc.getType()
     << " that memory can hold, but one is negative or they are too large";
  cf::AssertOp::create(builder, loc, isRight, message);
}

namespace {
class WinogradCheckAllocations
    : public winograd::impl::WinogradCheckAllocationsBase<
          WinogradCheckAllocations> {
public:
  void runOnOperation() override {
    SmallVector<memref::AllocOp> allocs;
    getOperation()->walk([&](memref::AllocOp op) { allocs.push_back(op); });
    for (memref::AllocOp alloc : allocs) {
      double bytes = getStaticBytes(alloc.getType());
      if (!alloc.getDynamicSizes().empty()) {
        checkSizes(alloc, bytes);
      } else if (bytes >= kMaxBytes) {
        alloc.emitError("expected a buffer of less than 2^47 bytes, but got ")
            << alloc.getType();
        return signalPassFailure();
      }
    }
  }
};
} // namespace
