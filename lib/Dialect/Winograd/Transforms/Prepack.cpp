//===- Prepack.cpp - Functions that transform filters ahead ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Remarks.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/RegionUtils.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADPREPACK
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

//===----------------------------------------------------------------------===//
// What depends on a filter alone
//===----------------------------------------------------------------------===//

namespace {

/// How a value depends on an argument, and on nothing else that may change.
enum class Dependence {
  None,       ///< a constant
  Raw,        ///< the argument, or a view of it
  Transformed ///< behind a filter transform
};

/// What a function computes from one filter alone: transforms, and whatever
/// brings their results into the layout that the rest of the function reads.
struct FilterPart {
  BlockArgument filter;
  SetVector<Operation *> operations; ///< with the constants that they may use
  SmallVector<Value> packed;         ///< what the rest of the function reads
};

} // namespace

static bool isFilterTransform(Operation *op) {
  auto kron = dyn_cast<KronOp>(op);
  return kron && kron.getRole() == KronRole::Filter;
}

/// The dependence of the results of `op`; nullopt if they depend on more.
static std::optional<Dependence>
getDependence(Operation *op, const DenseMap<Value, Dependence> &known) {
  if (!isPure(op))
    return std::nullopt;
  SetVector<Value> operands(op->operand_begin(), op->operand_end());
  getUsedValuesDefinedAbove(op->getRegions(), operands);
  bool isRaw = false, isTransformed = false;
  for (Value operand : operands) {
    auto it = known.find(operand);
    if (it == known.end())
      return std::nullopt;
    isRaw |= it->second == Dependence::Raw;
    isTransformed |= it->second == Dependence::Transformed;
  }
  if (isRaw)
    return isFilterTransform(op) ? Dependence::Transformed : Dependence::Raw;
  return isTransformed ? Dependence::Transformed : Dependence::None;
}

/// The part of the function that depends on `filter` alone, if all that leaves
/// it was transformed.
static std::optional<FilterPart> findFilterPart(BlockArgument filter) {
  FilterPart part{filter, {}, {}};
  DenseMap<Value, Dependence> known = {{filter, Dependence::Raw}};
  for (Operation &op : filter.getOwner()->without_terminator())
    if (std::optional<Dependence> dependence = getDependence(&op, known)) {
      part.operations.insert(&op);
      for (Value result : op.getResults())
        known[result] = *dependence;
    }

  auto isRead = [&](Value value) {
    return !llvm::all_of(value.getUsers(), [&](Operation *user) {
      return part.operations.contains(user);
    });
  };
  if (isRead(filter))
    return std::nullopt;
  for (Operation *op : part.operations)
    for (Value result : op->getResults()) {
      if (known[result] == Dependence::None || !isRead(result))
        continue;
      auto type = dyn_cast<RankedTensorType>(result.getType());
      if (known[result] == Dependence::Raw || !type || !type.hasStaticShape())
        return std::nullopt;
      part.packed.push_back(result);
    }
  if (part.packed.empty())
    return std::nullopt;
  return part;
}

//===----------------------------------------------------------------------===//
// The two functions
//===----------------------------------------------------------------------===//

static void eraseDead(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block)))
    if (isOpTriviallyDead(&op))
      op.erase();
}

/// (g) -> Ĝ
static func::FuncOp createPrepack(func::FuncOp function,
                                  ArrayRef<FilterPart> parts) {
  SmallVector<Type> filters, packed;
  SmallVector<Value> results;
  for (const FilterPart &part : parts) {
    filters.push_back(part.filter.getType());
    llvm::append_range(packed, ValueRange(part.packed).getTypes());
    llvm::append_range(results, part.packed);
  }
  Location loc = function.getLoc();
  OpBuilder builder(function.getContext());
  auto prepack = func::FuncOp::create(builder, loc,
                                      (function.getName() + "_prepack").str(),
                                      builder.getFunctionType(filters, packed));
  Block *block = prepack.addEntryBlock();
  builder.setInsertionPointToEnd(block);
  IRMapping mapping;
  for (auto [part, argument] : llvm::zip_equal(parts, block->getArguments())) {
    mapping.map(part.filter, argument);
    for (Operation *op : part.operations)
      builder.clone(*op, mapping);
  }
  for (Value &result : results)
    result = mapping.lookup(result);
  func::ReturnOp::create(builder, loc, results);
  eraseDead(*block);
  return prepack;
}

/// The function with Ĝ in the place of g.
static func::FuncOp createPrepacked(func::FuncOp function,
                                    ArrayRef<FilterPart> parts) {
  IRMapping mapping;
  func::FuncOp prepacked = function.clone(mapping);
  prepacked.setName((function.getName() + "_prepacked").str());
  NamedAttribute packedAttr(getPackedArgumentAttrName(),
                            UnitAttr::get(function.getContext()));
  DictionaryAttr attrs = DictionaryAttr::get(function.getContext(), packedAttr);
  // From the back, so that the numbers of the arguments in front stay.
  for (const FilterPart &part : llvm::reverse(parts)) {
    unsigned at = part.filter.getArgNumber();
    for (Value packed : llvm::reverse(part.packed)) {
      (void)prepacked.insertArgument(at + 1, packed.getType(), attrs,
                                     packed.getLoc());
      mapping.lookup(packed).replaceAllUsesWith(prepacked.getArgument(at + 1));
    }
  }
  eraseDead(prepacked.getBody().front());
  for (const FilterPart &part : parts) {
    auto filter = cast<BlockArgument>(mapping.lookup(Value(part.filter)));
    (void)prepacked.eraseArgument(filter.getArgNumber());
  }
  return prepacked;
}

namespace {
class WinogradPrepack
    : public winograd::impl::WinogradPrepackBase<WinogradPrepack> {
public:
  void runOnOperation() override {
    SymbolTable symbols(getOperation());
    for (auto function : llvm::to_vector(getOperation().getOps<func::FuncOp>()))
      if (function.isPublic() && !function.isExternal() &&
          failed(apply(function, symbols)))
        return signalPassFailure();
  }

private:
  LogicalResult apply(func::FuncOp function, SymbolTable &symbols) {
    SmallVector<FilterPart> parts;
    for (BlockArgument argument : function.getArguments())
      if (std::optional<FilterPart> part = findFilterPart(argument))
        parts.push_back(std::move(*part));
    if (parts.empty())
      return success();
    for (StringRef suffix : {"_prepack", "_prepacked"})
      if (symbols.lookup((function.getName() + suffix).str()))
        return function.emitError("expected the name '")
               << function.getName() << suffix
               << "' to be free for a function that is made";
    // Each is inserted right behind the function.
    auto behind = std::next(function->getIterator());
    symbols.insert(createPrepack(function, parts), behind);
    symbols.insert(createPrepacked(function, parts), behind);
    numFilters += parts.size();
    remark::passed(
        function.getLoc(),
        remark::RemarkOpts::name("prepack").category("winograd-prepack"))
        << remark::add("{0}: filters that can be transformed ahead: {1}",
                       function.getName(), parts.size());
    return success();
  }
};
} // namespace
