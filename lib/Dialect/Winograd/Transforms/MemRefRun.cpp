//===- MemRefRun.cpp - Operations that lift together ----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemRefRun.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "winograd/Dialect/Winograd/Analysis/Convolution.h"

using namespace mlir;
using namespace mlir::winograd;

//===----------------------------------------------------------------------===//
// What can be lifted
//===----------------------------------------------------------------------===//

/// The tensor of a memref's values.
static RankedTensorType getTensorType(Value memref) {
  auto type = cast<MemRefType>(memref.getType());
  return RankedTensorType::get(type.getShape(), type.getElementType());
}

std::string winograd::checkLiftable(linalg::LinalgOp op) {
  for (Type type : op->getOperandTypes()) {
    auto memref = dyn_cast<MemRefType>(type);
    if (isa<ShapedType>(type) && !memref)
      return "it works on memrefs of unknown rank";
    if (memref && memref.getMemorySpace())
      return "it works on memrefs in a memory space, which tensors do not have";
  }
  if (llvm::any_of(*op.getBlock(), [](Operation &inner) {
        return !isMemoryEffectFree(&inner);
      }))
    return "its body has side effects";
  for (OpOperand *input : op.getDpsInputOperands())
    for (OpOperand &init : op.getDpsInitsMutable())
      if (input->get() == init.get() && (op.getNumReductionLoops() > 0 ||
                                         op.getMatchingIndexingMap(input) !=
                                             op.getMatchingIndexingMap(&init)))
        return "it overwrites what it reads";
  return "";
}

/// Whether it copies all values, from a memref to another.
static bool isLiftable(memref::CopyOp op) {
  auto isPlain = [](Value memref) {
    auto type = dyn_cast<MemRefType>(memref.getType());
    return type && !type.getMemorySpace();
  };
  return isPlain(op.getSource()) && isPlain(op.getTarget()) &&
         getTensorType(op.getSource()) == getTensorType(op.getTarget());
}

/// Whether nothing is left of what `init` held before.
static bool isOverwritten(OpOperand &init) {
  auto op = cast<linalg::LinalgOp>(init.getOwner());
  return !op.payloadUsesValueFromOperand(&init) &&
         op.getMatchingIndexingMap(&init).isPermutation();
}

//===----------------------------------------------------------------------===//
// Which memrefs may share memory
//===----------------------------------------------------------------------===//

void MemRefAliases::learnFrom(linalg::LinalgOp op) {
  if (!looksLikeConvolution(op))
    return;
  for (OpOperand *input : op.getDpsInputOperands())
    for (Value init : op.getDpsInits()) {
      disjoint.insert({input->get(), init});
      disjoint.insert({init, input->get()});
    }
}

/// The constant that the memref is, or null.
static memref::GlobalOp getConstantGlobal(Value memref) {
  auto load = memref.getDefiningOp<memref::GetGlobalOp>();
  if (!load)
    return {};
  auto global = SymbolTable::lookupNearestSymbolFrom<memref::GlobalOp>(
      load, load.getNameAttr());
  return global && global.getConstant() && global.getConstantInitValue()
             ? global
             : memref::GlobalOp();
}

bool MemRefAliases::mayAlias(Value a, Value b) {
  return !disjoint.contains({a, b}) && !getConstantGlobal(a) &&
         !getConstantGlobal(b) && !analysis.alias(a, b).isNo();
}

//===----------------------------------------------------------------------===//
// What stands in a run
//===----------------------------------------------------------------------===//

/// Whether no access would see, in memory, what was only calculated.
bool MemRefRun::fits(ArrayRef<Value> reads, ArrayRef<Value> writes) {
  auto isClear = [&](Value memref) {
    return llvm::all_of(written, [&](Value other) {
      return other == memref || !aliases.mayAlias(memref, other);
    });
  };
  return llvm::all_of(reads, isClear) && llvm::all_of(writes, isClear);
}

void MemRefRun::note(Operation *op, ArrayRef<Value> reads,
                     ArrayRef<Value> writes) {
  for (Value memref : reads)
    if (!written.contains(memref))
      read.insert(memref);
  written.insert_range(writes);
  for (Value memref : writes)
    storedAt.insert_or_assign(memref, op->getLoc());
  ops.insert(op);
}

/// A memref that is only used in the run is none any more.
bool MemRefRun::addDeallocation(Operation *op, Value memref) {
  auto areInRun = llvm::all_of(memref.getUsers(), [&](Operation *user) {
    return user == op || ops.contains(user);
  });
  Operation *allocation = memref.getDefiningOp();
  if (!areInRun || !allocation || !ops.contains(allocation))
    return false;
  ops.insert(op);
  return true;
}

/// Memory that nobody has seen can be allocated anywhere in a run.
bool MemRefRun::addAllocation(Operation *op) {
  if (isa<memref::AllocOp>(op))
    ops.insert(op);
  return true;
}

bool MemRefRun::addCopy(Operation *op) {
  auto copy = cast<memref::CopyOp>(op);
  if (!isLiftable(copy) || !fits(copy.getSource(), copy.getTarget()))
    return false;
  note(op, copy.getSource(), copy.getTarget());
  return true;
}

