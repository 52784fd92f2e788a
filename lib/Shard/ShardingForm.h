//===- ShardingForm.h - How an operation can be cut among ranks -*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_SHARD_SHARDINGFORM_H
#define WINOGRAD_LIB_SHARD_SHARDINGFORM_H

#include "mlir/Dialect/Shard/Interfaces/ShardingInterface.h"
#include "llvm/ADT/BitVector.h"

namespace mlir::winograd {

/// How an operation can be cut among ranks: its loops, and which loop cuts each
/// dimension of its operands and results. What upstream's default reads off
/// projected permutations, also for windows: there it is the loop over results,
/// not the one over taps.
struct ShardingForm {
  static constexpr int none = -1;

  /// The loop that cuts a dimension, or `none`. A part of n iterations has
  /// `n * stride / repeats` of the dimension's values, and reads `reach` values
  /// behind the first one of each iteration.
  struct Dim {
    int loop = none;
    int64_t stride = 1;
    int64_t repeats = 1;
    int64_t reach = 0;

    Dim(int loop = none) : loop(loop) {}
  };

  SmallVector<utils::IteratorType> iterators;
  llvm::BitVector whole; ///< loops that no rank may have a part of
  /// The dimensions of operands, then of results.
  SmallVector<SmallVector<Dim>> dims;
  /// The maps of operands and results, for `getIndexingMaps`.
  SmallVector<AffineMap> maps;

  explicit ShardingForm(unsigned numLoops)
      : iterators(numLoops, utils::IteratorType::parallel), whole(numLoops) {}

  /// Appends an operand's or result's dimensions, with a map of plain
  /// dimensions, 0 where there is none.
  void addValue(ArrayRef<Dim> values, MLIRContext *context);
};

/// The form of an operation on tensors before it is raised; fails where it has
/// none.
FailureOr<ShardingForm> getShardingForm(Operation *op);

/// The forms of linalg operations, of operations on tensors, of slices among
/// these, and of what makes a tensor from nothing.
FailureOr<ShardingForm> getLinalgShardingForm(Operation *op);
FailureOr<ShardingForm> getTensorShardingForm(Operation *op);
FailureOr<ShardingForm> getSliceShardingForm(Operation *op);
FailureOr<ShardingForm> getSourceShardingForm(Operation *op);

/// One loop for each of `rank` dimensions.
SmallVector<ShardingForm::Dim> getAllLoops(int64_t rank);

/// The parts that the grid axes of `shardings` (operands first, then results)
/// give to each loop. Fails where two disagree, or a loop is whole.
FailureOr<shard::ShardingOption>
getShardingOption(Operation *op, const ShardingForm &form,
                  ArrayRef<shard::Sharding> operands,
                  ArrayRef<shard::Sharding> results);

/// How operands and results have to be cut for it.
std::vector<shard::Sharding>
getShardingAnnotations(Operation *op, const ShardingForm &form,
                       const shard::ShardingOption &option);

/// The grid axes that cut a loop, as the annotations of operands and results
/// say.
SmallVector<shard::GridAxis> getLoopAxes(const ShardingForm &form,
                                         unsigned loop,
                                         ArrayRef<shard::Sharding> operands,
                                         ArrayRef<shard::Sharding> results);

/// An external model of ShardingInterface. `ConcreteModel` has
///
///   static FailureOr<ShardingForm> describe(Operation *op);
///   LogicalResult partition(...) const;  // upstream's
///
/// An operation without a form cannot be cut, only be done by every rank.
template <typename ConcreteModel, typename OpTy>
struct FormShardingModel
    : public shard::ShardingInterface::ExternalModel<ConcreteModel, OpTy> {
  SmallVector<utils::IteratorType> getLoopIteratorTypes(Operation *op) const {
    FailureOr<ShardingForm> form = ConcreteModel::describe(op);
    return succeeded(form) ? form->iterators
                           : SmallVector<utils::IteratorType>();
  }

  SmallVector<shard::ReductionKind>
  getReductionLoopIteratorKinds(Operation *op) const {
    return SmallVector<shard::ReductionKind>(
        llvm::count(getLoopIteratorTypes(op), utils::IteratorType::reduction),
        shard::ReductionKind::Sum);
  }

  SmallVector<AffineMap> getIndexingMaps(Operation *op) const {
    FailureOr<ShardingForm> form = ConcreteModel::describe(op);
    return succeeded(form) ? form->maps : SmallVector<AffineMap>();
  }

  FailureOr<shard::ShardingOption>
  getShardingOption(Operation *op, ArrayRef<shard::Sharding> operands,
                    ArrayRef<shard::Sharding> results) const {
    FailureOr<ShardingForm> form = ConcreteModel::describe(op);
    if (failed(form))
      return failure();
    return winograd::getShardingOption(op, *form, operands, results);
  }

  FailureOr<std::vector<shard::Sharding>>
  getShardingAnnotations(Operation *op,
                         const shard::ShardingOption &option) const {
    FailureOr<ShardingForm> form = ConcreteModel::describe(op);
    if (failed(form))
      return failure();
    return winograd::getShardingAnnotations(op, *form, option);
  }

  LogicalResult
  addShardingAnnotations(Operation *op, OpBuilder &builder,
                         const shard::ShardingOption &option) const {
    FailureOr<std::vector<shard::Sharding>> shardings =
        getShardingAnnotations(op, option);
    if (failed(shardings))
      return failure();
    unsigned numOperands = op->getNumOperands();
    for (OpResult result : op->getResults())
      if (const shard::Sharding &sharding =
              (*shardings)[numOperands + result.getResultNumber()])
        shard::maybeInsertTargetShardingAnnotation(sharding, result, builder);
    for (OpOperand &operand : op->getOpOperands())
      if (const shard::Sharding &sharding =
              (*shardings)[operand.getOperandNumber()])
        shard::maybeInsertSourceShardingAnnotation(sharding, operand, builder);
    return success();
  }
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_SHARD_SHARDINGFORM_H
