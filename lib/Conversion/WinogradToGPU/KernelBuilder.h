//===- KernelBuilder.h - A GPU kernel under construction --------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_KERNELBUILDER_H
#define WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_KERNELBUILDER_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir::winograd {

/// A kernel that computes tensors of the host from other tensors. Its arguments
/// are buffers: the inputs first, then the results. Built in this order: the
/// constructor, `beginWorkgroups` or `beginThreads`, the rest of the body
/// through `b`, `launch`.
class KernelBuilder {
public:
  /// A kernel in a module of its own, both called `name` (or, where that is
  /// taken, `name_0`, …). Inputs that occur twice are one argument.
  KernelBuilder(RewriterBase &host, Location loc, StringRef name,
                ValueRange inputs, ArrayRef<RankedTensorType> results);

  /// The buffer of an input.
  Value getInput(Value tensor);
  /// The buffer of the index-th result.
  Value getResult(unsigned index);
  /// A buffer that the threads of a workgroup share.
  Value addWorkgroupBuffer(ArrayRef<int64_t> shape, Type elementType);

  /// Makes the kernel one of `count` workgroups of `threads` threads, and
  /// returns the number of this workgroup. The body goes on where the number is
  /// in range; a workgroup's threads go the same way, so it may have barriers.
  Value beginWorkgroups(int64_t count, int64_t threads);
  /// Makes the kernel one of `total` threads, of which each workgroup has
  /// `threads`, and returns the number of this thread. The body goes on where
  /// the number is in range.
  Value beginThreads(int64_t total, int64_t threads);
  /// A thread's part of a task that several threads share: the task's number,
  /// and the thread's among those. Threads behind the last task repeat that,
  /// and are not `inside` (null where there are none).
  struct Share {
    Value task, lane, inside;
  };
  /// Makes the kernel one of `tasks` tasks, each shared by `lanes` neighbours
  /// of a subgroup, a power of 2, and of workgroups of `threads` threads, a
  /// multiple of the subgroup's size. All lanes of a subgroup go the same way,
  /// so they may exchange values.
  Share beginLanes(int64_t tasks, int64_t lanes, int64_t threads);
  /// Launches the kernel on the host, and returns its results.
  SmallVector<Value> launch();

  // Arithmetic on indices in the body.
  Value index(int64_t value);
  Value add(Value lhs, int64_t rhs);
  Value multiply(Value lhs, int64_t rhs);
  Value divide(Value lhs, int64_t rhs); ///< without signs
  /// `map` at `dims`: one value per result.
  SmallVector<Value> apply(AffineMap map, ValueRange dims);
  /// Takes a number in a space of these sizes (the last one fastest) apart.
  SmallVector<Value> delinearize(Value number, ArrayRef<int64_t> sizes);

  /// The number of this thread in its workgroup.
  Value getThread();

  /// The sum of a value over the `lanes` neighbours that share a task.
  Value sumOverLanes(Value value, int64_t lanes);

  // Conditions in the body; null is one that always holds.
  Value isBelow(Value number, int64_t bound);
  Value isEqual(Value lhs, Value rhs);
  Value both(Value lhs, Value rhs);
  Value choose(Value condition, Value yes, Value no);
  /// The body goes on where `condition` holds.
  void enterIf(Value condition);

  /// Emits a loop over 0, `step`, … below `end`. It carries `sums`, which
  /// `body` replaces in each iteration; returns the last ones.
  SmallVector<Value>
  sumUp(int64_t end, int64_t step, ArrayRef<Value> sums,
        function_ref<SmallVector<Value>(Value index, SmallVector<Value> sums)>
            body);

  /// Clones the body of an elementwise or reducing operation, but for its
  /// terminator, and returns what that yields. Scalars from outside of the body
  /// must be constants, and are cloned, too; tensors from outside must be
  /// inputs of the kernel, of which the body extracts values. `coordinates` are
  /// those of the loops, for `linalg.index`.
  SmallVector<Value> cloneBody(Block &body, ValueRange arguments,
                               ValueRange coordinates);
  /// The same with arithmetic in f32 where the body has f16 or bf16: what is
  /// returned is f32 there, and arguments may be.
  SmallVector<Value> cloneBodyInF32(Block &body, ValueRange arguments,
                                    ValueRange coordinates);

  /// A constant scalar of the host, as one of the kernel.
  Value cloneConstant(Value scalar);
  /// The value of a tensor for which `getSplat` is not null.
  Value getSplatValue(Value tensor);

  ImplicitLocOpBuilder b;

private:
  std::pair<Value, int64_t> setGrid(int64_t count, int64_t threads);

  RewriterBase &host;
  SmallVector<Value> inputs;
  SmallVector<RankedTensorType> results;
  gpu::GPUFuncOp function;
};

/// Whether an operation on tensors can be (a part of) a kernel: its scalars are
/// constants, and its loops compute every value of its results. A reason if
/// not. `mayExtract`: its body may extract values of tensors that are not
/// operands.
bool canBeKernel(linalg::GenericOp op, std::string &reason,
                 bool mayExtract = false);
/// The part of this that is about the body.
bool canBeKernelBody(Block &body, bool mayExtract, std::string &reason);
/// The tensors from outside of a body that it extracts values of.
SetVector<Value> getExtractedTensors(Block &body);
/// What a value is, for a diagnostic: an argument, or the result of what.
std::string describeValue(Value value);

/// The constant scalar that the whole tensor is, through changes of its shape;
/// null if it is none.
Operation *getSplat(Value tensor);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_KERNELBUILDER_H
