//===- ExchangeFunctions.cpp - Functions in which ranks exchange values ---===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ExchangeFunctions.h"
#include "RankReduction.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MPI/IR/MPI.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Shard/IR/ShardOps.h"

using namespace mlir;
using namespace mlir::winograd;

FailureOr<GridLine> winograd::getGridLine(Operation *op, shard::GridOp grid,
                                          ArrayRef<shard::GridAxis> axes) {
  if (axes.size() != 1)
    return op->emitOpError("expected one grid axis, but got ") << axes.size();
  GridLine line;
  ArrayRef<int64_t> shape = grid.getShape();
  if (ShapedType::isDynamicShape(shape))
    return op->emitOpError("expected a grid of static size");
  line.parts = shape[axes.front()];
  for (int64_t size : shape.drop_front(axes.front() + 1))
    line.stride *= size;
  return line;
}

Value winograd::makeRank(ImplicitLocOpBuilder &builder, shard::GridOp grid,
                         int64_t rank) {
  if (rank >= 0)
    return arith::ConstantIndexOp::create(builder, rank);
  return shard::ProcessLinearIndexOp::create(builder, grid.getSymName());
}

Value winograd::makeIndex(ImplicitLocOpBuilder &builder, Value rank,
                          const GridLine &line) {
  Value stride = arith::ConstantIndexOp::create(builder, line.stride);
  Value parts = arith::ConstantIndexOp::create(builder, line.parts);
  Value index = arith::DivUIOp::create(builder, rank, stride);
  return arith::RemUIOp::create(builder, index, parts);
}

namespace {

/// One side of a rank's part along one dimension: what it sends, and where what
/// it receives goes.
struct Side {
  Value has;    ///< whether there is a neighbour
  Value rank;   ///< the neighbour's
  int64_t sent; ///< where what is sent begins
  int64_t numSent;
  int64_t received;
  int64_t numReceived;
};

/// Exchanges halos of one dimension with both neighbours.
class HaloDim {
public:
  HaloDim(ImplicitLocOpBuilder &builder, Value buffer,
          ArrayRef<int64_t> offsets, ArrayRef<int64_t> sizes, int64_t dim)
      : builder(builder), buffer(buffer), offsets(offsets), sizes(sizes),
        dim(dim), comm(mpi::CommWorldOp::create(
                      builder, mpi::CommType::get(builder.getContext()))) {}

  void exchange(Value rank, const GridLine &line, int64_t low, int64_t high) {
    Value index = makeIndex(builder, rank, line);
    Value stride = arith::ConstantIndexOp::create(builder, line.stride);
    auto compare = [&](arith::CmpIPredicate predicate, int64_t with) -> Value {
      return arith::CmpIOp::create(
          builder, predicate, index,
          arith::ConstantIndexOp::create(builder, with));
    };
    auto toInt = [&](Value value) -> Value {
      return arith::IndexCastOp::create(builder, builder.getI32Type(), value);
    };
    int64_t own = getType().getDimSize(dim) - low - high;
    // The next part's first values are this one's high halo.
    Side next = {compare(arith::CmpIPredicate::ult, line.parts - 1),
                 toInt(arith::AddIOp::create(builder, rank, stride)),
                 own,
                 low,
                 low + own,
                 high};
    Side previous = {compare(arith::CmpIPredicate::ugt, 0),
                     toInt(arith::SubIOp::create(builder, rank, stride)),
                     low,
                     high,
                     0,
                     low};
    Value one = arith::ConstantIndexOp::create(builder, 1);
    Value isOdd =
        arith::CmpIOp::create(builder, arith::CmpIPredicate::eq,
                              arith::AndIOp::create(builder, index, one), one);
    // In each pair the even rank sends first.
    scf::IfOp::create(
        builder, isOdd,
        [&](OpBuilder &, Location) {
          receive(previous), send(previous), receive(next), send(next);
          scf::YieldOp::create(builder);
        },
        [&](OpBuilder &, Location) {
          send(next), receive(next), send(previous), receive(previous);
          scf::YieldOp::create(builder);
        });
  }

private:
  MemRefType getType() { return cast<MemRefType>(buffer.getType()); }

  /// The values of the dimension from `begin` on.
  Value getSlab(int64_t begin, int64_t size) {
    SmallVector<int64_t> slabOffsets(offsets), slabSizes(sizes);
    slabOffsets[dim] = begin;
    slabSizes[dim] = size;
    SmallVector<int64_t> strides(slabSizes.size(), 1);
    return memref::SubViewOp::create(builder, buffer, slabOffsets, slabSizes,
                                     strides);
  }

  /// Memory for a slab, and its bytes: upstream's lowering counts the elements
  /// of one dimension, and knows few types.
  std::pair<Value, Value> makeMessage(int64_t size) {
    SmallVector<int64_t> shape(sizes);
    shape[dim] = size;
    auto type = MemRefType::get(shape, getType().getElementType());
    int64_t numBytes =
        type.getNumElements() * (type.getElementTypeBitWidth() / 8);
    Value bytes = memref::AllocOp::create(
        builder, MemRefType::get({numBytes}, builder.getI8Type()));
    Value zero = arith::ConstantIndexOp::create(builder, 0);
    Value slab =
        memref::ViewOp::create(builder, type, bytes, zero, ValueRange());
    return {bytes, slab};
  }

  Value makeTag() {
    return arith::ConstantOp::create(builder, builder.getI32IntegerAttr(dim));
  }

