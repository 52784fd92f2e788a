//===- WinogradToGPU.cpp - Planned convolutions as kernels ----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/WinogradToGPU/WinogradToGPU.h"
#include "FunctionChecks.h"
#include "Kernels.h"
#include "RegisterTile.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "winograd/Conversion/WinogradToLinalg/HadamardLowering.h"
#include "winograd/Dialect/Winograd/Analysis/ProductLoops.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Support/Limits.h"
#include "winograd/Target/TargetDescription.h"
#include "winograd/Transforms/GPU/Subgroups.h"
#include "winograd/Utils/PassOptions.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_CONVERTWINOGRADTOGPU
#include "winograd/Conversion/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// Turns the operations on tensors of one function into kernels.
class FunctionConversion {
public:
  FunctionConversion(RewriterBase &rewriter, func::FuncOp function,
                     const KernelOptions &options)
      : rewriter(rewriter), function(function), options(options) {}

  LogicalResult run();
  int64_t countKernels() const { return numKernels; }

private:
  struct Planned {
    WinogradConvolution convolution;
    PlanKind kind;
    WorkgroupScheduleAttr schedule;
  };

  void classifyLoops();
  FailureOr<SmallVector<Planned>> readPlans();
  void removeBuffers();
  void readOutsAsInputs();
  void convert(Planned &planned);
  LogicalResult convert(Operation *op);
  LogicalResult convert(linalg::GenericOp op);
  LogicalResult convert(tensor::PadOp op);
  LogicalResult convert(tensor::ExtractSliceOp op);
  LogicalResult convert(tensor::InsertSliceOp op);
  LogicalResult convert(tensor::GenerateOp op);
  linalg::GenericOp asGeneric(linalg::LinalgOp op);
  std::string makeName(StringRef step);

  RewriterBase &rewriter;
  func::FuncOp function;
  const KernelOptions &options;
  int64_t numKernels = 0;
};
} // namespace

std::string FunctionConversion::makeName(StringRef step) {
  ++numKernels;
  return (function.getName() + "_" + step).str();
}

/// The loops that a result is indexed by are those whose iterations threads
/// share; the others come one after the other.
void FunctionConversion::classifyLoops() {
  function.walk([&](linalg::GenericOp op) {
    if (op.getNumResults() == 0)
      return;
    llvm::SmallBitVector parallel =
        getUsedLoops(op.getIndexingMapMatchingResult(op->getResult(0)));
    SmallVector<Attribute> kinds;
    for (unsigned loop = 0; loop < op.getNumLoops(); ++loop)
      kinds.push_back(linalg::IteratorTypeAttr::get(
          op.getContext(), parallel.test(loop)
                               ? utils::IteratorType::parallel
                               : utils::IteratorType::reduction));
    op.setIteratorTypesAttr(rewriter.getArrayAttr(kinds));
  });
}

/// The plan that the buffers of a convolution make.
FailureOr<SmallVector<FunctionConversion::Planned>>
FunctionConversion::readPlans() {
  SmallVector<Planned> plans;
  for (WinogradConvolution &convolution : findConvolutions(function)) {
    PlanKind kind = readPlan(convolution);
    auto schedule = convolution.output->getAttrOfType<WorkgroupScheduleAttr>(
        WorkgroupScheduleAttr::attrName);
    bool isFused = kind == PlanKind::ThreeBuffer || kind == PlanKind::Blocked;
    if (isFused && !schedule)
      return convolution.output.emitOpError("expected a '")
             << WorkgroupScheduleAttr::attrName
             << "' on a convolution whose product is in workgroup memory";
    plans.push_back({convolution, kind, schedule});
  }
  return plans;
}

/// The plan is known now; the buffers stand between operations that fuse.
void FunctionConversion::removeBuffers() {
  function.walk([&](BufferizeOp op) { rewriter.replaceOp(op, op.getValue()); });
}

