//===- WorkOfLoops.cpp - Operations that loops execute --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Interfaces/ValueBoundsOpInterface.h"
#include "winograd/Verify/LoopCounts.h"

using namespace mlir;
using namespace mlir::winograd;

static double getNumElements(Type type) {
  auto shaped = dyn_cast<VectorType>(type);
  return shaped ? double(shaped.getNumElements()) : 1;
}

/// Of one operation without regions.
static double getFlops(Operation *op) {
  if (auto contract = dyn_cast<vector::ContractionOp>(op)) {
    double products = 1;
    SmallVector<int64_t> sizes = *contract.getShapeForUnroll();
    for (int64_t size : sizes)
      products *= double(size);
    return 2 * products;
  }
  if (auto outer = dyn_cast<vector::OuterProductOp>(op))
    return 2 * getNumElements(outer.getType());
  if (isa<vector::MultiDimReductionOp, vector::ReductionOp>(op))
    return getNumElements(op->getOperand(0).getType());
  if (op->getNumResults() == 0 ||
      !isa<FloatType>(getElementTypeOrSelf(op->getResult(0))))
    return 0;
  double elements = getNumElements(op->getResult(0).getType());
  if (isa<math::FmaOp, vector::FMAOp>(op))
    return 2 * elements;
  if (isa<math::MathDialect>(op->getDialect()) ||
      isa<arith::AddFOp, arith::SubFOp, arith::MulFOp, arith::DivFOp,
          arith::MaximumFOp, arith::MinimumFOp, arith::MaxNumFOp,
          arith::MinNumFOp, arith::NegFOp>(op))
    return elements;
  return 0;
}

/// The largest that a bound can be; an upper one of edge tiles is a minimum.
static std::optional<int64_t> getMost(OpFoldResult bound) {
  if (std::optional<int64_t> value = getConstantIntValue(bound))
    return value;
  auto most = ValueBoundsConstraintSet::computeConstantBound(
      presburger::BoundType::UB, cast<Value>(bound), /*stopCondition=*/nullptr,
      /*closedUB=*/true);
  return succeeded(most) ? std::optional<int64_t>(*most) : std::nullopt;
}

static std::optional<int64_t> getLeast(OpFoldResult bound) {
  if (std::optional<int64_t> value = getConstantIntValue(bound))
    return value;
  auto least = ValueBoundsConstraintSet::computeConstantBound(
      presburger::BoundType::LB, cast<Value>(bound));
  return succeeded(least) ? std::optional<int64_t>(*least) : std::nullopt;
}

/// How often a loop's body runs, or the most that it can. Where the threads of
/// a workgroup share the iterations, it is their mean:
///     scf.for %i = %thread_id_x to %n step %block_size_x
static std::optional<double> getTripCount(LoopLikeOpInterface loop) {
  auto lower = loop.getLoopLowerBounds(), upper = loop.getLoopUpperBounds(),
       steps = loop.getLoopSteps();
  if (!lower || !upper || !steps)
    return std::nullopt;
  double trips = 1;
  for (auto [from, to, step] : llvm::zip_equal(*lower, *upper, *steps)) {
    std::optional<int64_t> most = getMost(to),
                           stride = getConstantIntValue(step);
    auto start = dyn_cast<Value>(from);
    bool isShared = start && start.getDefiningOp<gpu::ThreadIdOp>();
    std::optional<int64_t> least = isShared ? 0 : getLeast(from);
    if (!most || !stride || !least || *stride <= 0)
      return std::nullopt;
    double range = std::max<double>(0, double(*most) - double(*least));
    trips *=
        isShared ? range / double(*stride) : std::ceil(range / double(*stride));
  }
  return trips;
}

std::optional<double> winograd::countFlops(Operation *op) {
  if (op->getNumRegions() == 0)
    return getFlops(op);
  std::optional<double> most = 0;
  for (Region &region : op->getRegions()) {
    std::optional<double> flops = countFlops(region);
    if (!flops)
      return std::nullopt;
    most = std::max(*most, *flops);
  }
  if (*most == 0)
    return 0;
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op)) {
    double runs = 1;
    for (int64_t range : linalgOp.getStaticLoopRanges()) {
      if (ShapedType::isDynamic(range))
        return std::nullopt;
      runs *= double(range);
    }
    return runs * *most;
  }
  if (auto loop = dyn_cast<LoopLikeOpInterface>(op)) {
    std::optional<double> trips = getTripCount(loop);
    return trips ? std::optional<double>(*trips * *most) : std::nullopt;
  }
  return isa<scf::IfOp, memref::AllocaScopeOp>(op) ? most : std::nullopt;
}

std::optional<double> winograd::countFlops(Region &region) {
  double sum = 0;
  for (Operation &op : region.getOps()) {
    std::optional<double> flops = countFlops(&op);
    if (!flops)
      return std::nullopt;
    sum += *flops;
  }
  return sum;
}
