//===- SpecializeShapes.cpp - Static shapes for a function's arguments ----===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "winograd/Transforms/Linalg/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADSPECIALIZESHAPES
#include "winograd/Transforms/Linalg/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// `type` with the sizes of a shape such as 1x3x20x20; null if that is none, or
/// does not match.
static RankedTensorType parseShape(StringRef text, Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor)
    return nullptr;
  SmallVector<StringRef> parts;
  if (!text.empty())
    text.split(parts, 'x');
  SmallVector<int64_t> sizes;
  for (StringRef part : parts) {
    int64_t size;
    if (part.getAsInteger(10, size) || size < 0)
      return nullptr;
    sizes.push_back(size);
  }
  if (failed(verifyCompatibleShape(tensor.getShape(), sizes)))
    return nullptr;
  return tensor.clone(sizes);
}

/// Gives the arguments these types; the body sees what it saw.
static void setArguments(func::FuncOp function, TypeRange types) {
  auto b = OpBuilder::atBlockBegin(&function.front());
  for (auto [argument, type] :
       llvm::zip_equal(function.getArguments(), types)) {
    Type old = argument.getType();
    if (old == type)
      continue;
    argument.setType(type);
    auto cast = tensor::CastOp::create(b, argument.getLoc(), old, argument);
    argument.replaceAllUsesExcept(cast, cast);
  }
  function.setFunctionType(FunctionType::get(function.getContext(), types,
                                             function.getResultTypes()));
}

/// Returns what a cast to a type of fewer sizes hides.
static void sharpenResults(func::FuncOp function) {
  SmallVector<func::ReturnOp> returns;
  function.walk([&](func::ReturnOp op) { returns.push_back(op); });
  SmallVector<Type> types(function.getResultTypes());
  for (auto [index, type] : llvm::enumerate(types)) {
    Type sharp;
    bool isSame = true;
    for (func::ReturnOp op : returns) {
      auto cast = op.getOperand(index).getDefiningOp<tensor::CastOp>();
      Type source = cast ? cast.getSource().getType() : Type();
      isSame &= source && (!sharp || source == sharp) &&
                tensor::canFoldIntoConsumerOp(cast);
      sharp = source;
    }
    if (!sharp || !isSame)
      continue;
    for (func::ReturnOp op : returns) {
      auto cast = op.getOperand(index).getDefiningOp<tensor::CastOp>();
      op.setOperand(index, cast.getSource());
      if (cast->use_empty())
        cast->erase();
    }
    type = sharp;
  }
  function.setFunctionType(FunctionType::get(
      function.getContext(), function.getArgumentTypes(), types));
}

namespace {
class WinogradSpecializeShapes
    : public winograd::impl::WinogradSpecializeShapesBase<
          WinogradSpecializeShapes> {
public:
  using WinogradSpecializeShapesBase::WinogradSpecializeShapesBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    WinogradSpecializeShapesBase::getDependentDialects(registry);
    // Of the passes below, which nobody asks when they run.
    OpPassManager pipeline = makePipeline();
    pipeline.getDependentDialects(registry);
  }

  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto target = module.lookupSymbol<func::FuncOp>(function);
    if (!target || target.isExternal())
      return fail("expected the option 'function' to name a function with a "
                  "body, but got '" +
                  function + "'");
    if (!SymbolTable::symbolKnownUseEmpty(target, module))
      return fail("expected nothing to call '" + function +
                  "', since the types of its arguments change");
    if (shapes.size() != target.getNumArguments())
      return fail("expected as many 'shapes' as '" + function +
                  "' has arguments, " + Twine(target.getNumArguments()) +
                  ", but got " + Twine(shapes.size()));
    SmallVector<Type> types(target.getArgumentTypes());
    for (auto [type, shape] : llvm::zip_equal(types, shapes)) {
      if (shape == "-")
        continue;
      Type found = parseShape(shape, type);
      if (!found) {
        module.emitError("expected a shape of ")
            << type << " in the option 'shapes', but got '" << shape << "'";
        return signalPassFailure();
      }
      type = found;
    }
    setArguments(target, types);
    OpPassManager pipeline = makePipeline();
    if (failed(runPipeline(pipeline, module)))
      return signalPassFailure();
    sharpenResults(target);
  }

private:
  /// What carries the sizes on.
  static OpPassManager makePipeline() {
    OpPassManager pipeline(ModuleOp::getOperationName());
    pipeline.addPass(createWinogradCropPads()); // the next ones fold
    pipeline.addPass(createInlinerPass());
    pipeline.addPass(createCanonicalizerPass());
    return pipeline;
  }

  void fail(const Twine &message) {
    getOperation().emitError(message);
    signalPassFailure();
  }
};
} // namespace