/// An elementwise operation that updates its outs gets them as an input.
void FunctionConversion::readOutsAsInputs() {
  function.walk([&](linalg::GenericOp op) {
    if (op.getNumReductionLoops() > 0 || op.getNumResults() != 1 ||
        !op.payloadUsesValueFromOperand(op.getDpsInitOperand(0)))
      return;
    rewriter.setInsertionPoint(op);
    OpOperand &init = *op.getDpsInitOperand(0);
    auto type = cast<RankedTensorType>(init.get().getType());
    SmallVector<Value> inputs(op.getInputs());
    inputs.push_back(init.get());
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    maps.push_back(maps.back());
    Value empty = tensor::EmptyOp::create(
        rewriter, op.getLoc(), type.getShape(), type.getElementType());
    auto generic =
        linalg::GenericOp::create(rewriter, op.getLoc(), type, inputs, empty,
                                  maps, op.getIteratorTypesArray());
    rewriter.inlineRegionBefore(op.getRegion(), generic.getRegion(),
                                generic.getRegion().end());
    generic.getBody()->addArgument(type.getElementType(), op.getLoc());
    rewriter.replaceOp(op, generic.getResults());
  });
}

/// Erases what computes the values, as far as nothing else uses it.
static void eraseDead(RewriterBase &rewriter, ValueRange values) {
  SetVector<Operation *> worklist;
  auto push = [&](ValueRange operands) {
    for (Value operand : operands)
      if (Operation *op = operand.getDefiningOp())
        worklist.insert(op);
  };
  push(values);
  while (!worklist.empty()) {
    Operation *op = worklist.pop_back_val();
    if (!isOpTriviallyDead(op))
      continue;
    push(op->getOperands());
    rewriter.eraseOp(op);
  }
}

/// Emits the kernel of a plan that fuses. What it replaces is dead then.
void FunctionConversion::convert(Planned &planned) {
  WinogradConvolution &convolution = planned.convolution;
  OutputStage stage = getKernelStage(convolution.output);
  Value result = stage.getResult(), value;
  rewriter.setInsertionPointAfterValue(result);
  if (planned.kind == PlanKind::SingleKernel)
    value =
        emitSingleKernel(rewriter, convolution, makeName("single"), options);
  else
    value = emitFusedKernel(rewriter, convolution, planned.schedule,
                            planned.kind == PlanKind::Blocked,
                            makeName(planned.kind == PlanKind::Blocked
                                         ? "block"
                                         : "product_output"));
  rewriter.replaceAllUsesWith(result, value);
  eraseDead(rewriter, result);
}

linalg::GenericOp FunctionConversion::asGeneric(linalg::LinalgOp op) {
  if (auto generic = dyn_cast<linalg::GenericOp>(op.getOperation()))
    return generic;
  rewriter.setInsertionPoint(op);
  FailureOr<linalg::GenericOp> generic =
      linalg::generalizeNamedOp(rewriter, op);
  return succeeded(generic) ? *generic : linalg::GenericOp();
}

LogicalResult FunctionConversion::convert(linalg::GenericOp op) {
  std::string reason;
  if (!canBeKernel(op, reason, /*mayExtract=*/true))
    return op.emitOpError("cannot be a GPU kernel: ") << reason;
  rewriter.setInsertionPoint(op);
  rewriter.replaceOp(op,
                     emitLoopKernel(rewriter, op, makeName("loops"), options));
  return success();
}

