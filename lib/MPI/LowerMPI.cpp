//===- LowerMPI.cpp - mpi to calls of the library -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Conversion/LLVMCommon/ConversionTarget.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Conversion/MPIToLLVM/MPIToLLVM.h"
#include "mlir/Dialect/DLTI/DLTI.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MPI/IR/MPI.h"
#include "mlir/Transforms/DialectConversion.h"
#include "winograd/MPI/Distribution.h"
#include "winograd/MPI/Implementation.h"
#include "winograd/MPI/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADLOWERMPI
#include "winograd/MPI/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

//===----------------------------------------------------------------------===//
// What upstream's patterns take for granted
//===----------------------------------------------------------------------===//

/// Whether upstream's patterns know what MPI calls such elements.
static bool hasMPIType(Type type) {
  return type.isF32() || type.isF64() ||
         llvm::any_of(ArrayRef{8, 16, 32, 64},
                      [&](int bits) { return type.isInteger(bits); });
}

/// Whether the elements are one dimension, one behind the other.
static bool isRun(MemRefType type) {
  SmallVector<int64_t> strides;
  int64_t offset;
  return type.getRank() == 1 &&
         succeeded(type.getStridesAndOffset(strides, offset)) &&
         strides[0] == 1;
}

static LogicalResult checkOperands(Operation *op) {
  for (Type type : op->getOperandTypes()) {
    auto memref = dyn_cast<MemRefType>(type);
    if (!memref)
      continue;
    if (!isRun(memref))
      return op->emitOpError("expected to exchange a memref of one dimension "
                             "without gaps, but got ")
             << type;
    if (!hasMPIType(memref.getElementType()))
      return op->emitOpError("expected to exchange f32, f64 or integers of 8 "
                             "to 64 bits, but got ")
             << memref.getElementType();
  }
  return success();
}

namespace {
/// While it lives, the module's only table of DLTI is the one for MPI.
class OtherTablesHidden {
public:
  explicit OtherTablesHidden(ModuleOp module) : module(module) {
    for (NamedAttribute attr : llvm::to_vector(module->getAttrs()))
      if (attr.getName() != kMPIAttrName &&
          isa<DLTIQueryInterface>(attr.getValue())) {
        hidden.push_back(attr);
        module->removeAttr(attr.getName());
      }
  }
  ~OtherTablesHidden() {
    for (NamedAttribute attr : hidden)
      module->setAttr(attr.getName(), attr.getValue());
  }

private:
  ModuleOp module;
  SmallVector<NamedAttribute> hidden;
};
} // namespace

//===----------------------------------------------------------------------===//
// Communicators that are passed on
//===----------------------------------------------------------------------===//

static Value cast(OpBuilder &builder, Value value, Type type) {
  return UnrealizedConversionCastOp::create(builder, value.getLoc(), type,
                                            value)
      .getResult(0);
}

/// Makes the communicators among the function's arguments integers.
static void convertArguments(func::FuncOp function) {
  OpBuilder builder(function.getContext());
  SmallVector<Type> types(function.getArgumentTypes());
  for (auto [index, type] : llvm::enumerate(types)) {
    auto comm = dyn_cast<mpi::CommType>(type);
    if (!comm)
      continue;
    type = builder.getI64Type();
    if (function.isExternal())
      continue;
    BlockArgument argument = function.getArgument(index);
    argument.setType(type);
    builder.setInsertionPointToStart(&function.getBody().front());
    Value converted = cast(builder, argument, comm);
    argument.replaceAllUsesExcept(converted, converted.getDefiningOp());
  }
  function.setFunctionType(
      builder.getFunctionType(types, function.getResultTypes()));
}

static void convertOperands(func::CallOp call) {
  OpBuilder builder(call);
  for (OpOperand &operand : call->getOpOperands())
    if (isa<mpi::CommType>(operand.get().getType()))
      operand.set(cast(builder, operand.get(), builder.getI64Type()));
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

/// The translation to LLVM IR knows no such attributes, and says so.
static void dropShards(func::FuncOp function) {
  for (unsigned i = 0; i < function.getNumArguments(); ++i)
    function.removeArgAttr(i, shardsAttributeName);
  for (unsigned i = 0; i < function.getNumResults(); ++i)
    function.removeResultAttr(
        i, StringAttr::get(function.getContext(), shardsAttributeName));
}

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

/// ompi_mpi_sum -> ompi_mpi_op_sum
static LogicalResult renameReductions(ModuleOp module) {
  SymbolTable symbols(module);
  for (StringRef name :
       {"no_op", "max", "min", "sum", "prod", "land", "band", "lor", "bor",
        "lxor", "bxor", "minloc", "maxloc", "replace"}) {
    auto global = symbols.lookup<LLVM::GlobalOp>(("ompi_mpi_" + name).str());
    if (global && failed(symbols.rename(global, ("ompi_mpi_op_" + name).str())))
      return failure();
  }
  return success();
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {
struct LowerMPI : winograd::impl::WinogradLowerMPIBase<LowerMPI> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    for (auto function : module.getOps<func::FuncOp>())
      dropShards(function);
    SmallVector<Operation *> operations;
    module.walk([&](Operation *op) {
      if (isa<mpi::MPIDialect>(op->getDialect()))
        operations.push_back(op);
    });
    if (operations.empty())
      return;
    if (!module->hasAttr(kMPIAttrName)) {
      operations.front()->emitOpError("expected the module to say in '")
          << kMPIAttrName << "' for which implementation of MPI it is";
      return signalPassFailure();
    }
    if (!llvm::all_of(operations, [](Operation *op) {
          return succeeded(checkOperands(op));
        }))
      return signalPassFailure();
    for (auto function : module.getOps<func::FuncOp>())
      convertArguments(function);
    module.walk(convertOperands);
    if (failed(convertOperations(module)) || failed(renameReductions(module)))
      signalPassFailure();
  }

  /// mpi --> llvm
  LogicalResult convertOperations(ModuleOp module) {
    OtherTablesHidden hidden(module);
    LLVMTypeConverter converter(&getContext());
    LLVMConversionTarget target(getContext());
    target.addIllegalDialect<mpi::MPIDialect>();
    RewritePatternSet patterns(&getContext());
    mpi::populateMPIToLLVMConversionPatterns(converter, patterns);
    return applyPartialConversion(module, target, std::move(patterns));
  }
};
} // namespace
