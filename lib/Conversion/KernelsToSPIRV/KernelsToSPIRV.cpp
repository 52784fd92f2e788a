//===- KernelsToSPIRV.cpp - Kernels to SPIR-V modules for Vulkan ----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/KernelsToSPIRV/KernelsToSPIRV.h"
#include "ArithmeticPatterns.h"
#include "EmulateBF16.h"
#include "ExpandMathForSPIRV.h"
#include "KernelMemory.h"
#include "LaunchForm.h"
#include "LoopLowering.h"
#include "Requirements.h"
#include "StoreBooleans.h"
#include "mlir/Conversion/ArithToSPIRV/ArithToSPIRV.h"
#include "mlir/Conversion/GPUToSPIRV/GPUToSPIRV.h"
#include "mlir/Conversion/MathToSPIRV/MathToSPIRV.h"
#include "mlir/Conversion/SCFToSPIRV/SCFToSPIRV.h"
#include "mlir/Conversion/UBToSPIRV/UBToSPIRV.h"
#include "mlir/Conversion/VectorToSPIRV/VectorToSPIRV.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVDialect.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"
#include "mlir/Dialect/SPIRV/IR/TargetAndABI.h"
#include "mlir/Dialect/SPIRV/Transforms/SPIRVConversion.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "mlir/Transforms/CSE.h"
#include "mlir/Transforms/LoopInvariantCodeMotionUtils.h"
#include "winograd/Conversion/KernelsToSPIRV/FloatControls.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_CONVERTKERNELSTOSPIRV
#include "winograd/Conversion/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Sizes are attributes of the kernel, and an index into one block or thread is
/// zero.
static void foldLaunchGeometry(gpu::GPUFuncOp kernel) {
  auto sizeAlong = [](DenseI32ArrayAttr sizes,
                      gpu::Dimension dimension) -> std::optional<int64_t> {
    if (!sizes)
      return std::nullopt;
    return sizes[static_cast<size_t>(dimension)];
  };
  DenseI32ArrayAttr block = kernel.getKnownBlockSizeAttr();
  DenseI32ArrayAttr grid = kernel.getKnownGridSizeAttr();
  SmallVector<std::pair<Operation *, int64_t>> known;
  kernel.walk([&](Operation *op) {
    std::optional<int64_t> value;
    if (auto size = dyn_cast<gpu::BlockDimOp>(op))
      value = sizeAlong(block, size.getDimension());
    if (auto size = dyn_cast<gpu::GridDimOp>(op))
      value = sizeAlong(grid, size.getDimension());
    if (auto id = dyn_cast<gpu::ThreadIdOp>(op))
      if (sizeAlong(block, id.getDimension()) == 1)
        value = 0;
    if (auto id = dyn_cast<gpu::BlockIdOp>(op))
      if (sizeAlong(grid, id.getDimension()) == 1)
        value = 0;
    if (value)
      known.push_back({op, *value});
  });
  for (auto [op, value] : known) {
    OpBuilder builder(op);
    op->getResult(0).replaceAllUsesWith(
        arith::ConstantIndexOp::create(builder, op->getLoc(), value));
    op->erase();
  }
}

/// Index arithmetic that accesses share is done once, outside the loops.
static void shareIndexArithmetic(spirv::FuncOp function) {
  IRRewriter rewriter(function.getContext());
  DominanceInfo dominance(function);
  eliminateCommonSubExpressions(rewriter, dominance, function);
  function.walk([](LoopLikeOpInterface loop) { moveLoopInvariantCode(loop); });
  // What left two loops may be the same.
  eliminateCommonSubExpressions(rewriter, dominance, function);
}

/// What the conversion may use; `deduceRequirements` finds what it did use.
static spirv::TargetEnvAttr getPermissiveTarget(MLIRContext *context,
                                                spirv::Version version) {
  using spirv::Capability;
  auto triple = spirv::VerCapExtAttr::get(
      version,
      {Capability::Shader, Capability::Float16, Capability::Float64,
       Capability::Int8, Capability::Int16, Capability::Int64,
       Capability::StorageBuffer16BitAccess,
       Capability::StorageBuffer8BitAccess, Capability::GroupNonUniform,
       Capability::GroupNonUniformArithmetic, Capability::GroupNonUniformBallot,
       Capability::GroupNonUniformShuffle,
       Capability::GroupNonUniformShuffleRelative},
      {spirv::Extension::SPV_KHR_8bit_storage}, context);
  return spirv::TargetEnvAttr::get(triple,
                                   spirv::getDefaultResourceLimits(context),
                                   spirv::ClientAPI::Vulkan);
}