LogicalResult FunctionConversion::convert(tensor::PadOp op) {
  std::optional<SmallVector<int64_t>> low =
      getConstantIntValues(op.getMixedLowPad());
  if (!low || !getConstantIntValues(op.getMixedHighPad()))
    return op.emitOpError("cannot be a GPU kernel: expected widths that are "
                          "constants");
  Block &body = op.getRegion().front();
  std::string reason;
  if (!canBeKernelBody(body, /*mayExtract=*/true, reason))
    return op.emitOpError("cannot be a GPU kernel: ") << reason;
  rewriter.setInsertionPoint(op);
  SmallVector<int64_t> strides(low->size(), 1);
  rewriter.replaceOp(
      op,
      emitInsertKernel(
          rewriter, op.getLoc(),
          {op.getSource(), *low, strides, llvm::SmallBitVector(low->size())},
          op.getResultType(), getExtractedTensors(body).getArrayRef(),
          [&](KernelBuilder &kernel, ValueRange place) {
            return kernel.cloneBody(body, place, {}).front();
          },
          makeName("pad"), options));
  return success();
}

LogicalResult FunctionConversion::convert(tensor::InsertSliceOp op) {
  std::optional<SmallVector<int64_t>> offsets =
      getConstantIntValues(op.getMixedOffsets());
  std::optional<SmallVector<int64_t>> strides =
      getConstantIntValues(op.getMixedStrides());
  auto isPositive = [](int64_t stride) { return stride > 0; };
  if (!offsets || !strides || !llvm::all_of(*strides, isPositive))
    return op.emitOpError("cannot be a GPU kernel: expected offsets and "
                          "strides that are constants, strides of at least 1");
  rewriter.setInsertionPoint(op);
  auto loadOld = [&](KernelBuilder &kernel, ValueRange place) -> Value {
    return memref::LoadOp::create(kernel.b, kernel.getInput(op.getDest()),
                                  place);
  };
  rewriter.replaceOp(op,
                     emitInsertKernel(rewriter, op.getLoc(),
                                      {op.getSource(), *offsets, *strides,
                                       op.getDroppedDims()},
                                      op.getDestType(), op.getDest(), loadOld,
                                      makeName("insert"), options));
  return success();
}

LogicalResult FunctionConversion::convert(tensor::GenerateOp op) {
  std::string reason;
  if (!canBeKernelBody(op.getBody().front(), /*mayExtract=*/true, reason))
    return op.emitOpError("cannot be a GPU kernel: ") << reason;
  rewriter.setInsertionPoint(op);
  rewriter.replaceOp(
      op, emitGenerateKernel(rewriter, op, makeName("generate"), options));
  return success();
}

LogicalResult FunctionConversion::convert(tensor::ExtractSliceOp op) {
  if (!getConstantIntValues(op.getMixedOffsets()) ||
      !getConstantIntValues(op.getMixedStrides()))
    return op.emitOpError("cannot be a GPU kernel: expected offsets and "
                          "strides that are constants");
  rewriter.setInsertionPoint(op);
  rewriter.replaceOp(op,
                     emitSliceKernel(rewriter, op, makeName("slice"), options));
  return success();
}

LogicalResult FunctionConversion::convert(Operation *op) {
  rewriter.setInsertionPoint(op);
  if (auto kron = dyn_cast<KronOp>(op)) {
    if (kron.getRole() != KronRole::Output) {
      bool isInput = kron.getRole() == KronRole::Input;
      rewriter.replaceOp(
          op,
          emitTransformKernel(rewriter, kron,
                              makeName(isInput ? "input" : "filter"), options));
      return success();
    }
    OutputStage stage = getKernelStage(kron);
    Value result = stage.getResult();
    rewriter.setInsertionPointAfterValue(result);
    Value value =
        emitOutputKernel(rewriter, stage, makeName("output"), options);
    rewriter.replaceAllUsesWith(result, value);
    return success();
  }
  if (auto product = dyn_cast<HadamardReduceOp>(op)) {
    return convert(lowerHadamardReduce(rewriter, product));
  }
  if (auto pad = dyn_cast<tensor::PadOp>(op))
    return convert(pad);
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
    return convert(slice);
  if (auto insertion = dyn_cast<tensor::InsertSliceOp>(op))
    return convert(insertion);
  if (auto generate = dyn_cast<tensor::GenerateOp>(op))
    return convert(generate);
  if (auto concat = dyn_cast<tensor::ConcatOp>(op)) {
    convertConcat(
        rewriter, concat, [&] { return makeName("insert"); }, options);
    return success();
  }
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  if (!linalgOp)
    return success();
  // The constant that a sum starts from is not stored.
  auto startsSum = [](OpOperand &use) {
    auto user = dyn_cast<DestinationStyleOpInterface>(use.getOwner());
    return user && user.isDpsInit(&use) &&
           isa<KronOp, HadamardReduceOp, linalg::LinalgOp>(use.getOwner());
  };
  if (isa<linalg::FillOp>(op) && getSplat(op->getResult(0)) &&
      llvm::all_of(op->getUses(), startsSum))
    return success();
  linalg::GenericOp generic = asGeneric(linalgOp);
  if (!generic)
    return op->emitOpError("cannot be a GPU kernel: it has no loops");
  return convert(generic);
}

