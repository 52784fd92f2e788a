//===- PlaceOnDevice.cpp - Memory for kernels on the device ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DeviceConstants.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/MemRef/Utils/MemRefUtils.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "winograd/Transforms/GPU/KernelArguments.h"
#include "winograd/Transforms/GPU/Passes.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADPLACEONDEVICE
#include "winograd/Transforms/GPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

//===----------------------------------------------------------------------===//
// What a function may hold
//===----------------------------------------------------------------------===//

static bool isShapeView(Operation *op) {
  return isa<memref::ExpandShapeOp, memref::CollapseShapeOp, memref::CastOp>(
      op);
}

static LogicalResult verifyType(Value value) {
  auto type = dyn_cast<BaseMemRefType>(value.getType());
  if (!type)
    return success();
  auto ranked = dyn_cast<MemRefType>(type);
  if (ranked && ranked.hasStaticShape() && ranked.getLayout().isIdentity() &&
      !ranked.getMemorySpace())
    return success();
  return emitError(value.getLoc(),
                   "expected memrefs of static shape, identity layout and no "
                   "memory space in a function that launches kernels, but got ")
         << type;
}

static LogicalResult verifyOperation(Operation &op) {
  if (isa<func::CallOp>(op))
    return op.emitOpError("expected calls in a function that launches kernels "
                          "to be inlined, but got one of ")
           << op.getAttr("callee");
  bool isKnown = isShapeView(&op) ||
                 isa<memref::AllocOp, memref::DeallocOp, memref::GetGlobalOp,
                     memref::CopyOp, gpu::LaunchFuncOp, func::ReturnOp>(op);
  bool hasMemref =
      llvm::any_of(op.getOperandTypes(), llvm::IsaPred<BaseMemRefType>) ||
      llvm::any_of(op.getResultTypes(), llvm::IsaPred<BaseMemRefType>);
  if (!isKnown && (hasMemref || !isPure(&op)))
    return op.emitOpError("expected a function that launches kernels to "
                          "allocate, view and copy memrefs and nothing else, "
                          "but got this");
  for (Value result : op.getResults())
    if (failed(verifyType(result)))
      return failure();
  auto launch = dyn_cast<gpu::LaunchFuncOp>(op);
  if (launch &&
      (launch.getAsyncToken() || !launch.getAsyncDependencies().empty()))
    return launch.emitOpError("expected launches without tokens, but got one "
                              "that is part of a chain");
  return success();
}

static LogicalResult verifyFunction(func::FuncOp function) {
  if (!llvm::hasSingleElement(function.getBody()))
    return function.emitOpError("expected a function that launches kernels to "
                                "have one block, but got ")
           << function.getBody().getBlocks().size();
  for (Value argument : function.getArguments())
    if (failed(verifyType(argument)))
      return failure();
  for (Operation &op : function.getBody().front())
    if (failed(verifyOperation(op)))
      return failure();
  return success();
}

//===----------------------------------------------------------------------===//
// Rewriting a function
//===----------------------------------------------------------------------===//

namespace {

/// Rewrites one function. Every command is added to the end of one chain.
class Placement {
public:
  Placement(func::FuncOp function, DeviceConstants &constants)
      : function(function), constants(constants),
        builder(function.getContext()),
        tokenType(builder.getType<gpu::AsyncTokenType>()) {}

  LogicalResult run();

  unsigned numBuffers = 0, numCopies = 0;

private:
  Value allocate(Location loc, Type type);
  void free(Location loc, Value buffer);
  void copy(Location loc, Value to, Value from);

  /// Where `memref` is on the device; puts it there at its first use.
  FailureOr<Value> getOnDevice(Value memref);
  FailureOr<Value> place(Value memref);

  LogicalResult rewrite(Operation &op);
  LogicalResult rewriteLaunch(gpu::LaunchFuncOp op);
  LogicalResult rewriteCopy(memref::CopyOp op);
  void rewriteDealloc(memref::DeallocOp op);
  LogicalResult rewriteReturn(func::ReturnOp op);
  void eraseHostBuffers();

  func::FuncOp function;
  DeviceConstants &constants;
  OpBuilder builder;
  Type tokenType;
  /// The end of the chain.
  Value token;
  DenseMap<Value, Value> onDevice;
  /// Buffers to free, in the order of their allocation.
  SmallVector<Value> live;
};

} // namespace

Value Placement::allocate(Location loc, Type type) {
  auto op = gpu::AllocOp::create(builder, loc, type, tokenType, token,
                                 ValueRange(), ValueRange());
  token = op.getAsyncToken();
  live.push_back(op.getMemref());
  ++numBuffers;
  return op.getMemref();
}

void Placement::free(Location loc, Value buffer) {
  token = gpu::DeallocOp::create(builder, loc, tokenType, token, buffer)
              .getAsyncToken();
  llvm::erase(live, buffer);
}

void Placement::copy(Location loc, Value to, Value from) {
  token = gpu::MemcpyOp::create(builder, loc, tokenType, token, to, from)
              .getAsyncToken();
}

FailureOr<Value> Placement::getOnDevice(Value memref) {
  if (Value placed = onDevice.lookup(memref))
    return placed;
  FailureOr<Value> placed = place(memref);
  if (succeeded(placed))
    onDevice[memref] = *placed;
  return placed;
}