/// arith, math, vector, scf, gpu --> spirv
static LogicalResult convertOperations(spirv::FuncOp function,
                                       spirv::TargetEnvAttr targetEnv) {
  MLIRContext *context = function.getContext();
  SPIRVTypeConverter converter(targetEnv);
  if (failed(lowerLoops(function, converter)))
    return failure();

  hideZeros(function);
  lowerFloatArithmetic(function);
  RewritePatternSet patterns(context);
  ScfToSPIRVContext scfContext;
  populateKernelArithmeticPatterns(converter, patterns);
  arith::populateArithToSPIRVPatterns(converter, patterns);
  populateMathToSPIRVPatterns(converter, patterns);
  populateVectorToSPIRVPatterns(converter, patterns);
  populateGPUToSPIRVPatterns(converter, patterns);
  populateSCFToSPIRVPatterns(converter, scfContext, patterns);
  ub::populateUBToSPIRVConversionPatterns(converter, patterns);
  arith::populateCeilFloorDivExpandOpsPatterns(patterns);

  // Knows what needs OpenCL and is not for Vulkan.
  std::unique_ptr<SPIRVConversionTarget> target =
      SPIRVConversionTarget::get(targetEnv);
  target->addLegalOp<UnrealizedConversionCastOp>();
  // What is in SPIR-V already need not even be looked at.
  SmallVector<Operation *> operations;
  function.walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (isa<spirv::SPIRVDialect>(op->getDialect()))
      return WalkResult::advance();
    operations.push_back(op);
    return WalkResult::skip();
  });
  if (failed(applyPartialConversion(operations, *target, std::move(patterns))))
    return failure();
  SmallVector<UnrealizedConversionCastOp> casts;
  function.walk([&](UnrealizedConversionCastOp op) { casts.push_back(op); });
  reconcileUnrealizedCasts(casts);
  WalkResult result = function.walk([&](Operation *op) {
    if (isa<spirv::SPIRVDialect>(op->getDialect()) ||
        isa<UnrealizedConversionCastOp>(op))
      return WalkResult::advance();
    op->emitError("expected operations that SPIR-V can express, but got '")
        << op->getName() << "'";
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}

/// Makes `function` the entry point. From version 1.4 it lists every variable
/// of the module, before only inputs.
static void addEntryPoint(spirv::FuncOp function, DenseI32ArrayAttr blockSize,
                          spirv::Version version) {
  auto module = function->getParentOfType<spirv::ModuleOp>();
  SmallVector<Attribute> interface;
  for (auto variable : module.getOps<spirv::GlobalVariableOp>())
    if (version >= spirv::Version::V_1_4 ||
        variable.storageClass() == spirv::StorageClass::Input)
      interface.push_back(SymbolRefAttr::get(variable));
  auto builder = OpBuilder::atBlockEnd(module.getBody());
  Location loc = function.getLoc();
  spirv::EntryPointOp::create(builder, loc, spirv::ExecutionModel::GLCompute,
                              function, interface);
  spirv::ExecutionModeOp::create(builder, loc, function,
                                 spirv::ExecutionMode::LocalSize,
                                 blockSize.asArrayRef());
}

namespace {
class ConvertKernelsToSPIRV
    : public winograd::impl::ConvertKernelsToSPIRVBase<ConvertKernelsToSPIRV> {
public:
  using ConvertKernelsToSPIRVBase::ConvertKernelsToSPIRVBase;

  LogicalResult initialize(MLIRContext *context) override {
    std::optional<spirv::Version> known =
        spirv::symbolizeVersion("v" + version.getValue());
    if (!known || *known < spirv::Version::V_1_3)
      return emitError(UnknownLoc::get(context),
                       "expected 'version' to be 1.3, 1.4, 1.5 or 1.6, but "
                       "got '")
             << version << "'";
    spirvVersion = *known;
    allowed.clear();
    for (const std::string &name : capabilities) {
      std::optional<spirv::Capability> capability =
          spirv::symbolizeCapability(name);
      if (!capability)
        return emitError(UnknownLoc::get(context),
                         "expected 'capabilities' of SPIR-V, but got '")
               << name << "'";
      allowed.push_back(*capability);
    }
    targetEnv = getPermissiveTarget(context, spirvVersion);
    return choosePreservedWidths(context);
  }

  void runOnOperation() override {
    if (failed(convert(getOperation())))
      signalPassFailure();
  }

private:
  LogicalResult choosePreservedWidths(MLIRContext *context);
  void preserveFloats(spirv::FuncOp function);
  LogicalResult convert(gpu::GPUModuleOp module);

  spirv::Version spirvVersion;
  SmallVector<spirv::Capability> allowed;
  SmallVector<unsigned> preservedWidths;
  spirv::TargetEnvAttr targetEnv;
};
} // namespace

LogicalResult
ConvertKernelsToSPIRV::choosePreservedWidths(MLIRContext *context) {
  bool isAllowed =
      allowed.empty() ||
      llvm::is_contained(allowed, spirv::Capability::SignedZeroInfNanPreserve);
  preservedWidths.clear();
  for (unsigned width : preserveNaN) {
    if (width == 0)
      continue;
    if (!llvm::is_contained(floatWidths, width))
      return emitError(
                 UnknownLoc::get(context),
                 "expected 'preserve-nan' to be 16, 32, 64 or 0, but got ")
             << width;
    if (!isAllowed)
      return emitError(UnknownLoc::get(context),
                       "expected SignedZeroInfNanPreserve among "
                       "'capabilities' with 'preserve-nan'");
    preservedWidths.push_back(width);
  }
  if (preserveNaN.empty() && isAllowed)
    llvm::append_range(preservedWidths, floatWidths);
  return success();
}

void ConvertKernelsToSPIRV::preserveFloats(spirv::FuncOp function) {
  for (unsigned width : declareFloatControls(function, preservedWidths))
    remark::missed(
        function.getLoc(),
        remark::RemarkOpts::name("loses-nan").category("winograd-spirv"))
        << remark::reason("{0} may lose NaN, infinities and signed zeros of "
                          "f{1}: the target is not asked to preserve them",
                          function.getName(), width);
}

LogicalResult ConvertKernelsToSPIRV::convert(gpu::GPUModuleOp module) {
  SmallVector<FunctionType> launched = llvm::map_to_vector(
      module.getOps<gpu::GPUFuncOp>(),
      [](gpu::GPUFuncOp kernel) { return kernel.getFunctionType(); });
  storeBooleansAsBytes(module);
  if (failed(expandMathForSPIRV(module)) || failed(emulateBF16(module)))
    return failure();
  FailureOr<gpu::GPUFuncOp> kernel = getKernelForSPIRV(module);
  if (failed(kernel))
    return failure();
  foldLaunchGeometry(*kernel);

  auto builder = OpBuilder::atBlockEnd(module.getBody());
  std::string name = (module.getName() + "_spirv").str();
  auto spirvModule = spirv::ModuleOp::create(
      builder, kernel->getLoc(), spirv::AddressingModel::Logical,
      spirv::MemoryModel::GLSL450, std::nullopt, StringRef(name));
  builder.setInsertionPointToEnd(spirvModule.getBody());
  auto function =
      spirv::FuncOp::create(builder, kernel->getLoc(), kernel->getName(),
                            builder.getFunctionType({}, {}));
  moveKernelWithMemory(*kernel, function);
  // What is left of the kernel has the arguments that the launches pass.
  kernel->setFunctionType(launched.front());
  for (auto [argument, type] :
       llvm::zip(kernel->getArguments(), launched.front().getInputs()))
    argument.setType(type);
  shareIndexArithmetic(function);
  if (failed(convertOperations(function, targetEnv)))
    return failure();
  addEntryPoint(function, kernel->getKnownBlockSizeAttr(), spirvVersion);
  preserveFloats(function);

  std::optional<ArrayRef<spirv::Capability>> permitted;
  if (!allowed.empty())
    permitted = allowed;
  FailureOr<spirv::VerCapExtAttr> requirements =
      deduceRequirements(spirvModule, spirvVersion, permitted);
  if (failed(requirements))
    return failure();
  spirvModule.setVceTripleAttr(*requirements);
  Attribute target = spirv::TargetEnvAttr::get(
      *requirements, spirv::getDefaultResourceLimits(&getContext()),
      spirv::ClientAPI::Vulkan);
  module.setTargetsAttr(builder.getArrayAttr(target));
  ++numKernels;
  spirvModule.walk([&](Operation *) { ++numOperations; });
  return success();
}