LogicalResult FunctionConversion::run() {
  if (function.isExternal())
    return success();
  if (failed(checkBeforeKernels(function)))
    return failure();
  FailureOr<SmallVector<Planned>> plans = readPlans();
  if (failed(plans))
    return failure();
  removeBuffers();
  classifyLoops();
  readOutsAsInputs();
  for (Planned &planned : *plans)
    if (planned.kind != PlanKind::FourBuffer)
      convert(planned);
  // In order: an output transform takes the operation behind it along.
  SmallVector<Operation *> operations;
  function.walk([&](Operation *op) {
    if (isa<KronOp, HadamardReduceOp, linalg::LinalgOp, tensor::PadOp,
            tensor::ExtractSliceOp, tensor::InsertSliceOp, tensor::GenerateOp,
            tensor::ConcatOp>(op))
      operations.push_back(op);
  });
  for (Operation *op : operations)
    if (!isOpTriviallyDead(op) && failed(convert(op)))
      return failure();
  return checkAfterKernels(function);
}

namespace {
class ConvertWinogradToGPU
    : public winograd::impl::ConvertWinogradToGPUBase<ConvertWinogradToGPU> {
public:
  using ConvertWinogradToGPUBase::ConvertWinogradToGPUBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto check = [&](StringRef name, int64_t value, int64_t least,
                     int64_t most) {
      return checkOption(module, name, value, least, most);
    };
    if (failed(
            check("workgroup-size", workgroupSize, 1, limits::deviceLimit)) ||
        failed(check("rows", rows, 0, limits::registerTile)) ||
        failed(check("columns", columns, 0, limits::registerTile)) ||
        failed(check("steps", steps, 0, limits::unrolledSteps)) ||
        failed(check("parallel-threads", parallelThreads, 0,
                     limits::deviceLimit)) ||
        failed(checkGPUTarget(module)))
      return signalPassFailure();
    if (std::string problem = checkSubgroupSize(subgroupSize, workgroupSize);
        !problem.empty()) {
      module.emitError(problem);
      return signalPassFailure();
    }
    GPUTarget target = getGPUTarget(module);
    auto orElse = [](int64_t given, int64_t other) {
      return given > 0 ? given : other;
    };
    KernelOptions options{workgroupSize,
                          orElse(rows, target.tileSize()),
                          orElse(columns, target.tileSize()),
                          orElse(steps, target.tileSteps()),
                          subgroupSize,
                          parallelThreads};
    IRRewriter rewriter(&getContext());
    int64_t count = 0;
    for (auto function : llvm::to_vector(module.getOps<func::FuncOp>())) {
      FunctionConversion conversion(rewriter, function, options);
      if (failed(conversion.run()))
        return signalPassFailure();
      count += conversion.countKernels();
    }
    numKernels += count;
    if (count > 0)
      module->setAttr(gpu::GPUDialect::getContainerModuleAttrName(),
                      rewriter.getUnitAttr());
  }
};
} // namespace
