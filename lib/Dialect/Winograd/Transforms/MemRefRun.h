//===- MemRefRun.h - Operations that lift together --------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_MEMREFRUN_H
#define WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_MEMREFRUN_H

#include "mlir/Analysis/AliasAnalysis.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/PatternMatch.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include <string>

namespace mlir::winograd {

/// Why `op`, on memrefs, cannot be computed on tensors; empty if it can.
std::string checkLiftable(linalg::LinalgOp op);

/// Which memrefs may share memory.
class MemRefAliases {
public:
  explicit MemRefAliases(AliasAnalysis &analysis) : analysis(analysis) {}

  /// A convolution's loops over its results are parallel: what it writes is not
  /// what another iteration reads, with a window the image or the filter. So
  /// they share no memory, wherever they come from.
  void learnFrom(linalg::LinalgOp op);
  bool mayAlias(Value a, Value b);

private:
  AliasAnalysis &analysis;
  llvm::SmallDenseSet<std::pair<Value, Value>> disjoint;
};

/// Operations of a block, one behind the other, on memrefs that are values as
/// well: until the end of the run nobody else sees what is stored.
class MemRefRun {
public:
  explicit MemRefRun(MemRefAliases &aliases) : aliases(aliases) {}

  /// Adds `op`, if it can stand in this run behind the others. (Operations
  /// that touch no memory can stand anywhere, and need not be added.)
  bool add(Operation *op);
  bool hasConvolution() const { return numConvolutions > 0; }

  /// Computes on tensors, and stores at the end what somebody else can see.
  void rewrite(RewriterBase &rewriter);

  int64_t countConvolutions() const { return numConvolutions; }
  /// Buffers that became values, known after `rewrite`.
  int64_t countBuffers() const { return numBuffers; }

private:
  bool fits(ArrayRef<Value> reads, ArrayRef<Value> writes);
  void note(Operation *op, ArrayRef<Value> reads, ArrayRef<Value> writes);
  bool addAllocation(Operation *op);
  bool addDeallocation(Operation *op, Value memref);
  bool addCopy(Operation *op);
  bool isOwn(Value memref) const;
  Value getTensor(RewriterBase &rewriter, Location loc, Value memref);
  Value getInit(RewriterBase &rewriter, OpOperand &init);
  void lift(RewriterBase &rewriter, Operation *op);
  void store(RewriterBase &rewriter);

  MemRefAliases &aliases;
  llvm::SetVector<Operation *> ops;
  llvm::SetVector<Value> read, written; ///< memrefs
  llvm::MapVector<Value, Value> values; ///< a memref's, while it is rewritten
  llvm::DenseMap<Value, Location> storedAt;
  int64_t numConvolutions = 0, numBuffers = 0;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_MEMREFRUN_H
