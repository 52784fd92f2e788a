//===- Requirements.cpp - What a kernel demands of a device ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Requirements.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"
#include "mlir/Dialect/SPIRV/IR/TargetAndABI.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace mlir::winograd;
using spirv::Capability;

namespace {
class RequirementCollector {
public:
  RequirementCollector(spirv::Version version,
                       std::optional<ArrayRef<Capability>> allowed)
      : version(version) {
    if (!allowed)
      return;
    permitted.emplace();
    addImplied(Capability::Shader, *permitted);
    for (Capability capability : *allowed)
      addImplied(capability, *permitted);
  }

  LogicalResult visit(Operation *op);
  SmallVector<Capability> takeCapabilities();
  ArrayRef<spirv::Extension> getExtensions() const {
    return extensions.getArrayRef();
  }

private:
  using CapabilitySet = llvm::SmallSetVector<Capability, 8>;
  static void addImplied(Capability capability, CapabilitySet &set);
  LogicalResult require(Operation *op, ArrayRef<Capability> oneOf);
  LogicalResult requireForValue(Operation *op, Type type);
  LogicalResult requireForBuffer(spirv::GlobalVariableOp variable);

  spirv::Version version;
  CapabilitySet capabilities;
  llvm::SmallSetVector<spirv::Extension, 4> extensions;
  std::optional<CapabilitySet> permitted;
};
} // namespace

void RequirementCollector::addImplied(Capability capability,
                                      CapabilitySet &set) {
  if (!set.insert(capability))
    return;
  for (Capability implied : spirv::getDirectImpliedCapabilities(capability))
    addImplied(implied, set);
}

LogicalResult RequirementCollector::require(Operation *op,
                                            ArrayRef<Capability> oneOf) {
  auto isKnown = [&](Capability capability) {
    return capability == Capability::Shader ||
           capabilities.contains(capability);
  };
  if (oneOf.empty() || llvm::any_of(oneOf, isKnown))
    return success();
  for (Capability capability : oneOf)
    if (!permitted || permitted->contains(capability)) {
      capabilities.insert(capability);
      return success();
    }
  return op->emitError("expected a kernel that needs only the capabilities of "
                       "the target, but got '")
         << op->getName() << "', which needs "
         << spirv::stringifyCapability(oneOf.front());
}

/// What arithmetic on a type, or a variable of it, needs.
static std::optional<Capability> getArithmeticCapability(Type type) {
  if (auto array = dyn_cast<spirv::ArrayType>(type))
    type = array.getElementType();
  if (auto vector = dyn_cast<VectorType>(type))
    type = vector.getElementType();
  if (type.isF16())
    return Capability::Float16;
  if (type.isF64())
    return Capability::Float64;
  if (type.isInteger(8))
    return Capability::Int8;
  if (type.isInteger(16))
    return Capability::Int16;
  if (type.isInteger(64))
    return Capability::Int64;
  return std::nullopt;
}

LogicalResult RequirementCollector::requireForValue(Operation *op, Type type) {
  if (auto pointer = dyn_cast<spirv::PointerType>(type)) {
    // A variable's type counts where it is made; buffers are special.
    if (!isa<spirv::VariableOp, spirv::GlobalVariableOp>(op))
      return success();
    type = pointer.getPointeeType();
  }
  // Narrow types that are only moved or converted need no arithmetic on them.
  bool isFree = isa<spirv::LoadOp, spirv::StoreOp, spirv::FConvertOp,
                    spirv::SConvertOp, spirv::UConvertOp>(op);
  std::optional<Capability> capability = getArithmeticCapability(type);
  if (!capability || (isFree && *capability != Capability::Float64))
    return success();
  return require(op, *capability);
}

LogicalResult
RequirementCollector::requireForBuffer(spirv::GlobalVariableOp variable) {
  auto type = cast<spirv::PointerType>(variable.getType());
  auto block = cast<spirv::StructType>(type.getPointeeType());
  std::optional<Capability> arithmetic =
      getArithmeticCapability(block.getElementType(0));
  if (arithmetic == Capability::Float16 || arithmetic == Capability::Int16)
    return require(variable, Capability::StorageBuffer16BitAccess);
  if (arithmetic == Capability::Int8) {
    extensions.insert(spirv::Extension::SPV_KHR_8bit_storage);
    return require(variable, Capability::StorageBuffer8BitAccess);
  }
  return arithmetic ? require(variable, *arithmetic) : success();
}

LogicalResult RequirementCollector::visit(Operation *op) {
  if (auto query = dyn_cast<spirv::QueryCapabilityInterface>(op))
    for (ArrayRef<Capability> oneOf : query.getCapabilities())
      if (failed(require(op, oneOf)))
        return failure();
  auto mode = dyn_cast<spirv::ExecutionModeOp>(op);
  if (mode && version < spirv::Version::V_1_4 &&
      mode.getExecutionMode() == spirv::ExecutionMode::SignedZeroInfNanPreserve)
    extensions.insert(spirv::Extension::SPV_KHR_float_controls);
  if (auto variable = dyn_cast<spirv::GlobalVariableOp>(op)) {
    if (variable.storageClass() == spirv::StorageClass::StorageBuffer)
      return requireForBuffer(variable);
    return requireForValue(op, variable.getType());
  }
  for (Type type : op->getOperandTypes())
    if (failed(requireForValue(op, type)))
      return failure();
  for (Type type : op->getResultTypes())
    if (failed(requireForValue(op, type)))
      return failure();
  return success();
}

/// Sorted, so that the order of operations does not show.
SmallVector<Capability> RequirementCollector::takeCapabilities() {
  capabilities.insert(Capability::Shader);
  SmallVector<Capability> sorted(capabilities.takeVector());
  llvm::sort(sorted);
  return sorted;
}

FailureOr<spirv::VerCapExtAttr>
winograd::deduceRequirements(spirv::ModuleOp module, spirv::Version version,
                             std::optional<ArrayRef<Capability>> allowed) {
  RequirementCollector collector(version, allowed);
  WalkResult result = module.walk([&](Operation *op) {
    return failed(collector.visit(op)) ? WalkResult::interrupt()
                                       : WalkResult::advance();
  });
  if (result.wasInterrupted())
    return failure();
  return spirv::VerCapExtAttr::get(version, collector.takeCapabilities(),
                                   collector.getExtensions(),
                                   module.getContext());
}