  void send(const Side &side) {
    if (side.numSent == 0)
      return;
    ifHas(side, [&] {
      auto [bytes, slab] = makeMessage(side.numSent);
      memref::CopyOp::create(builder, getSlab(side.sent, side.numSent), slab);
      mpi::SendOp::create(builder, TypeRange(), bytes, makeTag(), side.rank,
                          comm);
    });
  }

  void receive(const Side &side) {
    if (side.numReceived == 0)
      return;
    ifHas(side, [&] {
      auto [bytes, slab] = makeMessage(side.numReceived);
      mpi::RecvOp::create(builder, TypeRange(), bytes, makeTag(), side.rank,
                          comm);
      memref::CopyOp::create(builder, slab,
                             getSlab(side.received, side.numReceived));
    });
  }

  void ifHas(const Side &side, function_ref<void()> build) {
    scf::IfOp::create(builder, side.has, [&](OpBuilder &, Location) {
      build();
      scf::YieldOp::create(builder);
    });
  }

  ImplicitLocOpBuilder &builder;
  Value buffer;
  SmallVector<int64_t> offsets, sizes;
  int64_t dim;
  Value comm;
};

} // namespace

func::FuncOp ExchangeFunctions::getOrCreate(
    Operation *op, StringRef name, RankedTensorType type,
    function_ref<void(ImplicitLocOpBuilder &, Value)> buildBody) {
  // Exchanges of the same attributes and type are one function.
  std::string key;
  llvm::raw_string_ostream(key) << name << op->getAttrDictionary() << type;
  func::FuncOp &function = functions[key];
  if (function)
    return function;
  ImplicitLocOpBuilder builder(op->getLoc(), module.getBodyRegion());
  auto buffer = MemRefType::get(type.getShape(), type.getElementType());
  function = func::FuncOp::create(
      builder, ("winograd_" + name + "_" + Twine(functions.size() - 1)).str(),
      builder.getFunctionType(buffer, {}));
  function.setPrivate();
  symbols.getSymbolTable(module).insert(function);
  Block *body = function.addEntryBlock();
  builder.setInsertionPointToStart(body);
  buildBody(builder, body->getArgument(0));
  func::ReturnOp::create(builder);
  return function;
}

FailureOr<func::FuncOp>
ExchangeFunctions::getHaloExchange(shard::UpdateHaloOp op) {
  auto grid = shard::getGrid(op.getOperation(), op.getGridAttr(), symbols);
  auto type = cast<RankedTensorType>(op.getDestination().getType());
  if (!type.hasStaticShape() || !op.getHaloSizes().empty())
    return op.emitOpError("expected static sizes");
  struct Halo {
    int64_t dim, low, high;
    GridLine line;
  };
  SmallVector<Halo> halos;
  ArrayRef<int64_t> sizes = op.getStaticHaloSizes();
  for (auto [dim, axes] : llvm::enumerate(op.getSplitAxes().getAxes())) {
    if (axes.empty())
      continue;
    FailureOr<GridLine> line = getGridLine(op, grid, axes.asArrayRef());
    if (failed(line))
      return failure();
    halos.push_back({static_cast<int64_t>(dim), sizes[0], sizes[1], *line});
    sizes = sizes.drop_front(2);
  }
  return getOrCreate(op, "exchange", type,
                     [&](ImplicitLocOpBuilder &builder, Value buffer) {
                       Value own = makeRank(builder, grid, rank);
                       SmallVector<int64_t> offsets(type.getRank(), 0);
                       SmallVector<int64_t> inner(type.getShape());
                       for (const Halo &halo : halos) {
                         offsets[halo.dim] = halo.low;
                         inner[halo.dim] -= halo.low + halo.high;
                       }
                       // What a dimension has received goes along with those
                       // before it, so that corners arrive by way of two
                       // neighbours.
                       for (const Halo &halo : llvm::reverse(halos)) {
                         HaloDim(builder, buffer, offsets, inner, halo.dim)
                             .exchange(own, halo.line, halo.low, halo.high);
                         offsets[halo.dim] = 0;
                         inner[halo.dim] = type.getDimSize(halo.dim);
                       }
                     });
}

FailureOr<func::FuncOp> ExchangeFunctions::getReduction(shard::AllReduceOp op) {
  auto grid = shard::getGrid(op.getOperation(), op.getGridAttr(), symbols);
  auto type = cast<RankedTensorType>(op.getInput().getType());
  if (!type.hasStaticShape())
    return op.emitOpError("expected static sizes");
  if (!isa<FloatType>(type.getElementType()) ||
      type.getElementTypeBitWidth() > 64)
    return op.emitOpError("expected f16, bf16, f32 or f64 values, but got ")
           << type.getElementType();
  if (op.getReduction() != shard::ReductionKind::Sum &&
      op.getReduction() != shard::ReductionKind::Max)
    return op.emitOpError("expected a sum or a maximum");
  SmallVector<shard::GridAxis> axes(op.getGridAxes());
  bool isEverybody = axes.empty() || axes.size() == grid.getShape().size();
  FailureOr<GridLine> line = GridLine();
  if (!isEverybody)
    line = getGridLine(op, grid, axes);
  if (failed(line))
    return failure();
  return getOrCreate(
      op, "reduce", type, [&](ImplicitLocOpBuilder &builder, Value buffer) {
        RankReduction reduction(builder, buffer, op.getReduction());
        if (isEverybody)
          reduction.reduceOverAll();
        else
          reduction.reduceOverLine(makeRank(builder, grid, rank), *line);
        reduction.finish();
      });
}