bool MemRefRun::add(Operation *op) {
  if (hasSingleEffect<MemoryEffects::Allocate>(op))
    return addAllocation(op);
  if (auto dealloc = dyn_cast<memref::DeallocOp>(op))
    return addDeallocation(dealloc, dealloc.getMemref());
  if (isa<memref::CopyOp>(op))
    return addCopy(op);
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  if (!linalgOp || !linalgOp.hasPureBufferSemantics() ||
      !checkLiftable(linalgOp).empty())
    return false;
  aliases.learnFrom(linalgOp);
  SmallVector<Value> reads, writes(linalgOp.getDpsInits());
  for (OpOperand &operand : op->getOpOperands()) {
    Value memref = operand.get();
    if (!isa<MemRefType>(memref.getType()))
      continue;
    // What is read and written at once is one value, or two memories.
    if (linalgOp.isDpsInput(&operand) &&
        llvm::any_of(writes, [&](Value written) {
          return written != memref && aliases.mayAlias(written, memref);
        }))
      return false;
    if (!linalgOp.isDpsInit(&operand) || !isOverwritten(operand))
      reads.push_back(memref);
  }
  if (!fits(reads, writes))
    return false;
  note(op, reads, writes);
  numConvolutions += looksLikeConvolution(linalgOp);
  return true;
}

//===----------------------------------------------------------------------===//
// Rewriting
//===----------------------------------------------------------------------===//

/// Whether the memref is allocated in the run and used nowhere else.
bool MemRefRun::isOwn(Value memref) const {
  auto alloc = memref.getDefiningOp<memref::AllocOp>();
  return alloc && ops.contains(alloc) &&
         alloc.getType().getLayout().isIdentity() &&
         llvm::all_of(memref.getUsers(),
                      [&](Operation *user) { return ops.contains(user); });
}

Value MemRefRun::getTensor(RewriterBase &rewriter, Location loc, Value memref) {
  if (!isa<MemRefType>(memref.getType()))
    return memref; // a scalar
  Value &value = values[memref];
  if (value)
    return value;
  RankedTensorType type = getTensorType(memref);
  if (memref::GlobalOp global = getConstantGlobal(memref))
    value = arith::ConstantOp::create(rewriter, loc, type,
                                      global.getConstantInitValue());
  else if (isOwn(memref))
    value = tensor::EmptyOp::create(
        rewriter, loc, type,
        memref.getDefiningOp<memref::AllocOp>().getDynamicSizes());
  else
    value = bufferization::ToTensorOp::create(rewriter, loc, type, memref,
                                              /*restrict=*/true);
  return value;
}

/// What is read of a result before it is written.
Value MemRefRun::getInit(RewriterBase &rewriter, OpOperand &init) {
  Value memref = init.get();
  Location loc = init.getOwner()->getLoc();
  if (values.contains(memref) || isOwn(memref) || !isOverwritten(init))
    return getTensor(rewriter, loc, memref);
  RankedTensorType type = getTensorType(memref);
  SmallVector<OpFoldResult> sizes;
  for (auto [axis, size] : llvm::enumerate(type.getShape()))
    sizes.push_back(
        ShapedType::isDynamic(size)
            ? OpFoldResult(memref::DimOp::create(rewriter, loc, memref, axis)
                               .getResult())
            : rewriter.getIndexAttr(size));
  return tensor::EmptyOp::create(rewriter, loc, sizes, type.getElementType());
}

void MemRefRun::lift(RewriterBase &rewriter, Operation *op) {
  rewriter.setInsertionPoint(op);
  if (auto copy = dyn_cast<memref::CopyOp>(op)) {
    Value value = getTensor(rewriter, op->getLoc(), copy.getSource());
    values[copy.getTarget()] = value;
    return;
  }
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  if (!linalgOp)
    return; // an allocation, or its end
  SmallVector<Value> operands;
  SmallVector<Type> results;
  for (OpOperand &operand : op->getOpOperands())
    operands.push_back(linalgOp.isDpsInit(&operand)
                           ? getInit(rewriter, operand)
                           : getTensor(rewriter, op->getLoc(), operand.get()));
  for (Value init : linalgOp.getDpsInits())
    results.push_back(getTensorType(init));
  Operation *lifted = clone(rewriter, op, results, operands);
  for (auto [init, result] :
       llvm::zip_equal(linalgOp.getDpsInits(), lifted->getResults()))
    values[init] = result;
}

/// Values --> the memrefs that somebody else can see
void MemRefRun::store(RewriterBase &rewriter) {
  for (Value memref : written) {
    if (isOwn(memref))
      continue;
    auto materialize = bufferization::MaterializeInDestinationOp::create(
        rewriter, storedAt.at(memref), /*result=*/Type(), values[memref],
        memref);
    materialize.setWritable(true);
    // It may be computed in place, unless its memory is still read.
    materialize.setRestrict(llvm::none_of(read, [&](Value other) {
      return other == memref || aliases.mayAlias(other, memref);
    }));
  }
}

void MemRefRun::rewrite(RewriterBase &rewriter) {
  for (Operation *op : ops)
    lift(rewriter, op);
  rewriter.setInsertionPointAfter(ops.back());
  store(rewriter);
  SmallVector<Operation *> allocations;
  for (Operation *op : ops)
    if (isa<memref::AllocOp>(op) && isOwn(op->getResult(0)))
      allocations.push_back(op);
  numBuffers = allocations.size();
  for (Operation *op : llvm::reverse(ops.getArrayRef()))
    if (!isa<memref::AllocOp>(op))
      rewriter.eraseOp(op);
  for (Operation *op : allocations)
    rewriter.eraseOp(op);
}
