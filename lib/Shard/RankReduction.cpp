//===- RankReduction.cpp - A buffer reduced over ranks --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RankReduction.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MPI/IR/MPI.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::winograd;

/// `to[i] = f(from[i], to[i])`
static void
mapValues(ImplicitLocOpBuilder &builder, Value from, Value to,
          function_ref<Value(OpBuilder &, Location, ValueRange)> f) {
  SmallVector<AffineMap> maps(2, builder.getMultiDimIdentityMap(1));
  linalg::GenericOp::create(
      builder, from, to, maps,
      ArrayRef<utils::IteratorType>{utils::IteratorType::parallel},
      [&](OpBuilder &nested, Location loc, ValueRange values) {
        linalg::YieldOp::create(nested, loc, f(nested, loc, values));
      });
}

static Value convert(OpBuilder &builder, Location loc, Value value,
                     FloatType type) {
  unsigned width = cast<FloatType>(value.getType()).getWidth();
  if (width < type.getWidth())
    return arith::ExtFOp::create(builder, loc, type, value);
  if (width > type.getWidth())
    return arith::TruncFOp::create(builder, loc, type, value);
  return value;
}

RankReduction::RankReduction(ImplicitLocOpBuilder &builder, Value buffer,
                             shard::ReductionKind kind)
    : builder(builder), buffer(buffer), kind(kind) {
  auto whole = cast<MemRefType>(buffer.getType());
  if (whole.getRank() > 1)
    this->buffer = memref::CollapseShapeOp::create(
        builder, buffer,
        ArrayRef<ReassociationIndices>{
            llvm::to_vector<2>(llvm::seq<int64_t>(0, whole.getRank()))});
  type = whole.getElementType().isF64() ? builder.getF64Type()
                                        : FloatType(builder.getF32Type());
  comm = mpi::CommWorldOp::create(builder,
                                  mpi::CommType::get(builder.getContext()));
  bytes = makeBytes();
  mapValues(builder, this->buffer, getValues(bytes),
            [&](OpBuilder &nested, Location loc, ValueRange values) {
              return convert(nested, loc, values.front(), type);
            });
}

Value RankReduction::makeBytes() {
  int64_t size = cast<MemRefType>(buffer.getType()).getNumElements();
  return memref::AllocOp::create(
      builder,
      MemRefType::get({size * type.getWidth() / 8}, builder.getI8Type()));
}

Value RankReduction::getValues(Value bytes) {
  int64_t size = cast<MemRefType>(buffer.getType()).getNumElements();
  Value zero = arith::ConstantIndexOp::create(builder, 0);
  return memref::ViewOp::create(builder, MemRefType::get({size}, type), bytes,
                                zero, ValueRange());
}

void RankReduction::reduceOverAll() {
  Value values = getValues(bytes);
  mpi::AllReduceOp::create(builder, TypeRange(), values, values,
                           kind == shard::ReductionKind::Max
                               ? mpi::MPI_ReductionOpEnum::MPI_MAX
                               : mpi::MPI_ReductionOpEnum::MPI_SUM,
                           comm);
}

/// Reduces another rank's values into this one's.
void RankReduction::combine(Value others) {
  mapValues(builder, getValues(others), getValues(bytes),
            [&](OpBuilder &nested, Location loc, ValueRange values) -> Value {
              if (kind == shard::ReductionKind::Max)
                return arith::MaximumFOp::create(nested, loc, values[1],
                                                 values[0]);
              return arith::AddFOp::create(nested, loc, values[1], values[0]);
            });
}

Value RankReduction::getRankInt(Value rank) {
  return arith::IndexCastOp::create(builder, builder.getI32Type(), rank);
}

void RankReduction::reduceOverLine(Value rank, const GridLine &line) {
  Value zero = arith::ConstantIndexOp::create(builder, 0);
  Value one = arith::ConstantIndexOp::create(builder, 1);
  Value parts = arith::ConstantIndexOp::create(builder, line.parts);
  Value stride = arith::ConstantIndexOp::create(builder, line.stride);
  Value index = makeIndex(builder, rank, line);
  Value tag = arith::ConstantOp::create(builder, builder.getI32IntegerAttr(0));
  Value isFirst =
      arith::CmpIOp::create(builder, arith::CmpIPredicate::eq, index, zero);
  auto forOthers = [&](function_ref<void(Value)> build) {
    auto loop = scf::ForOp::create(builder, one, parts, one);
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    Value offset =
        arith::MulIOp::create(builder, loop.getInductionVar(), stride);
    build(getRankInt(arith::AddIOp::create(builder, rank, offset)));
  };
  scf::IfOp::create(
      builder, isFirst,
      [&](OpBuilder &, Location) {
        Value others = makeBytes();
        forOthers([&](Value other) {
          mpi::RecvOp::create(builder, TypeRange(), others, tag, other, comm);
          combine(others);
        });
        forOthers([&](Value other) {
          mpi::SendOp::create(builder, TypeRange(), bytes, tag, other, comm);
        });
        scf::YieldOp::create(builder);
      },
      [&](OpBuilder &, Location) {
        Value offset = arith::MulIOp::create(builder, index, stride);
        Value first = getRankInt(arith::SubIOp::create(builder, rank, offset));
        mpi::SendOp::create(builder, TypeRange(), bytes, tag, first, comm);
        mpi::RecvOp::create(builder, TypeRange(), bytes, tag, first, comm);
        scf::YieldOp::create(builder);
      });
}

void RankReduction::finish() {
  auto narrow =
      cast<FloatType>(cast<MemRefType>(buffer.getType()).getElementType());
  mapValues(builder, getValues(bytes), buffer,
            [&](OpBuilder &nested, Location loc, ValueRange values) {
              return convert(nested, loc, values.front(), narrow);
            });
}
