//===- KernelCosts.cpp - The work of kernels ------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/KernelCosts.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::winograd;

/// The operations of an elementwise operation on floats, per element.
static double getFlopsPerElement(Operation *op) {
  if (isa<math::FmaOp, vector::FMAOp>(op))
    return 2;
  if (isa<arith::AddFOp, arith::SubFOp, arith::MulFOp, arith::DivFOp,
          arith::MaximumFOp, arith::MinimumFOp, arith::MaxNumFOp,
          arith::MinNumFOp, arith::NegFOp>(op))
    return 1;
  bool isMath = isa<math::MathDialect>(op->getDialect());
  return isMath && isa<FloatType>(getElementTypeOrSelf(op->getResult(0)));
}

static double getNumElements(Type type) {
  auto vector = dyn_cast<VectorType>(type);
  return vector ? double(vector.getNumElements()) : 1;
}

/// How often a loop's body runs, on average of all threads. Threads of a
/// workgroup may share its iterations:
///     scf.for %i = %thread_id_x to %n step %block_size_x
static std::optional<double> getTripCount(scf::ForOp loop) {
  if (std::optional<llvm::APInt> trips = loop.getStaticTripCount())
    return double(trips->getZExtValue());
  auto thread = loop.getLowerBound().getDefiningOp<gpu::ThreadIdOp>();
  auto kernel = loop->getParentOfType<gpu::GPUFuncOp>();
  std::optional<int64_t> end = getConstantIntValue(loop.getUpperBound());
  std::optional<int64_t> step = getConstantIntValue(loop.getStep());
  if (!thread || !kernel.getKnownBlockSize() || !end || !step ||
      *step != (*kernel.getKnownBlockSize())[unsigned(thread.getDimension())])
    return std::nullopt;
  return std::max(0.0, double(*end) / double(*step));
}

static std::optional<double> countFlops(Region &region);

static std::optional<double> countFlops(Operation &op) {
  if (auto loop = dyn_cast<scf::ForOp>(op)) {
    std::optional<double> trips = getTripCount(loop);
    std::optional<double> body = countFlops(loop.getRegion());
    if (body == 0.0)
      return 0;
    if (!trips || !body)
      return std::nullopt;
    return *trips * *body;
  }
  if (op.getNumResults() != 0 && op.getNumRegions() == 0)
    return getFlopsPerElement(&op) * getNumElements(op.getResult(0).getType());
  // Of the branches of a condition, the one with more.
  double most = 0;
  for (Region &region : op.getRegions()) {
    std::optional<double> flops = countFlops(region);
    if (!flops || (*flops != 0 && !isa<scf::IfOp>(op)))
      return std::nullopt;
    most = std::max(most, *flops);
  }
  return most;
}

static std::optional<double> countFlops(Region &region) {
  double sum = 0;
  for (Operation &op : region.getOps()) {
    std::optional<double> flops = countFlops(op);
    if (!flops)
      return std::nullopt;
    sum += *flops;
  }
  return sum;
}

uint64_t mlir::winograd::getBufferBytes(MemRefType type) {
  if (!type.hasStaticShape())
    return 0;
  auto elements =
      double(type.getNumElements()) * getNumElements(type.getElementType());
  Type scalar = getElementTypeOrSelf(type.getElementType());
  unsigned bits = scalar.isIntOrFloat() ? scalar.getIntOrFloatBitWidth() : 64;
  return uint64_t(elements) * bits / 8;
}

KernelCost mlir::winograd::getKernelCost(gpu::GPUFuncOp kernel) {
  KernelCost cost;
  for (Type type : kernel.getArgumentTypes())
    if (auto memref = dyn_cast<MemRefType>(type))
      cost.bytes += getBufferBytes(memref);
  for (BlockArgument memory : kernel.getWorkgroupAttributions())
    cost.workgroupBytes += getBufferBytes(cast<MemRefType>(memory.getType()));
  std::optional<ArrayRef<int32_t>> block = kernel.getKnownBlockSize();
  std::optional<ArrayRef<int32_t>> grid = kernel.getKnownGridSize();
  std::optional<double> flops = countFlops(kernel.getBody());
  if (!block || !grid || !flops)
    return cost;
  for (ArrayRef<int32_t> sizes : {*block, *grid})
    for (int32_t size : sizes)
      *flops *= size;
  cost.flops = flops;
  return cost;
}

llvm::StringMap<KernelCost> mlir::winograd::getKernelCosts(ModuleOp module) {
  llvm::StringMap<KernelCost> costs;
  module.walk([&](gpu::GPUFuncOp kernel) {
    costs[kernel.getName()] = getKernelCost(kernel);
  });
  return costs;
}
