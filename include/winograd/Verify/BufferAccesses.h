//===- BufferAccesses.h - Who reads and writes which buffer -----*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_VERIFY_BUFFERACCESSES_H
#define WINOGRAD_VERIFY_BUFFERACCESSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::winograd {

/// An operation that reads or writes a buffer itself, not by those inside of
/// it; a return or a yield of a buffer does both.
struct BufferAccess {
  Operation *op;
  bool reads = false, writes = false;
};

/// What a function does with its arguments.
struct FunctionAccesses {
  llvm::BitVector reads, writes;
  /// More than reading and writing memory: it may end the program.
  bool hasOtherEffects = false;
};

/// The accesses of all buffers of a module on memrefs.
class BufferAccesses {
public:
  using Buffers = llvm::SmallSetVector<Value, 2>;

  explicit BufferAccesses(ModuleOp module);

  /// The buffers that a memref may be a view of: through views, loops and
  /// conditions, up to arguments, allocations, constants, parts of raw memory,
  /// and results of calls.
  Buffers findBuffers(Value memref) const;

  /// Of one buffer, in the order of the program.
  ArrayRef<BufferAccess> getAccesses(Value buffer) const;

  /// What is read and written by an operation and by those inside of it.
  void collect(Operation *op, Buffers &reads, Buffers &writes) const;
  /// Whether it, or an operation inside of it, does more than that.
  bool hasOtherEffects(Operation *op) const;

  /// Whether nothing outside of `op` reads or writes the buffer, not even the
  /// caller.
  bool isPrivate(Value buffer, Operation *op) const;
  /// Whether it lives longer than a call: an argument of a function other than
  /// memory of a workgroup, or a constant.
  static bool isOfCaller(Value buffer);

  /// The function that a call or a launch runs; null if it is elsewhere.
  FunctionOpInterface getCallee(Operation *op) const;

private:
  void visit(FunctionOpInterface function);
  void visit(Operation *op);
  void add(Value memref, Operation *op, bool reads, bool writes);
  const FunctionAccesses &summarize(FunctionOpInterface function);

  ModuleOp module;
  mutable SymbolTableCollection symbols;
  DenseMap<Value, SmallVector<BufferAccess>> accesses;
  /// Of each operation that has any: what it accesses itself.
  DenseMap<Operation *, std::pair<Buffers, Buffers>> direct;
  DenseSet<Operation *> others; ///< those with other effects
  DenseMap<Operation *, FunctionAccesses> functions;
  /// Constants, and parts of raw memory that begin at one place, have one value
  /// that stands for all.
  DenseMap<Attribute, Value> globals;
  DenseMap<std::pair<Value, Value>, Value> parts;
  DenseMap<Value, Value> representatives;
};

/// Whether an operation is one of the loops of winograd-verify-loops.
bool isLoop(Operation *op);
/// Whether it is a launch of a kernel, or an operation of linalg or a copy on
/// whole buffers.
bool isWholeLoop(Operation *op);

} // namespace mlir::winograd

#endif // WINOGRAD_VERIFY_BUFFERACCESSES_H
