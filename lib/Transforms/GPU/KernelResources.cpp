//===- KernelResources.cpp - What a kernel needs of a GPU -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelResources.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "winograd/Target/GPUCost.h"

using namespace mlir;
using namespace mlir::winograd;

/// 32-bit registers of a value.
static int64_t countRegisters(Type type) {
  if (auto vector = dyn_cast<VectorType>(type))
    return vector.getNumElements() * countRegisters(vector.getElementType());
  if (isa<IndexType>(type))
    return 1;
  // Conditions have registers of their own.
  if (!type.isIntOrFloat() || type.isInteger(1))
    return 0;
  return llvm::divideCeil(type.getIntOrFloatBitWidth(), 32);
}

static int64_t getBytes(MemRefType type) {
  Type element = type.getElementType();
  int64_t values = type.getNumElements();
  if (auto vector = dyn_cast<VectorType>(element)) {
    values *= vector.getNumElements();
    element = vector.getElementType();
  }
  unsigned bits = element.isIntOrFloat() ? element.getIntOrFloatBitWidth() : 32;
  return values * llvm::divideCeil(bits, 8);
}

/// Whether a sum and a product that nothing else uses are one instruction.
static bool isMultiplyAdd(Operation *op) {
  auto contracts = [](Operation *op) {
    return arith::bitEnumContainsAll(cast<arith::ArithFastMathInterface>(op)
                                         .getFastMathFlagsAttr()
                                         .getValue(),
                                     arith::FastMathFlags::contract);
  };
  return isa<arith::AddFOp, arith::SubFOp>(op) && contracts(op) &&
         llvm::any_of(op->getOperands(), [&](Value operand) {
           auto product = operand.getDefiningOp<arith::MulFOp>();
           return product && product->hasOneUse() && contracts(product);
         });
}

/// Parts of a vector are registers already, and constants parts of
/// instructions; of a multiply-add, the product counts.
static bool isInstruction(Operation *op) {
  return !isMultiplyAdd(op) && !op->hasTrait<OpTrait::ConstantLike>() &&
         !op->hasTrait<OpTrait::IsTerminator>() &&
         !isa<vector::ExtractOp, vector::FromElementsOp, vector::BroadcastOp>(
             op);
}

namespace {
/// The registers that values need at the same time.
class Pressure {
public:
  int64_t measure(Region &body);

private:
  /// Where an operation begins and ends among all of the kernel's.
  struct Span {
    int64_t begin = 0, end = 0;
  };
  void number(Region &region);
  int64_t getEnd(Value value, OpOperand &use);
  void addValue(Value value, int64_t begin);

  DenseMap<Operation *, Span> spans;
  int64_t count = 0;
  /// How many registers more are needed from an operation on.
  SmallVector<std::pair<int64_t, int64_t>> changes;
};
} // namespace

void Pressure::number(Region &region) {
  for (Operation &op : region.getOps()) {
    Span span;
    span.begin = ++count;
    for (Region &inner : op.getRegions())
      number(inner);
    span.end = op.getNumRegions() > 0 ? ++count : span.begin;
    spans[&op] = span;
  }
}

/// The end of a value as far as one use is concerned: in a loop that it comes
/// from outside of, all of the loop's steps need it.
int64_t Pressure::getEnd(Value value, OpOperand &use) {
  int64_t end = spans[use.getOwner()].begin;
  Region *home = value.getParentRegion();
  for (Operation *op = use.getOwner()->getParentOp();
       home->isAncestor(op->getParentRegion()); op = op->getParentOp())
    if (isa<LoopLikeOpInterface>(op))
      end = spans[op].end;
  return end;
}

void Pressure::addValue(Value value, int64_t begin) {
  int64_t registers = countRegisters(value.getType()), end = begin;
  for (OpOperand &use : value.getUses())
    end = std::max(end, getEnd(value, use));
  if (registers == 0 || end == begin)
    return;
  changes.push_back({begin, registers});
  changes.push_back({end, -registers});
}

int64_t Pressure::measure(Region &body) {
  number(body);
  body.walk([&](Operation *op) {
    // What a loop or a condition returns is there at its end.
    if (!op->hasTrait<OpTrait::ConstantLike>())
      for (Value result : op->getResults())
        addValue(result, spans[op].end);
    for (Region &region : op->getRegions())
      for (Value argument : region.getArguments())
        addValue(argument, spans[op].begin);
  });
  // What ends at an operation makes room for what that defines.
  llvm::sort(changes);
  int64_t alive = 0, most = 0;
  for (auto [position, change] : changes) {
    alive += change;
    most = std::max(most, alive);
  }
  return most;
}

KernelResources winograd::estimateResources(gpu::GPUFuncOp kernel) {
  KernelResources resources;
  resources.buffers = kernel.getFunctionType().getNumInputs();
  if (DenseI32ArrayAttr sizes = kernel.getKnownBlockSizeAttr())
    resources.threads = int64_t(sizes[0]) * sizes[1] * sizes[2];
  for (BlockArgument memory : kernel.getWorkgroupAttributions())
    resources.workgroupBytes += getBytes(cast<MemRefType>(memory.getType()));
  resources.registers =
      Pressure().measure(kernel.getBody()) + GPUTarget::addressRegisters;
  kernel.getBody().walk(
      [&](Operation *op) { resources.instructions += isInstruction(op); });
  return resources;
}