FailureOr<Value> Placement::place(Value memref) {
  Location loc = memref.getLoc();
  Operation *op = memref.getDefiningOp();
  if (!op) {
    Value buffer = allocate(loc, memref.getType());
    copy(loc, buffer, memref);
    ++numCopies;
    return buffer;
  }
  if (auto global = dyn_cast<memref::GetGlobalOp>(op))
    return constants.load(global, builder);
  if (isa<memref::AllocOp>(op))
    return allocate(loc, memref.getType());
  Value source = cast<ViewLikeOpInterface>(op).getViewSource();
  FailureOr<Value> placed = getOnDevice(source);
  if (failed(placed))
    return failure();
  IRMapping mapping;
  mapping.map(source, *placed);
  return builder.clone(*op, mapping)->getResult(0);
}

LogicalResult Placement::rewriteLaunch(gpu::LaunchFuncOp op) {
  SmallVector<Value> operands;
  for (Value operand : op.getKernelOperands()) {
    if (!isa<MemRefType>(operand.getType())) {
      operands.push_back(operand);
      continue;
    }
    FailureOr<Value> placed = getOnDevice(operand);
    if (failed(placed))
      return failure();
    operands.push_back(*placed);
  }
  std::optional<gpu::KernelDim3> cluster;
  if (op.hasClusterSize())
    cluster = op.getClusterSizeOperandValues();
  token = gpu::LaunchFuncOp::create(builder, op.getLoc(), op.getKernelAttr(),
                                    op.getGridSizeOperandValues(),
                                    op.getBlockSizeOperandValues(),
                                    op.getDynamicSharedMemorySize(), operands,
                                    tokenType, token, cluster)
              .getAsyncToken();
  op.erase();
  return success();
}

LogicalResult Placement::rewriteCopy(memref::CopyOp op) {
  FailureOr<Value> source = getOnDevice(op.getSource());
  FailureOr<Value> target = getOnDevice(op.getTarget());
  if (failed(source) || failed(target))
    return failure();
  copy(op.getLoc(), *target, *source);
  op.erase();
  return success();
}

void Placement::rewriteDealloc(memref::DeallocOp op) {
  // A buffer that no kernel has used was never allocated.
  if (Value buffer = onDevice.lookup(memref::skipViewLikeOps(op.getMemref())))
    free(op.getLoc(), buffer);
  op.erase();
}

LogicalResult Placement::rewriteReturn(func::ReturnOp op) {
  Location loc = op.getLoc();
  DenseSet<Value> copiedBack;
  for (OpOperand &operand : op->getOpOperands()) {
    auto memref = dyn_cast<MemrefValue>(operand.get());
    if (!memref)
      continue;
    Value root = memref::skipViewLikeOps(memref);
    if (root.getDefiningOp<memref::GetGlobalOp>())
      continue; // the constant itself
    if (isa<BlockArgument>(root)) {
      Value buffer = onDevice.lookup(root);
      if (buffer && copiedBack.insert(root).second) {
        copy(loc, root, buffer);
        ++numCopies;
      }
      continue;
    }
    FailureOr<Value> placed = getOnDevice(operand.get());
    if (failed(placed))
      return failure();
    Value result = memref::AllocOp::create(
        builder, loc, cast<MemRefType>(operand.get().getType()));
    copy(loc, result, *placed);
    ++numCopies;
    operand.set(result);
  }
  for (Value buffer : SmallVector<Value>(live))
    free(loc, buffer);
  gpu::WaitOp::create(builder, loc, Type(), token);
  return success();
}

LogicalResult Placement::rewrite(Operation &op) {
  builder.setInsertionPoint(&op);
  return TypeSwitch<Operation *, LogicalResult>(&op)
      .Case([&](gpu::LaunchFuncOp launch) { return rewriteLaunch(launch); })
      .Case([&](memref::CopyOp copy) { return rewriteCopy(copy); })
      .Case([&](memref::DeallocOp dealloc) {
        rewriteDealloc(dealloc);
        return success();
      })
      .Case([&](func::ReturnOp op) { return rewriteReturn(op); })
      .Default([](Operation *) { return success(); });
}

/// What is left of them has no use but views without uses.
void Placement::eraseHostBuffers() {
  for (Operation &op :
       llvm::make_early_inc_range(llvm::reverse(function.getBody().front())))
    if (op.use_empty() &&
        (isShapeView(&op) || isa<memref::AllocOp, memref::GetGlobalOp>(op)))
      op.erase();
}

LogicalResult Placement::run() {
  Block &body = function.getBody().front();
  SmallVector<Operation *> ops;
  for (Operation &op : body)
    ops.push_back(&op);
  builder.setInsertionPointToStart(&body);
  token =
      gpu::WaitOp::create(builder, function.getLoc(), tokenType, ValueRange())
          .getAsyncToken();
  for (Operation *op : ops)
    if (failed(rewrite(*op)))
      return failure();
  eraseHostBuffers();
  return success();
}

namespace {
class WinogradPlaceOnDevice
    : public winograd::impl::WinogradPlaceOnDeviceBase<WinogradPlaceOnDevice> {
public:
  void runOnOperation() override {
    DeviceConstants constants(getOperation());
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (!launchesKernels(function))
        continue;
      Placement placement(function, constants);
      if (failed(verifyFunction(function)) || failed(placement.run()))
        return signalPassFailure();
      numBuffers += placement.numBuffers;
      numCopies += placement.numCopies;
    }
    numConstants += constants.size();
    constants.addConstructors();
  }
};
} // namespace
